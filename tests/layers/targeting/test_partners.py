"""Whom to approach: recounted from the snapshot's own rows."""

import pytest

from layers import Atlas
from layers.ground.venues import venues_of
from layers.targeting import partners


def test_pharmacies_are_those_that_are_listed_as_places_to_meet(atlas: Atlas) -> None:
    codes = atlas.areas.index[120:126].tolist()
    found, every = partners.pharmacies(atlas, codes), venues_of(atlas, codes)
    assert found["name"].tolist() == every.loc[every["kind"] == "pharmacy", "name"].tolist()
    known = atlas.extra("pharmacies")
    inside = known.loc[known["lsoa"].isin(codes), "name"]
    assert sorted(found.loc[found["inside"], "name"]) == sorted(inside)
    assert (~found["inside"]).any()
    assert set(found["telephone"]) <= {*known["telephone"].fillna("")}


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
