"""The sentences that a unit's page, sheet and files open with: by examples, and for every unit."""

import re

import numpy as np
import pandas as pd
import pytest
from dash import html
from scipy.stats import norm

from dashboard.practices import export_tables
from dashboard.practices.compare import compare_page
from dashboard.practices.export_about import practices_about
from dashboard.practices.finding import finding, marks_anyway, of_registers
from dashboard.practices.key_figures import key_figures
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.register_plot import in_words, register_plot
from dashboard.wording import number_text
from layers import Atlas
from layers.practices import expected_registers, recorded_registers, units
from layers.practices.units import Unit
from tests.dashboard.conftest import MADE
from tests.dashboard.practices.ratios import figures
from tests.dashboard.practices.test_pages import parts, said, table_rows, view_of

LABELS = {"DEM": "Dementia", "DEP": "Depression", "OB": "Obesity", "AST": "Asthma"}


def judged(**registers: tuple[float, str, float]) -> pd.DataFrame:
    """Registers of one practice: ratio, verdict, and the share of units at least so far out."""
    rows = {
        code: {"ratio": ratio, "verdict": verdict, "chance": chance, "practices": 1}
        | {"limit_lower": 0.55, "limit_upper": 1.48}
        | {"deviation": np.sign(ratio - 1) * norm.isf(chance / 2)}
        for code, (ratio, verdict, chance) in registers.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index")


USUAL = "as_expected"


@pytest.mark.parametrize(
    ("registers", "text"),
    [
        (
            # Asthma has the lower ratio, and is more usual.
            {"DEM": (0.6, USUAL, 0.08), "AST": (0.5, USUAL, 0.3), "OB": (1.4, USUAL, 0.06)},
            "Nothing unusual in 3 registers; nearest to below usual: dementia, 0.60 of expected "
            "(usual range 0.55–1.48).",
        ),
        (
            {"DEM": (1.1, USUAL, 0.7), "OB": (1.4, USUAL, 0.06)},
            "Nothing unusual in 2 registers; nearest to below usual: dementia, 1.10 times expected "
            "(usual range 0.55–1.48).",
        ),
        (
            {"DEM": (0.45, "lower", 0.02), "OB": (1.1, USUAL, 0.6), "DEP": (0.31, "lower", 0.01)},
            "2 of 3 registers are below usual: depression (0.31 of expected) and dementia (0.45 of "
            "expected).",
        ),
        (
            {"DEM": (0.45, "lower", 0.02), "OB": (1.9, "higher", 0.01)},
            "1 of 2 registers is below usual: dementia (0.45 of expected). 1 is above: obesity "
            "(1.90 times expected).",
        ),
        # A register without an expected number is in no count.
        (
            {"DEM": (1.6, "higher", 0.02), "AST": (float("nan"), "", float("nan"))},
            "1 of 1 registers is above usual: dementia (1.60 times expected).",
        ),
    ],
)
def test_the_headline_by_example(registers: dict[str, tuple[float, str, float]], text: str) -> None:
    assert of_registers(judged(**registers), LABELS) == text


def test_what_a_mark_is_worth_follows_from_how_many_are_compared() -> None:
    usual = {f"R{n}": (1.0, USUAL, 0.9) for n in range(19)}
    low, high = {"DEM": (0.4, "lower", 0.02)}, {"OB": (1.9, "higher", 0.02)}
    # 20 registers × 2.5% = half a mark on one side, one on both.
    assert marks_anyway(judged(**usual, **low)) == (
        "Ordinary practices, too, have about 1 register below usual for every 2 of them."
    )
    assert marks_anyway(judged(**usual, **low, **high)) == (
        "Even an ordinary practice has about 1 register below or above usual."
    )
    assert marks_anyway(judged(**usual)) == ""


def every_unit(atlas: Atlas) -> list[Unit]:
    kinds = ("practice", "pcn", "place")
    return [unit for kind in kinds for unit in units.of_kind(atlas, kind)]  # type: ignore[arg-type]


def test_the_counts_of_every_sentence_are_those_of_the_table(atlas: Atlas) -> None:
    """All practices, networks and places: what is counted and named, against the frames."""
    labels = {
        label[:1].lower() + label[1:]: code
        for code, label in recorded_registers.registers(atlas).items()
    }
    nothing = students = 0
    for at, unit in enumerate(every_unit(atlas)):
        frame = expected_registers.of_group(atlas, unit.practices)
        found = finding(atlas, unit, frame)
        if at % 10 == 0:
            patients, _, share, *_ = (one.number for one in key_figures(atlas, unit))
            assert found.who.startswith(f"It has {patients} patients; about {share} live in the ")
        counts = frame["verdict"].value_counts()
        below, above = int(counts.get("lower", 0)), int(counts.get("higher", 0))
        if frame.empty:
            students += 1
            assert "most of its patients are students" in found.headline
            assert atlas.directory.loc[list(unit.practices), "flag_students"].all()
            continue
        told = {
            side: int(number)
            for number, side in re.findall(
                r"(\d+) (?:of 21 registers )?(?:is|are) (below|above)", found.headline
            )
        }
        assert told == {s: n for s, n in (("below", below), ("above", above)) if n}, unit.key
        assert bool(found.worth) == bool(told) or "Compared without" in found.worth
        if told:
            named = re.findall(r"(?:: |, | and )([^:]+?) \((\d\.\d{2,4}) ", found.headline)
            assert len(named) == sum(n if n <= 4 else 3 for n in told.values())
            for label, ratio in named:
                assert figures(frame.loc[labels[label]], "ratio") == [ratio]
                assert frame.at[labels[label], "verdict"] in ("lower", "higher")
        else:
            nothing += 1
            code = expected_registers.lowest(frame)
            row = frame.loc[code]
            assert f"{figures(row, 'ratio')[0]} " in found.headline
            # No register below expected is further out, by the share of England beyond it.
            low = frame[frame["ratio"] < 1]
            assert low.empty or row["chance"] == low["chance"].min()
    assert (nothing, students) == (62 + 11 + 1, 4)


def test_the_picture_has_every_register_the_least_usual_first(atlas: Atlas) -> None:
    labels = recorded_registers.registers(atlas)
    for key in ("C85014", "C87608", "U16464", "03N"):
        unit = units.unit(atlas, key)
        frame = expected_registers.of_group(atlas, unit.practices)
        plot = register_plot(atlas, unit, frame)
        [rows] = [one.children for one in parts(plot, html.Ol)]
        codes = {label: code for code, label in labels.items()}
        chance = [frame.at[codes[said(row.children[0])], "chance"] for row in rows]
        assert len(chance) == 21
        assert chance == sorted(chance)
        # The table below it is in the same order, and says the same of each.
        table = table_rows(unit_tables(atlas, view_of(atlas, key)))
        assert [row[0] for row in table] == [said(row.children[0]) for row in rows]
        for row, (_, against, usual, *_) in zip(rows, table, strict=True):
            assert against.startswith(said(row.children[2]))
            assert f"usual {usual}." in row.title
            mark = row.children[1]
            assert ("Below" in against or "below" in against) == ("lower" in mark.className)
            assert ("Above" in against or "above" in against) == ("higher" in mark.className)
    ward = units.unit(atlas, "E05000994")
    assert register_plot(atlas, ward, expected_registers.of_group(atlas, ward.practices)) is None


def test_a_row_of_the_picture_says_what_is_recorded_and_expected(atlas: Atlas) -> None:
    """High blood pressure at Goldthorpe: 888 of 4,473 patients, where 820 would be expected."""
    row = expected_registers.of_group(atlas, ["C85001"]).loc["HYP"]
    here = recorded_registers.recorded(atlas, ["C85001"]).loc[("2024-25", "HYP")]
    assert (row["observed"], row["list_size"]) == (here["on_register"], here["list_size"])
    assert in_words(row).startswith(
        f"Recorded: {number_text.percent(here['prevalence'])} (888 of 4,473). "
        "Expected for its ages and deprivation: "
        f"{100 * row['expected'] / 4473:.1f}% (820). Ratio 1.08, by chance 1.01–"
    )


@pytest.mark.parametrize("key", ["C85014", "C88627", "U20350", "03N", "E05000994"])
def test_page_comparison_and_files_say_the_same(atlas: Atlas, key: str) -> None:
    view = view_of(atlas, key)
    unit = view.units[0]
    found = finding(atlas, unit, expected_registers.of_group(atlas, unit.practices))
    page = said(unit_page(atlas, view))
    assert page.index(unit.name) < page.index(found.headline) < page.index(found.more())
    assert f"{found.headline} {found.worth}" in said(
        compare_page(atlas, view_of(atlas, key, "C85001"))
    )
    tables = [export_tables.members(atlas, view.units)]
    made = practices_about(atlas, view, tables, made=MADE)
    assert (f"{unit.name}: what is found", found.text()) in made.filters.rows
