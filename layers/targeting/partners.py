"""Whom to approach in a zone: practices and networks, pharmacies, languages, communities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground.venues import venues_of

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
    """Pharmacies in some areas, then those near, as :func:`layers.ground.venues.venues_of` has
    them.

    Returns
    -------
    pandas.DataFrame
        Columns ``name``, ``address``, ``postcode``, ``telephone``, ``inside`` (bool).
    """
    found = venues_of(atlas, codes)
    columns = ["name", "address", "postcode", "telephone", "inside"]
    return found.loc[found["kind"] == "pharmacy", columns].reset_index(drop=True)


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
