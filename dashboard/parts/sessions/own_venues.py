"""A team's own venues, from a file or typed: each with a name and a place, or why it has none.

Only the columns of ``venue_columns.toml`` are read. Nothing of a file is kept, and nothing of its
cells is told but venues themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.parts.sessions.venue_columns import (
    check_no_people,
    degrees,
    find_columns,
    offered,
    venue_columns,
    wanted,
)
from dashboard.upload.any_file import read_sheet
from dashboard.upload.limits import UploadError
from layers.atlas import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.code_patterns import POSTCODE, plain, postcode_in, written
from layers.exercise.places_lived import ELSEWHERE, placed
from layers.exercise.plain_characters import on_one_line, shortened
from layers.exercise.respondents import load_respondents, normal
from layers.ground import tables
from layers.ground.candidates import OwnVenue
from layers.ground.near_atlas import MOST_KM, near_atlas

LONGEST = 120  # characters of a name or an address
# No degrees of longitude or latitude, but metres of a grid.
_GRID = 1_000.0
# The publication that has the postcodes.
_POSTCODES = "codepoint_open"
# Reasons of layers/catalogue/place_codes.toml that say something of a postcode.
_OF_POSTCODE = ("no_such_postcode", "letter_for_digit", "part", "unknown")

Point = tuple[float, float]


@dataclass(frozen=True)
class Choices:
    """What the person who uploaded the file has decided; the rest is worked out.

    Attributes
    ----------
    sheet
        The sheet of a workbook; "" where not decided.
    columns
        By the id of a column its heading, "" for none.
    """

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnVenues:
    """What was read of a file.

    Attributes
    ----------
    venues
        Each once, in the file's order.
    columns
        By the id of each column the heading that it was read from, "" for none.
    headers, unread
        Headings to choose from, and all those that nothing was read of.
    left
        The number of each row that was left out, its venue's name ("" for none), and why.
    rows
        Rows that the file has below its headings.
    sheets
        The sheet that was read, and the workbook's others; empty for a text file.
    notes
        What else there is to say about the file, in sentences.
    """

    venues: tuple[OwnVenue, ...]
    columns: Mapping[str, str]
    headers: tuple[str, ...]
    unread: tuple[str, ...]
    left: tuple[tuple[int, str, str], ...]
    rows: int
    sheets: tuple[str, ...]
    notes: tuple[str, ...]


def read_venues(content: bytes, atlas: Atlas, choices: Choices | None = None) -> OwnVenues:
    """Read a file of venues: CSV or XLSX, at most :data:`MOST_VENUES` rows.

    A venue's place is that of its postcode where the snapshot knows it, else its longitude and
    latitude. Nothing is guessed: what is left out is listed with the reason.

    Raises
    ------
    UploadError
        For a file that cannot be read, has no column of names or of places, or lists people.
    """
    choices = choices or Choices()
    sheet = read_sheet(content, wanted(), choices.sheet)
    check_no_people(sheet)
    columns = find_columns(sheet, choices.columns)
    cells = {
        name: sheet.column(header) if header else [""] * len(sheet.rows)
        for name, header in columns.items()
    }
    known = _Places(atlas, cells["postcode"])
    reasons = venue_columns().reasons
    venues: list[OwnVenue] = []
    left = [(row, "", reasons["wide"]) for row in sheet.wide]
    seen, cut = set(), 0
    for at, row in enumerate(sheet.rows):
        given = {name: column[at] for name, column in cells.items()}
        venue, why = _venue(given, known)
        if venue is not None:
            key = (normal(venue.name), venue.longitude, venue.latitude)
            if key in seen:
                why = reasons["twice"]
            else:
                seen.add(key)
                venues.append(venue)
                cut += any(len(on_one_line(given[name])) > LONGEST for name in ("name", "address"))
        if why and any(given.values()):
            left.append((row, shortened(given["name"], LONGEST), why))
    return OwnVenues(
        tuple(venues),
        columns,
        offered(sheet),
        tuple(header for header in sheet.headers if header not in columns.values()),
        tuple(sorted(left)),
        len(sheet.rows) + len(sheet.wide),
        tuple(name for name in (sheet.name, *sheet.others) if name),
        (*sheet.notes, *_cut(cut)),
    )


def typed_venue(name: str, postcode: str, atlas: Atlas) -> OwnVenue:
    """A venue that somebody typed.

    Raises
    ------
    UploadError
        Where the name is missing, or the postcode is none of the atlas's.
    """
    rules, known = venue_columns(), _Places(atlas, [postcode])
    if not on_one_line(name):
        raise UploadError(rules.say("typed_name"))
    found = known.of_postcode(postcode)
    if found is not None:
        return OwnVenue(shortened(name, LONGEST), "", *found)
    code = plain(postcode)
    if not POSTCODE.fullmatch(code):
        raise UploadError(rules.say("typed_postcode", postcode=on_one_line(postcode)[:20]))
    said = {"postcode": written(code), "atlas": atlas.name}
    why = known.why_not(postcode)
    if why == known.reason("elsewhere"):
        raise UploadError(rules.say("typed_elsewhere", **said))
    raise UploadError(rules.say("typed_unknown", why=why, **said))


class _Places:
    """Where some postcodes are, and which points are near enough."""

    def __init__(self, atlas: Atlas, postcodes: Sequence[str]) -> None:
        self._atlas = atlas
        table = tables.table(atlas, "postcodes")
        self._near = near_atlas(atlas)
        found = table[table["postcode"].isin({postcode_in(cell) for cell in postcodes})]
        points = found[["postcode", "longitude", "latitude"]].itertuples(index=False, name=None)
        self._found: dict[str, tuple[str, float, float]] = {point[0]: point for point in points}

    def of_postcode(self, cell: str) -> tuple[str, float, float] | None:
        """A known postcode as it is written, its longitude and its latitude."""
        return self._found.get(postcode_in(cell))

    def why_not(self, cell: str) -> str:
        """Why a postcode has no place here, in words."""
        [found] = placed(self._atlas, [cell], load_respondents())
        if found in _OF_POSTCODE:
            return load_place_codes().words[found]
        return self.reason("elsewhere" if found == ELSEWHERE else "no_postcode")

    def why_not_listed(self, cell: str) -> str:
        """The same for a row of a file, with the postcode and the date of the list of postcodes."""
        why, postcode = self.why_not(cell), postcode_in(cell)
        if not postcode:
            return why
        listed = self._atlas.period_of(_POSTCODES)
        return self.reason("not_listed", postcode=postcode, listed=listed, why=why)

    def reason(self, name: str, **parts: str) -> str:
        """A reason of ``venue_columns.toml`` in words."""
        return venue_columns().reasons[name].format(atlas=self._atlas.name, km=MOST_KM, **parts)

    def why_no_point(self, longitude: float, latitude: float) -> str:
        """Why a point is of no use; "" where it is near enough."""
        if min(abs(longitude), abs(latitude)) > _GRID:
            return self.reason("grid")
        if self._near.holds(longitude, latitude):
            return ""
        return self.reason("swapped" if self._near.holds(latitude, longitude) else "far")


def _venue(given: Mapping[str, str], known: _Places) -> tuple[OwnVenue | None, str]:
    """A row as a venue; or None, and why it is none."""
    if not on_one_line(given["name"]):
        return None, known.reason("no_name")
    postcode, longitude, latitude = known.of_postcode(given["postcode"]) or ("", 0.0, 0.0)
    if not postcode:
        point, why = _point(given, known)
        if point is None:
            return None, why
        longitude, latitude = point
    name, address, kind = (shortened(given[one], LONGEST) for one in ("name", "address", "kind"))
    return OwnVenue(name, address, postcode, longitude, latitude, kind), ""


def _point(given: Mapping[str, str], known: _Places) -> tuple[Point | None, str]:
    """The point that a row gives beside a postcode that is not known; or None, and why."""
    if not (given["longitude"] and given["latitude"]):
        postcode = given["postcode"]
        return None, known.why_not_listed(postcode) if postcode else known.reason("no_place")
    longitude, latitude = degrees(given["longitude"]), degrees(given["latitude"])
    if longitude is None or latitude is None:
        return None, known.reason("not_numbers")
    why = known.why_no_point(longitude, latitude)
    return (None, why) if why else ((longitude, latitude), "")


def _cut(number: int) -> tuple[str, ...]:
    name = "cut_one" if number == 1 else "cut"
    said = venue_columns().say(name, number=f"{number:,}", longest=LONGEST)
    return (said,) if number else ()
