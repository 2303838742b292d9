"""The figures of a table's rows, cell by cell, and what a layer of them can be."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.own.area_figures import Figures, Row
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns
from layers.own.own_layer import Kind
from layers.own.own_numbers import Read, count, is_percentage, is_whole, may_be_two, number
from layers.own.own_places import PlacesRead
from layers.own.table_cells import Cells, column
from layers.own.texts import say
from layers.own.value_headings import is_no_count

_NO_YEAR = "no_year"


@dataclass(frozen=True)
class FiguresRead:
    """What the rows say.

    Attributes
    ----------
    rows
        One of each row that names a place; without a figure where it has none that can be used.
    kinds
        What a layer of them can be, the likeliest first.
    percentages
        How many values have a sign of percent; 0 where all have, or none.
    """

    rows: list[Row]
    kinds: tuple[Kind, ...]
    percentages: int


def read_figures(
    rows: Sequence[Cells],
    columns: Columns,
    places: PlacesRead,
    left: dict[int, str],
    called: str = "",
) -> FiguresRead:
    """Read them.

    Parameters
    ----------
    left
        By place of a row: why it was left out. Rows in it are passed over, but for those without a
        year, which have no figure; others are added.
    called
        What the column of values is called.

    Raises
    ------
    OwnLayerError
        Where a column is missing, and for values by postcode that count nothing.
    """
    wanted = {
        "cases": (), "value": (columns.value,), "parts": (columns.numerator, columns.denominator),
    }[columns.form]  # fmt: skip
    if None in wanted:
        raise OwnLayerError(say("table", f"no_{columns.form}"))
    if columns.form != "cases":
        _leave_others(places, left)
    cells = [column(rows, at) for at in wanted]
    # What people live at a postcode can be counted; a rate of it nobody can place.
    read = number if columns.form == "value" and places.kind != "postcode" else count
    found: list[Row] = []
    values: list[float] = []
    percentages = 0
    for at, place in enumerate(places.places):
        if at in left:
            if left[at] == _NO_YEAR:
                found.append(Row(at, place.code, None, _NO_YEAR))
            continue
        given = [one[at] for one in cells]
        figures, why = _figures([read(cell) for cell in given])
        if why == "not_number" and any(number(one)[1] and may_be_two(one) for one in given):
            why = "two_numbers"
        found.append(Row(at, place.code, figures, why))
        percentages += any(map(is_percentage, given))
        values += figures or ()
    by_postcode = columns.form == "value" and places.kind == "postcode"
    if by_postcode and (is_no_count(called) or not all(map(is_whole, values))):
        raise OwnLayerError(say("table", "value_of_postcode"))
    return FiguresRead(
        found,
        _kinds(columns, values, percentages=percentages, by_postcode=by_postcode),
        percentages if percentages < len(values) else 0,
    )


def _figures(read: Sequence[Read]) -> tuple[Figures, str]:
    """Figures of a row, one case where nothing is read; or None, and why."""
    for why in ("hidden", "missing"):
        if any(one[1] == why for one in read):
            return None, why
    for _, why in read:
        if why:
            return None, why
    figures = tuple(value for value, _ in read if value is not None)
    if len(figures) == 2 and figures[0] > figures[1]:
        return None, "more_than_all"
    return figures or (1.0,), ""


def _leave_others(places: PlacesRead, left: dict[int, str]) -> None:
    """Areas among postcodes, and postcodes among areas: what they count may be the same."""
    of_postcode = places.kind == "postcode"
    for at, one in enumerate(places.places):
        if left.get(at, _NO_YEAR) == _NO_YEAR and (one.kind == "postcode") != of_postcode:
            left[at] = "other_level"


def _kinds(
    columns: Columns, values: Sequence[float], *, percentages: int, by_postcode: bool
) -> tuple[Kind, ...]:
    if columns.form == "parts":
        return ("share",)
    if columns.form == "cases" or by_postcode:
        return ("count",)
    if percentages or any(value < 0 for value in values):
        return ("rate",) if percentages else ("rate", "count")
    return ("count", "rate") if all(map(is_whole, values)) else ("rate", "count")
