"""Zones: worked examples by hand, and what must hold however areas touch."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.targeting.zones import Zone, connected, neighbours_of, split, zones
from tests.committed import committed

ATLAS = committed()
CODES = ATLAS.areas.index.tolist()
Pair = tuple[str, str]


class StandIn(SimpleNamespace):
    """What zones need of an atlas; a thing of its own, as an atlas is to what remembers by it."""

    __hash__ = object.__hash__


def stand_in(
    edges: Iterable[Pair],
    residents: dict[str, int],
    neighbourhoods: str = "",
    districts: str = "",
) -> Atlas:
    """An atlas of single-letter areas; a letter each for its neighbourhood and its district."""
    codes = list(residents)
    areas = pd.DataFrame(
        {
            "residents": list(residents.values()),
            "neighbourhood": list(neighbourhoods or codes),
            "district": list(districts or "D" * len(codes)),
        },
        index=codes,
    )
    pairs = pd.DataFrame(list(edges), columns=["a", "b"])
    tables = {"neighbours": pairs}
    return cast(Atlas, StandIn(areas=areas, extra=lambda name: tables.get(name, pd.DataFrame())))


def shuffled(atlas: Atlas, seed: int) -> Atlas:
    """The same atlas: rows in another order, pairs of neighbours too, some the other way round."""
    chance = np.random.default_rng(seed)
    pairs = atlas.extra("neighbours").sample(frac=1, random_state=seed)
    turned = chance.random(len(pairs)) < 0.5
    pairs.loc[turned, ["a", "b"]] = pairs.loc[turned, ["b", "a"]].to_numpy()
    rows = chance.permutation(len(atlas.areas))
    return cast(
        Atlas,
        StandIn(
            areas=atlas.areas.iloc[rows],
            extra=lambda name: pairs if name == "neighbours" else atlas.extra(name),
        ),
    )


def parts_of(codes: Iterable[str], edges: Iterable[Pair]) -> set[frozenset[str]]:
    """The connected parts, by merging labels until nothing changes: slow and plain."""
    label = {code: code for code in codes}
    inside = [(a, b) for a, b in edges if a in label and b in label]
    changed = True
    while changed:
        changed = False
        for a, b in inside:
            low = min(label[a], label[b])
            changed |= label[a] != low or label[b] != low
            label[a] = label[b] = low
    groups: dict[str, set[str]] = {}
    for code, name in label.items():
        groups.setdefault(name, set()).add(code)
    return {frozenset(group) for group in groups.values()}


def hold(made: list[Zone], atlas: Atlas, codes: Iterable[str], largest: int) -> None:
    """What every set of zones must be."""
    edges = list(atlas.extra("neighbours").itertuples(index=False, name=None))
    listed = [code for zone in made for code in zone.areas]
    assert sorted(listed) == sorted(set(codes)), "each found area is in exactly one zone"
    for zone in made:
        assert 1 <= len(zone.areas) <= largest
        assert list(zone.areas) == sorted(zone.areas)
        assert len(parts_of(zone.areas, edges)) == 1, "each zone is connected"
        areas = atlas.areas.loc[list(zone.areas)]
        assert zone.residents == areas["residents"].sum()
        together = areas.groupby("district")["residents"].sum()
        assert sorted(zone.districts) == sorted(together.index)
        assert together[list(zone.districts)].is_monotonic_decreasing
    assert len({zone.name for zone in made}) == len(made), "no two zones share a name"
    sizes = [zone.residents for zone in made]
    assert sizes == sorted(sizes, reverse=True)


# ---- By hand ----


def test_areas_that_touch_become_a_zone_named_after_where_most_people_live() -> None:
    """a – b – c – d in a row, e apart, x not found: c and d no longer touch a and b."""
    atlas = stand_in(
        [("a", "b"), ("b", "x"), ("x", "c"), ("c", "d")],
        {"a": 100, "b": 200, "c": 90, "d": 80, "e": 70, "x": 10},
        neighbourhoods="PQRSTU",
        districts="DDDDEE",
    )
    assert zones(atlas, ["d", "e", "a", "c", "b", "a"]) == [
        Zone("Q; P", ("a", "b"), 300, ("D",)),
        Zone("R; S", ("c", "d"), 170, ("D",)),
        Zone("T", ("e",), 70, ("E",)),
    ]
    [three] = zones(atlas, "abx")
    assert three.name == "Q; P; U"
    [whole] = zones(atlas, "abxcd")
    assert whole == Zone(
        "Q; P and 3 more", ("a", "b", "c", "d", "x"), 480, ("D", "E"), ("R", "S", "U")
    )
    assert whole.leading == "Q; P"


def test_neighbourhoods_are_named_by_their_residents_together() -> None:
    atlas = stand_in([("a", "b"), ("b", "c")], {"a": 60, "b": 100, "c": 60}, neighbourhoods="PQP")
    assert [zone.name for zone in zones(atlas, "abc")] == ["P; Q"]
    level = stand_in([("a", "b")], {"a": 100, "b": 100}, neighbourhoods="QP")
    assert [zone.name for zone in zones(level, "ab")] == ["P; Q"], "as many residents: by name"


def test_zones_of_one_name_are_numbered_and_told_apart_by_district() -> None:
    residents = {"a": 500, "b": 400, "c": 300, "d": 200}
    apart = stand_in([], residents, neighbourhoods="PPPP", districts="DEDD")
    assert [zone.name for zone in zones(apart, "abcd")] == ["P, D", "P, E", "P, D (2)", "P, D (3)"]
    same = stand_in([], residents, neighbourhoods="PPQP")
    assert [zone.name for zone in zones(same, "abcd")] == ["P", "P (2)", "Q", "P (3)"]


def test_the_two_neighbourhoods_called_intake_are_told_apart() -> None:
    intake = ATLAS.areas.index[ATLAS.areas["neighbourhood"] == "Intake"]
    names = {zone.name.split(" (")[0] for zone in zones(ATLAS, intake, largest=1)}
    assert names == {"Intake, Doncaster", "Intake, Sheffield"}


def test_a_locality_names_a_zone_of_several_neighbourhoods() -> None:
    """Most people of a and b live by stops of "Here"; a alone has a neighbourhood that says it."""
    atlas = stand_in([("a", "b")], {"a": 100, "b": 100}, neighbourhoods="PQ")
    stops = pd.DataFrame({"lsoa": list("aabb"), "locality": ["Here", "Here", "Here", "There"]})
    pairs = atlas.extra("neighbours")
    atlas.extra = lambda name: {"stops": stops, "neighbours": pairs}.get(name, pd.DataFrame())  # type: ignore[method-assign]
    assert [zone.name for zone in zones(atlas, "ab")] == ["Here"]
    assert [zone.name for zone in zones(atlas, "a")] == ["P"]


def test_a_long_row_is_cut_in_the_middle() -> None:
    row = dict.fromkeys("abcdef", 100)
    neighbours = neighbours_of(stand_in(zip("abcde", "bcdef", strict=True), row))
    assert split(tuple("abcdef"), neighbours, row, 6) == [tuple("abcdef")]
    assert split(tuple("abcdef"), neighbours, row, 3) == [tuple("def"), tuple("abc")]
    assert split(tuple("abcdef"), neighbours, row, 1) == [(c,) for c in "fedcba"]


def test_a_cut_evens_out_residents_not_areas() -> None:
    """With nearly everybody at one end of the row, that end stays small."""
    row = {"a": 900, "b": 100, "c": 100, "d": 100, "e": 100, "f": 100}
    neighbours = neighbours_of(stand_in(zip("abcde", "bcdef", strict=True), row))
    assert split(tuple("abcdef"), neighbours, row, 5) == [tuple("bcdef"), ("a",)]


def test_neighbours_go_both_ways_in_code_order() -> None:
    atlas = stand_in([("b", "a"), ("b", "c"), ("c", "b")], {"a": 1, "b": 1, "c": 1})
    assert neighbours_of(atlas) == {"a": ("b",), "b": ("a", "c"), "c": ("b",)}
    assert connected("ac", neighbours_of(atlas)) == [("a",), ("c",)]
    assert connected("cab", neighbours_of(atlas)) == [("a", "b", "c")]


def test_where_nothing_is_known_of_neighbours_each_area_is_a_zone() -> None:
    atlas = stand_in([], {"a": 2, "b": 1})
    atlas.extra = lambda name: pd.DataFrame()  # type: ignore[method-assign]
    assert [zone.areas for zone in zones(atlas, "ab")] == [("a",), ("b",)]


def test_no_area_makes_no_zone() -> None:
    assert zones(ATLAS, []) == []


def test_what_cannot_be_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="a zone holds at least one area"):
        zones(ATLAS, CODES[:3], largest=0)
    with pytest.raises(ValueError, match="'W01000001' is not an area of the atlas"):
        zones(ATLAS, [*CODES[:3], "W01000001"])


# ---- However areas touch ----


@st.composite
def maps(draw: st.DrawFn) -> tuple[Atlas, list[str], int]:
    """A made-up atlas with any pairs of neighbours, some found areas and a largest size."""
    codes = "abcdefghijklmnop"[: draw(st.integers(1, 16))]
    pair = st.tuples(st.sampled_from(codes), st.sampled_from(codes)).filter(lambda p: p[0] < p[1])
    edges = draw(st.lists(pair, max_size=40)) if len(codes) > 1 else []
    numbers = st.lists(st.integers(0, 3000), min_size=len(codes), max_size=len(codes))
    places, districts = (
        "".join(draw(st.lists(st.sampled_from(of), min_size=len(codes), max_size=len(codes))))
        for of in ("PQRS", "DE")
    )
    atlas = stand_in(edges, dict(zip(codes, draw(numbers), strict=True)), places, districts)
    found = draw(st.lists(st.sampled_from(codes), unique=True))
    return atlas, found, draw(st.integers(1, 8))


@given(maps())
def test_zones_partition_what_was_found_on_any_map(asked: tuple[Atlas, list[str], int]) -> None:
    atlas, found, largest = asked
    hold(zones(atlas, found, largest=largest), atlas, found, largest)


@given(maps(), st.integers(0, 2**32 - 1))
def test_zones_do_not_depend_on_any_order(asked: tuple[Atlas, list[str], int], seed: int) -> None:
    atlas, found, largest = asked
    mixed = np.random.default_rng(seed).permutation(found).tolist()
    made = zones(atlas, found, largest=largest)
    assert zones(shuffled(atlas, seed), mixed, largest=largest) == made


@given(maps())
def test_without_a_limit_zones_are_the_connected_parts(
    asked: tuple[Atlas, list[str], int],
) -> None:
    atlas, found, _ = asked
    edges = atlas.extra("neighbours").itertuples(index=False, name=None)
    made = zones(atlas, found, largest=99)
    assert {frozenset(zone.areas) for zone in made} == parts_of(found, edges)


@pytest.mark.parametrize("largest", [1, 2, 5, 12, 60])
@pytest.mark.parametrize("every", [1, 2, 3])
def test_zones_of_the_real_atlas(largest: int, every: int) -> None:
    found = CODES[::every]
    made = zones(ATLAS, found, largest=largest)
    hold(made, ATLAS, found, largest)
    assert zones(shuffled(ATLAS, largest), found[::-1], largest=largest) == made
