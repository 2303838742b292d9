"""Getting in and being looked after: sums of what is published, and nothing where nothing is."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.build import SNAPSHOT
from layers import Atlas, load_atlas
from layers.practices import care
from layers.statistics.intervals import wilson_percent

CALLS = ["calls_answered", "calls_missed", "answered_first_minute", "waited_five_minutes"]
# Neither its calls nor its online requests are published; the others are.
CLOVER = "C88069"
PARTS = ["value", "lower", "upper", "numerator", "denominator"]


def test_what_is_measured_and_of_when(atlas: Atlas) -> None:
    found = {key: one.period for key, one in care.measures(atlas).items()}
    assert found == dict.fromkeys([*CALLS, "online_requests"], "February 2026") | {
        "within_two_weeks": "April 2023 to March 2024",
        "smoking": "April 2023 to March 2024",
        "children_at_ae": "April 2021 to March 2022",
    }
    assert [key for key, one in care.measures(atlas).items() if one.development] == [
        *CALLS, "online_requests",
    ]  # fmt: skip
    held = {source["id"] for source in atlas.manifest["sources"]}
    assert {one.source for one in care.measures(atlas).values()} <= held


def test_south_yorkshire_is_the_practices_that_have_a_figure(atlas: Atlas) -> None:
    found = care.of_group(atlas, atlas.practices.index)
    assert found["published"].tolist() == [84, 84, 84, 84, 165, 168, 169, 169]
    assert set(found["practices"]) == {169}
    assert found["value"].round(4).tolist() == [
        50.2467, 13.8976, 40.3392, 25.0087, 140.0338, 82.4795, 15.4640, 844.7860,
    ]  # fmt: skip
    every = care.by_practice(atlas)
    assert every.notna().sum().tolist() == found["published"].tolist()
    assert every.shape == (169, 8)


def test_what_is_not_published_is_missing_and_never_nought(atlas: Atlas) -> None:
    found = care.of_group(atlas, [CLOVER])
    missing = [*CALLS, "online_requests"]
    assert found.loc[missing, PARTS].isna().all(axis=None)
    assert found.loc[missing, "published"].eq(0).all()
    assert found.drop(missing)[PARTS].notna().all(axis=None)
    assert care.by_practice(atlas).loc[CLOVER, missing].isna().all()
    # It takes nothing from its network's figures, and adds nothing.
    network = atlas.practices.index[atlas.practices["pcn_code"] == "U31169"]
    without = network.drop(CLOVER)
    one, other = care.of_group(atlas, network), care.of_group(atlas, without)
    pd.testing.assert_frame_equal(one.loc[missing, PARTS], other.loc[missing, PARTS])
    assert (one.loc[missing, "practices"] == other.loc[missing, "practices"] + 1).all()


def test_a_group_is_added_up_from_numerators_and_denominators(atlas: Atlas) -> None:
    codes = ["C85003", "C88082"]
    one, other = (care.of_group(atlas, [code]) for code in codes)
    both = care.of_group(atlas, [*codes, "C85003"])
    calls = both.loc["calls_answered"]
    assert (
        calls["numerator"]
        == one.at["calls_answered", "numerator"] + other.at["calls_answered", "numerator"]
    )
    assert calls["value"] == 100 * calls["numerator"] / calls["denominator"]
    assert np.isnan(calls["lower"])
    smoking = both.loc["smoking"]
    limits = wilson_percent(smoking["numerator"], smoking["denominator"])
    assert [smoking["lower"], smoking["upper"]] == pytest.approx([*limits])
    # Nought but a practice of its own has the publisher's limits: these are Byar's.
    children = both.loc["children_at_ae"]
    low, high = (children["numerator"] + sign * 1.96 * children["numerator"] ** 0.5
                 for sign in (-1, 1))  # fmt: skip
    rate = 1000 / children["denominator"]
    assert [children["lower"], children["upper"]] == pytest.approx(
        [low * rate, high * rate], rel=0.01
    )


def test_units_at_once_are_as_one_by_one(atlas: Atlas) -> None:
    networks = atlas.practices["pcn_code"].loc[lambda code: code != ""]
    every = care.by_unit(atlas, networks)
    for code in ("U31169", "U16464"):
        alone = care.of_group(atlas, networks.index[networks == code])
        pd.testing.assert_frame_equal(every.loc[code], alone, check_names=False)
    assert care.of_group(atlas, [])["published"].eq(0).all()


def test_months_of_a_practice_in_the_order_of_time(atlas: Atlas) -> None:
    found = care.over_time(atlas, "C85003")
    calls = found[found["measure"] == "calls_answered"]
    assert calls["period"].tolist() == ["December 2025", "January 2026", "February 2026"]
    assert calls["numerator"].tolist() == [4630, 5374, 4908]
    assert found["measure"].drop_duplicates().tolist() == list(care.measures(atlas))
    assert not set(care.over_time(atlas, CLOVER)["measure"]) & {*CALLS, "online_requests"}


def test_england_is_as_published(atlas: Atlas) -> None:
    assert care.england(atlas).round(2).tolist() == [
        55.2, 10.76, 45.49, 21.09, 137.13, 87.01, 14.1, 762.59,
    ]  # fmt: skip
    counted = care.england_counted(atlas)
    assert counted.at["calls_answered", "numerator"] == 16_124_647


def test_a_snapshot_without_them_has_no_measures(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SNAPSHOT, tmp_path / "snapshot"))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name in ("practice_care.parquet", "practice_care_england.parquet"):
        (folder / name).unlink()
        del manifest["files"][name]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    bare = load_atlas(folder)
    assert not care.measures(bare)
    assert care.of_group(bare, ["C85003"]).empty
    assert care.by_practice(bare).shape == (169, 0)
    assert care.england(bare).empty
    assert care.over_time(bare, "C85003").empty
