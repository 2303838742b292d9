"""Whom to approach in a zone: practices and networks, pharmacies, languages, communities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from layers.atlas import Atlas

# Walking distance, for a pharmacy outside a zone.
NEAR_KM = 0.8
_KM_PER_DEGREE = 111.32


# What every zone is looked up in is read and put in order once.


@dataclass(frozen=True)
class _Registered:
    """All registrations, by area the places of its rows, and each practice's patients in all."""

    rows: pd.DataFrame
    of_area: Mapping[Any, Any]
    lists: pd.Series


@lru_cache(maxsize=1)
def _registered(atlas: Atlas) -> _Registered:
    rows = atlas.registrations
    by_area, by_practice = rows.groupby("lsoa", sort=False), rows.groupby("practice")
    return _Registered(rows, by_area.indices, by_practice["patients"].sum())


@lru_cache(maxsize=1)
def _pharmacies(atlas: Atlas) -> pd.DataFrame:
    """All of them by name."""
    table = atlas.extra("pharmacies")
    return table if table.empty else table.sort_values("name", kind="stable")


@lru_cache(maxsize=1)
def _languages(atlas: Atlas) -> pd.DataFrame:
    """Those other than English that are somebody's, by district."""
    table = atlas.extra("languages")
    table = table[~table["group"].str.startswith("English") & (table["people"] > 0)]
    return table.rename(columns={"group": "language"})


@lru_cache(maxsize=1)
def _groups(atlas: Atlas) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The people of each ethnic group by area, and those whom they are counted among."""
    tables = {i: atlas.table(i) for i in atlas.indicators["ethnic_diversity"].components}
    labels = [atlas.indicators[i].label for i in tables]
    people, among = (
        pd.concat([table[column].fillna(0.0) for table in tables.values()], axis=1, keys=labels)
        for column in ("numerator", "denominator")
    )
    return people, among


def practices(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """Practices by their share of the registered patients of some areas.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``practice``, largest share first: ``name``, ``pcn``, ``open``, ``patients``
        who live there, ``share`` (0–1) of the areas' registered patients, and ``of_list`` (0–1),
        how much of the practice's own list lives there.
    """
    known = _registered(atlas)
    places = [known.of_area[code] for code in codes if code in known.of_area]
    at = np.sort(np.concatenate(places)) if places else np.array([], dtype=int)
    patients = known.rows.iloc[at].groupby("practice")["patients"].sum()
    directory = atlas.directory.reindex(patients.index)
    table = pd.DataFrame(
        {
            "name": directory["name"],
            "pcn": directory["pcn"],
            "open": directory["open"],
            "patients": patients,
            "share": patients / patients.sum(),
            "of_list": patients / known.lists.reindex(patients.index),
        }
    )
    # A neighbour's list is known here only for the areas of the atlas, so its share is not.
    table["of_list"] = table["of_list"].where(directory["home"])
    return table.sort_values(["patients", "name"], ascending=[False, True])


def networks(practices: pd.DataFrame) -> pd.DataFrame:
    """Primary care networks by their share of the registered patients of some areas.

    Parameters
    ----------
    practices
        The areas' practices, as :func:`practices` gives them.

    Returns
    -------
    pandas.DataFrame
        Columns ``pcn``, ``patients``, ``share`` (0–1), largest first; practices without a
        network stand under ``""``.
    """
    patients = practices.groupby("pcn")["patients"].sum().sort_values(ascending=False)
    return pd.DataFrame({"patients": patients, "share": patients / patients.sum()}).reset_index()


def pharmacies(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """Pharmacies in some areas, then those within 800 m of the middle of one.

    Returns
    -------
    pandas.DataFrame
        Columns ``name``, ``address``, ``postcode``, ``telephone``, ``inside`` (bool).
    """
    table = _pharmacies(atlas)
    if table.empty:
        return table.assign(inside=pd.Series(dtype=bool))
    inside = table["lsoa"].isin(list(codes)).to_numpy()
    areas = atlas.areas.loc[list(codes)]
    north = np.subtract.outer(table["latitude"].to_numpy(), areas["latitude"].to_numpy())
    east = np.subtract.outer(table["longitude"].to_numpy(), areas["longitude"].to_numpy())
    east *= np.cos(np.radians(areas["latitude"].mean()))
    near = (np.hypot(north, east) * _KM_PER_DEGREE).min(axis=1) <= NEAR_KM
    # The table is by name, and so are both parts.
    rows = np.concatenate([np.flatnonzero(inside), np.flatnonzero(near & ~inside)])
    found = table[["name", "address", "postcode", "telephone"]].iloc[rows]
    return found.assign(inside=inside[rows]).reset_index(drop=True)


def languages(atlas: Atlas, codes: Sequence[str], most: int = 8) -> pd.DataFrame:
    """The most common main languages other than English in the districts of some areas.

    Main languages are published for whole districts only.

    Returns
    -------
    pandas.DataFrame
        Columns ``district``, ``language``, ``people``; most people first within each district.
    """
    table = _languages(atlas)
    wanted = atlas.areas.loc[list(codes), "district_code"].unique()
    mine = table[table["district_code"].isin(wanted)]
    return mine.groupby("district", sort=True).head(most)[["district", "language", "people"]]


def communities(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """The 19 ethnic groups in some areas, largest first: ``group``, ``people``, ``share`` (%)."""
    people, among = (table.loc[list(codes)].sum() for table in _groups(atlas))
    share = 100 * (people / among).fillna(0.0)
    table = pd.DataFrame({"group": people.index, "people": people.array, "share": share.array})
    return table.sort_values(["people", "group"], ascending=[False, True], ignore_index=True)
