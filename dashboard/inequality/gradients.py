"""What the page works out for a view: its gradients, by district and by year."""

import pandas as pd

from dashboard.inequality.view import InequalityView
from dashboard.parts.place_gradient import Found, found, place, register_of
from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.inequality import gradient
from layers.inequality.correlation import Level
from layers.inequality.gradient import Gradient
from layers.practices import recorded_registers
from layers.statistics.slope import Transform


def of_view(atlas: Atlas, view: InequalityView) -> Found:
    """:func:`found` for a view."""
    return found(atlas, view.indicator, view.ordering, view.within, view.fit, view.by)


def by_district(atlas: Atlas, view: InequalityView) -> dict[str, Found]:
    """The same for each district, by its code."""
    return {
        code: found(atlas, view.indicator, view.ordering, code, view.fit, view.by)
        for code in sorted(atlas.districts)
    }


@bounded_cache(4_000_000)
def by_year(
    atlas: Atlas, indicator: str, ordering: str, within: str, fit: Transform
) -> dict[str, Gradient]:
    """A register's gradient in each year, over the practices that reported it in all of them.

    Empty where it is refused or the fit is not possible, and for what is no register.
    """
    register = register_of(atlas, indicator)
    if not register:
        return {}
    try:
        return dict(
            gradient.practice_change(
                atlas,
                register,
                ordering=ordering,
                practices=place(atlas, within).practices,
                transform=fit,
            )
        )
    except ValueError:
        return {}


def closed_since(atlas: Atlas, within: str) -> list[str]:
    """Names of the practices in a place whose registers are known and that have closed since."""
    every = atlas.directory
    codes = every.index[every["home"] & every["places_known"] & ~every["open"]]
    rows = atlas.prevalence
    latest = rows.loc[rows["year"] == recorded_registers.years(atlas)[-1], "practice"]
    codes = codes.intersection(pd.Index(latest))
    inside = place(atlas, within).practices
    kept = codes if inside is None else codes.intersection(pd.Index(inside))
    return every.loc[kept, "name"].tolist()


def england(atlas: Atlas, made: Gradient) -> float | None:
    """England's value beside a gradient: of a register, all practices' in the same year."""
    if made.over == "areas":
        return atlas.england(made.indicator).value
    return england_by_year(atlas, made.indicator).get(recorded_registers.years(atlas)[-1])


def england_by_year(atlas: Atlas, indicator: str) -> dict[str, float]:
    """A register's prevalence among all of England's practices, by year."""
    table = recorded_registers.england(atlas)["prevalence"].xs(
        register_of(atlas, indicator), level="register"
    )
    return {str(year): float(value) for year, value in table.items()}


def correlation_weights(atlas: Atlas, within: str, level: Level) -> pd.Series | None:
    """What a correlation in a place is worked out over: areas or practices, and how much of each;
    None for all fully."""
    where = place(atlas, within)
    if level == "area" or where.practices is None:
        return where.weights
    return pd.Series(1.0, index=list(where.practices), dtype=float)
