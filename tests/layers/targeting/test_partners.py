"""Whom to approach: recounted from the snapshot's own rows."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.targeting import partners

EARTH_KM = 6371.0088


def kilometres(one: pd.DataFrame, other: pd.Series) -> np.ndarray:
    """Great-circle distances (haversine) from some points to one."""
    north, east = np.radians(one["latitude"]), np.radians(one["longitude"])
    north_there, east_there = np.radians(other["latitude"]), np.radians(other["longitude"])
    half = np.sin((north - north_there) / 2) ** 2
    half = half + np.cos(north) * np.cos(north_there) * np.sin((east - east_there) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(half)))


@pytest.mark.parametrize("start", [120, 360, 600])
def test_pharmacies_are_those_inside_and_those_within_800_metres(atlas: Atlas, start: int) -> None:
    codes = atlas.areas.index[start : start + 6].tolist()
    every = atlas.extra("pharmacies")
    far = np.min([kilometres(every, atlas.areas.loc[code]) for code in codes], axis=0)
    inside = every["lsoa"].isin(codes).to_numpy()
    # A metre is left to the difference between a plane and a sphere.
    sure, maybe = (inside | (far <= limit) for limit in (0.799, 0.801))
    found = partners.pharmacies(atlas, codes)
    assert len(found) > inside.sum()
    assert set(every.loc[sure, "name"]) <= set(found["name"]) <= set(every.loc[maybe, "name"])
    assert sorted(found.loc[found["inside"], "name"]) == sorted(every.loc[inside, "name"])
    assert found["inside"].is_monotonic_decreasing


def test_practices_are_those_of_the_people_registered_there(atlas: Atlas) -> None:
    codes = atlas.areas.index[:6].tolist()
    found = partners.practices(atlas, codes)
    rows = atlas.registrations
    mine = rows[rows["lsoa"].isin(codes)].groupby("practice")["patients"].sum()
    shown = found["patients"]
    assert shown.to_dict() == pytest.approx(mine[shown.index].to_dict())
    assert shown.is_monotonic_decreasing
    networks = partners.networks(found)
    assert networks["patients"].sum() == pytest.approx(shown.sum())
    assert networks["share"].sum() == pytest.approx(1)


def test_languages_are_the_most_common_of_each_district_without_english(atlas: Atlas) -> None:
    codes = atlas.areas.index[[0, -1]].tolist()
    found = partners.languages(atlas, codes, most=3)
    districts = atlas.areas.loc[codes, "district"].unique()
    assert sorted(found["district"].unique()) == sorted(districts)
    assert not found["language"].str.startswith("English").any()
    for district, rows in found.groupby("district"):
        every = atlas.extra("languages")
        every = every[(every["district"] == district) & ~every["group"].str.startswith("English")]
        assert rows["people"].tolist() == every["people"].nlargest(3).tolist()


def test_communities_add_up_to_those_who_told_their_ethnic_group(atlas: Atlas) -> None:
    codes = atlas.areas.index[:6].tolist()
    found = partners.communities(atlas, codes)
    assert len(found) == 19
    told = atlas.table("minority_ethnic").loc[codes, "denominator"].sum()
    assert found["people"].sum() == told
    assert found["share"].sum() == pytest.approx(100)
    assert found["people"].is_monotonic_decreasing
