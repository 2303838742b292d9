"""Files of the Inequality page: every part, the same figures, the caveats; hostile addresses."""

import csv
import io
import zipfile
from datetime import date

import pytest
from flask import Flask

from dashboard.files.csv_file import to_csv
from dashboard.inequality import export_tables, gradients
from dashboard.inequality.export_routes import (
    add_inequality_exports,
    file_name,
    of_part,
    to_xlsx,
    to_zip,
)
from dashboard.inequality.view import InequalityView
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers import Atlas
from tests.dashboard.conftest import unzipped

MADE = date(2026, 11, 22)
SHEETS = [
    "Gradient", "Results", "Districts and years", "Segregation", "Correlations", "View", "Sources",
    "Caveats",
]  # fmt: skip


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_gradient_in_full(atlas: Atlas) -> None:
    view = InequalityView(indicator="no_car", ordering="imd")
    made = gradients.of_view(atlas, view)
    files = unzipped(to_zip(atlas, view, MADE))
    assert list(files)[:4] == ["data.csv", "results.csv", "districts.csv", "about.csv"]
    found = rows(files["data.csv"])
    assert [float(row[1]) for row in found[1:]] == made.groups["value"].tolist()
    text = files["about.csv"]
    assert "a gap of 32.9 points" in text
    assert "PHEindicatormethods" in text
    assert "Office for National Statistics" in text


def test_what_is_refused_says_so(atlas: Atlas) -> None:
    view = InequalityView(indicator="imd_score", ordering="imd")
    files = unzipped(to_zip(atlas, view, MADE))
    assert rows(files["data.csv"]) == [["group"]]
    assert "Ordered by itself" in files["about.csv"]


@pytest.mark.parametrize("part", ["mix", "together"])
def test_the_other_parts(atlas: Atlas, part: str) -> None:
    view = InequalityView(part=part)  # type: ignore[arg-type]
    found = rows(to_csv(of_part(atlas, view)).decode("utf-8-sig"))
    assert len(found) - 1 == (140 if part == "mix" else 10)


def test_results_hold_every_measure(atlas: Atlas) -> None:
    view = InequalityView()
    made, table = gradients.of_view(atlas, view), export_tables.results(atlas, view)
    by = dict(zip(table.codes, table.columns[3].values, strict=True))
    phe = dict(zip(table.codes, table.columns[-1].values, strict=True))
    assert table.columns[-1].id == "phe"
    # As on the page they run with the gap; PHE's form stands beside them.
    assert (by["sii"], phe["sii"]) == (-made.slope.sii, made.slope.sii)
    assert (by["rii"], phe["rii"]) == (1 / made.slope.rii, made.slope.rii)
    assert by["sii"] * by["gap_tenths"] > 0
    assert by["gap_tenths"] == made.gap.absolute
    assert by["gap_fifths"] == made.gap_of_fifths.absolute
    assert by["attributable"] == pytest.approx(100 * made.attributable.share)
    assert by["erreygers"] == made.concentration.erreygers


def test_the_workbook_has_every_sheet_and_the_same_bytes(atlas: Atlas) -> None:
    view = InequalityView(indicator="qof_copd", ordering="imd")
    one, other = (to_xlsx(atlas, view, MADE) for _ in range(2))
    assert one == other
    book = zipfile.ZipFile(io.BytesIO(one)).read("xl/workbook.xml").decode()
    assert [name for name in SHEETS if f'name="{name}"' in book] == SHEETS
    texts = zipfile.ZipFile(io.BytesIO(one)).read("xl/sharedStrings.xml").decode()
    assert "Modelled from practice registers" in texts
    assert "2022-23" in texts
    assert "Barnburgh Surgery closed after that" in texts
    assert "The publication of 2023-24 is not among those" in texts


def test_a_negative_number_in_words_has_no_apostrophe(atlas: Atlas) -> None:
    assert atlas.england("health_score").value < 0
    content = to_xlsx(atlas, InequalityView(indicator="health_score"), MADE)
    texts = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()
    assert "<t>−0.0" in texts
    assert "<t>'" not in texts


def test_file_names(atlas: Atlas) -> None:
    view = InequalityView(indicator="no_car", within="E08000019")
    assert (
        file_name(atlas, view, MADE, "csv")
        == "seldom-heard-inequality-no-car-or-van-sheffield-2026-11-22.csv"
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("csv?i=%3Cscript%3E&w=%00&c=a.b.c", 400), ("csv?t=together&c=imd_rank.rural_urban", 200),
        ("xlsx?i=imd_rank&o=%F0%9F%98%80", 400), ("xlsx?i=imd_rank&f=logit", 200), ("pdf", 404),
        ("csv?" + "&" * 5000, 400), ("%3Cscript%3E", 404),
    ],
)  # fmt: skip
def test_hostile_addresses(atlas: Atlas, address: str, status: int) -> None:
    server = Flask(__name__)
    add_inequality_exports(server, Context(Config(), atlas, BrowserFiles()), today=lambda: MADE)
    answer = server.test_client().get(f"/inequality/export/{address}")
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content_type.startswith("text/plain") == (status != 200)
