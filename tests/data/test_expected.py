"""The model of expected registers: ages brought to the lists, rates found again, tables."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data import expected
from data.readers.registrations import AGE_BANDS
from tests.conftest import REPOSITORY

LISTS = list(expected.LISTS)
STARTS = np.array(list(expected.LISTS.values()))


def lists_of(ages: np.ndarray) -> np.ndarray:
    """Patients on each list, from patients by age group."""
    return np.array([[row[start <= expected.AGES].sum() for start in STARTS] for row in ages])


# ---- Ages ----


def test_bands_are_cut_where_lists_start_and_scaled_to_them() -> None:
    bands = np.zeros((1, len(AGE_BANDS)))
    bands[0, [0, 1, 2, 3, 4, 10, 19]] = [50, 100, 100, 100, 60, 30, 10]
    # Twice as many of 50 and over as then, and half as many of 18 to 49; the others as they were.
    young, adult, old = 50 + 20, 40 + 60, 40
    now = {"TOTAL": young + 200 + 40 + adult + old, "06OV": 200 + 40 + adult + old}
    now |= {"16OV": 40 + adult + old, "17OV": 20 + adult + old, "18OV": adult + old, "50OV": old}
    then = {**now}
    for kind, start in expected.LISTS.items():
        then[kind] += (old if start <= 50 else 0) - (adult / 2 if start <= 18 else 0)
    found = expected.ages_of_lists(bands, np.array([[then[kind] for kind in LISTS]]))[0]
    by_age = dict(zip(expected.AGES.tolist(), found, strict=True))
    assert by_age[0] == pytest.approx(50 + 20)
    assert by_age[6] == pytest.approx(80 + 100 + 20)
    assert [by_age[16], by_age[17]] == pytest.approx([20, 20])
    assert [by_age[18], by_age[20]] == pytest.approx([20, 30])
    assert [by_age[50], by_age[95]] == pytest.approx([60, 20])


@given(
    arrays(float, (3, len(AGE_BANDS)), elements=st.floats(0, 5000)),
    arrays(float, (3, len(expected.AGES)), elements=st.floats(0, 5000)),
)
def test_ages_add_up_to_every_list(bands: np.ndarray, true: np.ndarray) -> None:
    lists = lists_of(true)
    found = expected.ages_of_lists(bands, lists)
    assert (found >= 0).all()
    assert np.allclose(lists_of(found), lists, atol=1e-6)


def test_the_own_lists_change_nothing() -> None:
    """Bands of equal years that already fit the lists are only cut."""
    bands = np.full((2, len(AGE_BANDS)), 10.0)
    years = np.diff(expected.EDGES)
    cut = np.tile(2.0 * years, (2, 1))
    assert expected.ages_of_lists(bands, lists_of(cut)) == pytest.approx(cut)


# ---- Rates ----

CURVE = -6 + 4 * np.tanh((expected.AGES - 45) / 25)
STEP = np.array([0.7, 0.3, 0.0, -0.2, -0.5])
TRUE = 1 / (1 + np.exp(-(CURVE[:, None] + STEP)))


def made_up(n: int = 1500, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Patients, fifths and true expected counts of practices young and old, poor and well off."""
    random = np.random.default_rng(seed)
    old = random.normal(0, 1, (n, 1))
    mix = np.exp(old * (expected.AGES - 45) / 40 + random.normal(0, 0.3, (n, len(expected.AGES))))
    patients = random.uniform(3000, 20000, (n, 1)) * mix / mix.sum(axis=1, keepdims=True)
    fifths = random.dirichlet(np.full(5, 0.7), n)
    return patients, fifths, ((patients @ TRUE) * fifths).sum(axis=1)


def test_expected_counts_are_found_again_from_counts_with_chance() -> None:
    patients, fifths, true = made_up()
    counted = np.random.default_rng(4).poisson(true).astype(float)
    rates = expected.fit(patients, fifths, counted)
    found = rates.expected(patients, fifths)
    assert found.sum() == pytest.approx(counted.sum())
    assert np.median(np.abs(found / true - 1)) < 0.01
    steps = np.log(rates.by_age / (1 - rates.by_age))
    assert steps[14] - steps[14, 2] == pytest.approx(STEP, abs=0.03)
    # And for practices that it has not seen.
    more, places, truth = made_up(seed=9)
    assert np.median(np.abs(rates.expected(more, places) / truth - 1)) < 0.01


def test_deprivation_left_out_is_the_same_for_everybody_of_an_age() -> None:
    patients, fifths, true = made_up()
    alone = expected.fit(patients, np.ones((len(true), 1)), true)
    assert alone.by_age.shape == (len(expected.AGES), 1)
    together = expected.fit(patients, fifths, true)
    ones = np.ones((len(true), 1))
    missed = [np.abs(found - true).sum() for found in
              (alone.expected(patients, ones), together.expected(patients, fifths))]  # fmt: skip
    assert missed[1] < 0.1 * missed[0]


def test_the_worked_example_of_the_methods() -> None:
    rates = expected.Rates(np.array([[0.04, 0.02], [0.20, 0.10]]), 1.0)
    found = rates.expected(np.array([[800.0, 200.0]]), np.array([[0.75, 0.25]]))
    assert found == pytest.approx([63])


def test_splitting_a_practice_changes_no_sum() -> None:
    patients, fifths, true = made_up(200)
    rates = expected.fit(patients, fifths, true)
    halves = rates.expected(patients * 0.3, fifths) + rates.expected(patients * 0.7, fifths)
    assert halves == pytest.approx(rates.expected(patients, fifths))


def test_a_register_with_nobody_on_it_expects_nobody() -> None:
    patients, fifths, _ = made_up(10)
    rates = expected.fit(patients, fifths, np.zeros(10))
    assert (rates.expected(patients, fifths) == 0).all()


def test_a_practice_without_patients_of_the_age_is_no_obstacle() -> None:
    patients, fifths, true = made_up(300)
    patients[0, expected.AGES >= 18], true[0] = 0, 0
    patients[:, expected.AGES < 18] = 0
    found = expected.fit(patients, fifths, true).expected(patients, fifths)
    assert found[0] == 0
    assert np.isfinite(found).all()


# ---- England's practices, and what the snapshot keeps ----


def england() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.Series]:
    codes = ["P", "Q", "CLOSED", "LOST"]
    registers = pd.DataFrame(
        [(code, register, on, kind, 100.0 if kind == "TOTAL" else 60.0)
         for code in codes for register, on, kind in
         (("HYP", 20.0, "TOTAL"), ("AST", 5.0, "06OV"), ("RA", 1.0, "16OV"), ("DM", 9.0, "17OV"),
          ("EP", 2.0, "18OV"), ("OST", 0.0, "50OV"))],
        columns=["practice", "register", "on_register", "list_type", "list_size"],
    )  # fmt: skip
    ages = pd.DataFrame(
        [(code, sex, band, 2.5) for code in ("P", "Q", "LOST") for sex in ("female", "male")
         for band in AGE_BANDS],
        columns=["practice", "sex", "band", "patients"],
    )  # fmt: skip
    patients = pd.DataFrame(
        [("P", "A", 30.0), ("P", "B", 10.0), ("P", "NO2011", 60.0), ("Q", "B", 5.0),
         ("CLOSED", "A", 9.0), ("LOST", "NO2011", 9.0)],
        columns=["practice", "lsoa", "patients"],
    )  # fmt: skip
    return registers, ages, patients, pd.Series({"A": 1.0, "B": 10.0})


def test_the_country_is_the_practices_with_registers_ages_and_places() -> None:
    found = expected.country(*england())
    assert found.practices.tolist() == ["P", "Q"]
    assert found.fifths.tolist() == [[0.75, 0, 0, 0, 0.25], [0, 0, 0, 0, 1]]
    assert found.ages.sum(axis=1) == pytest.approx([100, 100])
    assert found.starts == {"HYP": 0, "AST": 6, "RA": 16, "DM": 17, "EP": 18, "OST": 50}
    assert found.patients("DM").sum(axis=1) == pytest.approx([60, 60])
    assert found.patients("HYP").sum() == pytest.approx(200)
    assert found.on("DM").tolist() == [9, 9]


def test_practices_of_the_atlas_as_the_snapshot_keeps_them() -> None:
    registers, *others = england()
    counts = expected.counts(expected.country(registers, *others))
    assert counts.sum().to_dict() == pytest.approx(
        {"HYP": 40, "AST": 10, "RA": 2, "DM": 18, "EP": 4, "OST": 0}
    )
    table = expected.of_practices(registers, counts, pd.Index(["CLOSED", "P"]))
    assert table["practice"].tolist() == ["CLOSED"] * 6 + ["P"] * 6
    assert table["register"].tolist() == sorted(counts.columns) * 2
    mine = table.set_index(["practice", "register"])
    assert mine.loc[("P", "DM"), ["observed", "list_size"]].tolist() == [9, 60]
    assert mine.loc[("P", "DM"), "expected"] == round(counts.loc["P", "DM"], 2)
    assert mine.loc["CLOSED", "expected"].isna().all()


def test_units_of_england_without_a_network_and_students_are_in_none() -> None:
    country = expected.country(*england())
    counts = expected.counts(country)
    larger = pd.DataFrame(
        {"pcn_code": ["U01", "U"], "sub_icb_code": ["02P", "02P"]}, index=["P", "Q"]
    )
    table, limits = expected.differences(country, counts, larger, pd.Index([]))
    units = table.set_index(["register", "level"])["units"].unstack()
    assert (units["practice"] == 2).all()
    assert (units["pcn"] == 1).all()
    assert (units["sub_icb"] == 1).all()
    # With so few, the limits are a normal variable's.
    assert set(limits["high"]) == {1.96}
    assert set(limits["low"]) == {-1.96}
    alone, _ = expected.differences(country, counts, larger, pd.Index(["Q"]))
    assert set(alone.loc[alone["level"] == "practice", "units"]) == {1}


# ---- Out of sample, and what the documentation says ----


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = REPOSITORY / "scripts" / "expected_errors.py"
    found = importlib.util.spec_from_file_location("expected_errors", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_errors_by_hand(script: ModuleType) -> None:
    error = script.Error.of(np.array([10.0, 30]), np.array([14.0, 28]), np.array([100.0, 100]))
    assert error.error == pytest.approx(100 * 6 / 40)
    # Prevalence 10 and 30 % about a mean of 20 %: 200; expected 14 and 28 %: 16 + 4 are left.
    assert error.explained == pytest.approx(100 * (1 - 20 / 200))


def test_the_script_asks_for_its_markers(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="has no line"):
        script.rewritten("# Methods\n", None)


@pytest.mark.sources
def test_the_tables_in_the_methods_are_what_the_script_makes(
    sources: Path, script: ModuleType
) -> None:
    """One reading of the publications for what must hold and for what is said."""
    england = script.read(sources)
    text = (REPOSITORY / "docs" / "methods" / "expected.md").read_text(encoding="utf-8")
    assert script.rewritten(text, england) == text, "run 'python scripts/expected_errors.py'"
    [(fitted, tested)] = script.yorkshire(england)
    assert not (fitted & tested).any()
    assert not np.isin(england.board[fitted], ["QF7", "QOQ", "QWO", "QHM"]).any()
    assert tested[england.country.practices == "C87008"].all()
    turns = script.in_turn(england)
    assert (np.sum([hand for _, hand in turns], axis=0) == 1).all()
    assert all((fitted != hand).all() for fitted, hand in turns)
    rows = {line.split("|")[1].strip(): line.split("|")[2:-1] for line in text.splitlines()
            if line.startswith("| ")}  # fmt: skip
    alone, both = (float(cell.strip(" *%")) for cell in rows["**mean**"][:2])
    assert both < 0.92 * alone
    # The usual range, of practices that had no part in it: in every register and size.
    shares = script.outside(england, expected.counts(england.country))
    assert len(shares) == 21
    assert shares[["below", "above"]].stack().between(2, 3).all()
    assert shares.drop(columns=["below", "above"]).stack().between(1.5, 3.5).all()
