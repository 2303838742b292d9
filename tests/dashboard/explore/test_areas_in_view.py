"""Which areas a view shows: each filter against the frames themselves, and all together."""

from functools import reduce

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.explore.areas_in_view import areas_in_view, codes_in_view, practices_of
from dashboard.explore.view import ViewState
from layers import Atlas

SMALL, STUDENTS = "C88082", "C88627"
ALONE = {
    "districts": ("E08000016", "E08000018"),
    "wards": ("E05000994",),
    "neighbourhoods": ("E02001526", "E02001547"),
    "rural_urban": (0, 3),
    "deciles": (1, 2, 10),
    "residents": 2000,
}


def whole_patients(atlas: Atlas, practices: list[str]) -> tuple[pd.Series, int]:
    """Patients by area of England, and the whole list, straight from the registrations."""
    mine = atlas.registrations.query("practice in @practices")
    here = mine[mine["lsoa"].str.startswith("E01") & (mine["patients"] >= 1)]
    lists = mine.groupby("practice")["patients"].sum().round().astype(int)
    return here.assign(patients=here["patients"].round()).groupby("lsoa")["patients"].sum(), int(
        lists.sum()
    )


def expected(atlas: Atlas, name: str, wanted: object) -> pd.Series:
    """The same filter in one line of pandas."""
    areas = atlas.areas
    if name == "residents":
        return areas["residents"] >= wanted
    if name == "deciles":
        return atlas.table("imd_decile")["value"].isin(wanted)
    if name == "rural_urban":
        words = [atlas.indicators["rural_urban"].categories[n] for n in wanted]
        return areas["rural_urban"].isin(words)
    column = {"districts": "district_code", "wards": "ward_code", "neighbourhoods": "msoa_code"}
    return areas[column[name]].isin(wanted)


def test_without_filters_every_area_is_in_view(atlas: Atlas) -> None:
    assert areas_in_view(atlas, ViewState()).equals(atlas.areas.index)
    assert len(atlas.areas) == 860


@pytest.mark.parametrize("name", ALONE)
def test_a_filter_alone(atlas: Atlas, name: str) -> None:
    keep = expected(atlas, name, ALONE[name])
    assert 0 < keep.sum() < 860
    found = areas_in_view(atlas, ViewState(**{name: ALONE[name]}))
    assert found.tolist() == atlas.areas.index[keep].tolist()


@pytest.mark.parametrize("places", [(n,) for n in range(6)])
def test_every_rural_urban_class_finds_its_own_areas(atlas: Atlas, places: tuple[int]) -> None:
    found = areas_in_view(atlas, ViewState(rural_urban=places))
    values = atlas.table("rural_urban")["value"]
    assert found.tolist() == values.index[values == places[0]].tolist()


@given(data=st.data())
def test_filters_together_are_their_intersection(atlas: Atlas, data: st.DataObject) -> None:
    areas = atlas.areas
    several = st.sets(st.sampled_from(sorted(areas["district_code"].unique())), min_size=1)
    chosen = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "districts": several.map(tuple),
                "deciles": st.sets(st.integers(1, 10), min_size=1).map(tuple),
                "rural_urban": st.sets(st.integers(0, 5), min_size=1).map(tuple),
                "residents": st.integers(1, 4000),
                "neighbourhoods": st.sets(
                    st.sampled_from(sorted(areas["msoa_code"].unique())), min_size=1
                ).map(tuple),
                "practices": st.sampled_from(sorted(atlas.practices.index)).map(lambda p: (p,)),
            },
        )
    )
    together = areas_in_view(atlas, ViewState(**chosen))
    alone = [areas_in_view(atlas, ViewState(**{name: value})) for name, value in chosen.items()]
    assert together.equals(reduce(pd.Index.intersection, alone, areas.index))


# ---- practices and networks ----


@given(data=st.data())
def test_a_practice_is_shown_by_the_fewest_areas_that_hold_the_share(
    atlas: Atlas, data: st.DataObject
) -> None:
    practices = data.draw(
        st.sets(st.sampled_from(sorted(atlas.practices.index)), min_size=1, max_size=4)
    )
    held = data.draw(st.integers(1, 100))
    found = areas_in_view(atlas, ViewState(practices=tuple(practices), held=held))
    lives, everyone = whole_patients(atlas, list(practices))
    wanted = held / 100 * everyone
    # Areas elsewhere in England hold their part of the list, and are not shown.
    here = lives.index.isin(atlas.areas.index)
    order = sorted(zip(-lives, ~here, lives.index, strict=True))
    before, core = 0.0, []
    for patients, outside, code in order:
        if before >= wanted:
            break
        before -= patients
        core += [] if outside else [code]
    assert set(found) == set(core)


@pytest.mark.parametrize("percent", [1, 10, 25, 60])
def test_areas_where_a_practice_has_a_share_of_the_patients(atlas: Atlas, percent: int) -> None:
    lives, _ = whole_patients(atlas, [STUDENTS])
    lives = lives[lives.index.isin(atlas.areas.index)]
    share = lives / atlas.areas["patients"].round()[lives.index]
    wanted = sorted(share.index[share >= percent / 100])
    assert wanted
    # The share of a list, which only the other rule asks for, changes nothing.
    for held in (1, 80):
        view = ViewState(practices=(STUDENTS,), at_least=percent, held=held)
        assert areas_in_view(atlas, view).tolist() == wanted


def test_several_practices_count_as_one(atlas: Atlas) -> None:
    both = areas_in_view(atlas, ViewState(practices=(SMALL, STUDENTS), at_least=20))
    lives, _ = whole_patients(atlas, [SMALL, STUDENTS])
    lives = lives[lives.index.isin(atlas.areas.index)]
    share = lives / atlas.areas["patients"].round()[lives.index]
    assert set(both) == set(lives.index[share >= 0.2])
    assert lives.max() > whole_patients(atlas, [SMALL])[0].max()


def test_a_network_is_all_of_its_practices(atlas: Atlas) -> None:
    for network, members in atlas.practices.groupby("pcn_code"):
        if network:
            view = ViewState(pcns=(network,))
            assert practices_of(atlas, view) == sorted(members.index)
            assert areas_in_view(atlas, view).equals(
                areas_in_view(atlas, ViewState(practices=tuple(members.index)))
            )


def test_a_practice_named_twice_counts_once(atlas: Atlas) -> None:
    network = atlas.practices.at[SMALL, "pcn_code"]
    view = ViewState(pcns=(network,), practices=(SMALL,))
    assert practices_of(atlas, view).count(SMALL) == 1


def test_practices_without_a_network_are_in_none(atlas: Atlas) -> None:
    alone = atlas.practices.index[atlas.practices["pcn_code"] == ""]
    assert len(alone)
    named = {
        practice
        for network in atlas.practices["pcn_code"].unique()
        if network
        for practice in practices_of(atlas, ViewState(pcns=(network,)))
    }
    assert named == set(atlas.practices.index) - set(alone)


# ---- larger areas ----


@pytest.mark.parametrize(
    ("level", "column", "number"),
    [("msoa", "msoa_code", 171), ("ward", "ward_code", 95), ("district", "district_code", 4)],
)
def test_larger_areas_are_in_view_with_any_of_their_areas(
    atlas: Atlas, level: str, column: str, number: int
) -> None:
    assert len(codes_in_view(atlas, ViewState(level=level))) == number
    view = ViewState(level=level, deciles=(10,), districts=("E08000016", "E08000017"))
    of = atlas.areas.loc[areas_in_view(atlas, view), column]
    found = codes_in_view(atlas, view)
    assert found.tolist() == sorted(set(of))
    assert 0 < len(found) < number


def test_at_the_level_of_areas_codes_are_areas(atlas: Atlas) -> None:
    view = ViewState(deciles=(1,))
    assert codes_in_view(atlas, view).equals(areas_in_view(atlas, view))
