"""Ways to put areas into groups: places on the map, and areas that are alike."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.geography.levels import COLUMNS, areas_at

# Areas in five equal parts by a share, 1 the lowest.
FIFTHS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ethnic_mix": ("minority_ethnic", "residents of minority ethnic groups"),
        "other_languages": ("main_language_not_english", "people whose main language is another"),
        "older_people": ("age_65_plus", "residents aged 65 and over"),
    }
)
DEPRIVATION = "deprivation"
# Pairs of deciles; the first is Core20, the NHS's name for England's most deprived fifth.
DEPRIVATION_FIFTH = "deprivation_fifth"
NETWORK = "pcn"
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "district": "District",
        "ward": "Ward",
        "msoa": "Neighbourhood",
        "lsoa": "Area",
        DEPRIVATION: "Deprivation decile (England)",
        DEPRIVATION_FIFTH: "Deprivation fifth (England)",
        "ethnic_mix": "Ethnic mix of the area",
        "other_languages": "Main languages of the area",
        "older_people": "Age of the area",
    }
)
_RANK = ("lowest", "second lowest", "middle", "second highest", "highest")


@lru_cache(maxsize=32)
def grouping(atlas: Atlas, level: str) -> pd.Series:
    """The group of each area, in code order.

    Parameters
    ----------
    level
        A key of ``PLACES``. Deprivation's deciles and fifths are England's (1 = most deprived);
        the other fifths hold equally many of the atlas's areas, ties in code order.

    Returns
    -------
    pandas.Series
        Codes as text, by area; ``""`` where the area is in no group.

    Raises
    ------
    KeyError
        For another level.
    """
    areas = atlas.areas
    if level == "lsoa":
        return areas.index.to_series()
    if level in COLUMNS:
        return areas[COLUMNS[level][0]].astype(object)
    if level == DEPRIVATION:
        decile = atlas.table("imd_decile")["value"]
        return decile.map(lambda d: "" if np.isnan(d) else f"{int(d):02d}").astype(object)
    if level == DEPRIVATION_FIFTH:
        decile = atlas.table("imd_decile")["value"]
        return decile.map(lambda d: "" if np.isnan(d) else str((int(d) + 1) // 2)).astype(object)
    value = atlas.table(FIFTHS[level][0])["value"]
    order = value.rank(method="first") - 1
    fifth = 5 * order // value.notna().sum() + 1
    return fifth.map(lambda f: "" if np.isnan(f) else str(int(f))).astype(object)


def names(atlas: Atlas, level: str) -> pd.Series:
    """What the groups of a level are called, by code."""
    if level == "lsoa" or level in COLUMNS:
        return areas_at(atlas, level)["name"]
    codes = sorted(set(grouping(atlas, level)) - {""})
    if level == DEPRIVATION:
        ends = {"01": " (most deprived)", "10": " (least deprived)"}
        return pd.Series({c: f"Decile {int(c)}{ends.get(c, '')}" for c in codes})
    if level == DEPRIVATION_FIFTH:
        ends = {"1": " (most deprived: Core20)", "5": " (least deprived)"}
        return pd.Series({c: f"Fifth {c}{ends.get(c, '')}" for c in codes})
    people = FIFTHS[level][1]
    return pd.Series(
        {c: f"The fifth of areas with the {_RANK[int(c) - 1]} share of {people}" for c in codes}
    )


@lru_cache(maxsize=4)
def network_shares(atlas: Atlas) -> pd.DataFrame:
    """Of each area's registered patients, the share (0–1) in each primary care network here.

    Areas × network codes; what is left of 1 is registered with practices outside any network or
    elsewhere.
    """
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    network = here["practice"].map(atlas.practices["pcn_code"].replace("", np.nan))
    patients = here["patients"].groupby([here["lsoa"], network]).sum().unstack(fill_value=0)
    every = here["patients"].groupby(here["lsoa"]).sum()
    return patients.div(every, axis=0).reindex(atlas.areas.index).fillna(0.0)


def network_names(atlas: Atlas) -> pd.Series:
    """What networks are called, by code."""
    practices = atlas.practices
    return practices[practices["pcn_code"] != ""].groupby("pcn_code")["pcn"].first()
