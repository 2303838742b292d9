"""Where the patients of a practice or a network live: the areas that stand for it.

Areas are all of England's where patients live, also those outside the atlas
(:mod:`layers.practices.patients_elsewhere`): a core is a core of the whole list. The map shows its
areas in the atlas.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.membership import are_among
from layers.practices import patients_elsewhere

# The browser is sent whole patients, and leaves out areas with less than one (a part of an area
# that was split). Server and browser must find the same areas, so both count alike.
FEWEST_PATIENTS = 1.0
# Shares of a list that a footprint's rings hold.
RINGS = (0.5, 0.8, 0.95)
# Sums of shares carry rounding.
ROUNDING = 1e-12


def patients_of(atlas: Atlas, practices: Iterable[str]) -> pd.Series:
    """Registered patients of some practices together, by area: those of the atlas in code order,
    then those elsewhere in code order.

    Whole patients; an area where a practice has less than one is left out.
    """
    order = patients_elsewhere.residents(atlas).index
    mine = atlas.of_practices("registrations", practices)
    mine = mine[mine["patients"] >= FEWEST_PATIENTS]
    places = order.get_indexer(pd.Index(mine["lsoa"]))
    known = places >= 0
    summed = np.bincount(
        places[known], weights=mine["patients"].round()[known], minlength=len(order)
    )
    lived = np.flatnonzero(summed)
    return pd.Series(summed[lived].astype(float), index=order[lived], name="patients")


def every_footprint(atlas: Atlas) -> pd.DataFrame:
    """:func:`patients_of` of each open practice here: ``practice``, ``lsoa`` and ``patients``, by
    practice, areas of the atlas first."""
    order = patients_elsewhere.residents(atlas).index
    every = atlas.registrations
    mine = every[every["practice"].isin(atlas.practices.index)]
    mine = mine[(mine["patients"] >= FEWEST_PATIENTS) & mine["lsoa"].isin(order)]
    place = order.get_indexer(pd.Index(mine["lsoa"]))
    found = mine.assign(place=place, patients=mine["patients"].round())
    summed = found.groupby(["practice", "place", "lsoa"])[["patients"]].sum().reset_index()
    return summed[["practice", "lsoa", "patients"]]


def lists_of(atlas: Atlas, practices: Iterable[str]) -> int:
    """All patients of some practices, also those who live elsewhere or were not placed."""
    mine = atlas.of_practices("registrations", practices)
    return int(mine.groupby("practice")["patients"].sum().round().sum())


def core(atlas: Atlas, practices: Iterable[str], held: float) -> pd.Index:
    """The fewest areas that together hold a share of the practices' whole list.

    Parameters
    ----------
    practices
        Codes; several count as one.
    held
        The share wanted, between 0 and 1, of all their patients, also those who were not placed in
        an area. Where fewer were, every area is given.

    Returns
    -------
    pandas.Index
        Codes of areas of the atlas and elsewhere, most patients first; areas with as many patients
        in the order of :func:`patients_of`.
    """
    wanted = list(practices)
    ordered = patients_of(atlas, wanted).sort_values(ascending=False, kind="stable")
    before = ordered.cumsum() - ordered
    return ordered.index[before < held * lists_of(atlas, wanted)]


def at_least(atlas: Atlas, practices: Iterable[str], share: float) -> pd.Index:
    """Areas of the atlas where the practices together have at least a share (0–1) of registered
    patients. Who else is registered elsewhere is not known."""
    patients = patients_of(atlas, practices)
    patients = patients[are_among(patients.index, atlas.areas.index)]
    every = atlas.areas["patients"].reindex(patients.index).round()
    return patients.index[(patients / every) >= share]


def shares(atlas: Atlas, practices: Iterable[str], held: Sequence[float]) -> pd.DataFrame:
    """The footprint of some practices, area by area.

    Parameters
    ----------
    held
        Rising shares (0–1) of their whole list.

    Returns
    -------
    pandas.DataFrame
        Indexed by area code, most patients first: ``inside``, whether it is an area of the atlas;
        ``patients``; ``of_list`` (0–1), the share of their whole list who live there; ``of_area``
        (0–1), their share of the area's registered patients, NaN elsewhere; ``ring``, the place in
        ``held`` of the first share that the areas up to this one are needed for, or its length
        where none needs it.
    """
    return _shares(atlas, tuple(practices), tuple(held)).copy(deep=False)


@bounded_cache(4_000_000)
def _shares(atlas: Atlas, practices: tuple[str, ...], held: tuple[float, ...]) -> pd.DataFrame:
    # A page, its map and its files ask for the same footprint several times.
    patients = patients_of(atlas, practices).sort_values(ascending=False, kind="stable")
    of_list = patients / lists_of(atlas, practices)
    before = (of_list.cumsum() - of_list).to_numpy()
    return pd.DataFrame(
        {
            "inside": are_among(patients.index, atlas.areas.index),
            "patients": patients,
            "of_list": of_list,
            "of_area": patients / atlas.areas["patients"].reindex(patients.index),
            "ring": np.searchsorted(np.asarray(held) - ROUNDING, before, side="right"),
        }
    )


@dataclass(frozen=True)
class Held:
    """How many areas hold a share (0–1) of a list, most patients first, and how many of them are
    areas of the atlas; ``areas`` is None where too few patients were placed to hold it."""

    share: float
    areas: int | None
    inside: int


def holding(table: pd.DataFrame, held: Sequence[float]) -> list[Held]:
    """What the cores of a footprint are, from its :func:`shares`."""
    found = []
    for place, share in enumerate(held):
        core_ = table[table["ring"] <= place]
        enough = core_["of_list"].sum() >= share - ROUNDING
        found.append(Held(share, len(core_) if enough else None, int(core_["inside"].sum())))
    return found


@lru_cache(maxsize=1)
def _by_area(atlas: Atlas) -> pd.DataFrame:
    """Patients of every practice in every area of the atlas: areas × practices."""
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    wide = here.pivot_table(index="lsoa", columns="practice", values="patients", aggfunc="sum")
    return wide.fillna(0.0)


def overlaps(atlas: Atlas, practices: Iterable[str]) -> pd.DataFrame:
    """Who else serves the places in the atlas where some practices' patients live.

    Returns
    -------
    pandas.DataFrame
        Indexed by practice code, largest first, the practices themselves left out: ``name``,
        ``pcn`` and ``share`` (0–1), the share of all registered patients who are the other
        practice's, averaged over areas by how many of the first practices' patients live there.
    """
    mine = list(practices)
    every = _by_area(atlas)
    own = every[[code for code in mine if code in every.columns]].sum(axis=1)
    weight = own / own.sum() / every.sum(axis=1)
    share = every.mul(weight, axis=0).sum().drop(mine, errors="ignore")
    share = share[share > 0]
    directory = atlas.directory.reindex(share.index)
    table = pd.DataFrame({"name": directory["name"], "pcn": directory["pcn"], "share": share})
    return table.sort_values(["share", "name"], ascending=[False, True])
