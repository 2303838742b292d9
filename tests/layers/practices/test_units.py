"""What can be profiled, and the weighting that stands for it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.practices import patients_elsewhere, units
from layers.practices.profile import figure
from layers.practices.units import UnitError, unit


def test_every_practice_network_and_place_is_a_unit(atlas: Atlas) -> None:
    practices, networks = units.of_kind(atlas, "practice"), units.of_kind(atlas, "pcn")
    assert len(practices) == 169
    # The publication has 30 names of networks; one is "Unallocated" and is no network.
    assert len(networks) == 29
    without = atlas.practices.index[atlas.practices["pcn_code"] == ""]
    assert len(without) == 1
    assert sum(len(one.practices) for one in networks) == 169 - len(without)
    places = units.of_kind(atlas, "place")
    assert [one.name for one in places] == ["Barnsley", "Doncaster", "Rotherham", "Sheffield"]
    assert sum(len(one.practices) for one in places) == 169


@pytest.mark.parametrize(
    ("key", "kind", "name"),
    [
        ("C85001", "practice", "Goldthorpe Medical Centre"),
        ("U20350", "pcn", "Foundry PCN"),
        ("02P", "place", "Barnsley"),
        ("E08000018", "district", "Rotherham"),
    ],
)
def test_a_code_says_what_it_is(atlas: Atlas, key: str, kind: str, name: str) -> None:
    found = unit(atlas, key)
    assert (found.kind, found.name, found.key) == (kind, name, key)


def test_wards_neighbourhoods_and_areas_are_units_of_their_areas(atlas: Atlas) -> None:
    areas = atlas.areas
    for column, kind in (("ward_code", "ward"), ("msoa_code", "msoa")):
        code = areas[column].iloc[7]
        found = unit(atlas, code)
        assert found.kind == kind
        assert list(found.areas) == list(areas.index[areas[column] == code])
    assert unit(atlas, areas.index[3]).areas == (areas.index[3],)


@pytest.mark.parametrize("key", ["", "C99999", "C86606", "E08000035", "~", "Mine~", "Mine~C99999"])
def test_what_is_not_known_is_refused_in_words(atlas: Atlas, key: str) -> None:
    with pytest.raises(UnitError):
        unit(atlas, key)


def test_a_group_is_made_of_its_members_once_each(atlas: Atlas) -> None:
    network = unit(atlas, "U20350")
    twice = unit(atlas, "My  group~U20350~" + "~".join(network.practices) + "~U20350")
    assert twice.name == "My group"
    assert twice.practices == network.practices
    pd.testing.assert_series_equal(units.weights(atlas, twice), units.weights(atlas, network))
    assert unit(atlas, "~C85001").name == "My group"
    with pytest.raises(UnitError, match="between 1 and 200"):
        unit(atlas, "Big~" + "~".join(atlas.areas.index[:201]))


def test_a_practice_s_weights_times_residents_are_its_patients(atlas: Atlas) -> None:
    registrations = atlas.registrations
    mine = registrations[registrations["practice"] == "C85001"].set_index("lsoa")["patients"]
    patients = units.weights(atlas, unit(atlas, "C85001")) * patients_elsewhere.residents(atlas)
    there = mine[mine.index.str.startswith("E01")]
    np.testing.assert_allclose(patients[there.index], there, rtol=1e-12)
    assert patients.sum() == pytest.approx(there.sum())


def test_all_practices_patients_in_an_area_are_its_registered_patients(atlas: Atlas) -> None:
    """Over every practice that the snapshot knows: the shares of an area's patients sum to one."""
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    in_all = here.groupby("lsoa")["patients"].sum()
    np.testing.assert_allclose(in_all, atlas.areas["patients"].reindex(in_all.index), atol=0.5)
    share = here["patients"] / in_all.reindex(here["lsoa"]).to_numpy()
    np.testing.assert_allclose(share.groupby(here["lsoa"]).sum(), 1.0)


@given(parts=st.lists(st.sampled_from(["C85001", "C85003", "C86609", "C85004"]), min_size=1))
def test_a_group_weighs_what_its_members_weigh(atlas: Atlas, parts: list[str]) -> None:
    members = sorted(set(parts))
    group = units.weights(atlas, unit(atlas, "G~" + "~".join(members)))
    alone = sum(units.weights(atlas, unit(atlas, code)) for code in members)
    np.testing.assert_allclose(group, alone)


def test_a_practice_is_compared_with_its_network_and_its_place(atlas: Atlas) -> None:
    assert [one.key for one in units.larger(atlas, unit(atlas, "C85001"))] == ["U16464", "02P"]
    assert [one.key for one in units.larger(atlas, unit(atlas, "U20350"))] == ["03N"]
    assert list(units.larger(atlas, unit(atlas, "E08000018"))) == []
    alone = unit(atlas, atlas.practices.index[atlas.practices["pcn_code"] == ""][0])
    assert [one.kind for one in units.larger(atlas, alone)] == ["place"]


def test_the_imd_of_a_practice_is_the_mean_of_its_patients_areas(atlas: Atlas) -> None:
    """Worked by hand from the areas of one small list; the snapshot's column agrees for all."""
    score = pd.Series(
        patients_elsewhere.everywhere(atlas, "imd_score", "value"),
        patients_elsewhere.residents(atlas).index,
    )
    registrations = atlas.registrations
    mine = registrations[registrations["practice"] == "C85001"].set_index("lsoa")["patients"]
    mine = mine[mine.index.isin(score.index)]
    by_hand = sum(p * score[code] for code, p in mine.items()) / sum(mine)
    found = figure(atlas, "imd_score", units.weights(atlas, unit(atlas, "C85001"))).value
    assert found == pytest.approx(by_hand, rel=1e-12)
    estimated = pd.Series(
        {
            one.key: figure(atlas, "imd_score", units.weights(atlas, one)).value
            for one in units.of_kind(atlas, "practice")
        }
    )
    # The snapshot keeps four decimals.
    kept = atlas.practices["imd_score"]
    assert (estimated.reindex(kept.index) - kept).abs().max() < 6e-5
