"""The standard profile: any indicator over any weighting of areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.geography import levels
from layers.geography.national_standing import national_percentile
from layers.national import National
from layers.practices import patients_elsewhere, units
from layers.practices.profile import Figure, figure, of_areas, profile, whole
from layers.statistics.intervals import wilson

KINDS = {"share": "ratio", "score": "weighted_mean", "count": "sum", "rank": "none"}


@dataclass
class Small:
    """As much of an atlas as a profile needs, made of a few areas."""

    areas: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    spread: np.ndarray

    @property
    def indicators(self) -> dict[str, Any]:
        return {
            kind: SimpleNamespace(aggregate=how, polarity="high", interval="wilson", is_iod=False)
            for kind, how in KINDS.items()
        }

    def table(self, indicator: str) -> pd.DataFrame:
        return self.tables[indicator]

    def column(self, indicator: str, name: str) -> np.ndarray:
        return self.tables[indicator][name].to_numpy(dtype=float)

    def england(self, indicator: str) -> National:
        return National(None, None, None, 0, self.spread)


def small(rows: list[dict[str, float]], spread: np.ndarray | None = None) -> Small:
    """Areas from their residents (`people`), their share (`n` of `d`), `score` and `count`."""
    frame = pd.DataFrame(rows, index=[f"A{n}" for n in range(len(rows))]).astype(float)
    nothing = pd.Series(np.nan, index=frame.index)
    share = 100 * frame["n"] / frame["d"].where(frame["d"] > 0)

    def table(value: pd.Series, **parts: pd.Series) -> pd.DataFrame:
        columns = ("numerator", "denominator", "lower", "upper", "national_percentile")
        return pd.DataFrame({"value": value, **{c: parts.get(c, nothing) for c in columns}})

    tables = {
        "share": table(share, numerator=frame["n"], denominator=frame["d"]),
        "score": table(frame["score"]),
        "count": table(frame["count"]),
        "rank": table(frame["count"]),
    }
    areas = frame.rename(columns={"people": "residents"})[["residents"]]
    return Small(areas, tables, np.linspace(0, 100, 101) if spread is None else spread)


def close(one: Figure, other: Figure) -> None:
    for name in ("value", "lower", "upper", "numerator", "denominator", "national_percentile"):
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None), name
        if a is not None:
            assert a == pytest.approx(b, rel=1e-9, abs=1e-7), name
    assert one.known == pytest.approx(other.known)


area = st.fixed_dictionaries(
    {
        "people": st.integers(1, 4000),
        "d": st.integers(1, 4000),
        "part": st.floats(0, 1),
        "score": st.floats(0, 100),
        "count": st.integers(0, 5000),
    }
).map(lambda row: {**row, "n": round(row["part"] * row["d"])})
weight = st.sampled_from([0.0, 1.0]) | st.floats(0.01, 1)


# ---- what holds for any areas ----


@given(
    rows=st.lists(area, min_size=1, max_size=8),
    split=st.floats(0.05, 0.95),
    data=st.data(),
)
def test_splitting_an_area_in_two_of_the_same_mix_changes_nothing(
    rows: list[dict[str, float]], split: float, data: st.DataObject
) -> None:
    weights = data.draw(st.lists(weight, min_size=len(rows), max_size=len(rows)))
    at = data.draw(st.integers(0, len(rows) - 1))
    parts = ("people", "n", "d", "count")
    first = {**rows[at], **{p: rows[at][p] * split for p in parts}}
    second = {**rows[at], **{p: rows[at][p] * (1 - split) for p in parts}}
    whole_ = small(rows)
    halves = small([*rows[:at], first, *rows[at + 1 :], second])
    before = pd.Series(weights, index=whole_.areas.index)
    after = pd.Series([*weights, weights[at]], index=halves.areas.index)
    for kind in ("share", "score", "count"):
        close(figure(whole_, kind, before), figure(halves, kind, after))


@given(rows=st.lists(area, min_size=2, max_size=8), data=st.data())
def test_the_order_of_areas_is_of_no_meaning(
    rows: list[dict[str, float]], data: st.DataObject
) -> None:
    atlas = small(rows)
    weights = pd.Series(
        data.draw(st.lists(weight, min_size=len(rows), max_size=len(rows))), atlas.areas.index
    )
    mixed = weights.sample(frac=1, random_state=data.draw(st.integers(0, 9)))
    for kind in KINDS:
        assert figure(atlas, kind, weights) == figure(atlas, kind, mixed)


@given(rows=st.lists(area, min_size=1, max_size=8), factor=st.floats(0.1, 10))
def test_a_share_or_score_does_not_depend_on_the_scale_of_the_weights(
    rows: list[dict[str, float]], factor: float
) -> None:
    atlas = small(rows)
    one = pd.Series(1.0, index=atlas.areas.index)
    for kind in ("share", "score"):
        assert figure(atlas, kind, one * factor).value == pytest.approx(
            figure(atlas, kind, one).value, abs=1e-9
        )


@given(rows=st.lists(area, min_size=1, max_size=8))
def test_a_value_lies_between_those_of_its_areas_and_within_its_limits(
    rows: list[dict[str, float]],
) -> None:
    atlas = small(rows)
    for kind in ("share", "score"):
        found = figure(atlas, kind, pd.Series(1.0, index=atlas.areas.index))
        values = atlas.table(kind)["value"]
        assert values.min() - 1e-9 <= found.value <= values.max() + 1e-9
        if kind == "share":
            assert 0 <= found.lower <= found.value + 1e-9
            assert found.value - 1e-9 <= found.upper <= 100


def test_areas_without_a_value_are_left_out_and_counted() -> None:
    row = {"people": 100, "n": 5, "d": 50, "score": 7, "count": 3}
    atlas = small([row, {**row, "n": 0, "d": 0, "people": 300, "score": np.nan}])
    everywhere = pd.Series(1.0, index=atlas.areas.index)
    share, score = figure(atlas, "share", everywhere), figure(atlas, "score", everywhere)
    assert (share.value, share.numerator, share.denominator) == (10.0, 5.0, 50.0)
    assert score.value == 7
    assert share.known == score.known == 0.25


def test_nothing_is_known_of_nowhere() -> None:
    atlas = small([{"people": 100, "n": 5, "d": 50, "score": 7, "count": 3}])
    for weights in (pd.Series([0.0], index=["A0"]), pd.Series(dtype=float)):
        for kind in KINDS:
            assert figure(atlas, kind, weights) == Figure(None)


def test_ranks_are_given_for_one_area_and_never_averaged() -> None:
    row = {"people": 100, "n": 5, "d": 50, "score": 7, "count": 3}
    atlas = small([row, {**row, "count": 9}])
    assert figure(atlas, "rank", pd.Series([0.0, 1.0], index=["A0", "A1"])).value == 9
    assert figure(atlas, "rank", pd.Series([1.0, 1.0], index=["A0", "A1"])) == Figure(
        None, known=1.0
    )


# ---- standing in England ----


@given(
    spread=st.lists(st.integers(0, 60), min_size=101, max_size=101).map(sorted),
    values=st.lists(st.floats(-10, 70), min_size=1, max_size=20),
)
def test_a_percentile_is_between_0_and_100_and_rises_with_the_value(
    spread: list[int], values: list[float]
) -> None:
    atlas = small([{"people": 1, "n": 1, "d": 1, "score": 1, "count": 1}], np.array(spread, float))
    standings = [national_percentile(atlas, "score", v) for v in sorted([*values, *spread])]
    assert all(0 <= standing <= 100 for standing in standings)
    assert standings == sorted(standings)


def test_a_percentile_of_england_s_own_percentiles_is_itself() -> None:
    atlas = small([{"people": 1, "n": 1, "d": 1, "score": 1, "count": 1}], np.arange(101) ** 2.0)
    for p in range(101):
        assert national_percentile(atlas, "score", p**2.0) == p
    assert national_percentile(atlas, "score", (10**2 + 11**2) / 2) == 10.5
    assert national_percentile(atlas, "score", -1) == 0
    assert national_percentile(atlas, "score", 1e9) == 100


def test_without_england_there_is_no_percentile() -> None:
    atlas = small([{"people": 1, "n": 1, "d": 1, "score": 1, "count": 1}], np.full(101, np.nan))
    assert national_percentile(atlas, "score", 3) is None


# ---- the atlas's own ----


def test_the_whole_of_south_yorkshire_is_the_sum_of_its_areas(atlas: Atlas) -> None:
    everywhere = whole(atlas)
    people = atlas.areas["residents"]
    for indicator, definition in atlas.indicators.items():
        found, table = figure(atlas, indicator, everywhere), atlas.table(indicator)
        known = table["value"].notna()
        if definition.aggregate == "ratio":
            n, d = table.loc[known, "numerator"].sum(), table.loc[known, "denominator"].sum()
            assert found.numerator == pytest.approx(n, rel=1e-12), indicator
            assert found.denominator == pytest.approx(d, rel=1e-12), indicator
            assert found.value == pytest.approx(100 * n / d, rel=1e-12), indicator
            limits = wilson(min(n, d), d)
            if definition.interval == "none":
                assert found.lower is found.upper is None, indicator
                continue
            assert found.lower == pytest.approx(100 * float(limits.lower)), indicator
            assert found.upper == pytest.approx(100 * float(limits.upper)), indicator
        elif definition.aggregate == "sum":
            assert found.value == table["value"].sum(), indicator
        elif definition.aggregate == "weighted_mean":
            iod = definition.source.startswith("iod2025")
            over = atlas.areas["iod_population"] if iod else people
            mean = np.average(table.loc[known, "value"], weights=over[known])
            assert found.value == pytest.approx(mean), indicator
        else:
            assert found.value is None, indicator
        assert found.known == pytest.approx(people[known].sum() / people.sum()), indicator
    assert figure(atlas, "residents", everywhere).value == 1_374_978


def test_a_practice_s_score_is_averaged_over_its_patients(atlas: Atlas) -> None:
    """Not over the residents of mid-2022: a part of an area is so many patients."""
    everywhere = patients_elsewhere.residents(atlas).index
    rows = atlas.registrations.query("practice == 'C85001' and lsoa in @everywhere")
    score = pd.Series(patients_elsewhere.everywhere(atlas, "imd_score", "value"), everywhere)
    wanted = np.average(score[rows["lsoa"]], weights=rows["patients"])
    found = figure(atlas, "imd_score", units.weights(atlas, units.unit(atlas, "C85001")))
    assert found.value == pytest.approx(wanted)


@pytest.mark.parametrize("level", ["msoa", "ward", "district"])
def test_a_larger_area_s_profile_is_its_row_at_its_level(atlas: Atlas, level: str) -> None:
    codes = levels.areas_at(atlas, level).index[::13]
    for code in codes:
        weights = of_areas(atlas, levels.members(atlas, [code], level))
        for indicator in ("english_limited", "imd_score", "residents", "qof_mh", "roma"):
            row = levels.table_at(atlas, indicator, level).loc[code]
            found = figure(atlas, indicator, weights)
            assert found.value == pytest.approx(row["value"])
            if found.lower is not None:
                assert (found.lower, found.upper) == pytest.approx((row["lower"], row["upper"]))


def test_a_single_area_s_profile_is_its_own_row(atlas: Atlas) -> None:
    for code in atlas.areas.index[::97]:
        alone = of_areas(atlas, [code])
        for indicator in ("imd_decile", "imd_rank", "imd_score", "english_limited", "rural_urban"):
            assert figure(atlas, indicator, alone).value == pytest.approx(
                atlas.table(indicator).at[code, "value"]
            )


def test_the_decile_of_a_single_area_is_kept_and_of_two_is_not_made(atlas: Atlas) -> None:
    first, second = atlas.areas.index[:2]
    found = figure(atlas, "imd_decile", of_areas(atlas, [first]))
    assert found.value == atlas.table("imd_decile").at[first, "value"]
    assert found.value in range(1, 11)
    assert found.lower is None
    assert found.known == 1
    assert figure(atlas, "imd_decile", of_areas(atlas, [first, second])).value is None


def test_national_percentiles_agree_with_those_of_the_snapshot(atlas: Atlas) -> None:
    """The profile has only England's 101 percentiles, the snapshot knew every area: where England's
    values lie far enough apart, both say the same to within one."""
    for indicator in ("imd_score", "no_car", "bad_health"):
        table = atlas.table(indicator)
        found = [national_percentile(atlas, indicator, value) for value in table["value"]]
        assert np.abs(table["national_percentile"] - found).max() < 1


def test_an_area_that_is_not_there_is_refused(atlas: Atlas) -> None:
    with pytest.raises(KeyError, match="'E09999999' is not an area of the atlas"):
        of_areas(atlas, ["E01007317", "E09999999"])
    with pytest.raises(KeyError):
        figure(atlas, "nothing", whole(atlas))


# ---- how sure, and where it stands ----


def test_the_effective_sample_by_hand() -> None:
    rows = [
        {"people": 100, "n": 10, "d": 100, "score": 1, "count": 1},
        {"people": 300, "n": 60, "d": 300, "score": 1, "count": 1},
    ]
    atlas = small(rows)
    light = figure(atlas, "share", pd.Series([0.2, 0.1], index=["A0", "A1"]))
    # (0.2·100 + 0.1·300)² ÷ (0.04·100 + 0.01·300) = 2500 ÷ 7; but only 50 people are counted.
    assert light.denominator == pytest.approx(50)
    assert light.effective_sample == pytest.approx(50)
    heavy = figure(atlas, "share", pd.Series([3.0, 0.1], index=["A0", "A1"]))
    # (300 + 30)² ÷ (900 + 3): an area that is taken more than once carries no more than it is.
    assert heavy.effective_sample == pytest.approx(330**2 / 903)
    limits = wilson(heavy.value / 100 * heavy.effective_sample, heavy.effective_sample)
    assert heavy.lower == pytest.approx(100 * float(limits.lower))
    assert heavy.upper == pytest.approx(100 * float(limits.upper))


@given(rows=st.lists(area, min_size=1, max_size=8), data=st.data())
def test_the_effective_sample_is_never_more_than_who_is_counted(
    rows: list[dict[str, float]], data: st.DataObject
) -> None:
    atlas = small(rows)
    any_weight = st.floats(0.01, 4)
    weights = data.draw(st.lists(any_weight, min_size=len(rows), max_size=len(rows)))
    found = figure(atlas, "share", pd.Series(weights, atlas.areas.index))
    assert 0 < found.effective_sample <= found.denominator * (1 + 1e-12)
    assert figure(atlas, "share", whole(atlas)).effective_sample == pytest.approx(
        sum(row["d"] for row in rows)
    )


def test_the_decile_counts_from_need(atlas: Atlas) -> None:
    rotherham = units.weights(atlas, units.unit(atlas, "E08000018"))
    for name in ("imd_score", "english_limited"):
        found = figure(atlas, name, rotherham)
        expected = min(10, max(1, int(np.ceil((100 - found.national_percentile) / 10))))
        assert found.national_decile == expected
    alone = of_areas(atlas, [atlas.table("imd_score")["value"].idxmax()])
    assert figure(atlas, "imd_score", alone).national_decile == 1
    neither = next(i for i in atlas.indicators.values() if i.polarity == "none" and i.is_share)
    assert figure(atlas, neither.id, rotherham).national_decile is None


def test_the_core20_of_a_place_is_its_residents_in_deciles_1_and_2(atlas: Atlas) -> None:
    inside = atlas.table("imd_decile")["value"] <= 2
    residents = atlas.areas["residents"]
    found = figure(atlas, "core20", whole(atlas))
    assert found.numerator == residents[inside].sum()
    assert found.denominator == residents.sum()
    assert found.lower is found.upper is None
    # An area is in it or not, so a share of people has no place among England's areas.
    assert found.national_percentile is found.national_decile is None
    assert set(atlas.table("core20")["value"]) == {0.0, 100.0}


def test_several_at_once_are_as_one_by_one(atlas: Atlas) -> None:
    weights = {
        key: units.weights(atlas, units.unit(atlas, key))
        for key in ("C85001", "U20350", "E08000018")
    }
    together = profile(atlas, ["imd_score", "roma", "residents"], weights)
    for indicator, row in together.items():
        for key, found in row.items():
            assert found == figure(atlas, indicator, weights[key])
