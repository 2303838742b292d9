"""Health adjusted for age: what the audit found, and what the adjustment must and must not do."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.inequality import age_adjustment
from layers.inequality.gradient import by_district, gradient, practice_gradient
from layers.practices import profile

ORDERING = "imd_without_health"
VALIDATED = {
    "bad_health", "very_bad_health", "fair_health", "good_health", "disabled", "unpaid_care",
}  # fmt: skip


def table(expected_share: float) -> tuple[pd.DataFrame, pd.Series]:
    people = pd.Series([1000.0, 2000.0], index=[1, 2])
    value = pd.Series([9.0, 3.0], index=[1, 2])
    frame = pd.DataFrame(
        {"value": value, "lower": value - 1, "upper": value + 1, "se": 0.5, "denominator": people,
         "numerator": value * people / 100}
    )  # fmt: skip
    return frame, expected_share * people


def test_the_audits_gap(atlas: Atlas) -> None:
    """5.9 points as counted, 8.0 with ages and health-free deprivation fitted over England."""
    made = gradient(atlas, "bad_health", ORDERING)
    assert made.adjusted is not None
    assert made.gap.absolute == pytest.approx(5.9, abs=0.05)
    assert made.adjusted.gap.absolute == pytest.approx(8.0, abs=0.2)
    assert abs(made.adjusted.slope.sii) > abs(made.slope.sii) + 2


def test_only_what_was_validated(atlas: Atlas) -> None:
    assert set(age_adjustment.validated(atlas)) == VALIDATED
    report = atlas.extra("age_expected_england").set_index("indicator")
    assert set(report.index[report["validated"]]) == VALIDATED
    off = report.loc[sorted(VALIDATED), ["youngest", "middle", "oldest"]]
    assert (off - 1).abs().to_numpy().max() <= 0.05
    assert report.loc[sorted(VALIDATED), "explained"].min() >= 0.5
    for other in ("disabled_limited_a_lot", "no_car"):
        assert gradient(atlas, other, ORDERING).adjusted is None
    assert practice_gradient(atlas, "COPD", "2024-25").adjusted is None


def test_the_crude_figures_stay_as_they_were(atlas: Atlas) -> None:
    made = gradient(atlas, "bad_health", ORDERING)
    plain = made.members.groupby("group")[["numerator", "denominator"]].sum()
    crude = 100 * plain["numerator"] / plain["denominator"]
    assert np.allclose(made.groups["value"], crude)


def test_a_value_is_observed_by_expected_times_england(atlas: Atlas) -> None:
    made = gradient(atlas, "bad_health", ORDERING)
    assert made.adjusted is not None
    people = age_adjustment.expected(atlas, "bad_health")
    assert people is not None
    first = made.members.index[made.members["group"] == 1]
    counted = atlas.table("bad_health").loc[first, "numerator"].sum()
    england = atlas.england("bad_health").value
    assert england is not None
    assert made.adjusted.groups["value"].iloc[0] == pytest.approx(
        counted / people[first].sum() * england
    )


@pytest.mark.parametrize("share", [0.02, 0.08])
def test_the_same_ages_everywhere_change_no_ratio(share: float) -> None:
    """Where the same is expected everywhere, all values grow or shrink alike."""
    frame, expected = table(share)
    found = age_adjustment.adjust(frame, expected, england=5.0)
    assert np.allclose(found["value"] / frame["value"], 5.0 / (100 * share))
    assert np.allclose((found["upper"] - found["lower"]) / (2 * found["value"]), 1 / frame["value"])


def test_younger_people_with_the_same_value_are_worse_off() -> None:
    frame, expected = table(0.05)
    younger = age_adjustment.adjust(
        frame, expected * pd.Series([0.8, 1.0], index=[1, 2]), england=5.0
    )
    assert younger["value"].iloc[0] == pytest.approx(frame["value"].iloc[0] / 0.8)
    assert younger["value"].iloc[1] == pytest.approx(frame["value"].iloc[1])


def test_every_district_is_adjusted(atlas: Atlas) -> None:
    found = by_district(atlas, "bad_health", ORDERING)
    gaps = [one.adjusted.gap.absolute for one in found.values()]  # type: ignore[union-attr]
    assert min(gaps) > 7


def test_ages_are_said_only_where_they_matter(atlas: Atlas) -> None:
    """A tenth or more: never for a district, often for an area, always with the right sign."""
    whole = profile.whole(atlas)
    assert age_adjustment.compared(atlas, "bad_health", whole, whole) is None
    for code in atlas.districts:
        own = atlas.areas.index[atlas.areas["district_code"] == code]
        assert (
            age_adjustment.compared(atlas, "bad_health", profile.of_areas(atlas, own), whole)
            is None
        )
    people, table = age_adjustment.expected(atlas, "bad_health"), atlas.table("bad_health")
    assert people is not None
    share = 100 * people / table["denominator"]
    around = 100 * people.sum() / table["denominator"].sum()
    value = profile.figure(atlas, "bad_health", whole).value
    assert value is not None
    for code in atlas.areas.index[::3]:
        found = age_adjustment.compared(atlas, "bad_health", profile.of_areas(atlas, [code]), whole)
        ratio = share[code] / around
        assert (found is None) == (abs(ratio - 1) < 0.1)
        if found is not None and found.expected is not None:
            assert found.older == (ratio > 1)
            assert found.expected == pytest.approx(value * ratio)


def test_the_share_of_older_people_where_there_is_no_model(atlas: Atlas) -> None:
    oldest = atlas.table("age_65_plus")["value"].idxmax()
    found = age_adjustment.older(atlas, profile.of_areas(atlas, [oldest]))
    assert found is not None
    assert found.older
    assert found.expected is None
    assert found.here == pytest.approx(atlas.table("age_65_plus")["value"].max())
    assert age_adjustment.older(atlas, profile.whole(atlas), profile.whole(atlas)) is None
    assert age_adjustment.compared(atlas, "no_car", profile.of_areas(atlas, [oldest])) is None


def test_registers_that_rise_with_age_do(atlas: Atlas) -> None:
    """Over the atlas's practices: each goes with the share of patients aged 65 and over."""
    patients = atlas.practice_ages
    old = patients["band"].isin(["65_69", "70_74", "75_79", "80_84", "85_89", "90_94", "95+"])
    total = patients.groupby("practice")["patients"].sum()
    share = patients[old].groupby("practice")["patients"].sum() / total
    rows = atlas.prevalence[atlas.prevalence["year"] == "2024-25"]
    for register, mine in rows.groupby("register"):
        value = (mine.set_index("practice")["on_register"] / mine["list_size"].to_numpy()).dropna()
        both = pd.concat([value, share], axis=1, join="inner").dropna()
        together = both.corr().iloc[0, 1]
        if register in age_adjustment.RISING:
            assert together > 0.2, register
