"""From columns of publications to values, England's figure and national percentiles."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import indicators
from layers.catalogue.definitions import Catalogue, Indicator, Measure
from tests.data.refusals import RENAMED, refuses

ENGLAND = pd.Index([f"E0100000{i}" for i in range(1, 6)])
CHOSEN = ENGLAND[[1, 3]]
RESIDENTS = pd.Series([1000, 2000, 1000, 500, 500], index=ENGLAND, dtype=float)
HOMES = pd.DataFrame(
    {
        "All": [100, 200, 50, 100, 150],
        "No car": [10, 60, 50, 0, 30],
        "One car": [20, 40, 0, 0, 30],
        "score": [1.0, 2.0, 3.0, 4.0, 5.0],
        "class": ["Urban", "Rural", "Urban", "Urban", "Rural"],
    },
    index=ENGLAND,
)


def definition(id_: str, **fields: Any) -> Indicator:
    base: dict[str, Any] = {
        "id": id_, "label": f"Label of {id_}", "short": "s", "description": "d", "kind": "score",
        "unit": "score", "polarity": "high", "aggregate": "weighted_mean", "source": "homes",
        "period": "2021", "vintage": "LSOA 2021", "interval": "none", "disclosure": "d",
        "theme": "people", "group": "g",
    }  # fmt: skip
    return Indicator(**base | fields)


def share(id_: str, *numerator: str, over: str = "All", **fields: Any) -> Indicator:
    return definition(
        id_, kind="share", unit="%", aggregate="ratio",
        numerator=Measure(text="n", columns=numerator),
        denominator=Measure(text="d", columns=(over,)), **fields,
    )  # fmt: skip


def compute(
    *definitions: Indicator, frames: Mapping[str, pd.DataFrame] | None = None
) -> indicators.Values:
    catalogue = Catalogue(
        themes=(), caveats={}, indicators=MappingProxyType({d.id: d for d in definitions})
    )
    files = {k: (f"{k}.csv", v) for k, v in (frames or {"homes": HOMES}).items()}
    return indicators.compute(catalogue, files, ENGLAND, CHOSEN, RESIDENTS)


def england(values: indicators.Values, id_: str) -> pd.Series:
    return values.england.set_index("indicator").loc[id_]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=30))
def test_a_percentile_is_the_share_below_with_ties_by_halves(numbers: list[int]) -> None:
    values = pd.Series(numbers, dtype=float)
    for value, found in zip(values, indicators.percentile(values), strict=True):
        below = (values < value).sum() + 0.5 * (values == value).sum()
        assert found == pytest.approx(100 * below / len(values), abs=0.0006)


def test_percentiles_by_hand() -> None:
    assert indicators.percentile(pd.Series([3.0, 1.0, 2.0, 2.0])).tolist() == [87.5, 12.5, 50, 50]


def test_a_percentile_needs_99_in_100_areas() -> None:
    values = pd.Series(np.arange(200.0))
    values[[0, 1]] = np.nan
    known = indicators.percentile(values)
    assert known.isna().sum() == 2
    assert known.iloc[-1] == pytest.approx(100 * 197.5 / 198, abs=0.001)
    values[2] = np.nan
    assert indicators.percentile(values).isna().all()


def test_a_share_keeps_its_parts_and_england_is_the_ratio_of_sums() -> None:
    values = compute(share("no_car", "No car"))
    assert values.missing == []
    # The value is left to the reader: the ratio of the two.
    assert values.areas["value"].isna().all()
    columns = ["lsoa", "numerator", "denominator"]
    assert values.areas[columns].to_numpy().tolist() == [
        ["E01000002", 60, 200],
        ["E01000004", 0, 100],
    ]
    figures = england(values, "no_car")
    assert figures["numerator"] == 150
    assert figures["denominator"] == 600
    assert figures["value"] == 25
    assert figures["areas"] == 5


def test_a_share_of_nobody_is_unknown_and_with_too_many_such_areas_there_is_no_england() -> None:
    empty = HOMES.assign(All=[100, 200, 50, 0, 150])
    values = compute(share("no_car", "No car"), frames={"homes": empty})
    assert values.areas["national_percentile"].isna().all()
    assert england(values, "no_car")["areas"] == 4
    assert np.isnan(england(values, "no_car")["value"])


def test_columns_of_a_numerator_are_added_up() -> None:
    values = compute(share("few_cars", "No car", "One car"))
    assert values.areas["numerator"].tolist() == [100, 0]


def test_a_part_larger_than_its_whole_is_refused() -> None:
    with refuses(
        "E01000002 has 60 of 40 for 'Label of wrong'", file="homes.csv", column="No car",
        do="A part cannot exceed its whole",
    ):  # fmt: skip
        compute(share("wrong", "No car", over="One car"))


def test_england_s_score_is_weighted_by_residents() -> None:
    values = compute(definition("score", column="score"))
    # (1·1000 + 2·2000 + 3·1000 + 4·500 + 5·500) ÷ 5000
    assert england(values, "score")["value"] == pytest.approx(12_500 / 5000)
    assert values.areas["value"].tolist() == [2, 4]
    assert values.areas["national_percentile"].tolist() == [30, 70]


def test_percentiles_of_england_run_from_its_lowest_to_its_highest_area() -> None:
    figures = england(compute(definition("score", column="score")), "score")
    spread = figures[[f"p{p}" for p in range(101)]].to_numpy(dtype=float)
    assert spread[[0, 25, 50, 100]].tolist() == [1, 2, 3, 5]
    assert (np.diff(spread) >= 0).all()


def test_a_scale_and_a_sum() -> None:
    values = compute(
        definition("rate", column="score", scale=100.0),
        definition("people", column="All", kind="count", aggregate="sum"),
        definition("rank", column="score", kind="rank", aggregate="none"),
    )
    assert values.areas.query("indicator == 'rate'")["value"].tolist() == [200, 400]
    assert england(values, "people")["value"] == 600
    assert np.isnan(england(values, "rank")["value"])


def test_a_score_that_most_of_england_lacks_has_no_national_figure() -> None:
    local = HOMES.assign(score=HOMES["score"].where(HOMES.index.isin(CHOSEN)))
    values = compute(definition("score", column="score"), frames={"homes": local})
    figures = england(values, "score")
    assert figures[["value", "p0", "p50", "p100"]].isna().all()
    assert figures["areas"] == 2
    assert values.areas["national_percentile"].isna().all()
    assert values.areas["value"].tolist() == [2, 4]


def test_a_category_is_its_place_in_the_list() -> None:
    kind = {"kind": "category", "aggregate": "none", "column": "class"}
    values = compute(definition("class", categories=("Rural", "Urban"), **kind))
    assert values.areas["value"].tolist() == [0, 1]
    with refuses(
        "'Rural' is not a category of 'Label of class'", file="homes.csv", column="class",
        do="Add it to the categories in the catalogue",
    ):  # fmt: skip
        compute(definition("class", categories=("Urban",), **kind))


def test_diversity_comes_from_other_indicators_whichever_is_defined_first() -> None:
    diversity = definition("mixed", derived="simpson", components=("no_car", "one_car"))
    values = compute(diversity, share("no_car", "No car"), share("one_car", "One car"))
    mixed = values.areas.query("indicator == 'mixed'").set_index("lsoa")
    # 60 and 40: 1 − 0.6² − 0.4².
    assert mixed.loc["E01000002", "value"] == pytest.approx(0.48)
    assert mixed.loc["E01000002", "denominator"] == 100


def test_an_attributed_register_comes_with_its_own_parts() -> None:
    shared = pd.DataFrame({"numerator": 10.00004, "denominator": 40.0}, index=ENGLAND)
    indicator = definition(
        "qof_hyp", kind="share", unit="%", aggregate="ratio", derived="qof", register="HYP",
        source="qof", modelled=True, numerator=Measure(text="n"), denominator=Measure(text="d"),
    )  # fmt: skip
    values = compute(indicator, frames={"qof:HYP": shared})
    assert values.areas["numerator"].tolist() == [10, 10]
    assert england(values, "qof_hyp")["value"] == 25


def test_what_cannot_be_made_is_said() -> None:
    values = compute(
        definition("here", column="score"),
        definition("no_source", column="x", source="elsewhere"),
        definition("no_column", column="gone", optional=True),
        definition("not_here", column="score", source="others"),
        share("optional", "Gone", optional=True),
        frames={"homes": HOMES, "others": HOMES.iloc[[0, 2]]},
    )
    assert values.areas["indicator"].unique().tolist() == ["here"]
    assert values.missing == [
        "Left out, because source elsewhere was not found: Label of no_source.",
        "Left out, because homes.csv has no such columns: Label of no_column; Label of optional.",
        "Left out, because others.csv does not cover these districts: Label of not_here.",
    ]


def test_a_column_that_is_not_optional_is_required() -> None:
    for indicator in (definition("cars", column="No cars"), share("cars", "No cars")):
        with refuses("nearest is 'No car'", file="homes.csv", column="No cars", do=RENAMED):
            compute(indicator)
