"""Targeting: worked examples by hand, the Core20 against its source, and clear refusals.

What must hold for any definition is in ``test_targeting_laws.py``.
"""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.catalogue.definitions import load_catalogue
from layers.geography.national_standing import national_decile
from layers.statistics.intervals import wilson
from layers.targeting.area_search import Criterion, Definition, DefinitionError, check, evaluate

CATALOGUE = load_catalogue()
CORE20 = Criterion("imd_decile", "decile", 2)
# England where the value at x % is x itself, so that a place and a value are the same number.
PLAIN = np.arange(101.0)


# ---- Stand-ins ----


def stand_in(tables: Mapping[str, Mapping[str, Any]], spread: Any = PLAIN) -> Atlas:
    """An atlas of areas ``a``, ``b``, … with the columns given for each indicator."""
    codes: list[str] = []
    frames = {}
    for name, columns in tables.items():
        frame = pd.DataFrame(columns, dtype=float)
        for column in ("numerator", "denominator", "lower", "upper", "national_percentile"):
            frame[column] = frame.get(column, np.nan)
        if "value" not in frame:
            limits = wilson(frame["numerator"], frame["denominator"])
            frame["value"] = 100 * frame["numerator"] / frame["denominator"]
            frame["lower"], frame["upper"] = 100 * limits.lower, 100 * limits.upper
        codes = list("abcdefghijklmnop"[: len(frame)])
        frames[name] = frame.set_axis(codes)
    return cast(
        Atlas,
        SimpleNamespace(
            areas=pd.DataFrame({"residents": 100}, index=codes),
            indicators={name: CATALOGUE.indicators[name] for name in tables},
            catalogue=CATALOGUE,
            table=frames.__getitem__,
            england=lambda name: SimpleNamespace(percentiles=np.array(spread, dtype=float)),
        ),
    )


def one(name: str, rule: Any, amount: float) -> Definition:
    return Definition((Criterion(name, rule, amount),))


# ---- Worked examples ----


def test_firm_borderline_and_near_miss_by_hand() -> None:
    """At least 10 %. A tenth stricter is 11, a tenth more lenient 9."""
    atlas = stand_in(
        {
            "english_limited": {
                "numerator": [150, 12, 1050, 95, 85],
                "denominator": [1000, 100, 10_000, 1000, 1000],
            }
        }
    )
    finding = evaluate(atlas, one("english_limited", "at_least", 10))
    # a: 15.0 %, from 12.9: over 11 even at the low end. b: 12.0 %, from 7.0: may be chance.
    # c: 10.5 %, from 9.9: past 10, not past 11. d: 9.5 %. e: 8.5 %.
    assert finding.found.tolist() == ["a", "b", "c"]
    assert finding.firm.tolist() == ["a"]
    why = finding.why.set_index("lsoa")
    assert why["value"].tolist() == pytest.approx([15, 12, 10.5])
    assert why["lower"].tolist() == pytest.approx([12.92, 7.00, 9.91], abs=0.01)
    assert why["threshold"].tolist() == [10, 10, 10]
    assert why["margin"].tolist() == pytest.approx([0.5, 0.2, 0.05])
    assert why["people"].tolist() == [150, 12, 1050]
    [near] = finding.near.itertuples(index=False)
    assert near[:2] == ("d", "english_limited")
    assert near[2:] == pytest.approx((9.5, 10, 0.5))


def test_why_an_area_is_not_firm_by_hand() -> None:
    """At least 10 %, stricter 11: the cautious end, the value, or only both together fall short."""
    table = {"value": [15.0, 12.0, 10.5, 12.0], "lower": [12.0, 7.0, 10.2, 10.6]}
    finding = evaluate(stand_in({"english_limited": table}), one("english_limited", "at_least", 10))
    assert finding.thresholds == (10,)
    assert finding.why["stricter"].tolist() == pytest.approx([11] * 4)
    assert finding.why["doubt"].tolist() == ["", "range", "edge", "both"]
    assert finding.why["place"].isna().all()
    below = {"value": [5.0, 9.5], "upper": [7.0, 9.8]}
    finding = evaluate(stand_in({"english_limited": below}), one("english_limited", "at_most", 10))
    assert finding.why["stricter"].tolist() == pytest.approx([9, 9])
    assert finding.why["doubt"].tolist() == ["", "edge"]


def test_a_criterion_that_is_not_met_is_in_no_doubt() -> None:
    atlas = stand_in({"no_car": {"value": [20.0]}, "bad_health": {"value": [1.0]}})
    counted = tuple(Criterion(i, "at_least", 10, required=False) for i in ("no_car", "bad_health"))
    finding = evaluate(atlas, Definition(counted, at_least=1))
    assert finding.why["met"].tolist() == [True, False]
    assert finding.why["doubt"].tolist() == ["", ""]


def test_the_national_fifth_by_hand() -> None:
    """The highest 20 % begin at place 80; a tenth stricter (18 %) at 82, more lenient at 78."""
    table = {
        "value": [96.0, 96.0, 81.0, 80.0, 79.0, 77.0],
        "national_percentile": [96.0, 96.0, 81.0, 80.0, 79.0, 77.0],
        "lower": [90.0, 81.5, 81.0, 80.0, 79.0, 77.0],
        "numerator": 10.0,
    }
    finding = evaluate(
        stand_in({"english_limited": table}), one("english_limited", "national_top", 20)
    )
    assert finding.found.tolist() == ["a", "b", "c", "d"]
    assert finding.firm.tolist() == ["a"], "b's low end stands at 81.5; c is not past 82"
    assert finding.why["margin"].tolist() == pytest.approx([0.2, 0.2, 1 / 80, 0])
    assert finding.why["national_decile"].tolist() == [1, 1, 2, 2]
    assert finding.why["threshold"].unique().tolist() == [80]
    assert finding.near["lsoa"].tolist() == ["e"]
    assert finding.near["short_by"].tolist() == pytest.approx([1])


def test_where_low_is_need_the_lowest_are_found_and_the_upper_end_is_cautious() -> None:
    table = {
        "value": [5.0, 10.0, 20.0, 21.0, 90.0],
        "national_percentile": [5.0, 10.0, 20.0, 21.0, 90.0],
        "upper": [9.0, 19.0, 22.0, 23.0, 91.0],
        "lower": [1.0, 5.0, 18.0, 19.0, 89.0],
        "numerator": 10.0,
    }
    atlas = stand_in({"good_health": table})
    finding = evaluate(atlas, one("good_health", "national_top", 20))
    assert finding.found.tolist() == ["a", "b", "c"]
    assert finding.firm.tolist() == ["a"], "b's upper end, 19, is past 18"
    assert finding.why["threshold"].unique().tolist() == [20]
    assert finding.why["margin"].tolist() == pytest.approx([0.75, 0.5, 0])
    assert finding.near["lsoa"].tolist() == ["d"]
    by_decile = evaluate(atlas, one("good_health", "decile", 2))
    assert by_decile.found.equals(finding.found)
    assert by_decile.why["national_decile"].tolist() == [1, 1, 2]


def test_the_local_fifth_by_hand() -> None:
    """Five areas stand at places 10, 30, 50, 70 and 90; the highest 20 % begin at 80."""
    atlas = stand_in({"minority_ethnic": {"value": [1.0, 2.0, 3.0, 4.0, 100.0]}})
    finding = evaluate(atlas, one("minority_ethnic", "local_top", 20))
    assert finding.found.tolist() == finding.firm.tolist() == ["e"]
    assert finding.why["threshold"].tolist() == pytest.approx([23.2]), "4 + 0.2 · (100 − 4)"
    assert finding.why["margin"].tolist() == pytest.approx([100 / 23.2 - 1])
    half = evaluate(atlas, one("minority_ethnic", "local_top", 50))
    assert half.found.tolist() == ["c", "d", "e"]
    assert half.firm.tolist() == ["d", "e"], "place 50 is not past 55"


def test_at_most_by_hand() -> None:
    atlas = stand_in({"no_car": {"value": [0.0, 4.0, 9.5, 10.0, 10.5, 12.0]}})
    finding = evaluate(atlas, one("no_car", "at_most", 10))
    assert (finding.found.tolist(), finding.firm.tolist()) == (list("abcd"), ["a", "b"])
    assert finding.why["margin"].tolist() == pytest.approx([1, 0.6, 0.05, 0])
    assert finding.near["lsoa"].tolist() == ["e"]
    assert finding.near["short_by"].tolist() == pytest.approx([0.5])


def test_counted_criteria_by_hand() -> None:
    """Two of three counted; the near miss misses one by less than a tenth, another by far."""
    atlas = stand_in(
        {
            "no_car": {"value": [20.0, 20.0, 20.0, 1.0]},
            "bad_health": {"value": [20.0, 20.0, 9.5, 1.0]},
            "lone_parent": {"value": [20.0, 1.0, 1.0, 1.0]},
        }
    )
    counted = tuple(
        Criterion(i, "at_least", 10, required=False)
        for i in ("no_car", "bad_health", "lone_parent")
    )
    finding = evaluate(atlas, Definition(counted, at_least=2))
    assert finding.found.tolist() == finding.firm.tolist() == ["a", "b"]
    assert finding.why["met"].tolist() == [True, True, True, True, True, False]
    assert finding.why["margin"].tolist() == pytest.approx([1, 1, 1, 1, 1, -0.9])
    assert finding.near["lsoa"].tolist() == ["c", "c"]
    assert finding.near["indicator"].tolist() == ["bad_health", "lone_parent"]


def test_a_threshold_of_nought_can_be_made_neither_stricter_nor_more_lenient() -> None:
    """And nothing is a share of it, so there is no margin."""
    atlas = stand_in({"health_score": {"value": [0.0, -0.0, 0.5, -0.01]}})
    finding = evaluate(atlas, one("health_score", "at_least", 0))
    assert finding.found.tolist() == finding.firm.tolist() == ["a", "b", "c"]
    assert finding.near.empty
    assert finding.why["margin"].isna().all()
    least = evaluate(atlas, one("health_score", "at_most", 0))
    assert least.found.tolist() == least.firm.tolist() == ["a", "b", "d"]


def test_a_threshold_below_nought_is_made_stricter_upwards() -> None:
    atlas = stand_in({"health_score": {"value": [-0.9, -0.91, -1.0, -1.05, -1.2]}})
    finding = evaluate(atlas, one("health_score", "at_least", -1))
    assert (finding.found.tolist(), finding.firm.tolist()) == (["a", "b", "c"], ["a"])
    assert finding.near["lsoa"].tolist() == ["d"]


def test_margins_of_ranks_and_deciles_run_the_other_way() -> None:
    rank = {"value": [100.0, 1500.0], "national_percentile": [1.0, 15.0]}
    found = evaluate(stand_in({"imd_rank": rank}, PLAIN * 100), one("imd_rank", "national_top", 20))
    assert found.why["threshold"].tolist() == [2000, 2000]
    assert found.why["margin"].tolist() == pytest.approx([0.95, 0.25])
    decile = {"value": [1.0, 2.0], "national_percentile": [5.0, 15.0]}
    found = evaluate(stand_in({"imd_decile": decile}), Definition((CORE20,)))
    assert found.why["margin"].tolist() == pytest.approx([0.5, 0])
    assert not np.signbit(found.why["margin"]).any()


def test_areas_that_are_all_alike_are_found_together_or_not_at_all() -> None:
    table = {"value": 7.0, "national_percentile": 50.0, "numerator": [1.0, 1.0, 1.0]}
    atlas = stand_in({"bad_health": table}, spread=np.full(101, 7.0))
    for rule in ("local_top", "national_top"):
        all_ = evaluate(atlas, one("bad_health", rule, 50))
        assert all_.found.tolist() == ["a", "b", "c"]
        assert all_.why["margin"].tolist() == [0, 0, 0]
        assert all_.why["threshold"].tolist() == [7, 7, 7]
        assert evaluate(atlas, one("bad_health", rule, 49)).found.empty


def test_an_unknown_value_never_meets_a_criterion_and_never_nearly() -> None:
    unknown = {"value": [np.nan, np.nan], "national_percentile": np.nan, "numerator": np.nan}
    atlas = stand_in({"bad_health": unknown, "imd_decile": unknown, "good_health": unknown})
    for name in atlas.indicators:
        for rule, amount in (("at_least", -1e9), ("at_most", 1e9), ("decile", 10)):
            finding = evaluate(atlas, one(name, rule, amount))
            assert finding.found.empty
            assert finding.near.empty
    for rule in ("local_top", "national_top"):
        finding = evaluate(atlas, one("bad_health", rule, 100))
        assert finding.found.empty
        assert finding.near.empty
    counted = Criterion("bad_health", "at_least", 0, required=False)
    assert evaluate(atlas, Definition((counted,))).why["met"].tolist() == [False, False]


def test_values_that_the_publisher_left_blank_are_not_found(atlas: Atlas) -> None:
    blank = atlas.table("income_deprived_children")["value"].isna()
    assert blank.any()
    for rule, amount in (("at_least", -1.0), ("at_most", 1e9), ("local_top", 100.0)):
        finding = evaluate(atlas, one("income_deprived_children", rule, amount))
        assert finding.found.tolist() == blank.index[~blank].tolist()


def test_a_published_decile_decides_by_itself_where_its_score_disagrees() -> None:
    atlas = stand_in(
        {
            "imd_decile": {"value": [1.0, 2.0, 3.0, 2.0]},
            "imd_score": {
                "value": [95.0, 79.0, 81.0, np.nan],
                "national_percentile": [95.0, 79.0, 81.0, np.nan],
            },
        }
    )
    finding = evaluate(atlas, Definition((CORE20,)))
    assert finding.found.tolist() == ["a", "b", "d"]
    assert finding.firm.tolist() == ["a"]
    assert finding.near["lsoa"].tolist() == ["c"]
    assert finding.why["threshold"].tolist() == [2, 2, 2]
    assert (finding.why["margin"] >= 0).all()


def test_a_decile_without_its_score_is_compared_by_itself() -> None:
    table = {"value": [1.0, 2.0, 3.0], "national_percentile": [5.0, 15.0, 25.0]}
    finding = evaluate(stand_in({"income_decile": table}), one("income_decile", "decile", 2))
    assert finding.found.tolist() == finding.firm.tolist() == ["a", "b"]


def test_limits_by_hand() -> None:
    atlas = stand_in(
        {
            "no_car": {"value": [50.0, 50.0, 9.5, 50.0]},
            "roma": {"numerator": [9.0, 10.0, 30.0, np.nan], "denominator": 100.0},
        }
    )
    asked = one("no_car", "at_least", 10)
    few = evaluate(atlas, replace(asked, group="roma", people=10))
    assert few.found.tolist() == ["b"]
    assert few.near["lsoa"].tolist() == ["c"]
    inside = evaluate(atlas, replace(asked, within=frozenset({"a", "d", "elsewhere"})))
    assert inside.found.tolist() == ["a", "d"]
    assert inside.near.empty
    assert evaluate(atlas, replace(asked, within=frozenset())).found.empty


@given(
    st.lists(st.integers(0, 12).map(float) | st.just(np.nan), min_size=1, max_size=14),
    st.sampled_from([1.0, 10.0, 25.0, 50.0, 90.0, 100.0]),
)
def test_the_local_top_by_counting(values: list[float], top: float) -> None:
    """On made-up values with many ties: the share of areas below, ties by halves."""
    atlas = stand_in({"bad_health": {"value": values}})
    known = [v for v in values if v == v]
    found = set(evaluate(atlas, one("bad_health", "local_top", top)).found)
    for code, value in zip(atlas.areas.index, values, strict=True):
        if value != value:
            assert code not in found
            continue
        halves = sum(2 * (v < value) + (v == value) for v in known)
        assert (code in found) == (50 * halves / len(known) >= 100 - top)


# ---- The Core20, and deciles ----


def test_core20_is_exactly_national_deciles_1_and_2(atlas: Atlas) -> None:
    published = atlas.table("imd_decile")["value"]
    finding = evaluate(atlas, Definition((CORE20,)))
    assert finding.found.tolist() == published.index[published <= 2].tolist()
    assert len(finding.found) == 316
    assert (finding.why["national_decile"] == finding.why["value"]).all()


@pytest.mark.sources
def test_core20_is_what_the_publication_says(atlas: Atlas, sources: Path) -> None:
    """Counted from MHCLG's file itself, by its header, without the project's own reader."""
    with gzip.open(
        next((sources / "iod2025").glob("File_7*.gz")), "rt", encoding="utf-8-sig"
    ) as file:
        rows = list(csv.DictReader(file))
    decile = next(c for c in rows[0] if c.startswith("Index of Multiple Deprivation (IMD) Decile"))
    district = "Local Authority District name (2024)"
    mine = [row for row in rows if row[district] in atlas.districts.values()]
    assert len(mine) == 860
    core = sorted(r["LSOA code (2021)"] for r in mine if r[decile] in ("1", "2"))
    assert evaluate(atlas, Definition((CORE20,))).found.tolist() == core


def test_the_decile_of_the_score_is_the_published_one_everywhere(atlas: Atlas) -> None:
    score = atlas.table("imd_score")["national_percentile"]
    found = national_decile(atlas.indicators["imd_score"], score)
    assert found.tolist() == atlas.table("imd_decile")["value"].tolist()


@pytest.mark.parametrize("most", range(1, 11))
def test_a_decile_of_the_score_or_the_rank_finds_the_same_areas(atlas: Atlas, most: int) -> None:
    published = evaluate(atlas, one("imd_decile", "decile", most))
    for name, rule, amount in (
        ("imd_score", "decile", most),
        ("imd_score", "national_top", 10 * most),
        ("imd_rank", "decile", most),
    ):
        other = evaluate(atlas, one(name, rule, amount))
        assert other.found.equals(published.found)
        assert other.firm.equals(published.firm)


@pytest.mark.parametrize(
    ("name", "percentiles", "deciles"),
    [
        ("imd_score", [np.nan, 0, 9.9, 10, 80, 80.1, 90.1], [np.nan, 10, 10, 9, 2, 2, 1]),
        ("imd_rank", [0, 10, 10.1, 20, 99.9, 100], [1, 1, 2, 2, 10, 10]),
        ("asian", [0, 100], [np.nan, np.nan]),
    ],
)
def test_national_deciles_by_hand(name: str, percentiles: Any, deciles: Any) -> None:
    found = national_decile(CATALOGUE.indicators[name], percentiles)
    np.testing.assert_array_equal(found, deciles)


# ---- Refusals ----

SCORE = Criterion("imd_score", "national_top", 20)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Definition(()), "Give between one and 8 criteria."),
        (Definition((SCORE,) * 9), "Give between one and 8 criteria."),
        (one("happiness", "at_least", 1), "There is no indicator called 'happiness'."),
        (one("idaci_score", "at_least", 1), "is not in this atlas: its source does not cover"),
        (one("rural_urban", "at_least", 1), "Rural or urban is a class, not an amount"),
        (one("imd_score", "at_least", float("inf")), "score: the amount is not a number."),
        (one("imd_score", "national_top", 0), "give a percentage over 0 and up to 100"),
        (one("imd_score", "local_top", 101), "give a percentage over 0 and up to 100"),
        (one("imd_decile", "local_top", 20), "decile comes in tenths only: give a decile, or use"),
        (one("imd_decile", "decile", 0), "a decile is a whole number from 1 to 10"),
        (one("imd_score", "decile", 2.5), "a decile is a whole number from 1 to 10"),
        (one("asian", "decile", 2), "has no decile, since neither end means more need"),
        (one("fuel_poverty", "national_top", 20), "Fuel poverty has no national comparison"),
        (Definition((SCORE,), at_least=1), "At least 1 of 0 counted criteria cannot be asked for."),
        (Definition((SCORE,), at_least=-1), "At least -1 of 0 counted criteria"),
        (Definition((SCORE,), group="imd_score"), "'imd_score' is not a share"),
        (Definition((SCORE,), group="happiness"), "There is no indicator called 'happiness'."),
        (Definition((SCORE,), people=5), "Say of which group"),
        (Definition((SCORE,), group="roma", people=-1), "must be a number, 0 or more"),
        (Definition((SCORE,), group="roma", people=float("nan")), "must be a number, 0 or more"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    atlas: Atlas, asked: Definition, told: str
) -> None:
    for use in (check, evaluate):
        with pytest.raises(DefinitionError) as refusal:
            use(atlas, asked)
        assert told in str(refusal.value)
        assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("index", ["idaci", "idaopi"])
def test_a_decile_without_a_score_is_as_firm_as_its_rank(atlas: Atlas, index: str) -> None:
    """Nine tenths of the highest tenth of 33,755 areas: the first 3,037."""
    finding = evaluate(atlas, one(f"{index}_decile", "decile", 1))
    rank = atlas.table(f"{index}_rank")["value"]
    assert set(finding.found) == set(rank.index[atlas.table(f"{index}_decile")["value"] == 1])
    assert set(finding.firm) == set(rank.index[rank <= 3_037])
    assert 0 < len(finding.firm) < len(finding.found)
