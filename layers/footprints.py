"""Where the patients of a practice or a network live: the areas that stand for it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas

# The browser is sent whole patients, and leaves out areas with less than one (a part of an area
# that was split). Server and browser must find the same areas, so both count alike.
FEWEST_PATIENTS = 1.0
# Sums of shares carry rounding.
ROUNDING = 1e-12


def patients_of(atlas: Atlas, practices: Iterable[str]) -> pd.Series:
    """Registered patients of some practices together, by area of the atlas, in code order.

    Whole patients; an area where a practice has less than one is left out.
    """
    mine = atlas.of_practices("registrations", practices)
    here = mine[mine["lsoa"].isin(atlas.areas.index) & (mine["patients"] >= FEWEST_PATIENTS)]
    return here["patients"].round().groupby(here["lsoa"]).sum()


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
        The share wanted, between 0 and 1, of all their patients, also those who live outside the
        atlas or were not placed. Where fewer live inside, every area is given.

    Returns
    -------
    pandas.Index
        Area codes, most patients first; areas with as many patients in code order.
    """
    wanted = list(practices)
    ordered = patients_of(atlas, wanted).sort_values(ascending=False, kind="stable")
    before = ordered.cumsum() - ordered
    return ordered.index[before < held * lists_of(atlas, wanted)]


def at_least(atlas: Atlas, practices: Iterable[str], share: float) -> pd.Index:
    """Areas where the practices together have at least a share (0–1) of registered patients."""
    patients = patients_of(atlas, practices)
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
        Indexed by area code, most patients first: ``patients``; ``of_list`` (0–1), the share of
        their whole list who live there; ``of_area`` (0–1), their share of the area's registered
        patients; ``ring``, the place in ``held`` of the first share that the areas up to this one
        are needed for, or its length where none needs it.
    """
    wanted = list(practices)
    patients = patients_of(atlas, wanted).sort_values(ascending=False, kind="stable")
    of_list = patients / lists_of(atlas, wanted)
    before = (of_list.cumsum() - of_list).to_numpy()
    return pd.DataFrame(
        {
            "patients": patients,
            "of_list": of_list,
            "of_area": patients / atlas.areas["patients"].reindex(patients.index),
            "ring": np.searchsorted(np.asarray(held) - ROUNDING, before, side="right"),
        }
    )


@lru_cache(maxsize=1)
def _by_area(atlas: Atlas) -> pd.DataFrame:
    """Patients of every practice in every area of the atlas: areas × practices."""
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    wide = here.pivot_table(index="lsoa", columns="practice", values="patients", aggfunc="sum")
    return wide.fillna(0.0)


def overlaps(atlas: Atlas, practices: Iterable[str]) -> pd.DataFrame:
    """Who else serves the places where some practices' patients live.

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
