"""The publications that the atlas is built from, read from ``sources.toml`` and checked."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from data.errors import SourceError

SOURCES_TOML = Path(__file__).with_name("sources.toml")
LICENCES = ("OGL-UK-3.0", "OPL-3.0", "OS-OpenData", "as published")

_ID = re.compile(r"[a-z][a-z0-9_]*")


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publication: what it is, where it comes from and how its file is recognised.

    Attributes
    ----------
    id
        The name by which code and catalogue refer to it.
    publisher, title, period, coverage
        What it is, in the words that the Methods page prints.
    vintage
        The areas or things it is about: ``LSOA 2021``, ``LSOA 2011``, ``practice`` …
    licence, attribution
        One of :data:`LICENCES`, and the whole sentence to print.
    landing
        The publisher's page.
    url
        The direct address; empty where there is none that lasts.
    link
        Instead of an address: regular expressions for the links to follow from the landing page
        to the newest file, one per page. Named groups ``month`` and ``year`` put releases in order.
    by_hand
        Instead of both: what a person has to download, and the name to save it under.
    save_as
        The file name that ``fetch`` writes.
    files
        Name patterns (``*``, ``?``, ``[]``) of the publication's files, in any letter case, lying
        in a folder or inside a zip.
    columns
        The columns that the build cannot do without, as published; empty where the file has no
        header row or the catalogue names them.
    multiple
        Whether several files make up the one source.
    dated
        Whether its address gives another edition from month to month. Its period is then what the
        file's name says, or its zip's ("epraccur_2025-08-18"): ``period`` is of one edition alone.
    """

    id: str
    publisher: str
    title: str
    period: str
    vintage: str
    coverage: str
    licence: str
    attribution: str
    landing: str
    url: str
    save_as: str
    files: tuple[str, ...]
    columns: tuple[str, ...]
    link: tuple[str, ...] = ()
    by_hand: str = ""
    multiple: bool = False
    dated: bool = False

    @property
    def way(self) -> str:
        """How it is brought in: ``direct``, ``link`` or ``by hand``."""
        if self.url:
            return "direct"
        return "link" if self.link else "by hand"

    def recognises(self, name: str) -> bool:
        """Whether a file of this name, in a folder or inside a zip, belongs to the publication."""
        base = name.rsplit("/", 1)[-1].lower()
        return any(fnmatchcase(base, pattern.lower()) for pattern in self.files)


def load_sources(path: Path | None = None) -> dict[str, Source]:
    """Read and check the publications, in file order.

    Parameters
    ----------
    path
        Another file than the ``sources.toml`` beside this module.

    Raises
    ------
    SourceError
        Naming the source and what is wrong with it: a key that is missing, unknown or of the wrong
        kind, an id or file name given twice, no way (or two ways) to get it, or a bad pattern.
    """
    path = path or SOURCES_TOML
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(path.name, f"is not valid TOML ({error}).") from None
    sources = [_source(table, path.name) for table in _tables(tables, path.name)]
    for what in ("id", "save_as"):
        name, times = Counter(getattr(source, what) for source in sources).most_common(1)[0]
        if times > 1:
            raise SourceError(
                path.name,
                f"{what} {name!r} is given {times} times.",
                remedy="Each source has its own.",
            )
    return {source.id: source for source in sources}


def _tables(document: dict[str, Any], file: str) -> list[Any]:
    tables = document.get("source")
    if not isinstance(tables, list) or not tables or set(document) != {"source"}:
        raise SourceError(
            file,
            "does not consist of [[source]] tables.",
            remedy="Start each publication with a line [[source]].",
        )
    return tables


def _source(table: Any, file: str) -> Source:
    """One table as a checked Source."""
    name = table.get("id", "without an id") if isinstance(table, dict) else "that is not a table"
    try:
        source = msgspec.convert(table, Source)
    except msgspec.ValidationError as error:
        raise SourceError(file, f"source {name}: {error}.") from None
    for problem in _problems(source):
        raise SourceError(file, f"source {source.id or name}: {problem}")
    return source


def _problems(source: Source) -> Iterator[str]:
    """What is wrong with one source, as sentences."""
    if not _ID.fullmatch(source.id):
        yield "its id is not in snake_case (small letters, digits and underscores)."
    for key in ("publisher", "title", "period", "vintage", "coverage", "attribution"):
        if not getattr(source, key).strip():
            yield f"{key} is empty."
    if source.licence not in LICENCES:
        yield f"licence {source.licence!r} is not one of {', '.join(LICENCES)}."
    ways = [key for key in ("url", "link", "by_hand") if getattr(source, key)]
    if not ways:
        yield "there is no way to get it: fill url, link or by_hand."
    if len(ways) > 1:
        yield f"{' and '.join(ways)} are both filled: keep the one that is to be used."
    for key in ("landing", "url"):
        if not _is_address(address := getattr(source, key)) and (address or key == "landing"):
            yield f"{key} {address!r} is not an http or https address."
    yield from _pattern_problems(source)


def _pattern_problems(source: Source) -> Iterator[str]:
    for pattern in source.link:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"link {pattern!r} is not a regular expression ({error})."
    if not source.files:
        yield "files is empty: say how its file is recognised."
    for pattern in source.files:
        if not pattern.strip("*?. ") or "/" in pattern or "\\" in pattern:
            yield f"files {pattern!r} has to be the pattern of a file name, without folders."
    if not _is_file_name(source.save_as):
        yield f"save_as {source.save_as!r} is not a plain file name."
    elif not source.save_as.lower().endswith(".zip") and not source.recognises(source.save_as):
        yield f"save_as {source.save_as!r} is not recognised by its own files patterns."


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_file_name(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._()-]*\.[A-Za-z0-9]+", text))
