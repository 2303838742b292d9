"""How far estimates of practices are out: learnt from made-up practices, tested on England's."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from data import practice_error
from data.practice_error import Checked, quantile
from layers.catalogue.definitions import load_catalogue
from layers.practices.practice_error import CHECKED, STUDENTS, Patients, half_width, limits
from tests.conftest import REPOSITORY

# ---- Quantile regression ----


@pytest.mark.parametrize("level", [0.5, 0.9, 0.955])
def test_the_dual_is_the_regression_as_it_is_defined(level: float) -> None:
    random = np.random.default_rng(5)
    x = random.uniform(0, 2, (300, 2))
    y = 1.5 + x @ [0.7, 0.0] + random.standard_t(3, 300)
    height, slopes = quantile(x, y, level)
    n = len(y)
    cost = np.concatenate([np.zeros(3), np.full(n, level), np.full(n, 1 - level)])
    inside = np.hstack([np.ones((n, 1)), x, np.eye(n), -np.eye(n)])
    bounds = [(None, None), (0, None), (0, None)] + [(0, None)] * (2 * n)
    found = linprog(cost, A_eq=inside, b_eq=y, bounds=bounds)
    assert [height, *slopes] == pytest.approx(found.x[:3], abs=1e-6)
    assert np.mean(y <= height + x @ slopes + 1e-9) == pytest.approx(level, abs=0.01)


def test_a_slope_that_would_fall_is_none() -> None:
    x = np.linspace(0, 1, 200)[:, None]
    y = -3 * x[:, 0] + np.random.default_rng(1).normal(0, 0.1, 200)
    assert quantile(x, y, 0.9)[1] == pytest.approx([0])
    height, slopes = quantile(-x, y, 0.9)
    assert (height, slopes[0]) == pytest.approx((0.13, 3), abs=0.1)
    assert quantile(x, -y, 0.9, start=False)[0] == 0


# ---- Made-up practices, whose error is known ----


def made_up(n: int, seed: int) -> Checked:
    """Practices out by a normal error that grows with students and falls with the list."""
    random = np.random.default_rng(seed)
    size = np.exp(random.uniform(np.log(1000), np.log(30000), n))
    students, young = random.beta(2, 25, n), random.beta(6, 45, n)
    spread = 0.15 * (1e4 / np.minimum(size, 1e4)) ** 0.3 * np.exp(4 * np.maximum(students, 0.05))
    told = {name: random.uniform(0.05, 0.3, n) for name in CHECKED}
    true = {}
    for name, share in told.items():
        odds = np.log(share / (1 - share)) + spread * random.normal(0, 1, n)
        true[name] = random.binomial(size.astype(int), 1 / (1 + np.exp(-odds))) / size.astype(int)
    codes = pd.Index([f"P{at}" for at in range(n)])
    table = pd.DataFrame(
        {"list_size": size, "base": size, "students": students, "young": young, "practices": 1.0}
        | {"pcn_code": [f"U{at // 5}" for at in range(n)]}
        | {"sub_icb_code": [f"S{at // 50}" for at in range(n)]}
        | {"icb_code": [f"I{at // 200}" for at in range(n)]},
        codes,
    )
    return Checked(table, pd.DataFrame(told, codes), pd.DataFrame(true, codes))


def held(errors: pd.DataFrame, those: Checked) -> np.ndarray:
    """Whether each range holds the truth: those × characteristics."""
    found = []
    for name in CHECKED:
        half = half_width(errors, name, those.patients())
        lower, upper = limits(those.estimated[name], those.table["base"], half)
        found.append((lower <= those.actual[name]) & (those.actual[name] <= upper))
    return np.column_stack(found)


def test_ranges_hold_the_truth_of_practices_that_they_have_not_seen() -> None:
    """Nine characteristics, 2,500 practices to learn from and 2,500 others; seeds 11 and 12."""
    errors, others = practice_error.fit(made_up(2500, 11)), made_up(2500, 12)
    found = held(errors, others)
    assert 0.945 <= found.mean() <= 0.965
    assert ((found.mean(axis=0) >= 0.93) & (found.mean(axis=0) <= 0.97)).all()
    table = others.table
    for chosen in (table["list_size"] < 3000, table["list_size"] > 15000, table["students"] > 0.15,
                   table["students"] < 0.05):  # fmt: skip
        assert 0.93 <= found[chosen.to_numpy()].mean() <= 0.97
    # Errors of practices that have nothing to do with each other nearly cancel.
    networks = practice_error.together(others, table["pcn_code"])
    assert len(networks.table) == 500
    assert 0.94 <= held(errors, networks).mean() <= 0.99
    one, five = Patients(9000, 0.06, 0.12), Patients(45000, 0.06, 0.12, practices=5)
    assert half_width(errors, "female", five) < 0.7 * half_width(errors, "female", one)
    # The half-width itself: 1.96 × 0.15 × e^(4 · 0.06), a hair more for 95.5 in 100.
    for name in CHECKED:
        assert half_width(errors, name, one) == pytest.approx(2 * 0.15 * np.exp(0.24), rel=0.2)


def test_the_same_practices_give_the_same_widths() -> None:
    practices = made_up(600, 3)
    pd.testing.assert_frame_equal(practice_error.fit(practices), practice_error.fit(practices))


def test_few_practices_teach_nothing() -> None:
    few = practice_error.fit(made_up(practice_error.FEWEST_PRACTICES - 1, 3))
    assert few.empty
    assert list(few.columns) == practice_error.COLUMNS


def test_practices_together_by_hand() -> None:
    practices = made_up(4, 1)
    practices.table[["list_size", "base"]] = [[1000.0, 1100], [3000, 2900], [500, 500], [9, 9]]
    practices.table["students"] = [0.1, 0.2, 0.3, 0.4]
    practices.table["young"] = [0.1, 0.2, 0.3, 0.4]
    group = pd.Series(["A", "A", "B", None], practices.table.index)
    made = practice_error.together(practices, group)
    assert list(made.table.index) == ["A"]
    row = made.table.loc["A"]
    assert (row["list_size"], row["base"]) == (4000, 4000)
    assert row["students"] == pytest.approx((0.1 * 1100 + 0.2 * 2900) / 4000)
    assert row["young"] == pytest.approx((0.1 * 1000 + 0.2 * 3000) / 4000)
    assert row["practices"] == pytest.approx(4000**2 / (1000**2 + 3000**2))
    old = practices.estimated["age_65_plus"]
    mean = (1100 * old.iloc[0] + 2900 * old.iloc[1]) / 4000
    assert made.estimated.loc["A", "age_65_plus"] == pytest.approx(mean)
    actual = practices.actual["age_65_plus"]
    mean = (1000 * actual.iloc[0] + 3000 * actual.iloc[1]) / 4000
    assert made.actual.loc["A", "age_65_plus"] == pytest.approx(mean)


# ---- From the publications' tables ----


def test_estimated_and_actual_by_hand() -> None:
    catalogue = load_catalogue()
    areas = ["E01000001", "E01000002"]
    definitions = [catalogue.indicators[name] for name in (*CHECKED, STUDENTS)]
    census: dict[str, pd.DataFrame] = {}
    for one in definitions:
        table = census.setdefault(one.source, pd.DataFrame(index=areas))
        for measure, people in ((one.denominator, [1000.0, 500]), (one.numerator, [100.0, 200])):
            for column in measure.columns:
                table[column] = people if len(measure.columns) == 1 else np.divide(people, 10)
    patients = pd.DataFrame(
        [("P", areas[0], 1500.0), ("P", areas[1], 500), ("P", "NO2021", 9), ("Q", areas[0], 1200),
         ("SMALL", areas[0], 900), ("SCHEME", areas[0], 1500), ("SHUT", areas[0], 1500)],
        columns=["practice", "lsoa", "patients"],
    )  # fmt: skip
    bands = ["0_4", "5_9", "15_19", "30_34", "50_54", "65_69", "75_79", "95+"]
    ages = pd.DataFrame(
        [(code, "female" if at % 2 else "male", band, 200 if code != "SMALL" else 100)
         for code in ("P", "Q", "SMALL", "SCHEME") for at, band in enumerate(bands)],
        columns=["practice", "sex", "band", "patients"],
    )  # fmt: skip
    codes = ["P", "Q", "SMALL", "SCHEME"]
    practice_map = pd.DataFrame({"pcn_code": "U1", "sub_icb_code": "S", "icb_code": "I"}, codes)
    directory = pd.DataFrame({"setting": ["4", "4", "4", "0"]}, codes)
    found = practice_error.country(
        catalogue, census, pd.Series([1000.0, 500], areas), patients, ages, practice_map, directory
    )
    assert list(found.table.index) == ["P", "Q"]
    # Three quarters of P's patients live where a tenth are women, a quarter where two in five are.
    assert found.estimated.loc["P", "female"] == pytest.approx(0.75 * 0.1 + 0.25 * 0.4)
    assert found.table.loc["P", "students"] == pytest.approx(0.75 * 0.1 + 0.25 * 0.4)
    assert found.estimated.loc["Q", "age_85_plus"] == pytest.approx(0.1)
    assert found.table.loc["P", ["base", "list_size"]].tolist() == [2000, 1600]
    assert found.actual.loc["P", ["female", "age_65_plus", "age_85_plus"]].tolist() == [
        0.5, 0.375, 0.125
    ]  # fmt: skip
    assert found.table.loc["P", "young"] == 0.125


# ---- England ----


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = Path(REPOSITORY) / "scripts" / "practice_errors.py"
    spec = importlib.util.spec_from_file_location("practice_errors", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_asks_for_its_markers(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="has no line"):
        script.rewritten("# Methods\n", None)


@pytest.mark.sources
def test_the_ranges_hold_what_england_s_lists_say(sources: Path, script: ModuleType) -> None:
    """Out of sample, by characteristic and stratum; and that is what the methods say."""
    found = script.coverage(script.read(sources))
    assert found.loc["all", "number"] > 6000
    for stratum in script.STRATA:
        row = found.loc[stratum]
        assert 93 <= row["together"] <= 97, stratum
        # So many standard errors of a share of 95 in 100 may be chance.
        chance = 2.5 * 100 * np.sqrt(0.95 * 0.05 / row["number"])
        assert (row[list(CHECKED)] - 95).abs().max() <= max(2, chance), stratum
    assert 93 <= found.loc["networks (PCNs)", "together"] <= 97
    assert found.loc["places (sub-ICB locations)", "together"] >= 93
    assert found.loc["all, had it not been checked", list(CHECKED)].min() >= 93
    # The range that was shown before says what this is about.
    assert found.loc["all, by the range shown before", "age_65_plus"] < 35
    text = (REPOSITORY / "docs" / "methods" / "claims.md").read_text(encoding="utf-8")
    assert script.rewritten(text, found) == text, "run 'python scripts/practice_errors.py'"
