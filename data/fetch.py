"""``python -m data fetch``: download the publications from their publishers.

What can be fetched is fetched; for the rest a person is told what to download from which page.
``fetched.json`` in the folder records where every file came from and its SHA-256, so that a second
run only brings what is missing.
"""

import argparse
import difflib
import html.parser
import json
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import msgspec

from data.download import GIGABYTE, FetchError, NotThereError, Patience, Web, by_hand, sha256_of
from data.errors import SourceError
from data.sources import Source, load_sources

RECORD = "fetched.json"
# Release pages looked into for one file: two years of months.
MAX_CANDIDATES = 24
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One finished download, as ``fetched.json`` keeps it."""

    id: str
    file: str
    url: str
    time: str
    bytes: int
    sha256: str
    etag: str


@dataclass(frozen=True)
class Outcome:
    """What became of one source.

    ``state`` is ``fetched``, ``kept`` (fetched before and unchanged), ``placed`` (a person put it
    there), ``by hand`` (a person has to) or ``failed``.
    """

    source: Source
    state: str
    message: str = ""


@dataclass(frozen=True)
class FetchReport:
    """What became of all of them."""

    folder: Path
    outcomes: tuple[Outcome, ...]

    @property
    def complete(self) -> bool:
        """Whether every source asked for is in the folder."""
        return not self.ids("by hand", "failed")

    def ids(self, *states: str) -> list[str]:
        """The sources in one of the states."""
        return [outcome.source.id for outcome in self.outcomes if outcome.state in states]

    def summary(self) -> str:
        """Plain sentences: what came, what was there already, and what a person has to do."""
        lines = []
        for state, words in (
            ("fetched", "Fetched"),
            ("kept", "Fetched before, not again"),
            ("placed", "Put there by hand, left as they are"),
        ):
            if ids := self.ids(state):
                lines.append(f"{words}: {len(ids)} ({', '.join(ids)}).")
        by_hand_words = f"To be downloaded by hand into {self.folder}"
        for state, words in (("failed", "Failed"), ("by hand", by_hand_words)):
            todo = [outcome for outcome in self.outcomes if outcome.state == state]
            if todo:
                lines += ["", f"{words}: {len(todo)}."]
                lines += [f"  {outcome.source.id}: {outcome.message}" for outcome in todo]
        if self.complete:
            lines += ["", f"All there: {len(self.outcomes)} sources in {self.folder}."]
        else:
            lines += [
                "",
                f"Missing: {len(self.ids('by hand', 'failed'))} of {len(self.outcomes)} sources.",
            ]
        return "\n".join(lines).lstrip("\n")


def fetch_all(
    sources: Mapping[str, Source],
    to: Path,
    *,
    only: Iterable[str] | None = None,
    again: bool = False,
    base_url: str = "",
    client: httpx.Client | None = None,
    retries: int = 4,
    timeout: float = 30.0,
    max_bytes: int = 2 * GIGABYTE,
    pause: Callable[[float], None] = time.sleep,
    progress: bool = True,
) -> FetchReport:
    """Bring the sources into a folder; a failure of one does not stop the others.

    Parameters
    ----------
    sources
        As :func:`data.sources.load_sources` gives them.
    to
        The folder, made if it is not there.
    only
        The ids wanted; all when left out.
    again
        Fetch what is there already, too.
    base_url
        Scheme and host that replace those of every address.
    client
        An own client (proxies, certificates); by default the environment's settings are followed.
    retries, timeout, max_bytes, pause
        Attempts after the first, seconds of silence, the largest file, and what waits in between.
    progress
        Show a bar per file where standard error is a terminal.

    Raises
    ------
    ValueError
        For an unknown id or an unusable ``base_url``.
    SourceError
        For a ``fetched.json`` that cannot be read.
    """
    wanted = _wanted(sources, only)
    _check_base(base_url)
    to.mkdir(parents=True, exist_ok=True)
    records = _read_records(to)
    patience = Patience(retries, timeout, max_bytes, pause)
    own = client or httpx.Client(headers={"User-Agent": "seldom-heard-fetch"})
    outcomes = []
    try:
        web = Web(own, patience, base_url, progress)
        for source in wanted:
            try:
                outcome = _fetch(web, source, to, records, again)
            except FetchError as error:
                outcome = Outcome(source, "failed", f"{error.problem} {error.remedy}".strip())
            except OSError as error:
                outcome = Outcome(source, "failed", f"The folder cannot be used: {error}.")
            outcomes.append(outcome)
    finally:
        if client is None:
            own.close()
    return FetchReport(to, tuple(outcomes))


def find_address(web: Web, source: Source) -> str:
    """Follow a source's link patterns from its landing page to the newest file.

    Raises
    ------
    FetchError
        When no page has a link like the pattern; the message names the page and what to look for.
    """
    address = _follow(web, source, source.landing, source.link)
    if address:
        return address
    raise FetchError(
        source.id,
        f"no link like {' then '.join(source.link)} was found from {source.landing} on.",
        f"{by_hand(source)} If the publisher renamed it, correct link in data/sources.toml.",
    )


def _fetch(web: Web, source: Source, to: Path, records: dict[str, Record], again: bool) -> Outcome:
    """Bring one source, unless it is there."""
    before = records.get(source.id)
    if before and not (to / before.file).exists():
        before = None  # A person may have put another file in its place.
    if before is None and not (again and source.way != "by hand") and _placed(source, to):
        return Outcome(source, "placed")
    if source.way == "by hand":
        return Outcome(source, "by hand", f"Open {source.landing}. {source.by_hand}")
    url = web.address(source.url or find_address(web, source))
    target = to / _file_name(source, url)
    if before and not again and before.url == url and _intact(before, target):
        return Outcome(source, "kept")
    received = web.download(source, url, target)
    if before and before.file != target.name:
        # The publisher changed the packing; two files of one source would stop the build.
        (to / before.file).unlink(missing_ok=True)
    records[source.id] = Record(
        id=source.id,
        file=target.name,
        url=url,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        bytes=received.bytes,
        sha256=received.sha256,
        etag=received.etag,
    )
    _write_records(to, records)
    return Outcome(source, "fetched")


def _follow(web: Web, source: Source, page: str, patterns: tuple[str, ...]) -> str:
    """The first address to which all patterns lead; empty when there is none."""
    where, text = web.page(source, page)
    found = _links(text, where, patterns[0])
    if len(patterns) == 1:
        return found[0] if found else ""
    for candidate in found[:MAX_CANDIDATES]:
        # Release pages are announced, and linked, months before they exist or hold files.
        try:
            if address := _follow(web, source, candidate, patterns[1:]):
                return address
        except NotThereError:
            continue
    return ""


def _links(text: str, where: str, pattern: str) -> list[str]:
    """Addresses on a page that match, newest first where the pattern names month and year."""
    reader = _Links()
    reader.feed(text)
    matches: dict[str, re.Match[str]] = {}
    for href in reader.found:
        try:
            address = urldefrag(urljoin(where, href)).url
        except ValueError:  # A broken address on somebody's page.
            continue
        if match := re.search(pattern, address, re.IGNORECASE):
            matches.setdefault(address, match)
    return sorted(matches, key=lambda address: _age(matches[address]))


def _age(match: re.Match[str]) -> tuple[int, int]:
    """Orders releases from newest to oldest; links without a date stay in the page's order."""
    groups = match.groupdict()
    year, month = groups.get("year") or "0", (groups.get("month") or "").lower()
    return -int(year), -(_MONTHS.index(month) + 1 if month in _MONTHS else 0)


class _Links(html.parser.HTMLParser):
    """Collects where a page's links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value.strip() for name, value in attrs if name == "href" and value]


def _wanted(sources: Mapping[str, Source], only: Iterable[str] | None) -> list[Source]:
    if only is None:
        return list(sources.values())
    names = list(dict.fromkeys(only))
    for name in names:
        if name not in sources:
            near = difflib.get_close_matches(name, sources, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise ValueError(f"There is no source {name!r} in data/sources.toml.{hint}")
    return [sources[name] for name in names]


def _check_base(base_url: str) -> None:
    if not base_url:
        return
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError(
            f"--base-url {base_url!r} has to be a scheme and a host, like https://mirror.nhs.uk."
        )


def _file_name(source: Source, url: str) -> str:
    """The name to save under; where a link leads to another packing, with that one's ending."""
    suffix = Path(urlsplit(url).path).suffix.lower()
    if source.way == "link" and suffix in (".csv", ".zip"):
        return Path(source.save_as).with_suffix(suffix).name
    return source.save_as


def _intact(record: Record, target: Path) -> bool:
    return record.file == target.name and target.is_file() and sha256_of(target) == record.sha256


def _placed(source: Source, to: Path) -> bool:
    """Whether the folder holds a file of the source, looking into zips as the build does."""
    for path in to.rglob("*"):
        names = [path.name]
        if path.suffix.lower() == ".zip":
            try:
                with zipfile.ZipFile(path) as archive:
                    names += archive.namelist()
            except (OSError, zipfile.BadZipFile):
                continue
        if any(source.recognises(name) for name in names):
            return True
    return False


def _read_records(to: Path) -> dict[str, Record]:
    try:
        content = (to / RECORD).read_bytes()
    except FileNotFoundError:
        return {}
    try:
        files = msgspec.json.decode(content, type=dict[str, list[Record]])["files"]
    except (msgspec.MsgspecError, KeyError) as error:
        raise SourceError(
            RECORD,
            f"cannot be read ({error}).",
            remedy="Delete it: the next run writes a new one.",
        ) from None
    return {record.id: record for record in files}


def _write_records(to: Path, records: Mapping[str, Record]) -> None:
    """Write the record whole or not at all, after each file, so that a break loses nothing."""
    files = [msgspec.to_builtins(records[name]) for name in sorted(records)]
    part = to / f"{RECORD}.part"
    part.write_text(json.dumps({"files": files}, indent=2) + "\n", encoding="utf-8")
    part.replace(to / RECORD)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m data fetch``."""
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="the folder to fill (not in git)"
    )
    parser.add_argument(
        "--only", nargs="+", metavar="ID", help="only these sources, by their id in sources.toml"
    )
    parser.add_argument(
        "--again", action="store_true", help="fetch anew what was fetched or put there before"
    )
    parser.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="scheme and host in place of those of every address: a mirror in a closed network",
    )


def run(args: argparse.Namespace) -> int:
    """Fetch, print what became of each source, and return 1 when one is missing."""
    try:
        report = fetch_all(
            load_sources(), args.to, only=args.only, again=args.again, base_url=args.base_url
        )
    except ValueError as error:
        if isinstance(error, SourceError):
            raise
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{args.to} cannot be used ({error.strerror}).", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Start again to go on from here.", file=sys.stderr)
        return 130
    print(report.summary())
    return 0 if report.complete else 1
