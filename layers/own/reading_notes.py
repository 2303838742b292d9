"""What is said of a table beside its figures, in sentences of ``texts.toml``."""

from collections.abc import Sequence

from layers.name_lists import listed
from layers.own.area_figures import AreaFigures
from layers.own.figure_cells import FiguresRead
from layers.own.own_columns import Form
from layers.own.own_places import PlacesRead
from layers.own.own_years import Period
from layers.own.texts import one_or_many, say

MOST_NAMED = 5  # years
MOST_ROWS = 10  # numbers of rows in a sentence


def notes_on(
    places: PlacesRead,
    figures: FiguresRead,
    areas: AreaFigures,
    years: Sequence[tuple[Period, int]],
    form: Form,
    *,
    added: bool,
) -> tuple[str, ...]:
    """The sentences, in the order in which they matter.

    Parameters
    ----------
    years
        The period that is read, then the others, each with how many rows are of it.
    added
        Whether an area's figure is its rows added up: of cases, and of postcodes.
    """
    found = []
    if years[1:]:
        (read, number), *others = years
        rest = [f"{one.label} ({rows:,})" for one, rows in others]
        parts = {"year": read.label, "n": f"{number:,}", "others": listed(rest, MOST_NAMED)}
        found.append(say("notes", "years", **parts))
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
    below = sum(one is not None and one[0] < 0 for one in areas.means.values())
    if below:
        found.append(_number("below", below))
    if figures.percentages:
        found.append(_number("percentages", figures.percentages))
    if added:
        found.append(say("notes", "cases" if form == "cases" else "postcodes"))
    return tuple(found)


def rows_note(name: str, rows: Sequence[int]) -> tuple[str, ...]:
    """A sentence about some rows, with their numbers; none without rows."""
    if not rows:
        return ()
    named = listed([f"{row:,}" for row in rows], MOST_ROWS)
    named = one_or_many("notes", "rows", len(rows), rows=named)
    return (one_or_many("notes", name, len(rows), n=f"{len(rows):,}", rows=named),)


def _number(name: str, number: int) -> str:
    return one_or_many("notes", name, number, n=f"{number:,}")
