"""Patients outside the atlas: they count in every figure of their practice."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.practices import footprints, patients_elsewhere, profile, units
from layers.practices.footprints import RINGS
from layers.practices.practice_values import practice_values

TICKHILL = "C86013"
INDICATORS = ("core20", "imd_score", "minority_ethnic", "english_limited", "age_65_plus", "no_car")


def of(atlas: Atlas, key: str, indicator: str) -> profile.Figure:
    return profile.figure(atlas, indicator, units.weights(atlas, units.unit(atlas, key)))


def test_inside_outside_and_not_known_are_the_list(atlas: Atlas) -> None:
    assert len(atlas.practices) == 169
    for code in atlas.practices.index:
        lived = patients_elsewhere.lived(atlas, [code])
        counted = atlas.practices.at[code, "list_size_by_area"]
        assert lived.all == pytest.approx(counted, abs=0.01), code
        assert lived.districts.sum() == pytest.approx(lived.outside)
        assert sum(map(lived.share, (lived.inside, lived.outside, lived.unknown))) == pytest.approx(
            1 if counted else 0
        )


def test_a_practice_at_the_edge(atlas: Atlas) -> None:
    """The example of the audit: a third of Tickhill's patients live in Bassetlaw."""
    lived = patients_elsewhere.lived(atlas, [TICKHILL])
    assert (round(lived.outside), lived.most) == (2990, "Bassetlaw")
    assert lived.share(lived.outside) == pytest.approx(0.343, abs=5e-4)
    assert of(atlas, TICKHILL, "core20").value == pytest.approx(5.9, abs=0.05)
    assert of(atlas, TICKHILL, "imd_score").value == pytest.approx(17.0, abs=0.05)
    table = footprints.shares(atlas, [TICKHILL], RINGS)
    inside = table[table["inside"]]
    assert len(inside) == 68
    assert inside["of_list"].sum() == pytest.approx(0.657, abs=5e-4)
    held = footprints.holding(table, RINGS)[-1]
    assert (held.areas, held.inside) == (12, 6)
    assert table["of_list"].iloc[:12].sum() >= 0.95 > table["of_list"].iloc[:11].sum()


def test_every_estimate_is_of_all_whose_area_is_known(atlas: Atlas) -> None:
    people = patients_elsewhere.residents(atlas)
    for code in atlas.practices.index:
        lived = patients_elsewhere.lived(atlas, [code])
        weights = units.weights(atlas, units.unit(atlas, code))
        assert (weights * people).sum() == pytest.approx(lived.inside + lived.outside), code
    # Core20 counts residents of areas: of a practice, its patients themselves.
    core20 = practice_values(atlas, "core20")
    placed = 1 - atlas.practices["unplaced"] / atlas.practices["list_size_by_area"]
    share = core20["denominator"] / atlas.practices["list_size_by_area"]
    assert (share - placed).abs().max() < 1e-3


@pytest.mark.parametrize("indicator", INDICATORS)
def test_profile_and_values_of_practices_are_one(atlas: Atlas, indicator: str) -> None:
    values = practice_values(atlas, indicator)["value"]
    for code in atlas.practices.index:
        assert of(atlas, code, indicator).value == pytest.approx(values[code], rel=1e-9), code


def test_the_kept_score_is_that_of_the_profile(atlas: Atlas) -> None:
    kept, found = atlas.practices["imd_score"], practice_values(atlas, "imd_score")["value"]
    assert (kept - found).abs().max() < 6e-5


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_network_is_the_sum_of_its_practices(atlas: Atlas, indicator: str) -> None:
    for network in units.of_kind(atlas, "pcn"):
        whole = of(atlas, network.key, indicator)
        parts = [of(atlas, code, indicator) for code in network.practices]
        if indicator == "imd_score":
            patients = [
                (lived := patients_elsewhere.lived(atlas, [code])).inside + lived.outside
                for code in network.practices
            ]
            mean = np.average([part.value for part in parts], weights=patients)
            assert whole.value == pytest.approx(mean)
            continue
        for name in ("numerator", "denominator"):
            assert getattr(whole, name) == pytest.approx(sum(getattr(p, name) for p in parts))


def test_nothing_changes_for_a_practice_wholly_inside(atlas: Atlas) -> None:
    """Its figures are those of the atlas's areas alone; of those with patients outside, not."""
    checked = changed = 0
    for code in atlas.practices.index:
        weights = units.weights(atlas, units.unit(atlas, code))
        here = weights[atlas.areas.index]
        wholly = patients_elsewhere.lived(atlas, [code]).outside == 0
        for indicator in INDICATORS:
            full, part = (profile.figure(atlas, indicator, w) for w in (weights, here))
            if wholly:
                for name in ("value", "lower", "upper", "effective_sample", "national_percentile"):
                    one, other = getattr(full, name), getattr(part, name)
                    same = one == other or one == pytest.approx(other, rel=1e-12)
                    assert same, (code, indicator, name)
                assert full.national_decile == part.national_decile
                checked += 1
            elif full.value != part.value:
                changed += 1
    assert checked >= 10 * len(INDICATORS)
    assert changed > 100


def test_areas_elsewhere_are_england_s_and_none_is_here(atlas: Atlas) -> None:
    areas = patients_elsewhere.areas(atlas)
    assert areas.index.str.startswith("E01").all()
    assert not areas.index.isin(atlas.areas.index).any()
    assert areas.index.is_monotonic_increasing
    assert (areas["residents"] > 0).all()
    assert not areas["district"].isin(atlas.districts.values()).any()
    mine = atlas.registrations[atlas.registrations["practice"].isin(atlas.practices.index)]
    there = mine.loc[~mine["lsoa"].isin(atlas.areas.index), "lsoa"]
    # The rest are those without an area, and there are as few as the publication says.
    assert set(there) - set(areas.index) <= {"NO2011"}


def test_only_fuel_poverty_is_not_known_elsewhere(atlas: Atlas) -> None:
    unknown = [name for name in atlas.indicators if not patients_elsewhere.known(atlas, name)]
    # Wards elsewhere are not read.
    assert [name for name in unknown if not atlas.indicators[name].grain] == ["fuel_poverty"]
    assert of(atlas, TICKHILL, "fuel_poverty").known == pytest.approx(0.657, abs=1e-3)
    for name in ("bad_health", "imd_score", "deri_score"):
        assert of(atlas, TICKHILL, name).known == 1
        there = patients_elsewhere.part(atlas, name, "value")
        assert len(there) == len(patients_elsewhere.areas(atlas))
        assert not np.isnan(there).any()


def test_shares_elsewhere_are_the_ratio_of_their_parts(atlas: Atlas) -> None:
    for name in ("bad_health", "no_car", "core20"):
        value, x, n = (
            patients_elsewhere.part(atlas, name, p) for p in ("value", "numerator", "denominator")
        )
        np.testing.assert_allclose(value, 100 * x / n)
        assert (x <= n).all()


def test_wards_and_districts_know_of_no_area_elsewhere(atlas: Atlas) -> None:
    for key in ("E08000018", "E02001526"):
        assert units.weights(atlas, units.unit(atlas, key)).index.equals(atlas.areas.index)
    both = units.weights(atlas, units.unit(atlas, f"Mine~{TICKHILL}~E08000017"))
    apart = [units.weights(atlas, units.unit(atlas, k)) for k in (TICKHILL, "E08000017")]
    np.testing.assert_allclose(both, apart[0].add(apart[1], fill_value=0)[both.index])


@pytest.mark.parametrize(
    ("patients", "named"),
    [({"A": 51, "B": 49}, "A"), ({"A": 50, "B": 50}, ""), ({"A": 45, "B": 30, "C": 25}, "")],
)
def test_a_district_is_named_when_more_than_half_of_them_live_there(
    patients: dict[str, int], named: str
) -> None:
    outside = pd.Series(patients, dtype=float)
    assert patients_elsewhere.Lived(400.0, outside.sum(), 3.0, outside).most == named
