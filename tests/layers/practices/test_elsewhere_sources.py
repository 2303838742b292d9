"""Practices' figures against the publications themselves, where they are at hand.

Read with pandas from the publishers' files, over all of England's areas, and not by the project's
readers or its method.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import expected
from data.files import SourceFolder
from data.inputs import Inputs
from data.readers import qof, registrations
from data.sources import load_sources
from layers import Atlas
from layers.practices import footprints, patients_elsewhere, units
from layers.practices.footprints import RINGS
from layers.practices.practice_values import practice_values
from layers.practices.profile import figure

pytestmark = pytest.mark.sources

IMD = "Index of Multiple Deprivation (IMD)"
OLD = ("85 years and over", *(f"{a} to {a + 4} years" for a in range(65, 85, 5)))
# Census table and the columns of the numerator, by the last words of their names; None for all but
# White British.
CENSUS: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "minority_ethnic": ("ts021", None),
    "english_limited": ("ts029", ("Cannot speak English well", "Cannot speak English")),
    "bad_health": ("ts037", ("Bad health", "Very bad health")),
    "no_car": ("ts045", ("No cars or vans in household",)),
    "age_65_plus": ("ts007a", tuple(f"Aged {band}" for band in OLD)),
}


def census(sources: Path, table: str) -> pd.DataFrame:
    read = pd.read_csv(sources / "census2021" / f"census2021-{table}-lsoa.csv.gz")
    return read.set_index("geography code").drop(columns=["date", "geography"])


@pytest.fixture(scope="module")
def patients(sources: Path) -> pd.DataFrame:
    """Patients by practice and area of 2021: split areas shared by Census residents."""
    raw = pd.read_csv(
        sources / "nhs" / "gp-reg-pat-prac-lsoa-all_2023-07.csv.gz",
        usecols=["PRACTICE_CODE", "LSOA_CODE", "NUMBER_OF_PATIENTS"],
    )
    raw.columns = ["practice", "lsoa11", "patients"]
    lookup = pd.read_csv(
        sources / "geography" / "LSOA_2011_to_LSOA_2021_Lookup_EW.csv.gz", encoding="latin-1"
    )
    people = census(sources, "ts001").iloc[:, 0]
    lookup["people"] = lookup["LSOA21CD"].map(people)
    lookup["part"] = lookup["people"] / lookup.groupby("LSOA11CD")["people"].transform("sum")
    moved = raw.merge(lookup, "left", left_on="lsoa11", right_on="LSOA11CD")
    moved["patients"] *= moved["part"].fillna(1.0)
    moved["lsoa"] = moved["LSOA21CD"].fillna(moved["lsoa11"])
    return moved.groupby(["practice", "lsoa"], as_index=False)["patients"].sum()


@pytest.fixture(scope="module")
def deprivation(sources: Path) -> pd.DataFrame:
    file = sources / "iod2025" / "File_7_IoD2025_Ranks_Scores_Deciles.csv.gz"
    read = pd.read_csv(file, encoding="utf-8-sig")
    decile = next(c for c in read.columns if c.startswith(f"{IMD} Decile"))
    read = read.set_index("LSOA code (2021)")[[f"{IMD} Score", decile]]
    return read.set_axis(["score", "decile"], axis=1)


def test_every_list_is_the_publication_s(atlas: Atlas, patients: pd.DataFrame) -> None:
    lists = patients.groupby("practice")["patients"].sum()
    for code in atlas.practices.index:
        assert patients_elsewhere.lived(atlas, [code]).all == pytest.approx(lists.get(code, 0)), (
            code
        )


def test_tickhill(atlas: Atlas, patients: pd.DataFrame, deprivation: pd.DataFrame) -> None:
    mine = patients[patients["practice"] == "C86013"].set_index("lsoa")["patients"]
    placed = mine[mine.index.isin(deprivation.index)]
    there = deprivation.loc[placed.index]
    core20 = 100 * placed[there["decile"] <= 2].sum() / placed.sum()
    score = (placed * there["score"]).sum() / placed.sum()
    assert round(core20, 1) == 5.9
    weights = units.weights(atlas, units.unit(atlas, "C86013"))
    assert figure(atlas, "core20", weights).value == pytest.approx(core20)
    assert figure(atlas, "imd_score", weights).value == pytest.approx(score)
    inside = placed[placed.index.isin(atlas.areas.index) & (placed >= 1)]
    table = footprints.shares(atlas, ["C86013"], RINGS)
    shown = table[table["inside"]]
    assert len(shown) == len(inside) == 68
    assert shown["of_list"].sum() == pytest.approx(inside.round().sum() / mine.sum(), abs=1e-3)
    assert round(100 * shown["of_list"].sum(), 1) == 65.7
    fewest = placed.sort_values(ascending=False).cumsum()
    assert footprints.holding(table, RINGS)[-1].areas == 1 + (fewest < 0.95 * mine.sum()).sum()


def test_deprivation_of_every_practice(
    atlas: Atlas, patients: pd.DataFrame, deprivation: pd.DataFrame
) -> None:
    there = patients.merge(deprivation, left_on="lsoa", right_index=True)
    there["core"] = there["patients"].where(there["decile"] <= 2, 0.0)
    there["weighted"] = there["patients"] * there["score"]
    sums = there.groupby("practice")[["patients", "core", "weighted"]].sum()
    sums = sums.reindex(atlas.practices.index)
    for name, wanted in (
        ("core20", 100 * sums["core"] / sums["patients"]),
        ("imd_score", sums["weighted"] / sums["patients"]),
    ):
        found = practice_values(atlas, name)["value"].reindex(wanted.index)
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("indicator", CENSUS)
def test_a_profile_is_that_of_all_of_england_s_areas(
    atlas: Atlas, sources: Path, patients: pd.DataFrame, indicator: str
) -> None:
    table, columns = CENSUS[indicator]
    counts = census(sources, table)
    words = {c: c.split(": ", 1)[1].removesuffix("; measures: Value") for c in counts.columns}
    denominator = counts[next(c for c, w in words.items() if w.startswith("Total"))]
    if columns is None:
        british = next(c for c, w in words.items() if w.startswith("White: English"))
        numerator = denominator - counts[british]
    else:
        numerator = counts[[c for c, w in words.items() if w.split(": ")[-1] in columns]].sum(
            axis=1
        )
    residents = census(sources, "ts001").iloc[:, 0]
    there = patients[patients["lsoa"].str.startswith("E01")]
    weight = there["patients"] / there["lsoa"].map(residents)
    parts = pd.DataFrame(
        {
            "practice": there["practice"],
            "x": weight * there["lsoa"].map(numerator),
            "n": weight * there["lsoa"].map(denominator),
        }
    )
    sums = parts.groupby("practice")[["x", "n"]].sum().reindex(atlas.practices.index)
    found = practice_values(atlas, indicator).reindex(sums.index)
    np.testing.assert_allclose(found["value"], 100 * sums["x"] / sums["n"], rtol=1e-9)
    np.testing.assert_allclose(found["numerator"], sums["x"], rtol=1e-9, atol=1e-9)


def test_expected_registers_rest_on_the_same_deprivation(
    atlas: Atlas, sources: Path, patients: pd.DataFrame, deprivation: pd.DataFrame
) -> None:
    """The most deprived fifth of the model of expected registers is the Core20 that is shown."""
    inputs = Inputs(SourceFolder(sources), load_sources())
    country = expected.country(
        inputs.read("qof_2024_25", qof.read_registers),
        inputs.read("practice_ages", registrations.read_practice_ages),
        patients,
        deprivation["decile"],
    )
    fifth = pd.Series(100 * country.fifths[:, 0], country.practices)
    shown = practice_values(atlas, "core20")["value"]
    both = shown.index.intersection(fifth.index)
    assert len(both) >= 160
    np.testing.assert_allclose(shown[both], fifth[both], atol=1e-9)
