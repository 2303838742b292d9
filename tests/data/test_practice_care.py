"""Getting in and being looked after, in the committed snapshot, against the publications.

Figures worked out here come from the files with ``openpyxl`` and ``csv``, so that they share no
code with the readers.
"""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from layers import Atlas
from layers.practices import care
from layers.statistics.intervals import wilson_percent

pytestmark = pytest.mark.sources

NAMED = {"December 2025": 82, "January 2026": 82, "February 2026": 84}
# The supplier sent nothing, which the table prints as 0.
NO_DATA = {"C87015", "C88069", "C88082", "C88086"}
ENGLAND = "E92000001"


def workbook(sources: Path, name: str) -> Mapping[str, list[tuple[Any, ...]]]:
    path = next((sources / "nhs").glob(name))
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    wanted = ("Table 1", "Table 2", "Table 3", "Table 4")
    return {
        sheet.title: list(sheet.iter_rows(values_only=True))
        for sheet in book.worksheets
        if sheet.title in wanted
    }


def rows(sources: Path, pattern: str) -> Iterator[dict[str, str]]:
    path = next((sources / "nhs").glob(pattern))
    yield from csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig")))


def kept(atlas: Atlas, measure: str, period: str) -> dict[str, float]:
    """The snapshot's values of a measure and period, by practice."""
    mine = atlas.extra("practice_care").query("measure == @measure and period == @period")
    return mine.set_index("practice")["value"].to_dict()


def england(atlas: Atlas, measure: str, period: str) -> dict[str, float]:
    table = atlas.extra("practice_care_england").set_index(["measure", "period"])
    return table.loc[(measure, period)].to_dict()


@pytest.mark.parametrize("month", NAMED)
def test_calls_are_those_of_the_practices_that_are_named_and_of_no_other(
    sources: Path, atlas: Atlas, month: str
) -> None:
    book = workbook(sources, f"Cloud*{month}.xlsx")
    home = set(atlas.directory.index[atlas.directory["home"]])
    outcomes = {r[1]: r for r in book["Table 3"] if isinstance(r[0], datetime) and r[1] in home}
    waits = {r[1]: r for r in book["Table 4"] if isinstance(r[0], datetime) and r[1] in home}
    assert len(outcomes) == NAMED[month]
    # Column of the percentage that the publication prints itself, to a tenth of a percent.
    for measure, table, printed in (
        ("calls_answered", outcomes, 14), ("calls_missed", outcomes, 21),
        ("answered_first_minute", waits, 16), ("waited_five_minutes", waits, 22),
    ):  # fmt: skip
        found = kept(atlas, measure, month)
        assert set(found) == set(table), measure
        for code, row in table.items():
            assert found[code] == pytest.approx(100 * row[printed], abs=0.05001), (measure, code)
    whole = {str(r[0]).split(" [")[0]: r[1] for r in book["Table 1"] if r[0]}
    whole |= {str(r[1]).split(" [")[0]: r[2] for r in book["Table 1"] if r[1]}
    for measure, counted, among in (
        ("calls_answered", "Calls answered", "Total Inbound Calls "),
        ("calls_missed", "Missed calls", "Total Inbound Calls "),
        ("answered_first_minute", "Calls answered within 1 minute", "Calls answered"),
        ("waited_five_minutes", "Calls answered after waiting over 5 minutes", "Calls answered"),
    ):
        country = england(atlas, measure, month)
        assert country["numerator"] == whole[counted], measure
        assert country["denominator"] == whole[among], measure


def test_online_requests_are_as_printed_and_no_data_is_not_nought(
    sources: Path, atlas: Atlas
) -> None:
    book = workbook(sources, "Submissions*.xlsx")
    home = set(atlas.directory.index[atlas.directory["home"]])
    printed = {r[1]: r for r in book["Table 2"] if isinstance(r[0], datetime) and r[1] in home}
    found = kept(atlas, "online_requests", "February 2026")
    assert {code for code, row in printed.items() if row[11].lower() == "no data"} == NO_DATA
    assert found == {code: row[17] for code, row in printed.items() if code not in NO_DATA}
    assert len(found) == 165
    rate = next(
        row
        for row in book["Table 1"]
        if any(str(cell).startswith("Rate per 1,000") for cell in row)
    )
    numbers = [cell for cell in rate if isinstance(cell, float)]
    country = england(atlas, "online_requests", "February 2026")
    assert country["value"] == pytest.approx(numbers[0], rel=1e-12)
    assert country["numerator"] == 8_615_369


def test_appointments_within_two_weeks_are_the_funds(sources: Path, atlas: Atlas) -> None:
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(sources, "IIF_*"):
        if row["ORGANISATION_TYPE"] == "GP practice" and row["MEASURE"].startswith("ACC-08"):
            parts[row["ORGANISATION_CODE"]][row["MEASURE"].split()[1]] = int(row["VALUE"])
    year = "April 2023 to March 2024"
    found = kept(atlas, "within_two_weeks", year)
    home = atlas.directory.index[atlas.directory["home"]]
    assert found == pytest.approx(
        {c: 100 * parts[c]["Numerator"] / parts[c]["Denominator"] for c in home if c in parts}
    )
    country = england(atlas, "within_two_weeks", year)
    assert country["numerator"] == sum(part["Numerator"] for part in parts.values())
    assert country["denominator"] == sum(part["Denominator"] for part in parts.values())
    assert country["value"] == pytest.approx(87.01, abs=0.005)


def test_people_who_smoke_and_how_england_and_the_limits_are_made(
    sources: Path, atlas: Atlas
) -> None:
    """For 2023/24 Fingertips has counts alone. For the year before it has England and limits too:
    England is its practices added up, and the limits are Wilson's."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    newest: dict[str, float] = {}
    country: dict[str, dict[str, str]] = {}
    for row in rows(sources, "fingertips_91547*"):
        if row["Area Type"] == "GPs":
            sums[row["Time period"]][0] += int(row["Count"])
            sums[row["Time period"]][1] += int(row["Denominator"])
            if row["Time period"] == "2023/24":
                newest[row["Area Code"]] = float(row["Value"])
            if row["Area Code"] == "C85001" and row["Time period"] == "2022/23":
                limits = wilson_percent(int(row["Count"]), int(row["Denominator"]))
                assert limits.lower == pytest.approx(float(row["Lower CI 95.0 limit"]), abs=1e-6)
                assert limits.upper == pytest.approx(float(row["Upper CI 95.0 limit"]), abs=1e-6)
        elif row["Area Code"] == ENGLAND and not row["Category Type"]:
            country[row["Time period"]] = row
    before = country["2022/23"]
    assert sums["2022/23"] == [int(before["Count"]), int(before["Denominator"])]
    assert "2023/24" not in country
    year = "April 2023 to March 2024"
    ours = england(atlas, "smoking", year)
    assert [ours["numerator"], ours["denominator"]] == sums["2023/24"] == [7_463_570, 52_939_708]
    found = kept(atlas, "smoking", year)
    assert found == pytest.approx({code: newest[code] for code in found})
    assert len(found) == 170


def test_children_at_ae_have_the_publishers_limits(sources: Path, atlas: Atlas) -> None:
    year = "April 2021 to March 2022"
    printed = {
        row["Area Code"]: row
        for row in rows(sources, "fingertips_93930*")
        if row["Sex"] == "Persons" and row["Time period"] == "2021/22" and not row["Category Type"]
    }
    assert england(atlas, "children_at_ae", year)["value"] == float(printed[ENGLAND]["Value"])
    for code in atlas.practices.index:
        found, row = care.of_group(atlas, [code]).loc["children_at_ae"], printed[code]
        assert found["value"] == pytest.approx(float(row["Value"]), abs=1e-4), code
        assert found["lower"] == float(row["Lower CI 95.0 limit"]), code
        assert found["upper"] == float(row["Upper CI 95.0 limit"]), code
