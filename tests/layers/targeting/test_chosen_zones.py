"""Zones that a team changes and takes: worked examples by hand, and what must hold for any."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import Atlas
from layers.targeting.chosen_zones import (
    Chosen,
    Edit,
    Edited,
    choose,
    edited,
    number_kept,
    standing,
)
from layers.targeting.zones import Zone, connected, neighbours_of, zones
from tests.committed import committed
from tests.layers.targeting.test_zones import shuffled, stand_in

ATLAS = committed()
GROUP = "english_limited"
PEOPLE = ATLAS.table(GROUP)["numerator"]
# Areas in zones that touch and in zones that stand alone.
FOUND = ATLAS.areas.index[ATLAS.areas["district"] == "Rotherham"].tolist()[:60]
ZONES = tuple(zones(ATLAS, FOUND, largest=8))


# ---- By hand ----


@pytest.fixture(scope="module")
def row() -> Atlas:
    """a – b – c – d – e in a row, f apart; each with as many residents."""
    pairs = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
    return stand_in(pairs, dict.fromkeys("abcdef", 100))


def changed(atlas: Atlas, *edits: Edit, largest: int = 3) -> Edited:
    return edited(atlas, zones(atlas, atlas.areas.index, largest=largest), edits)


def areas(made: Sequence[Zone]) -> list[str]:
    return sorted("".join(zone.areas) for zone in made)


def test_the_zones_as_they_are_found(row: Atlas) -> None:
    made = changed(row)
    assert areas(made.zones) == ["abc", "de", "f"]
    assert made.zones == tuple(zones(row, row.areas.index, largest=3))


def test_zones_that_touch_are_put_together(row: Atlas) -> None:
    made = changed(row, Edit("merge", "e", "a"))
    assert areas(made.zones) == ["abcde", "f"]
    assert made.zones[0].residents == 500
    assert made.zones[0].name == "a; b and 3 more"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit("merge", "a", "f"), "apart"),
        (Edit("merge", "a", "c"), "same"),
        (Edit("merge", "a", "z"), "gone"),
        (Edit("off", "z"), "gone"),
        (Edit("split", "f"), "single"),
    ],
)
def test_a_change_that_cannot_be_made_is_left_out_and_said(
    row: Atlas, edit: Edit, why: str
) -> None:
    made = changed(row, edit, Edit("off", "f"))
    assert [(one.edit, one.why) for one in made.unused] == [(edit, why)]
    assert made.made == (Edit("off", "f"),)
    assert areas(made.zones) == areas(changed(row).zones)


def test_the_order_of_changes_matters(row: Atlas) -> None:
    """Cut and then put together, or put together and then cut."""
    one = changed(row, Edit("split", "a"), Edit("merge", "d", "c"))
    other = changed(row, Edit("merge", "d", "c"), Edit("split", "a"))
    assert areas(one.zones) == ["ab", "cde", "f"]
    assert areas(other.zones) == ["abc", "de", "f"]


def test_a_given_name_stays_through_what_is_put_in_and_is_taken_off_by_an_empty_one(
    row: Atlas,
) -> None:
    name = Edit("rename", "b", name="North end")
    grown = changed(row, name, Edit("merge", "a", "d"))
    assert [zone.name for zone in grown.zones] == ["North end", "f"]
    assert not grown.zones[0].more
    cut = changed(row, name, Edit("split", "c"))
    assert {"".join(z.areas): z.name for z in cut.zones}["c"] == "North end"
    assert changed(row, name, Edit("rename", "a")).zones == changed(row).zones


def test_a_name_of_one_zone_leaves_those_of_others(row: Atlas) -> None:
    same = stand_in([], {"a": 300, "b": 200}, neighbourhoods="PP")
    assert [zone.name for zone in changed(same, Edit("rename", "a", name="Q")).zones] == [
        "Q",
        "P (2)",
    ]


def test_what_is_cut_from_a_zone_is_ticked_off_as_it_is(row: Atlas) -> None:
    off = changed(row, Edit("off", "a"), Edit("split", "b"))
    assert areas(off.off) == ["ab", "c"]
    into = changed(row, Edit("off", "d"), Edit("merge", "a", "d"))
    assert not into.off, "what it is put into is not ticked off"


@pytest.mark.parametrize(
    ("edits", "stands"),
    [
        ([], (0, 0, 0)),
        ([Edit("merge", "a", "d")], (1, 0, 0)),
        ([Edit("split", "a")], (0, 1, 0)),
        ([Edit("split", "a"), Edit("merge", "a", "c")], (0, 0, 0)),  # together again
        # A piece of one put to the other.
        ([Edit("split", "a"), Edit("merge", "d", "c")], (1, 1, 0)),
        ([Edit("rename", "a", name="North"), Edit("rename", "b", name="South")], (0, 0, 1)),
        ([Edit("rename", "a", name="North"), Edit("rename", "a")], (0, 0, 0)),
        # A name that went with its zone.
        ([Edit("rename", "d", name="North"), Edit("merge", "a", "d")], (1, 0, 0)),
    ],
)
def test_changes_that_another_took_back_do_not_stand(
    row: Atlas, edits: list[Edit], stands: tuple[int, int, int]
) -> None:
    made = changed(row, *edits)
    assert not made.unused
    assert standing(changed(row).zones, made) == stands


# ---- Whatever a team changes ----

codes = st.sampled_from([*FOUND, "E01000001"])
any_edit = st.one_of(
    st.builds(Edit, st.sampled_from(["off", "split"]), codes),
    st.builds(Edit, st.just("merge"), codes, codes),
    st.builds(Edit, st.just("rename"), codes, name=st.sampled_from(["", "North", "South"])),
)
edits = st.lists(any_edit, max_size=12)


def chosen(edits: Sequence[Edit] = (), **more: Any) -> Chosen:
    return choose(ATLAS, FOUND, GROUP, largest=8, edits=edits, **more)


@settings(max_examples=60)
@given(edits)
def test_zones_stay_whole_apart_and_connected(changes: list[Edit]) -> None:
    made = edited(ATLAS, ZONES, changes)
    assert sorted(code for zone in made.zones for code in zone.areas) == sorted(FOUND)
    neighbours, residents = neighbours_of(ATLAS), ATLAS.areas["residents"]
    for zone in made.zones:
        assert connected(zone.areas, neighbours) == [zone.areas]
        assert zone.residents == residents[list(zone.areas)].sum()
    assert min(standing(ZONES, made)) >= 0
    assert len(made.zones) == len(ZONES) + standing(ZONES, made).cut - standing(ZONES, made).merged
    usual = [zone.name for zone in made.zones if zone.name not in ("North", "South")]
    assert len(set(usual)) == len(usual)
    assert set(made.off) <= set(made.zones)
    assert len(made.made) + len(made.unused) == len(changes)
    if not any(one.kind == "off" for one in made.made):
        assert not made.off


@settings(max_examples=30)
@given(edits, st.sampled_from(FOUND))
def test_cut_and_put_together_again_gives_the_zone_back(changes: list[Edit], code: str) -> None:
    before = edited(ATLAS, ZONES, changes)
    cut = edited(ATLAS, ZONES, [*changes, Edit("split", code)])
    if cut.unused != before.unused:
        return  # a single area
    [zone] = [zone for zone in before.zones if code in zone.areas]
    [half] = [zone for zone in cut.zones if code in zone.areas]
    other = next(one for one in zone.areas if one not in half.areas)
    again = edited(ATLAS, ZONES, [*changes, Edit("split", code), Edit("merge", code, other)])
    assert (again.zones, again.off) == (before.zones, before.off)


@cache
def otherwise(seed: int) -> Atlas:
    """The atlas in another order, made once: so its neighbours are looked up once, too."""
    return shuffled(ATLAS, seed)


@settings(max_examples=20)
@given(edits, st.integers(0, 3))
def test_the_order_of_an_atlas_s_rows_changes_nothing(changes: list[Edit], seed: int) -> None:
    assert edited(otherwise(seed), ZONES, changes) == edited(ATLAS, ZONES, changes)


# ---- The first so many ----


@settings(max_examples=10)
@given(edits, st.data())
def test_those_with_most_people_are_taken_and_more_never_reach_fewer(
    changes: list[Edit], data: st.DataObject
) -> None:
    as_found = chosen()
    assert list(as_found.people) == sorted(as_found.people, reverse=True)
    every = chosen(changes)
    assert every.kept == every.zones
    most = data.draw(st.integers(1, len(every.kept) + 1))
    made = chosen(changes, most=most)
    assert made.zones == every.zones[:most]
    assert (made.every, made.made, made.unused) == (every.every, every.made, every.unused)
    beyond = [left.zone for left in made.left if left.why == "beyond"]
    assert tuple(beyond) == every.zones[most:]
    assert [left for left in made.left if left.why == "off"] == list(every.left)
    people = [float(PEOPLE[list(zone.areas)].sum()) for zone in made.zones]
    assert list(made.people) == pytest.approx(people)
    assert sum(made.people) <= sum(chosen(changes, most=most + 1).people) + 1e-9


@settings(max_examples=15)
@given(edits, any_edit, st.integers(1, 12))
def test_a_change_keeps_the_areas_taken_and_the_order_of_all_else(
    changes: list[Edit], change: Edit, most: int
) -> None:
    before, free = chosen(changes, most=most), chosen([*changes, change])
    was, now = ([zone.areas for zone in one.every] for one in (before, free))
    new = [one for one in now if one not in was]
    assert [one for one in now if one in was] == [one for one in was if one in now]
    if new:
        at = min(was.index(one) for one in was if one not in now)
        assert now[at : at + len(new)] == new
    number = number_kept(before, free)
    after = chosen([*changes, change], most=number)
    taken, left = ({c for z in one.zones for c in z.areas} for one in (before, after))
    off = {c for one in after.left if one.why == "off" for c in one.zone.areas}
    if not taken - off:
        assert number == 1, "the only one is ticked off"
        return
    put_in = {c for z in after.zones if change.other in z.areas for c in z.areas}
    assert taken - off <= left <= (taken - off) | put_in
    if change.kind != "merge":
        assert left == taken - off


def test_the_first_areas_are_those_with_most_people_and_zones_are_made_of_them_alone() -> None:
    made = chosen(most=20, by_areas=True)
    inside = sorted(code for zone in made.zones for code in zone.areas)
    by_people = sorted(FOUND, key=lambda code: (-PEOPLE[code], code))
    assert inside == sorted(by_people[:20])
    off = chosen([Edit("off", by_people[0])], most=20, by_areas=True)
    assert set(off.every) == set(made.every)
    assert by_people[0] not in {code for zone in off.zones for code in zone.areas}
    assert chosen(most=len(FOUND), by_areas=True) == chosen(by_areas=True) == chosen()
