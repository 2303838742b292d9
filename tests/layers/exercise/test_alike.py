"""Where everybody answers alike, hardly any exercise names anything; where some do not, most do.

Over all levels together, as the page's headline looks at them.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from layers import Atlas
from layers.exercise import disclosure, representation, waves
from layers.exercise.representation import (
    CHANCE,
    FAR,
    LESS,
    MORE,
    Table,
    compare_all,
    silent,
    silent_by_chance,
    tables,
    under_heard,
)
from layers.statistics.chance_tests import adjusted, discoveries
from tests.layers.exercise import nulls
from tests.layers.exercise.exercises import BASE, KNOWN, alone, of_counts, share_of_areas, tables_of

EXERCISES = 1_000
MOST = 0.06


@pytest.fixture(scope="module")
def every(atlas: Atlas) -> dict[str, Table]:
    """Every level that there can be."""
    responses = of_counts(atlas, np.full(860, 10))
    for question in KNOWN.question:
        responses.cells[question.id] = question.fine[0]
    return tables(atlas, responses, BASE, KNOWN)


def spread(table: Table) -> npt.NDArray[np.float64]:
    return np.asarray(table.spread, dtype=float)


def chances(kept: dict[str, Table], drawn: dict[str, nulls.Floats], n: int) -> dict[str, object]:
    found = {}
    for name, table in kept.items():
        share = table.share.to_numpy()
        both = representation.chance(drawn[name], n, share, spread(table), nulls.RULE.base)
        found[name] = np.minimum(2 * np.minimum(*both), 1.0)
    return found


@pytest.mark.parametrize("responses", [300, 2_000, 10_000])
def test_exercises_of_people_who_answer_alike_name_nothing(
    atlas: Atlas, every: dict[str, Table], responses: int
) -> None:
    """No group of any table, so no headline, silent place or criterion, in 94 % of a thousand."""
    kept = nulls.kept(every, responses)
    draw = np.random.default_rng([2014, responses])
    drawn = nulls.drawn(atlas, kept, responses, EXERCISES, draw)
    together = within_a_level = 0
    for one in nulls.one_by_one(chances(kept, drawn, responses)):
        named = discoveries(one, CHANCE)
        together += any(group.any() for group in named.values())
        within_a_level += any((adjusted(p) < CHANCE).any() for p in one.values())
    assert together < MOST * EXERCISES
    # What controls each level by itself: the exercises do tempt.
    assert within_a_level > 0.25 * EXERCISES


@pytest.mark.parametrize(("first", "last"), [(300, 300), (2_000, 2_000), (2_000, 6_000)])
def test_waves_of_people_who_answer_alike_name_no_change(
    atlas: Atlas, every: dict[str, Table], first: int, last: int
) -> None:
    kept = nulls.kept(every, min(first, last))
    draw = np.random.default_rng([2015, first, last])
    counts = [nulls.drawn(atlas, kept, n, EXERCISES, draw) for n in (first, last)]
    found = {}
    for name, table in kept.items():
        share = table.share.to_numpy()
        found[name] = waves.chance(
            *(
                waves.Counts(one[name], n * share, share, spread(table), nulls.RULE.base)
                for one, n in zip(counts, (first, last), strict=True)
            )
        )
    named = within_a_level = 0
    for one in nulls.one_by_one(found):
        named += any(group.any() for group in discoveries(one, CHANCE).values())
        within_a_level += any((adjusted(p) < CHANCE).any() for p in one.values())
    assert named < MOST * EXERCISES
    assert within_a_level > 0.2 * EXERCISES


def test_the_whole_path_names_no_more_than_these(atlas: Atlas, every: dict[str, Table]) -> None:
    """Suppression hides more than small counts; what it leaves is judged as here, or milder."""
    draw = np.random.default_rng(4)
    decile = atlas.table("imd_decile")["value"].to_numpy()
    named = 0
    for less in (1.0, 0.5, 0.5, 0.5):
        share = share_of_areas(atlas) * np.where(decile <= 2, less, 1.0)
        true = nulls.kept(tables_of(atlas, draw.multinomial(2_000, share / share.sum())), 2_000)
        found = compare_all(disclosure.published(true, nulls.RULE))
        drawn = {name: nulls.shown(one.observed.to_numpy()[None]) for name, one in true.items()}
        wide = discoveries(
            {name: p[0] for name, p in chances(true, drawn, 2_000).items()},  # type: ignore[index]
            CHANCE,
        )
        for name, frame in found.items():
            surely = frame["verdict"].isin([FAR, LESS, MORE]).to_numpy()
            assert not (surely & ~wide[name]).any(), name
            named += int(surely.sum())
    assert named > 50


def test_limits_that_leave_out_1_are_explained_where_they_are_not_sure(atlas: Atlas) -> None:
    draw = np.random.default_rng(5)
    found = compare_all(tables_of(atlas, draw.multinomial(8_000, share_of_areas(atlas))))
    every = pd.concat(found.values())
    leaves_out = (every["lower"] > 1) | (every["upper"] < 1)
    assert leaves_out.sum() > 20
    assert (every.loc[leaves_out, "verdict"] == representation.BY_CHANCE).all()
    assert not (every.loc[~leaves_out, "verdict"] == representation.BY_CHANCE).any()


def test_what_is_sure_of_one_level_may_not_be_among_many() -> None:
    """The same counts: named when looked at alone, not among twenty levels that are as expected."""
    names = pd.Series(["A", "B"])
    share = pd.Series([0.1, 0.9])
    odd = Table(pd.Series([77.0, 923.0]), share, 1_000, names)
    even = replace(odd, observed=pd.Series([100.0, 900.0]))
    many = {"odd": odd} | {f"even {n}": even for n in range(20)}
    assert alone(odd)["verdict"].tolist() == [LESS, MORE]
    assert compare_all(many)["odd"].at[0, "verdict"] == representation.BY_CHANCE


def test_far_less_obeys_the_same_control() -> None:
    """33 where 100 were expected: surely below half alone, among twenty levels surely below 1."""
    names, share = pd.Series(["A", "B"]), pd.Series([0.1, 0.9])
    odd = Table(pd.Series([33.0, 967.0]), share, 1_000, names)
    even = replace(odd, observed=pd.Series([100.0, 900.0]))
    assert alone(odd).at[0, "verdict"] == FAR
    among = compare_all({"odd": odd} | {f"even {n}": even for n in range(20)})["odd"]
    assert among.at[0, "verdict"] == LESS
    assert among.at[0, "upper"] < 0.5


def test_far_less_is_not_said_against_the_limits_beside_it() -> None:
    """Five groups alike: one test of each at 5 % says below half, and limits reach higher."""
    share = pd.Series([0.1] * 5 + [0.5])
    names = pd.Series([str(n) for n in range(6)])
    verdicts = []
    for count in range(30, 45):
        observed = pd.Series([float(count)] * 5 + [1_000.0 - 5 * count])
        row = alone(Table(observed, share, 1_000, names)).iloc[0]
        assert (row["verdict"] == FAR) == (row["upper"] < 0.5)
        verdicts.append(row["verdict"])
    assert set(verdicts) == {FAR, LESS}


def test_a_hidden_count_is_as_likely_as_can_be() -> None:
    """Of rare groups only those above 7 are shown: to be shown is no finding in itself."""
    fewer, more = representation.chance([np.nan, 10.0], 500, [0.004, 0.004], step=5)
    assert (fewer[0], more[0]) == (1, 1)
    assert more[1] < 0.005


def test_rounding_makes_a_count_less_certain_and_0_not() -> None:
    plain = representation.chance([0.0, 25.0], 2_000, [0.0058, 0.0058])
    rounded = representation.chance([0.0, 25.0], 2_000, [0.0058, 0.0058], step=5)
    assert rounded[0][0] == plain[0][0]
    assert rounded[1][1] > 2 * plain[1][1]


def test_published_tables_know_their_rounding(atlas: Atlas) -> None:
    shown = disclosure.published(tables_of(atlas, np.full(860, 10)), nulls.RULE)
    assert {table.step for table in shown.values()} == {nulls.RULE.base}


# ---- silent places ----


def test_chance_leaves_so_many_areas_silent(atlas: Atlas) -> None:
    draw = np.random.default_rng(6)
    share = share_of_areas(atlas)
    drawn = draw.multinomial(6_000, share, size=400)
    counted = ((drawn == 0) & (6_000 * share >= 5)).sum(axis=1).mean()
    areas = tables_of(atlas, drawn[0])["lsoa"]
    assert silent_by_chance(areas) == pytest.approx(counted, rel=0.15)


def test_a_silent_area_is_a_finding_only_where_that_is_sure(atlas: Atlas) -> None:
    """Of 860 areas with 7 expected of each, one that is silent may be chance; a ward is not."""
    draw = np.random.default_rng(7)
    share = share_of_areas(atlas)
    counts = draw.multinomial(6_000, share)
    counts[np.argsort(share)[400]] = 0
    found = compare_all(tables_of(atlas, counts))["lsoa"]
    assert len(silent(found)) > 0
    assert under_heard(silent(found)).empty
    ward = atlas.areas["ward_code"].to_numpy() == atlas.areas["ward_code"].iloc[10]
    wards = compare_all(tables_of(atlas, np.where(ward, 0, counts)))["ward"]
    assert under_heard(silent(wards)).index.tolist() == [atlas.areas["ward_code"].iloc[10]]


# ---- what is there is found ----


@pytest.mark.parametrize(("answers", "responses"), [(0.6, 2_000), (0.8, 8_000)])
def test_a_fifth_that_answers_less_often_is_named(
    atlas: Atlas, answers: float, responses: int
) -> None:
    """In at least seven of eight exercises, from shown counts and all levels together."""
    draw = np.random.default_rng(8)
    core = atlas.table("imd_decile")["value"].to_numpy() <= 2
    share = share_of_areas(atlas) * np.where(core, answers, 1.0)
    named = 0
    for counts in draw.multinomial(responses, share / share.sum(), size=8):
        true = nulls.kept(tables_of(atlas, counts), responses)
        found = compare_all(disclosure.published(true, nulls.RULE))
        named += found["deprivation_fifth"].at["1", "verdict"] in (FAR, LESS)
    assert named >= 7
