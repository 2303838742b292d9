"""A table of own figures, read: one figure for each area, and why each other row was left out.

Nothing is kept or told of a row but its number, its area and its figure: no message repeats what
stands in a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layers.atlas import Atlas
from layers.exercise.places_lived import places as places_known
from layers.geography import levels
from layers.own.area_figures import AreaFigures, Figures, Row, of_areas, one_each
from layers.own.area_links import area_links
from layers.own.errors import OwnLayerError
from layers.own.figure_cells import read_figures
from layers.own.own_columns import Columns, Form
from layers.own.own_layer import Kind, Level
from layers.own.own_places import LEVELS, PlaceFinder, PlaceKind
from layers.own.own_points import OwnPoints
from layers.own.own_years import Period, by_newest, periods
from layers.own.point_rows import read_point_rows
from layers.own.reading_notes import notes_on
from layers.own.table_cells import Cells, column
from layers.own.texts import say

Rows = Sequence[tuple[int, Sequence[str]]]
Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class LeftOut:
    """A row of which no figure was taken.

    Attributes
    ----------
    row
        Its number in the file.
    reason
        Key of "left_out" in ``texts.toml``.
    """

    row: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """What was read of a table, before anything is suppressed.

    Attributes
    ----------
    columns, place_kind, level
        Which columns were read, what kind of place most rows name, and the level of its areas.
    kinds
        What a layer of it can be, the likeliest first; empty for points.
    codes
        The areas, in code order; those whose figure is hidden or not given are among them.
    values
        Of values: each area's; where it is put together of several, their mean. Of cases, and of
        values by postcode, the same as ``sums``. A figure that is not known is None.
    sums
        Of cases and values: added up; None where one is below 0, and so counts nothing.
    numerators, denominators
        Of parts.
    residents
        Of each area (Census 2021).
    points
        Places, of the form "points"; label and source are "" in them.
    left_out
        In the order of the file, each row once.
    notes
        What else there is to say, in sentences.
    rows
        How many there were.
    carried
        Areas of today whose figure is of an area of 2011 that was divided.
    hidden
        Areas whose figure was hidden before the file came here.
    years
        Labels of the years or periods in the file, the newest first; ``columns.wanted_year`` is
        the one that was read.
    """

    columns: Columns
    place_kind: PlaceKind
    level: Level = "lsoa"
    kinds: tuple[Kind, ...] = ()
    codes: tuple[str, ...] = ()
    values: Numbers = ()
    sums: Numbers = ()
    numerators: Numbers = ()
    denominators: Numbers = ()
    residents: tuple[float, ...] = ()
    points: OwnPoints | None = None
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    rows: int = 0
    carried: int = 0
    hidden: int = 0
    years: tuple[str, ...] = ()


def read_table(atlas: Atlas, rows: Rows, columns: Columns) -> Reading:
    """Read a table: each row is used, or left out with a reason.

    Parameters
    ----------
    rows
        Each row's number in the file, and its cells as text.

    Raises
    ------
    OwnLayerError
        Where nothing can be read: the message says what to do.
    """
    numbers, cells = [number for number, _ in rows], [row for _, row in rows]
    if columns.form == "points":
        points = read_point_rows(atlas, cells, columns)
        return Reading(
            columns,
            "coordinates" if points.by_coordinates else "postcode",
            points=points.points,
            left_out=_left_out(numbers, points.left),
            notes=points.notes,
            rows=len(rows),
        )
    if columns.place is None:
        raise OwnLayerError(say("table", "no_place"))
    links = area_links(atlas)
    places = PlaceFinder(atlas, links).read(column(cells, columns.place))
    left = {at: one.reason for at, one in enumerate(places.places) if one.reason}
    years = _years(column(cells, columns.year), columns, left)
    figures = read_figures(cells, columns, places, left)
    added = columns.form == "cases" or places.kind == "postcode"
    kept = figures.rows
    if columns.form != "cases":
        kept, more = one_each(kept)
        left |= more
    areas = of_areas(_in_areas(atlas, kept), links, partly=added)
    left |= areas.left
    if not any(areas.sums.values()):
        raise OwnLayerError(say("table", "nothing"))
    level, codes = LEVELS[places.kind], tuple(areas.sums)
    live = levels.areas_at(atlas, level)["residents"].reindex(list(codes))
    return Reading(
        replace(columns, wanted_year=years[0][0].label) if years else columns,
        places.kind,
        level,
        figures.kinds,
        codes,
        **_numbers(areas, columns.form, added=added),
        residents=tuple(live.astype(float).tolist()),
        left_out=_left_out(numbers, left),
        notes=notes_on(places, figures, areas, years, columns.form, added=added),
        rows=len(rows),
        carried=len(areas.carried),
        hidden=len(areas.hidden),
        years=tuple(sorted((one.label for one, _ in years), reverse=True)),
    )


def _years(cells: Cells, columns: Columns, left: dict[int, str]) -> list[tuple[Period, int]]:
    """The periods of rows with a place, and how many have each: the one that is read first, then
    the newest. Rows of others are left out."""
    if columns.year is None:
        return []
    found = periods(cells)
    counted = by_newest([one for at, one in enumerate(found) if at not in left])
    if not counted:
        raise OwnLayerError(say("table", "no_years"))
    wanted = columns.wanted_year or counted[0][0].label
    counted.sort(key=lambda one: one[0].label != wanted)
    if counted[0][0].label != wanted:
        raise OwnLayerError(say("table", "no_such_year"))
    for at, one in enumerate(found):
        if one is None:
            left.setdefault(at, "no_year")
        elif one.label != wanted:
            left.setdefault(at, "other_year")
    return counted


def _in_areas(atlas: Atlas, rows: Sequence[Row]) -> list[Row]:
    """Rows with the area in place of a postcode."""
    area_of = places_known(atlas).postcodes
    return [replace(row, code=area_of.get(row.code, row.code)) for row in rows]


def _numbers(areas: AreaFigures, form: Form, *, added: bool) -> dict[str, Any]:
    """The columns of a reading, one number of each area."""

    def of(figures: Mapping[str, Figures], at: int) -> Numbers:
        return tuple(one[at] if one is not None else None for one in figures.values())

    if form == "parts":
        return {"numerators": of(areas.sums, 0), "denominators": of(areas.sums, 1)}
    sums = of(areas.sums, 0)
    values = sums if added else of(areas.means, 0)
    # What is below 0 counts nothing.
    counted = (None if one is None or one < 0 else one for one in sums)
    return {"values": values, "sums": tuple(counted)}


def _left_out(numbers: Sequence[int], left: Mapping[int, str]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(numbers[at], left[at]) for at in sorted(left))
