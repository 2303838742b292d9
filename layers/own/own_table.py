"""A table of own figures, read: one figure for each area, and why each other row was left out.

Nothing is kept or told of a row but its number, its area and its figure: no message repeats what
stands in a cell, but for a postcode of many rows (:mod:`layers.own.unplaced_postcodes`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layers.atlas import Atlas
from layers.exercise.places_lived import places as places_known
from layers.geography import levels
from layers.own.area_figures import AreaFigures, Figures, Row, of_areas, one_each, with_rest
from layers.own.area_links import AreaLinks, area_links
from layers.own.case_copies import copies
from layers.own.decimal_commas import is_decimal
from layers.own.errors import OwnLayerError
from layers.own.far_values import far_rows
from layers.own.figure_cells import read_figures
from layers.own.names_beside import contradicting
from layers.own.own_columns import Columns, Form
from layers.own.own_layer import Kind, Level
from layers.own.own_places import LEVELS, PlaceFinder, PlaceKind
from layers.own.own_points import OwnPoints
from layers.own.point_rows import read_point_rows
from layers.own.reading_notes import notes_on, rest_note, rows_note
from layers.own.table_cells import column
from layers.own.texts import say
from layers.own.unplaced_postcodes import unplaced_notes
from layers.own.years_read import read_years
from layers.statistics.small_counts import Rule

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
        The areas, in code order; those whose figure is hidden, not given, or cannot be used are
        among them.
    values
        Of values: each area's; where it is put together of several, their mean. Of cases, and of
        values by postcode, the same as ``sums``. A figure that is not known is None: of an area, or
        of a part of it, that a row names which cannot be used.
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
    below
        Of values: numbers of the rows with one below 0, which only a rate can be.
    far
        Of values: numbers of the rows with one far above all others
        (:mod:`layers.own.far_values`), which are used all the same.
    notes
        What else there is to say, in sentences.
    rows
        How many there were.
    carried
        Areas of today whose figure is of an area of 2011 that was divided.
    hidden
        Areas whose figure was hidden before the file came here.
    years
        Labels of the years or periods in the file, the newest first, with what else can be chosen
        (:mod:`layers.own.years_read`); ``columns.wanted_year`` is what was read.
    financial
        Which of these are years from April to March that dates lie in.
    period
        Of when the figures are, as far as a column of years says.
    added
        Whether the figures of rows were added up, so that areas without a row may have had none.
    districts
        Names of those with a row.
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
    below: tuple[int, ...] = ()
    far: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    rows: int = 0
    carried: int = 0
    hidden: int = 0
    years: tuple[str, ...] = ()
    financial: tuple[str, ...] = ()
    period: str = ""
    added: bool = False
    districts: tuple[str, ...] = ()


def read_table(
    atlas: Atlas, rows: Rows, columns: Columns, *, called: str = "", rule: Rule | None = None
) -> Reading:
    """Read a table: each row is used, or left out with a reason.

    Parameters
    ----------
    rows
        Each row's number in the file, and its cells as text.
    called
        What the column of values is called: that they are rates may stand there alone.
    rule
        Which numbers of rows are small, for postcodes; the usual one when not given.

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
    finder = PlaceFinder(atlas, links)
    named = column(cells, columns.place)
    places = finder.read(named)
    beside = [numbers[at] for at in contradicting(finder, cells, columns.place, places)]
    left = {at: one.reason for at, one in enumerate(places.places) if one.reason}
    years = read_years(
        column(cells, columns.year),
        columns.form,
        columns.wanted_year,
        left,
        there=columns.year is not None,
    )
    figures = read_figures(cells, columns, places, left, called)
    counted = [row.at for row in figures.rows if row.figures]
    again = copies(cells, columns, counted) if columns.form == "cases" else []
    added = columns.form == "cases" or places.kind == "postcode"
    kept = figures.rows
    if columns.form != "cases":
        kept, more = one_each(kept)
        left |= more
    placed = _in_areas(atlas, kept)
    if columns.form == "cases":
        placed = _undated_aside(placed)
    areas = of_areas(placed, links, partly=added)
    left |= areas.left
    if not any(areas.sums.values()):
        unread = (cells[at] for at, why in left.items() if why in ("not_number", "two_numbers"))
        decimals = any(is_decimal(cell) for row in unread for cell in row)
        raise OwnLayerError(say("table", "no_numbers" if decimals else "nothing"))
    level = LEVELS[places.kind]
    known = levels.areas_at(atlas, level)
    districts = tuple(sorted(known["district"].reindex(list(areas.sums)).dropna().unique()))
    if added and columns.rest:
        covered = known["district"].isin(districts) | (columns.rest == "all")
        others = (places.places[at].code for at, why in left.items() if why == "other_level")
        areas = with_rest(areas, known.index[covered], _areas_named(others, atlas, links))
    codes = tuple(areas.sums)
    live = known["residents"].reindex(list(codes))
    return Reading(
        replace(columns, wanted_year=years.wanted),
        places.kind,
        level,
        figures.kinds,
        codes,
        **_numbers(areas, columns.form, added=added),
        residents=tuple(live.astype(float).tolist()),
        left_out=_left_out(numbers, left),
        below=tuple(sorted(numbers[row.at] for row in kept if row.figures and row.figures[0] < 0)),
        far=tuple(numbers[at] for at in far_rows(kept)) if columns.form == "value" else (),
        notes=(
            *notes_on(places, figures, areas, years, columns.form, added=added),
            *(rest_note(columns, districts) if added else ()),
            *rows_note("beside", beside),
            *rows_note("undated", [numbers[at] for at in years.undated]),
            *rows_note("copies", [numbers[at] for at in again]),
            *unplaced_notes(named, places, rule or Rule()),
        ),
        rows=len(rows),
        carried=len(areas.carried),
        hidden=len(areas.hidden),
        years=years.offered,
        financial=years.financial,
        period=years.period,
        added=added,
        districts=districts,
    )


def _in_areas(atlas: Atlas, rows: Sequence[Row]) -> list[Row]:
    """Rows with the area in place of a postcode."""
    area_of = places_known(atlas).postcodes
    return [replace(row, code=area_of.get(row.code, row.code)) for row in rows]


def _undated_aside(rows: Sequence[Row]) -> list[Row]:
    """Without cases of no year in areas that have others: what is counted there is the cases whose
    year is known, and the others are listed. An area that has no other has no count, not a 0."""
    dated = {row.code for row in rows if row.figures}
    return [row for row in rows if row.reason != "no_year" or row.code not in dated]


def _areas_named(codes: Iterable[str], atlas: Atlas, links: AreaLinks) -> frozenset[str]:
    """Areas of today that some places are, or lie in."""
    area_of = places_known(atlas).postcodes
    found = (area_of.get(code, code) for code in codes)
    return frozenset(area for code in found for area in links.today.get(code, (code,)))


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
