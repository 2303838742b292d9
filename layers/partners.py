"""Whom to approach in a zone: practices and networks, pharmacies, languages, communities."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from layers import profile
from layers.atlas import Atlas

# Walking distance, for a pharmacy outside a zone.
NEAR_KM = 0.8
_KM_PER_DEGREE = 111.32


def practices(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """Practices by their share of the registered patients of some areas.

    Returns
    -------
    pandas.DataFrame
        Indexed by practice code, largest share first: ``name``, ``pcn``, ``patients`` who live
        there, ``share`` (0–1) of the areas' registered patients, and ``of_list`` (0–1), how much
        of the practice's own list lives there.
    """
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(list(codes))]
    patients = here.groupby("practice")["patients"].sum()
    lists = registrations[registrations["practice"].isin(patients.index)]
    in_all = lists.groupby("practice")["patients"].sum()
    directory = atlas.directory.reindex(patients.index)
    table = pd.DataFrame(
        {
            "name": directory["name"],
            "pcn": directory["pcn"],
            "open": directory["open"],
            "patients": patients,
            "share": patients / patients.sum(),
            "of_list": patients / in_all,
        }
    )
    # A neighbour's list is known here only for the areas of the atlas, so its share is not.
    table["of_list"] = table["of_list"].where(directory["home"])
    return table.sort_values(["patients", "name"], ascending=[False, True])


def networks(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """Primary care networks by their share of the registered patients of some areas.

    Returns
    -------
    pandas.DataFrame
        Columns ``pcn``, ``patients``, ``share`` (0–1), largest first; practices without a
        network stand under ``""``.
    """
    table = practices(atlas, codes)
    patients = table.groupby("pcn")["patients"].sum().sort_values(ascending=False)
    return pd.DataFrame({"patients": patients, "share": patients / patients.sum()}).reset_index()


def pharmacies(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """Pharmacies in some areas, then those within 800 m of the middle of one.

    Returns
    -------
    pandas.DataFrame
        Columns ``name``, ``address``, ``postcode``, ``telephone``, ``inside`` (bool).
    """
    table = atlas.extra("pharmacies")
    if table.empty:
        return table.assign(inside=pd.Series(dtype=bool))
    inside = table["lsoa"].isin(list(codes)).to_numpy()
    areas = atlas.areas.loc[list(codes)]
    north = np.subtract.outer(table["latitude"].to_numpy(), areas["latitude"].to_numpy())
    east = np.subtract.outer(table["longitude"].to_numpy(), areas["longitude"].to_numpy())
    east *= np.cos(np.radians(areas["latitude"].mean()))
    near = (np.hypot(north, east) * _KM_PER_DEGREE).min(axis=1) <= NEAR_KM
    kept = table[inside | near].assign(inside=inside[inside | near])
    columns = ["name", "address", "postcode", "telephone", "inside"]
    ordered = kept.sort_values(["inside", "name"], ascending=[False, True])
    return ordered[columns].reset_index(drop=True)


def languages(atlas: Atlas, codes: Sequence[str], most: int = 8) -> pd.DataFrame:
    """The most common main languages other than English in the districts of some areas.

    Main languages are published for whole districts only.

    Returns
    -------
    pandas.DataFrame
        Columns ``district``, ``language``, ``people``; most people first within each district.
    """
    table = atlas.extra("languages")
    wanted = atlas.areas.loc[list(codes), "district_code"].unique()
    mine = table[table["district_code"].isin(wanted) & ~table["group"].str.startswith("English")]
    mine = mine[mine["people"] > 0].rename(columns={"group": "language"})
    return mine.groupby("district", sort=True).head(most)[["district", "language", "people"]]


def communities(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """The 19 ethnic groups in some areas, largest first: ``group``, ``people``, ``share`` (%)."""
    weights = profile.of_areas(atlas, codes)
    rows = []
    for name in atlas.indicators["ethnic_diversity"].components:
        figure = profile.figure(atlas, name, weights)
        rows.append((atlas.indicators[name].label, figure.numerator or 0.0, figure.value or 0.0))
    table = pd.DataFrame(rows, columns=["group", "people", "share"])
    return table.sort_values(["people", "group"], ascending=[False, True], ignore_index=True)
