"""A theme's workbook: all areas on one sheet, codes as text, each sheet a named table."""

import io
import warnings

import numpy as np
import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dashboard.take.cited_package import cite
from dashboard.take.packages import packages
from dashboard.take.workbook import to_xlsx
from layers.atlas import Atlas
from layers.geography import levels
from layers.own.own_indicator import with_own
from tests.dashboard.take.conftest import ADDRESS, DAY
from tests.layers.own.layers import layer

THEME, NAME = "theme-language", "english_limited"


def made(atlas: Atlas, theme: str = THEME) -> bytes:
    """The workbook, with which its maker must have nothing to find fault."""
    package = packages(atlas)[theme]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return to_xlsx(atlas, package, cite(atlas, package, ADDRESS, DAY), DAY)


@pytest.fixture(scope="module")
def workbook(atlas: Atlas) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(atlas)))


def columns(book: Workbook, sheet: str) -> dict[str, list[object]]:
    return {str(head): cells for head, *cells in book[sheet].iter_cols(values_only=True)}


def test_every_sheet_of_figures_is_a_named_table_of_all_its_rows(
    atlas: Atlas, workbook: Workbook
) -> None:
    wanted = ["Areas", "Neighbourhoods", "Wards", "Local Area Committees", "Districts"]
    assert workbook.sheetnames == [*wanted, "Counts", "Dictionary", "About"]
    for sheet in workbook.worksheets[:-1]:
        (table,) = sheet.tables.values()
        assert table.name == sheet.title.replace(" ", "_").capitalize()
        assert table.ref == sheet.dimensions
        heads = [cell.value for cell in sheet[1]]
        assert heads == [column.name for column in table.tableColumns]
        assert len({str(head).lower() for head in heads}) == len(heads)
    assert workbook["Areas"].max_row == 1 + len(atlas.areas)


def test_figures_of_two_years_under_one_name_are_two_columns_of_each_table(atlas: Atlas) -> None:
    both = with_own(atlas, [layer(), layer(label="HOUSEHOLDS with a food parcel", period="2024")])
    book = openpyxl.load_workbook(io.BytesIO(made(both, "theme-own")))
    for sheet in book.worksheets[:-1]:
        (table,) = sheet.tables.values()
        heads = [str(cell.value) for cell in sheet[1]]
        assert heads == [column.name for column in table.tableColumns]
        assert len({head.casefold() for head in heads}) == len(heads)
    heads = [cell.value for cell in book["Areas"][1]]
    assert "HOUSEHOLDS with a food parcel (own), % (2)" in heads


def test_codes_are_text_and_figures_are_those_of_the_atlas(
    atlas: Atlas, workbook: Workbook
) -> None:
    areas = columns(workbook, "Areas")
    assert areas["Area code (LSOA 2021)"] == atlas.areas.index.tolist()
    label = atlas.indicators[NAME].label
    values = levels.values_at(atlas, NAME, "lsoa")
    np.testing.assert_allclose(areas[f"{label}, %"], values, atol=5e-7)
    counts = columns(workbook, "Counts")[f"{label}: out of how many (denominator)"]
    assert counts == atlas.table(NAME)["denominator"].tolist()


def test_the_dictionary_has_every_indicator_and_the_notes_every_publication(
    atlas: Atlas, workbook: Workbook
) -> None:
    names = packages(atlas)[THEME].indicators
    assert columns(workbook, "Dictionary")["Indicator"] == list(names)
    said = {str(cell) for row in workbook["About"].iter_rows(values_only=True) for cell in row}
    titles = {one["id"]: one["title"] for one in atlas.manifest["sources"]}
    assert {titles[atlas.indicators[name].source] for name in names} <= said
    assert any("Read on 22 November 2026" in line for line in said)


def test_it_is_the_same_on_the_same_day(atlas: Atlas) -> None:
    assert made(atlas) == made(atlas)
