"""The gradient of a place: each once, or the guard that refuses it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.parts.patients_outside import lived_in
from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.inequality import gradient
from layers.inequality.gradient import By, Gradient
from layers.inequality.guards import Guard, Refused
from layers.practices import recorded_registers, units
from layers.practices.units import Unit
from layers.statistics.slope import Transform

Found = Gradient | Guard


@dataclass(frozen=True)
class Place:
    """Where a gradient is of.

    Attributes
    ----------
    name, lived
        What it is called, and what its areas are called: the places where somebody's patients live.
    weights
        Areas, as :func:`layers.inequality.gradient.gradient` takes them; None for all fully.
    practices
        Codes of the practices that a register is worked out over; None for all.
    """

    name: str
    lived: str
    weights: pd.Series | None = None
    practices: tuple[str, ...] | None = None


@bounded_cache(4_000_000)
def place(atlas: Atlas, key: str) -> Place:
    """The place that a unit's key stands for; all of the atlas for ""."""
    if not key:
        return Place(atlas.name, atlas.name)
    unit = units.unit(atlas, key)
    lived = lived_in(atlas, unit.name, unit.practices) if unit.practices else unit.name
    return Place(unit.name, lived, units.weights(atlas, unit), _practices(atlas, unit))


def register_of(atlas: Atlas, indicator: str) -> str:
    """The disease register that an indicator is attributed from; "" for any other."""
    return atlas.indicators[indicator].register


@bounded_cache(8_500_000)
def found(
    atlas: Atlas, indicator: str, ordering: str, within: str, fit: Transform, by: By = "local"
) -> Found:
    """The gradient, over practices for a disease register and over areas for anything else.

    Practices have no national tenths: theirs are local, whatever is asked for. A fit that the
    values do not allow (a group without a case has no logarithm) becomes a straight line, whose
    ``transform`` then says so.
    """
    try:
        return _worked(atlas, indicator, ordering, within, fit, by)
    except Refused as refusal:
        return refusal.guard
    except ValueError:
        return _worked(atlas, indicator, ordering, within, "none", by)


def _worked(
    atlas: Atlas, indicator: str, ordering: str, within: str, fit: Transform, by: By
) -> Gradient:
    where, register = place(atlas, within), register_of(atlas, indicator)
    if register:
        return gradient.practice_gradient(
            atlas,
            register,
            recorded_registers.years(atlas)[-1],
            ordering=ordering,
            practices=where.practices,
            transform=fit,
        )
    return gradient.gradient(
        atlas, indicator, ordering, weights=where.weights, by=by, transform=fit
    )


def _practices(atlas: Atlas, unit: Unit) -> tuple[str, ...]:
    """A unit's own practices, and those more of whose patients live in its areas than elsewhere."""
    found = set(unit.practices)
    if unit.areas:
        home = _home_district(atlas)
        inside = set(atlas.areas.loc[list(unit.areas), "district_code"])
        # A place smaller than a district has no practices of its own.
        whole = atlas.areas["district_code"].isin(inside).sum() == len(unit.areas)
        found |= set(home.index[home.isin(inside)]) if whole else set()
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _home_district(atlas: Atlas) -> pd.Series:
    """The district in which most of each practice's patients live, by practice code."""
    rows = atlas.registrations
    district = rows["lsoa"].map(atlas.areas["district_code"])
    patients = rows["patients"].groupby([rows["practice"], district]).sum()
    return patients.unstack().fillna(0.0).idxmax(axis=1)
