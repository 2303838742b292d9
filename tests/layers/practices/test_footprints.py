"""Where a practice's patients live."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.practices import patients_elsewhere
from layers.practices.footprints import (
    FEWEST_PATIENTS,
    at_least,
    core,
    every_footprint,
    lists_of,
    overlaps,
    patients_of,
    shares,
)

COUNTED, CLOSED = 1_502_390, ("C86606", 2_388)


def some_practices(atlas: Atlas) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(sorted(atlas.practices.index)), min_size=1, max_size=4)


def test_all_lists_together_are_all_patients_but_those_of_the_closed_practice(
    atlas: Atlas,
) -> None:
    closed, patients = CLOSED
    assert lists_of(atlas, atlas.practices.index) == COUNTED - patients
    assert lists_of(atlas, [*atlas.practices.index, closed]) == COUNTED
    assert closed not in atlas.practices.index


@given(data=st.data())
def test_several_practices_count_as_one(atlas: Atlas, data: st.DataObject) -> None:
    practices = data.draw(some_practices(atlas))
    together = patients_of(atlas, practices)
    alone = pd.concat([patients_of(atlas, [p]) for p in practices])
    assert together.to_dict() == alone.groupby(level=0).sum().to_dict()
    assert lists_of(atlas, practices) == sum(lists_of(atlas, [p]) for p in practices)


@given(data=st.data())
def test_patients_are_whole_and_live_in_england(atlas: Atlas, data: st.DataObject) -> None:
    practices = data.draw(some_practices(atlas))
    patients = patients_of(atlas, practices)
    assert (patients == patients.round()).all()
    assert (patients >= FEWEST_PATIENTS).all()
    inside = patients.index.isin(atlas.areas.index)
    assert patients.index[~inside].isin(patients_elsewhere.areas(atlas).index).all()
    # Those here come first, either in code order: the browser numbers them so.
    assert (np.diff(inside.astype(int)) <= 0).all()
    for those in (patients.index[inside], patients.index[~inside]):
        assert those.is_monotonic_increasing
    # Rounding moves half a patient in an area at most.
    assert patients.sum() <= lists_of(atlas, practices) + len(patients) / 2


def test_an_area_counts_from_one_patient(atlas: Atlas) -> None:
    practice = atlas.practices.index[0]
    rows = atlas.of_practices("registrations", [practice])
    rows = rows[rows["lsoa"].isin(patients_elsewhere.residents(atlas).index)]
    whole = rows[rows["patients"] >= 1].set_index("lsoa")["patients"].round()
    assert (whole == 1).any()
    assert patients_of(atlas, [practice]).to_dict() == whole.to_dict()


def test_a_share_of_an_area_that_is_just_reached_is_enough(atlas: Atlas) -> None:
    practice = atlas.practices.index[0]
    patients = patients_of(atlas, [practice])
    patients = patients[patients.index.isin(atlas.areas.index)]
    share = patients / atlas.areas["patients"].reindex(patients.index).round()
    middle = share.sort_values().iloc[len(share) // 2]
    found = at_least(atlas, [practice], float(middle))
    assert set(found) == set(share.index[share >= middle])


@given(data=st.data(), held=st.floats(0.01, 1))
def test_the_core_is_the_fewest_areas_that_hold_the_share(
    atlas: Atlas, data: st.DataObject, held: float
) -> None:
    practices = data.draw(some_practices(atlas))
    patients = patients_of(atlas, practices)
    wanted = held * lists_of(atlas, practices)
    found = core(atlas, practices, held)
    mine = patients[found]
    assert mine.is_monotonic_decreasing
    if patients.sum() < wanted:
        assert len(found) == len(patients)
    else:
        assert mine.sum() >= wanted
        assert mine.iloc[:-1].sum() < wanted
    left = patients.drop(found)
    assert left.empty or left.max() <= mine.min()


def test_a_share_that_is_held_exactly_needs_no_further_area(atlas: Atlas) -> None:
    exact = 0
    for practice in atlas.practices.index[:60]:
        everyone = lists_of(atlas, [practice])
        fullest_first = patients_of(atlas, [practice]).sort_values(ascending=False, kind="stable")
        together = fullest_first.iloc[:3].sum()
        held = together / everyone
        if held * everyone == together:  # not every fraction comes back as the number it was
            exact += 1
            assert len(core(atlas, [practice], held)) == 3
    assert exact > 10


@given(data=st.data(), shares=st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)))
def test_a_larger_share_has_no_fewer_areas(
    atlas: Atlas, data: st.DataObject, shares: tuple[float, float]
) -> None:
    practices = data.draw(some_practices(atlas))
    less, more = sorted(shares)
    small, large = core(atlas, practices, less), core(atlas, practices, more)
    assert large[: len(small)].equals(small)
    assert set(at_least(atlas, practices, more)) <= set(at_least(atlas, practices, less))


def test_areas_with_as_many_patients_are_in_the_order_of_their_codes(atlas: Atlas) -> None:
    for practice in atlas.practices.index[:40]:
        found = core(atlas, [practice], 1)
        patients = patients_of(atlas, [practice])[found]
        here = atlas.areas.index
        order = [(-patients[code], code not in here, code) for code in found]
        expected = [code for _, _, code in sorted(order)]
        assert found.tolist() == expected


def test_a_share_of_the_patients_is_of_all_who_live_there(atlas: Atlas) -> None:
    practice = "C88627"
    patients = patients_of(atlas, [practice])
    for share in (0.05, 0.3, 0.7):
        found = at_least(atlas, [practice], share)
        here = patients[patients.index.isin(atlas.areas.index)]
        inside = here / atlas.areas["patients"].round()[here.index]
        assert found.tolist() == here.index[inside >= share].tolist()
    assert len(at_least(atlas, [practice], 0.05)) > len(at_least(atlas, [practice], 0.7)) > 0


def test_every_practice_of_today_lives_somewhere(atlas: Atlas) -> None:
    for practice in atlas.practices.index:
        assert len(core(atlas, [practice], 0.8)) >= 1, practice


@pytest.mark.parametrize("practices", [[], ["nothing"]])
def test_no_practice_has_no_patients(atlas: Atlas, practices: list[str]) -> None:
    assert patients_of(atlas, practices).empty
    assert lists_of(atlas, practices) == 0
    assert core(atlas, practices, 0.8).empty
    assert at_least(atlas, practices, 0.1).empty


HELD = (0.5, 0.8, 0.95)


@given(data=st.data())
def test_the_rings_of_a_footprint_are_its_cores(atlas: Atlas, data: st.DataObject) -> None:
    practices = data.draw(some_practices(atlas))
    table = shares(atlas, practices, HELD)
    for place, held in enumerate(HELD):
        inside = table.index[table["ring"] <= place]
        assert list(inside) == list(core(atlas, practices, held))
    assert table["patients"].is_monotonic_decreasing
    assert table["of_list"].sum() <= 1 + len(table) / lists_of(atlas, practices)
    assert table.loc[table["inside"], "of_area"].between(0, 1.001).all()
    assert table.loc[~table["inside"], "of_area"].isna().all()


def test_overlaps_by_hand(atlas: Atlas) -> None:
    """Of one small practice: every other's share of each area, weighted by its patients there."""
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(atlas.areas.index)]
    mine = here[here["practice"] == "C85001"].set_index("lsoa")["patients"]
    other = here[here["practice"] == "Y00411"].set_index("lsoa")["patients"]
    every = here.groupby("lsoa")["patients"].sum()
    by_hand = sum(
        mine[code] / mine.sum() * other.get(code, 0.0) / every[code] for code in mine.index
    )
    table = overlaps(atlas, ["C85001"])
    assert table.at["Y00411", "share"] == pytest.approx(by_hand)
    assert "C85001" not in table.index
    assert table["share"].is_monotonic_decreasing
    own = sum(mine[code] / mine.sum() * mine[code] / every[code] for code in mine.index)
    assert table["share"].sum() == pytest.approx(1 - own)


def test_every_footprint_is_that_of_each_practice(atlas: Atlas) -> None:
    every = every_footprint(atlas)
    assert not every.duplicated(["practice", "lsoa"]).any()
    assert set(every["practice"]) <= set(atlas.practices.index)
    for code in atlas.practices.index[::40]:
        mine = every[every["practice"] == code].set_index("lsoa")["patients"]
        pd.testing.assert_series_equal(
            mine, patients_of(atlas, [code]), check_names=False, check_index_type=False
        )
