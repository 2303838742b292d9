"""Ways to put areas into groups."""

import numpy as np
import pytest

from layers import Atlas
from layers.geography import area_groups


def test_fifths_hold_equally_many_areas_in_order(atlas: Atlas) -> None:
    for level, (indicator, _) in area_groups.FIFTHS.items():
        fifth = area_groups.grouping(atlas, level)
        assert fifth.value_counts().to_dict() == dict.fromkeys("12345", 172)
        value = atlas.table(indicator)["value"].groupby(fifth)
        assert (value.max().to_numpy()[:-1] <= value.min().to_numpy()[1:]).all()


def test_deciles_are_england_s(atlas: Atlas) -> None:
    found = area_groups.grouping(atlas, area_groups.DEPRIVATION).astype(int)
    assert (found == atlas.table("imd_decile")["value"]).all()


def test_the_first_fifth_is_core20(atlas: Atlas) -> None:
    fifth = area_groups.grouping(atlas, area_groups.DEPRIVATION_FIFTH)
    decile = area_groups.grouping(atlas, area_groups.DEPRIVATION).astype(int)
    assert ((fifth == "1") == (decile <= 2)).all()
    assert ((fifth == "5") == (decile >= 9)).all()
    core20 = atlas.table("core20")
    assert (core20["numerator"][fifth == "1"] > 0).all()
    assert (core20["numerator"][fifth != "1"] == 0).all()
    assert "Core20" in area_groups.names(atlas, area_groups.DEPRIVATION_FIFTH)["1"]


def test_every_group_has_a_name(atlas: Atlas) -> None:
    for level in area_groups.PLACES:
        codes = set(area_groups.grouping(atlas, level))
        assert codes <= set(area_groups.names(atlas, level).index), level
    assert area_groups.names(atlas, area_groups.DEPRIVATION)["01"] == "Decile 1 (most deprived)"
    assert area_groups.names(atlas, "district")["E08000019"] == "Sheffield"


def test_an_unknown_level_is_an_error(atlas: Atlas) -> None:
    with pytest.raises(KeyError):
        area_groups.grouping(atlas, "planet")


def test_networks_share_out_an_area_s_patients(atlas: Atlas) -> None:
    shares = area_groups.network_shares(atlas)
    assert shares.index.equals(atlas.areas.index)
    assert (shares.to_numpy() >= 0).all()
    assert shares.sum(axis=1).max() <= 1 + 1e-9
    assert set(shares.columns) <= set(area_groups.network_names(atlas).index)
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    patients = here.groupby("lsoa")["patients"].sum().reindex(atlas.areas.index)
    one = shares.columns[0]
    mine = atlas.practices.index[atlas.practices["pcn_code"] == one]
    expected = here[here["practice"].isin(mine)]["patients"].sum()
    assert float(np.dot(shares[one], patients)) == pytest.approx(expected)
