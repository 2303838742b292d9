"""Rows of a table as places with a position: a name each, and a postcode or coordinates."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.atlas import Atlas
from layers.exercise.code_patterns import postcode_in
from layers.exercise.lists_of_people import holds_nhs_numbers
from layers.exercise.plain_characters import shortened
from layers.exercise.respondents import normal
from layers.ground import tables
from layers.ground.british_grid import LARGEST_EASTING, LARGEST_NORTHING, degrees_of
from layers.ground.near_atlas import near_atlas
from layers.own.area_links import area_links
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns
from layers.own.own_numbers import number
from layers.own.own_places import PlaceFinder
from layers.own.own_points import DECIMALS, LONGEST_NAME, MOST_POINTS, OwnPoints
from layers.own.table_cells import Cells, cell, column
from layers.own.texts import one_or_many, say

# No degrees of longitude or latitude, but metres of the grid.
_GRID = 1_000.0
Point = tuple[float, float]


@dataclass(frozen=True)
class PointRows:
    """What rows come to.

    Attributes
    ----------
    points
        The places, without what is said of them.
    left
        By place of a row: why it was left out, as a key of "left_out" in ``texts.toml``.
    by_coordinates
        Whether most positions are by coordinates.
    notes
        What else there is to say, in sentences.
    """

    points: OwnPoints
    left: dict[int, str]
    by_coordinates: bool
    notes: tuple[str, ...]


def read_point_rows(atlas: Atlas, rows: Sequence[Cells], columns: Columns) -> PointRows:
    """Read them: the position of a place is that of its postcode where that is known, else the
    one that its coordinates give.

    Raises
    ------
    OwnLayerError
        Where columns are missing, the table is one of people, no place can be used, or too many.
    """
    has_point = columns.easting is not None and columns.northing is not None
    if columns.name is None:
        raise OwnLayerError(say("table", "no_names"))
    if columns.place is None and not has_point:
        raise OwnLayerError(say("table", "no_position"))
    width = max(map(len, rows), default=0)
    if any(holds_nhs_numbers(column(rows, at)) for at in range(width)):
        raise OwnLayerError(say("table", "people"))
    positions = _Positions(atlas, columns)
    places: dict[tuple[str, Point], str] = {}
    left: dict[int, str] = {}
    by_coordinates = cut = 0
    for at, row in enumerate(rows):
        name = shortened(cell(row, columns.name), LONGEST_NAME)
        point, why = positions.of(row) if name else (None, "no_name")
        if point is None:
            left[at] = why
            continue
        # Places of one name at one point are one.
        if (key := (normal(name), point)) in places:
            left[at] = "twice"
            # The same whatever the order of rows: names may differ in their letters' size.
            places[key] = min(places[key], name)
            continue
        places[key] = name
        by_coordinates += why == "coordinates"
        cut += name.endswith("…")
    if not places:
        raise OwnLayerError(say("table", "no_points"))
    if len(places) > MOST_POINTS:
        raise OwnLayerError(say("points", "too_many", most=f"{MOST_POINTS:,}"))
    found = sorted((name, *point) for (_, point), name in places.items())
    names, longitudes, latitudes = zip(*found, strict=True)
    notes = [one_or_many("notes", "names_cut", cut, n=cut, most=LONGEST_NAME)] if cut else []
    return PointRows(
        OwnPoints(label="", source="", names=names, longitudes=longitudes, latitudes=latitudes),
        left,
        by_coordinates > len(places) / 2,
        tuple(notes),
    )


class _Positions:
    def __init__(self, atlas: Atlas, columns: Columns) -> None:
        table = tables.table(atlas, "postcodes")
        self._columns = columns
        self._near = near_atlas(atlas)
        self._postcodes: dict[str, Point] = {
            postcode: (longitude, latitude)
            for postcode, longitude, latitude in zip(
                table["postcode"], table["longitude"], table["latitude"], strict=True
            )
            if longitude == longitude
        }
        self._finder = PlaceFinder(atlas, area_links(atlas))

    def of(self, row: Cells) -> tuple[Point | None, str]:
        """The position of a row, and whether by "postcode" or "coordinates"; or None, and why."""
        columns = self._columns
        place = cell(row, columns.place)
        if point := self._postcodes.get(postcode_in(place)):
            return _rounded(point), "postcode"
        x, y = cell(row, columns.easting), cell(row, columns.northing)
        if x and y:
            point, why = self._of_coordinates(x, y)
            return (_rounded(point), "coordinates") if point else (None, why)
        if not place:
            return None, "no_position"
        return None, self._finder.why_no_postcode(place)

    def _of_coordinates(self, x: str, y: str) -> tuple[Point | None, str]:
        east, north = number(x)[0], number(y)[0]
        if east is None or north is None:
            return None, "not_number"
        if min(abs(east), abs(north)) > _GRID:
            if not (0 <= east <= LARGEST_EASTING and 0 <= north <= LARGEST_NORTHING):
                return None, "far"
            longitude, latitude = degrees_of(east, north)
            east, north = float(longitude), float(latitude)
        if self._near.holds(east, north):
            return (east, north), ""
        return None, "swapped" if self._near.holds(north, east) else "far"


def _rounded(point: Point) -> Point:
    return round(point[0], DECIMALS), round(point[1], DECIMALS)
