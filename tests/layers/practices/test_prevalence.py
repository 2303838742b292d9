"""Attribution of registers: by hand on two practices and three areas, and as laws that hold."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.practices import prevalence
from layers.practices.prevalence import Footprint

AREAS = ["A", "B", "C"]
# P has 100 patients in A and 100 in B; Q has 100 in B and 300 in C.
HOMES = pd.DataFrame(
    [("P", "A", 100.0), ("P", "B", 100.0), ("Q", "B", 100.0), ("Q", "C", 300.0)],
    columns=["practice", "lsoa", "patients"],
)
FOOTPRINT = Footprint.from_frame(HOMES)
NUDGE = pd.Series({"A": 0.9, "B": 1.0, "C": 1.1})
OF_AGE = pd.DataFrame(
    {"TOTAL": [1.0, 1.0, 1.0], "17OV": [0.5, 0.8, 0.9], "65OV": [0.1, 0.2, 0.4]}, index=AREAS
)
COLUMNS = ["practice", "register", "on_register", "list_type", "list_size"]


def attributed(
    *rows: tuple[str, str, float, str, float], flagged: str = "", nudge: pd.Series = NUDGE
) -> pd.DataFrame:
    """Numerator and denominator by area of the last register given."""
    found = prevalence.attribute(
        FOOTPRINT,
        pd.DataFrame(rows, columns=COLUMNS),
        OF_AGE,
        nudge,
        use_practice_age=pd.Series({flagged: True}) if flagged else None,
    )
    return found[found["register"] == rows[-1][1]].set_index("lsoa")


def check(found: pd.Series, **expected: float) -> None:
    assert found.to_dict() == pytest.approx(expected, rel=1e-12)


def test_a_register_of_all_ages_by_hand() -> None:
    """Lists of today are larger than the footprint: 220 and 440 patients share its pattern."""
    shares = attributed(("P", "HYP", 19, "TOTAL", 220), ("Q", "HYP", 43, "TOTAL", 440))
    check(shares["denominator"], A=110, B=110 + 110, C=330)
    # P's weights 100 × 0.9 and 100 × 1.0; Q's 100 × 1.0 and 300 × 1.1.
    check(shares["numerator"], A=19 * 90 / 190, B=19 * 100 / 190 + 43 * 100 / 430, C=43 * 330 / 430)
    check(shares["numerator"], A=9, B=10 + 10, C=33)


def test_a_register_that_starts_at_an_age_by_hand() -> None:
    """Patients of 17 and over: 50 and 80 of P's, 80 and 270 of Q's."""
    shares = attributed(("P", "DM", 25, "17OV", 130), ("Q", "DM", 377, "17OV", 700))
    check(shares["denominator"], A=50, B=80 + 160, C=540)
    # Weights × nudge: 45 and 80; 80 and 297.
    check(shares["numerator"], A=25 * 45 / 125, B=25 * 80 / 125 + 80, C=297)


def test_an_area_unlike_its_patients_takes_the_practice_s_own_ages_and_no_nudge() -> None:
    """C is a prison, say. Q has 320 of 400 patients of 17 and over: 0.8, not 0.9."""
    rows = [("P", "HYP", 1, "TOTAL", 200), ("Q", "HYP", 1, "TOTAL", 400)]
    rows += [("P", "DM", 25, "17OV", 130), ("Q", "DM", 64, "17OV", 320)]
    shares = attributed(*rows, flagged="C")
    # Q's weights are 100 × 0.8 in B and 300 × 0.8 in C.
    check(shares["denominator"], A=50, B=80 + 80, C=240)
    check(shares["numerator"], A=9, B=16 + 16, C=48)
    # The nudge of C is 1, that of the others stays.
    whole = attributed(("P", "HYP", 19, "TOTAL", 200), ("Q", "HYP", 40, "TOTAL", 400), flagged="C")
    check(whole["numerator"], A=9, B=10 + 10, C=30)


def test_an_area_without_ages_is_treated_alike() -> None:
    """An area that the census table does not hold (of Wales, say)."""
    rows = [("P", "HYP", 1, "TOTAL", 200), ("Q", "HYP", 1, "TOTAL", 400)]
    rows += [("P", "DM", 25, "17OV", 130), ("Q", "DM", 64, "17OV", 320)]
    found = prevalence.attribute(
        FOOTPRINT, pd.DataFrame(rows, columns=COLUMNS), OF_AGE.drop("C"), NUDGE
    )
    shares = found[found["register"] == "DM"].set_index("lsoa")
    check(shares["numerator"], A=9, B=16 + 16, C=48)


def test_dementia_goes_where_the_older_patients_are() -> None:
    """97 in 100 on the register are 65 or over; its list is of all ages."""
    shares = attributed(("P", "DEM", 30, "TOTAL", 200), ("Q", "DEM", 0, "TOTAL", 400),
                        nudge=NUDGE * 0 + 1)  # fmt: skip
    check(shares["denominator"], A=100, B=100 + 100, C=300)
    # Older patients of P: 10 and 20; younger: 90 and 80.
    old, young = 30 * 0.97, 30 * 0.03
    check(shares["numerator"], A=old * 10 / 30 + young * 90 / 170,
          B=old * 20 / 30 + young * 80 / 170, C=0)  # fmt: skip


def test_dementia_in_an_area_unlike_its_patients_takes_the_practice_s_mean_age() -> None:
    """B's older share for P is the mean of 0.1 and 0.2 over its patients."""
    shares = attributed(("P", "DEM", 30, "TOTAL", 200), ("Q", "DEM", 0, "TOTAL", 400),
                        flagged="B", nudge=NUDGE * 0 + 1)  # fmt: skip
    old, young = 30 * 0.97, 30 * 0.03
    check(shares["numerator"], A=old * 10 / 25 + young * 90 / 175,
          B=old * 15 / 25 + young * 85 / 175, C=0)  # fmt: skip


def test_a_practice_that_did_not_report_shares_nothing_out() -> None:
    shares = attributed(("P", "HYP", 19, "TOTAL", 200))
    check(shares["numerator"], A=9, B=10, C=0)
    check(shares["denominator"], A=100, B=100, C=0)


def test_a_register_on_two_lists_is_refused() -> None:
    with pytest.raises(ValueError, match=r"DM mixes lists \['17OV', 'TOTAL'\]"):
        attributed(("P", "DM", 1, "17OV", 100), ("Q", "DM", 1, "TOTAL", 100))


def test_coverage_is_the_share_of_patients_whose_practice_reported() -> None:
    check(prevalence.coverage(FOOTPRINT, pd.Index(["Q", "X"])), A=0, B=0.5, C=1)


def test_the_nudge_by_hand() -> None:
    share = pd.Series({"A": 0.10, "B": 0.30, "C": 0.12, "D": 0.12, "E": 0.90, "F": np.nan})
    # Ranks 1, 4, 2½, 2½, 5 of five; not known is not nudged.
    expected = {"A": 0.9, "B": 1.05, "C": 0.975, "D": 0.975, "E": 1.1, "F": 1.0}
    assert prevalence.limiting_illness_nudge(share).to_dict() == pytest.approx(expected)


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), min_size=2, max_size=40))
def test_the_nudge_stays_within_its_limits_and_follows_illness(shares: list[float]) -> None:
    weights = prevalence.limiting_illness_nudge(pd.Series(shares))
    assert weights.between(0.9 - 1e-12, 1.1 + 1e-12).all()
    known = pd.DataFrame({"share": shares, "weight": weights}).dropna().sort_values("share")
    steps = known.diff().dropna()
    assert (steps["weight"] >= -1e-12).all()
    assert (steps.loc[steps["share"] > 0, "weight"] > 0).all()
    assert (steps.loc[steps["share"] == 0, "weight"].abs() < 1e-12).all()


@st.composite
def countries(
    draw: st.DrawFn,
) -> tuple[Footprint, pd.DataFrame, pd.DataFrame, pd.Series, pd.Series]:
    """Practices and areas of any pattern: registers, ages, a nudge, and areas to treat apart."""
    practices = [f"P{i}" for i in range(draw(st.integers(1, 5)))]
    areas = [f"E{i}" for i in range(draw(st.integers(1, 6)))]
    pairs = st.tuples(st.sampled_from(practices), st.sampled_from(areas))
    homes = draw(st.dictionaries(pairs, st.floats(0.01, 5000), min_size=1, max_size=25))
    footprint = Footprint.from_frame(
        pd.DataFrame([(*pair, n) for pair, n in homes.items()], columns=HOMES.columns)
    )
    share = st.just(0.0) | st.floats(0.001, 1)
    ages = {kind: draw(st.lists(share, min_size=len(areas), max_size=len(areas)))
            for kind in ("17OV", "65OV")}  # fmt: skip
    of_age = pd.DataFrame(ages, index=areas).assign(TOTAL=1.0)
    rows = []
    for practice in draw(st.sets(st.sampled_from([*practices, "elsewhere"]), min_size=1)):
        everyone = draw(st.integers(1, 20_000))
        for register, kind in (("HYP", "TOTAL"), ("DM", "17OV"), ("DEM", "TOTAL")):
            size = everyone if kind == "TOTAL" else draw(st.integers(0, everyone))
            rows.append((practice, register, float(draw(st.integers(0, size))), kind, float(size)))
    limited = draw(st.lists(st.floats(0, 1), min_size=len(areas), max_size=len(areas)))
    flags = draw(st.lists(st.booleans(), min_size=len(areas), max_size=len(areas)))
    return (
        footprint,
        pd.DataFrame(rows, columns=COLUMNS),
        # Some areas may not be in the census table at all.
        of_age.drop(draw(st.sets(st.sampled_from(areas), max_size=1))),
        prevalence.limiting_illness_nudge(pd.Series(limited, index=areas)),
        pd.Series(flags, index=areas),
    )


@settings(max_examples=40)
@given(countries())
def test_nobody_is_lost_and_nobody_made_up(
    country: tuple[Footprint, pd.DataFrame, pd.DataFrame, pd.Series, pd.Series],
) -> None:
    footprint, registers, of_age, nudge, flags = country
    for register, rows in registers.groupby("register"):
        totals = registers[registers["register"] == "HYP"].set_index("practice")["list_size"]
        lists = rows.set_index("practice").assign(total_list=totals)
        shares = prevalence.register_shares(
            footprint, str(register), lists, of_age, nudge, use_practice_age=flags
        )
        here = lists.reindex(footprint.practices)
        for found, column in zip(shares, ("on_register", "list_size"), strict=True):
            assert (found >= 0).all()
            by_practice = np.bincount(footprint.practice, found, minlength=len(here))
            assert np.allclose(by_practice, here[column].fillna(0), rtol=0, atol=1e-6)
    whole = prevalence.attribute(footprint, registers, of_age, nudge, use_practice_age=flags)
    mine = registers[registers["practice"].isin(footprint.practices)]
    for register, rows in whole.groupby("register"):
        published = mine[mine["register"] == register]
        assert rows["lsoa"].tolist() == list(footprint.areas)
        assert rows["numerator"].sum() == pytest.approx(published["on_register"].sum(), abs=1e-6)
        assert rows["denominator"].sum() == pytest.approx(published["list_size"].sum(), abs=1e-6)


@settings(max_examples=25)
@given(countries(), st.sampled_from([0.25, 3.0]))
def test_only_the_pattern_of_the_footprint_matters(
    country: tuple[Footprint, pd.DataFrame, pd.DataFrame, pd.Series, pd.Series], times: float
) -> None:
    footprint, *rest, flags = country
    larger = replace(footprint, patients=times * footprint.patients)
    one = prevalence.attribute(footprint, *rest, use_practice_age=flags)
    other = prevalence.attribute(larger, *rest, use_practice_age=flags)
    columns = ["numerator", "denominator"]
    assert np.allclose(one[columns], other[columns], rtol=1e-9, atol=1e-9)


@settings(max_examples=25)
@given(countries())
def test_without_a_nudge_a_practice_gives_all_its_areas_its_own_value(
    country: tuple[Footprint, pd.DataFrame, pd.DataFrame, pd.Series, pd.Series],
) -> None:
    footprint, registers, of_age, nudge, flags = country
    rows = registers[registers["register"] == "DM"].set_index("practice")
    numerators, denominators = prevalence.register_shares(
        footprint, "DM", rows.assign(total_list=rows["list_size"]), of_age, nudge * 0 + 1,
        use_practice_age=flags,
    )  # fmt: skip
    own = (rows["on_register"] / rows["list_size"]).reindex(footprint.practices).to_numpy()
    expected = np.nan_to_num(own[footprint.practice]) * denominators
    assert np.allclose(numerators, expected, rtol=1e-9, atol=1e-9)


def test_a_practice_whose_weights_are_all_zero_is_shared_out_by_its_patients() -> None:
    """Nobody in its areas is of the register's age, and yet its register has people."""
    shares = FOOTPRINT.share_out(np.array([30.0, 8.0]), np.array([0.0, 0.0, 1.0, 3.0]))
    assert shares.tolist() == [15, 15, 2, 6]


def test_a_practice_without_any_patients_takes_nothing() -> None:
    nobody = replace(FOOTPRINT, patients=np.array([0.0, 0.0, 100.0, 300.0]))
    shares = nobody.share_out(np.array([30.0, np.nan]), nobody.patients)
    assert shares.tolist() == [0, 0, 0, 0]


def test_the_footprint_adds_up_by_area() -> None:
    assert FOOTPRINT.sum_by_area(FOOTPRINT.patients).tolist() == [100, 200, 300]
    assert list(FOOTPRINT.practices) == ["P", "Q"]
    assert list(FOOTPRINT.areas) == AREAS
