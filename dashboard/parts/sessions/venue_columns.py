"""Which columns of a team's own list of venues are read, and how they are told.

Read from ``venue_columns.toml``. A column is proposed where its heading says what it is and its
cells do not say otherwise; postcodes and names are also told by what stands in them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet
from dashboard.upload.wanted import Wanted
from layers import toml_file
from layers.exercise.code_patterns import POSTCODE, is_code, plain, within
from layers.exercise.lists_of_people import heading_of_people, holds_nhs_numbers
from layers.exercise.plain_characters import as_read
from layers.exercise.respondents import has_words, normal

FILE = Path(__file__).parent / "venue_columns.toml"
MOST_VENUES = 2_000
# Half of a column's filled cells must be what it is taken for.
_MOSTLY = 0.5
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column that is looked for, and what it may be called."""

    id: str
    label: str
    headings: tuple[str, ...]


class Called(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings that are called just so."""

    called: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of which one stands in a heading."""

    words: tuple[str, ...]


class VenueColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    column: tuple[Column, ...]
    of_contacts: Words
    of_grid: Called
    reasons: Mapping[str, str]
    said: Mapping[str, str]

    @property
    def labels(self) -> Mapping[str, str]:
        """What each column is called on the page, by its id."""
        return {one.id: one.label for one in self.column}

    def say(self, name: str, /, **parts: object) -> str:
        """A sentence of the file with its parts filled in."""
        return self.said[name].format(**parts)


@lru_cache(maxsize=1)
def venue_columns() -> VenueColumns:
    """The file, read once: an error names what does not fit."""
    return toml_file.read(FILE, VenueColumns)


def wanted() -> Wanted:
    """What tells a file with venues, for the reader of files."""
    rules = venue_columns()
    every = {heading for column in rules.column for heading in column.headings}
    # Words such as "hall" stand in names of venues, too.
    postcodes = next(column.headings for column in rules.column if column.id == "postcode")

    def names(header: str) -> bool:
        return normal(header) in every or has_words(header, postcodes)

    return Wanted(
        what=rules.said["what"],
        names=names,
        asks=lambda _: False,
        second_headers=(),
        most_rows=MOST_VENUES,
        fewer_rows=rules.said["fewer_rows"],
    )


def offered(sheet: Sheet) -> tuple[str, ...]:
    """The headings that a person can choose from: all but those of somebody to speak to."""
    words = venue_columns().of_contacts.words
    return tuple(header for header in sheet.headers if not has_words(header, words))


def check_no_people(sheet: Sheet) -> None:
    """Refuse a list of people.

    Raises
    ------
    UploadError
    """
    rules = venue_columns()
    if header := heading_of_people(offered(sheet)):
        raise UploadError(rules.say("people", header=header))
    if any(map(holds_nhs_numbers, sheet.columns)):
        raise UploadError(rules.say("numbers"))


def find_columns(sheet: Sheet, chosen: Mapping[str, str]) -> dict[str, str]:
    """By the id of each column its heading in the file; "" where it has none.

    Parameters
    ----------
    chosen
        What a person has decided of some: a heading, or "" for none.

    Raises
    ------
    UploadError
        For a heading that is not in the file, and where none is left for names or places.
    """
    rules, headers = venue_columns(), offered(sheet)
    found: dict[str, str] = {}
    for column in rules.column:
        if column.id in chosen:
            found[column.id] = chosen[column.id]
            if chosen[column.id]:
                sheet.column(chosen[column.id])
            continue
        taken = {*found.values(), *chosen.values()}
        free = [header for header in headers if header not in taken]
        found[column.id] = next(_likely(sheet, column, free), "")
    if not found["postcode"] and not (found["longitude"] and found["latitude"]):
        grid = any(normal(header) in rules.of_grid.called for header in sheet.headers)
        raise UploadError(rules.say("grid" if grid else "no_places"))
    if not found["name"]:
        raise UploadError(rules.say("no_names"))
    return found


def _likely(sheet: Sheet, column: Column, headers: Sequence[str]) -> Iterator[str]:
    """Headings that may be a column's, the likeliest first."""
    holds = _HOLDS.get(column.id, bool)

    def fits(header: str) -> bool:
        filled = [cell for cell in sheet.column(header) if cell]
        return bool(filled) and _mostly(filled, holds, _MOSTLY)

    for told in (_called, has_words):
        for heading in column.headings:
            yield from (one for one in headers if told(one, (heading,)) and fits(one))
    if column.id in _BY_CONTENT:
        yield from filter(fits, headers)


def _called(header: str, headings: Sequence[str]) -> bool:
    return normal(header) in headings


def _mostly(cells: Sequence[str], fits: Callable[[str], bool], share: float) -> bool:
    return sum(map(fits, cells)) > share * len(cells)


def _is_postcode(cell: str) -> bool:
    return bool(POSTCODE.fullmatch(plain(cell)) or POSTCODE.fullmatch(within(cell)))


def _is_name(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and not is_code(cell)


def _is_number(cell: str) -> bool:
    return degrees(cell) is not None


def degrees(cell: str) -> float | None:
    """A cell's number, also with a decimal comma or the sign of degrees; None where it is none."""
    text = as_read(cell).strip().replace("\u2212", "-").replace(",", ".").removesuffix("°")
    return float(text) if _NUMBER.fullmatch(text) else None


_HOLDS = {
    "postcode": _is_postcode,
    "longitude": _is_number,
    "latitude": _is_number,
    "name": _is_name,
}
_BY_CONTENT = ("postcode", "name")
