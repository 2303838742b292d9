"""What the page works out to compare: places with each other, and a register's years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.inequality import gradients
from dashboard.inequality.comparable import comparable
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from dashboard.parts.place_gradient import Found
from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.inequality.gap_differences import Contrasts, contrasts
from layers.inequality.gradient import Gradient
from layers.inequality.guards import Guard
from layers.statistics.slope import Transform


@dataclass(frozen=True)
class Comparison:
    """Places beside each other, in the order of the alphabet.

    Attributes
    ----------
    made, refused
        By place, its gradient, or the guard that refuses it.
    crude, adjusted
        The differences as counted, and adjusted for age; None where there are fewer than two
        gradients, or no adjusted ones.
    """

    made: Mapping[str, Gradient]
    refused: Mapping[str, Guard]
    crude: Contrasts | None
    adjusted: Contrasts | None


def compared(atlas: Atlas, view: InequalityView, places: Sequence[str]) -> Comparison:
    """The gaps of some places of :func:`comparable` against each other.

    The order in which they are given changes nothing.
    """
    names = comparable(atlas)
    keys = tuple(sorted(places, key=lambda key: (names[key], key)))
    # With what else the view asks left out, so that it is worked out once.
    asked = InequalityView(
        indicator=view.indicator, ordering=view.ordering, fit=view.fit, by=view.by, compared=keys
    )
    made = _gradients(atlas, asked)
    # One whose fit the values did not allow has a straight line, which compares with no curve.
    if len({one.slope.transform for one in made.values() if isinstance(one, Gradient)}) > 1:
        return compared(atlas, replace(view, fit="none"), places)
    return Comparison(
        {name: one for name, one in made.items() if isinstance(one, Gradient)},
        {name: one for name, one in made.items() if isinstance(one, Guard)},
        *_contrasts(atlas, asked),
    )


def _gradients(atlas: Atlas, asked: InequalityView) -> dict[str, Found]:
    """The gradient of each place that is compared, or what refuses it, by the place's name."""
    names = comparable(atlas)
    of_view = (asked.indicator, asked.ordering)
    return {
        names[key]: place_gradient.found(atlas, *of_view, key, asked.fit, asked.by)
        for key in asked.compared
    }


@bounded_cache(700_000)
def _contrasts(atlas: Atlas, asked: InequalityView) -> tuple[Contrasts | None, Contrasts | None]:
    """As counted, and adjusted for age."""
    found = _gradients(atlas, asked)
    made = {name: one for name, one in found.items() if isinstance(one, Gradient)}
    if len(made) < 2:
        return None, None
    ages = all(one.adjusted is not None for one in made.values())
    return contrasts(made), contrasts(made, ages=True) if ages else None


def chosen(atlas: Atlas, view: InequalityView) -> Comparison:
    """:func:`compared` for the places that a view compares."""
    return compared(atlas, view, view.compared)


def districts(atlas: Atlas, view: InequalityView) -> Contrasts | None:
    """The districts' gaps against each other, by name; None where fewer than two have one."""
    return compared(atlas, view, list(atlas.districts)).crude


@bounded_cache(300_000)
def changed(
    atlas: Atlas, indicator: str, ordering: str, within: str, fit: Transform
) -> Contrasts | None:
    """A register's last year against its first, by year, over the same practices.

    None where there are fewer than two years.
    """
    years = gradients.by_year(atlas, indicator, ordering, within, fit)
    ends: Sequence[str] = [*years][:1] + [*years][1:][-1:]
    return contrasts({year: years[year] for year in ends}) if len(ends) > 1 else None
