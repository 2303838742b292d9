"""One address to one file: streamed, continued after a break, tried again, and checked.

A download is written to ``NAME.part`` and takes its name only when it is whole, so that a build
never meets half a file. What the server said about the file's version stands beside it, in
``NAME.part.json``: a rest may only be added to the beginning of the same version.
"""

import contextlib
import email.utils
import hashlib
import json
import random
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
from tqdm import tqdm

from data.sources import Source

GIGABYTE = 1024**3
MAX_REDIRECTS = 5
MAX_PAGE_BYTES = 5 * 1024**2
# The longest wait between two attempts in seconds, whatever a server asks for.
MAX_WAIT = 300.0
# ONS's portal makes some files when they are first asked for, which takes minutes, not seconds.
PREPARING_WAIT = 30.0

_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")
T = TypeVar("T")


class FetchError(Exception):
    """A publication could not be fetched: which one, why, and what a person can do."""

    def __init__(self, source: str, problem: str, remedy: str = "") -> None:
        self.source = source
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{source}: {problem} {remedy}".strip())


class NotThereError(FetchError):
    """The server knows no such address (404 or 410)."""


class _TryAgainError(Exception):
    """This attempt failed, the next may not; ``wait`` is the least number of seconds until then."""

    def __init__(self, problem: str, wait: float = 0.0) -> None:
        self.wait = wait
        super().__init__(problem)


@dataclass(frozen=True)
class Patience:
    """How long and how often to try, and how much to take."""

    retries: int = 4
    timeout: float = 30.0
    max_bytes: int = 2 * GIGABYTE
    pause: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Received:
    """What a finished download was."""

    bytes: int
    sha256: str
    etag: str


@dataclass(frozen=True)
class _Part:
    """A download under way: the bytes so far, and the version that they belong to."""

    path: Path
    note: Path

    @classmethod
    def of(cls, target: Path) -> "_Part":
        return cls(
            target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.part.json")
        )

    def begun(self, url: str) -> tuple[int, str]:
        """Bytes that can be kept, and the version to continue; (0, "") to start over."""
        try:
            noted = json.loads(self.note.read_text(encoding="utf-8"))
            if noted["url"] == url and noted["version"]:
                return self.path.stat().st_size, str(noted["version"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # Nothing, or nothing usable, was kept: starting over is always right.
        return 0, ""

    def begin(self, url: str, version: str) -> None:
        self.note.write_text(json.dumps({"url": url, "version": version}), encoding="utf-8")

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


class Web:
    """Asks for pages and files with one client, patiently, within bounds.

    Parameters
    ----------
    client
        Carries proxies and certificates; redirects are followed here, not by the client.
    patience
        Attempts, waiting times and size limits.
    base_url
        Scheme and host that stand in for those of every address: a mirror in a closed network.
    progress
        Whether to show a bar per file, if anybody can see it.
    """

    def __init__(
        self, client: httpx.Client, patience: Patience, base_url: str = "", progress: bool = True
    ) -> None:
        self.client = client
        self.patience = patience
        self.base = urlsplit(base_url)
        self.progress = progress
        # Hosts that never answered: with 40 files on one host, patience with each would take hours.
        self._silent: set[str] = set()

    def address(self, url: str) -> str:
        """The address that is really asked: on the mirror, if there is one."""
        parts = urlsplit(url)
        if self.base.netloc:
            parts = parts._replace(scheme=self.base.scheme, netloc=self.base.netloc)
        return urlunsplit(parts)

    def page(self, source: Source, url: str) -> tuple[str, str]:
        """A web page: the address where it was in the end, and its text."""

        def attempt() -> tuple[str, str]:
            with self._open(source, url, {}) as response:
                self._judge(source, response)
                content = b""
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > MAX_PAGE_BYTES:
                        raise FetchError(source.id, f"the page {url} is too long.", by_hand(source))
                # Links are ASCII, whatever the page around them is written in.
                return str(response.url), content.decode("utf-8", errors="replace")

        return self._persist(source, url, attempt)

    def download(self, source: Source, url: str, target: Path) -> Received:
        """Bring an address into a file, whole and checked, or raise :class:`FetchError`."""
        part = _Part.of(target)
        try:
            etag = self._persist(source, url, lambda: self._receive(source, url, part))
            try:
                check_content(source, part.path, target.name)
            except FetchError:
                part.discard()
                raise
            received = Received(part.path.stat().st_size, sha256_of(part.path), etag)
            part.path.replace(target)
            part.note.unlink(missing_ok=True)
        except OSError as error:
            raise FetchError(
                source.id,
                f"{target.name} could not be written ({error.strerror or error}).",
                "Check that the folder may be written to and the disk is not full.",
            ) from None
        return received

    def _persist(self, source: Source, url: str, attempt: Callable[[], T]) -> T:
        """Try until it succeeds, fails for good, or patience ends."""
        host = urlsplit(self.address(url)).netloc
        attempts = 1 if host in self._silent else self.patience.retries + 1
        problem, answered = "", True
        for number in range(1, attempts + 1):
            wait = 0.0
            try:
                return attempt()
            except _TryAgainError as again:
                problem, wait, answered = str(again), again.wait, True
            except (httpx.UnsupportedProtocol, httpx.InvalidURL, ValueError) as error:
                raise FetchError(
                    source.id, f"{url} leads to no usable address ({error}).", by_hand(source)
                ) from None
            except httpx.RequestError as error:
                problem = _in_words(error, self.patience.timeout)
                answered = not isinstance(error, _NO_CONNECTION)
            if number < attempts:
                self.patience.pause(_delay(number, wait))
        if not answered:
            self._silent.add(host)
        raise FetchError(
            source.id,
            f"{problem}; attempts: {attempts}, at {url}.",
            f"Start again later: what has come so far is kept. Or: {by_hand(source)}",
        )

    @contextlib.contextmanager
    def _open(self, source: Source, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer to a request, redirects followed, not yet read."""
        # httpx itself refuses addresses that are neither http nor https.
        for _ in range(MAX_REDIRECTS + 1):
            request = self.client.build_request(
                "GET", self.address(url), headers=headers, timeout=self.patience.timeout
            )
            response = self.client.send(request, stream=True, follow_redirects=False)
            with contextlib.closing(response):
                if not response.has_redirect_location:
                    yield response
                    return
                url = urljoin(str(response.url), response.headers["location"])
        raise FetchError(source.id, f"redirected more than {MAX_REDIRECTS} times.", by_hand(source))

    def _judge(self, source: Source, response: httpx.Response) -> None:
        """Pass an answer that carries content; raise for any other."""
        status = response.status_code
        said = f"{response.url} answered {status} {httpx.codes.get_reason_phrase(status)}".strip()
        if status == 202:
            wait = max(_retry_after(response), PREPARING_WAIT)
            raise _TryAgainError("the publisher is still preparing the file", wait)
        if status in (408, 425, 429) or status >= 500:
            raise _TryAgainError(said, _retry_after(response))
        if status in (404, 410):
            raise NotThereError(source.id, f"{said}.", by_hand(source))
        if status not in (200, 206):
            raise FetchError(source.id, f"{said}.", by_hand(source))

    def _receive(self, source: Source, url: str, part: _Part) -> str:
        """One attempt to bring what is still missing; returns the file's ETag."""
        have, version = part.begun(url)
        # Without "identity", a packed answer would make ranges and lengths speak of other bytes.
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": version}
        with self._open(source, url, headers) as response:
            if response.status_code == 416:
                part.discard()
                raise _TryAgainError("the server could not continue the file")
            self._judge(source, response)
            start = _start(response, have, version, part)
            packed = response.headers.get("content-encoding", "identity").lower() != "identity"
            length = response.headers.get("content-length", "")
            expected = start + int(length) if length.isdecimal() and not packed else None
            if expected and expected > self.patience.max_bytes:
                raise self._too_large(source, url, part)
            if not start:
                part.discard()
            kept = _version(response) or (version if start else "")
            part.begin(url, "" if packed else kept)
            self._write(source, url, response, part, start, expected)
            if expected is not None and (size := part.path.stat().st_size) != expected:
                raise _TryAgainError(f"the file ended after {size:,} of {expected:,} bytes")
            return str(response.headers.get("etag", ""))

    def _write(
        self,
        source: Source,
        url: str,
        response: httpx.Response,
        part: _Part,
        start: int,
        expected: int | None,
    ) -> None:
        size = start
        # None: tqdm itself keeps quiet where standard error is not a terminal.
        hidden = None if self.progress else True
        with (
            part.path.open("ab" if start else "wb") as file,
            tqdm(
                desc=source.id, total=expected, initial=start, unit="B", unit_scale=True,
                leave=False, disable=hidden,
            ) as bar,
        ):  # fmt: skip
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > self.patience.max_bytes:
                    raise self._too_large(source, url, part)
                file.write(chunk)
                bar.update(len(chunk))

    def _too_large(self, source: Source, url: str, part: _Part) -> FetchError:
        part.discard()
        limit = f"{self.patience.max_bytes / GIGABYTE:.3g} GB"
        return FetchError(source.id, f"{url} is larger than {limit}.", by_hand(source))


def check_content(source: Source, path: Path, name: str) -> None:
    """Stop at an answer that is not the publication: a web page, an error, a broken zip.

    Raises
    ------
    FetchError
        With what came instead.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = Path(name).suffix.lower()
    problem = ""
    if not head:
        problem = "an empty file came."
    elif text.startswith(b"<"):
        problem = "a web page came in place of the file."
    elif suffix == ".zip":
        problem = _zip_problem(source, path)
    elif suffix in (".json", ".geojson"):
        if not text.startswith(b"{") or b'"feature' not in text.lower():
            problem = "what came is not GeoJSON."
    elif b"\0" in head or text.startswith((b"PK\x03\x04", b"{", b"[")):
        problem = f"what came is not a {suffix.removeprefix('.').upper()} file."
    if problem:
        raise FetchError(source.id, problem, by_hand(source))


def sha256_of(path: Path) -> str:
    """Hexadecimal digest of a file as it lies on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def by_hand(source: Source) -> str:
    """The remedy that always works: a person with a browser."""
    return (
        f"Open {source.landing} in a browser, download '{source.title}' and save it in the folder "
        f"as {source.save_as}."
    )


def _zip_problem(source: Source, path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
            members = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return f"the zip file is damaged ({error})."
    if broken:
        return f"the zip file is damaged ({broken})."
    if not any(source.recognises(member) for member in members):
        return f"the zip file holds no file named like {' or '.join(source.files)}."
    return ""


def _start(response: httpx.Response, have: int, version: str, part: _Part) -> int:
    """At which byte the answer begins: where we were, or 0 when the whole file comes."""
    if response.status_code == 200:
        return 0
    given = _CONTENT_RANGE.match(response.headers.get("content-range", ""))
    if have and given and int(given[1]) == have and _version(response) in ("", version):
        return have
    part.discard()
    raise _TryAgainError("the server sent another part than was asked for")


def _version(response: httpx.Response) -> str:
    """What tells this version of the file from the next; weak ETags do not, byte by byte."""
    etag = str(response.headers.get("etag", ""))
    if etag and not etag.startswith("W/"):
        return etag
    return str(response.headers.get("last-modified", ""))


def _retry_after(response: httpx.Response) -> float:
    """Seconds that the server asks to wait, given as a number or as a date."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        then = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    # HTTP dates are in GMT, whether or not they say so.
    return max(0.0, (then.replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds())


def _delay(attempt: int, wait: float) -> float:
    """Twice as long after each attempt; the jitter keeps many fetchers from coming back at once."""
    return min(max(2.0 ** (attempt - 1) * random.uniform(0.5, 1.5), wait), MAX_WAIT)


def _in_words(error: httpx.RequestError, timeout: float) -> str:
    if isinstance(error, _NO_CONNECTION):
        return f"no connection ({str(error) or 'no answer'})"
    if isinstance(error, httpx.TimeoutException):
        return f"the server sent nothing for {timeout:g} seconds"
    return f"the connection broke off ({error})"
