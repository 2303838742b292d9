"""What is said of a table beside its figures, in sentences of ``texts.toml``."""

from collections.abc import Sequence

from layers.name_lists import listed
from layers.own.area_figures import AreaFigures
from layers.own.figure_cells import FiguresRead
from layers.own.own_columns import Columns, Form
from layers.own.own_places import PlacesRead
from layers.own.texts import one_or_many, say
from layers.own.years_read import ALL, YearsRead

MOST_NAMED = 5  # years
MOST_ROWS = 10  # numbers of rows in a sentence


def notes_on(
    places: PlacesRead,
    figures: FiguresRead,
    areas: AreaFigures,
    years: YearsRead,
    form: Form,
    *,
    added: bool,
) -> tuple[str, ...]:
    """The sentences, in the order in which they matter.

    Parameters
    ----------
    added
        Whether an area's figure is its rows added up: of cases, and of postcodes.
    """
    found = []
    if years.counted[1:]:
        told = [
            one_or_many("notes", "year_rows", rows, year=one.label, n=f"{rows:,}")
            for one, rows in years.counted
        ]
        if years.wanted == ALL:
            which = "all_years_dates" if years.financial else "all_years"
            found.append(say("notes", which, years=listed(told, MOST_NAMED)))
        else:
            others = listed(told[1:], MOST_NAMED)
            found.append(say("notes", "years", year=told[0], others=others))
    if places.mixed:
        found.append(_number("mixed", places.mixed))
    if areas.carried:
        which = "carried_value" if form == "value" else "carried"
        found.append(_number(which, len(areas.carried)))
    if areas.joined and not added:
        which = "joined_value" if form == "value" else "joined"
        found.append(_number(which, len(areas.joined)))
    if areas.hidden:
        found.append(_number("hidden", len(areas.hidden)))
    if areas.unusable:
        found.append(_number("unusable", len(areas.unusable)))
    below = sum(one is not None and one[0] < 0 for one in areas.means.values())
    if below:
        found.append(_number("below", below))
    if figures.percentages:
        found.append(_number("percentages", figures.percentages))
    if added:
        found.append(say("notes", "cases" if form == "cases" else "postcodes"))
    return tuple(found)


def rest_note(columns: Columns, districts: Sequence[str]) -> tuple[str, ...]:
    """What areas without a row are taken for, where rows are added up."""
    return (say("notes", f"rest_{columns.rest or 'none'}", districts=listed(districts)),)


def rows_note(name: str, rows: Sequence[int]) -> tuple[str, ...]:
    """A sentence about some rows, with their numbers; none without rows."""
    if not rows:
        return ()
    named = listed([f"{row:,}" for row in rows], MOST_ROWS)
    named = one_or_many("notes", "rows", len(rows), rows=named)
    return (one_or_many("notes", name, len(rows), n=f"{len(rows):,}", rows=named),)


def _number(name: str, number: int) -> str:
    return one_or_many("notes", name, number, n=f"{number:,}")
