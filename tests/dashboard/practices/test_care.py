"""“Getting in and being looked after” on the page, side by side, and in files."""

import csv
import io

import openpyxl
import pytest

from dashboard.practices import care_section, export_care
from dashboard.practices.compare import compare_page
from dashboard.practices.export_files import Files
from dashboard.practices.profile_page import unit_tables
from dashboard.practices.view import PracticesView, read_view
from layers.atlas import Atlas
from layers.practices import care, units
from tests.dashboard.conftest import MADE, unzipped
from tests.dashboard.practices.test_pages import said, texts

# Nothing of its calls and online requests is published; of Ashville everything is.
CLOVER, ASHVILLE = "C88069", "C85003"
PHONE = "calls_answered"


def rows(atlas: Atlas, *keys: str) -> dict[str, list[tuple[str, ...]]]:
    found = care_section.rows_beside(atlas, [units.unit(atlas, key) for key in keys])
    return {row.label: [(cell.text, *cell.notes) for cell in row.cells] for row in found}


def files(atlas: Atlas, query: str) -> Files:
    return Files(atlas, read_view(query, atlas)[0], MADE, "")


def test_a_practice_beside_network_place_region_and_england(atlas: Atlas) -> None:
    unit = units.unit(atlas, CLOVER)
    found = rows(atlas, CLOVER, *(one.key for one in units.larger(atlas, unit)))
    assert found["Calls answered"] == [
        ("not published",), ("57.9%", "2 of 6 practices"), ("49.6%", "28 of 74 practices"),
        ("50.2%", "84 of 169 practices"), ("55.2%",),
    ]  # fmt: skip
    assert found["Appointments within two weeks of booking"][0] == ("74.8%", "74.4–75.1")
    assert found["A&E attendances per 1,000 children aged 0 to 4"][0] == ("1,082", "1,021–1,142")


def test_the_page_says_what_stands_out_and_what_is_in_development(atlas: Atlas) -> None:
    page = said(unit_tables(atlas, PracticesView((units.unit(atlas, ASHVILLE),))))
    assert (
        "In the least good quarter of practices here: people aged 15 and over who smoke (" in page
    )
    answered, missed = (
        float(rows(atlas, ASHVILLE)[label][0][0].rstrip("%"))
        for label in ("Calls answered", "Calls missed")
    )
    assert answered + missed < 99
    assert "do not make 100%: the rest ended in the recorded menu, or the person asked" in page
    assert "(21.5%, 20.8–22.3; England 14.1%)." in page
    assert "February 2026 · official statistics in development" in page
    assert "Calls answered: 42.6% in December 2025, 48.6% in January 2026 and 48.5% in" in page


def test_no_practice_is_given_a_figure_that_is_not_published(atlas: Atlas) -> None:
    every = care.by_practice(atlas)
    for code in every.index[::14]:
        found = list(rows(atlas, code).values())
        missing = [cells[0][0] == "not published" for cells in found]
        assert missing == every.loc[code].isna().tolist(), code


def test_a_ward_has_no_such_section(atlas: Atlas) -> None:
    ward = units.unit(atlas, "E05000994")
    assert care_section.section(atlas, ward) is None
    both = PracticesView((ward, units.unit(atlas, ASHVILLE)))
    heads = list(texts(care_section.side_by_side(atlas, both.units)))
    assert ward.name not in heads
    assert "Getting in and being looked after" in said(compare_page(atlas, both))
    assert care_section.side_by_side(atlas, (ward,)) == []


def test_the_sheet_of_a_practice_has_each_month_and_says_what_is_not_published(
    atlas: Atlas,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files(atlas, f"v={ASHVILLE}.{CLOVER}").to_xlsx()))
    head, *body = book["Care"].iter_rows(values_only=True)
    table = export_care.looked_after(
        atlas, [units.unit(atlas, code) for code in (ASHVILLE, CLOVER)]
    )
    assert list(head) == table.headers()
    names = [column.id for column in table.columns]
    found = [dict(zip(names, row, strict=True)) for row in body if any(row)]
    calls = [row for row in found if row["key"] == PHONE]
    assert [(row["code"], row["period"], row["numerator"], row["said"]) for row in calls] == [
        (ASHVILLE, "December 2025", 4630, "published"),
        (ASHVILLE, "January 2026", 5374, "published"),
        (ASHVILLE, "February 2026", 4908, "published"),
        (CLOVER, "February 2026", None, "not published"),
        (None, "February 2026", 256_071, "published"),
        (None, "February 2026", 16_124_647, None),
    ]
    assert calls[3]["value"] is None
    assert calls[4]["published"] == 84
    sources = " ".join(str(cell) for row in book["Sources"].values for cell in row if cell)
    for publication in ("Cloud Based Telephony", "Online Consultation", "Investment and Impact",
                        "Fingertips 91547", "Fingertips 93930"):  # fmt: skip
        assert publication in sources


@pytest.fixture(scope="module")
def listed(atlas: Atlas) -> dict[str, dict[str, str]]:
    """The list's CSV by practice."""
    content = files(atlas, "").to_csv().decode("utf-8-sig")
    return {row["code"]: row for row in csv.DictReader(io.StringIO(content))}


def test_the_list_has_every_measure_and_no_nought_for_what_is_missing(
    atlas: Atlas, listed: dict[str, dict[str, str]]
) -> None:
    every = care.by_practice(atlas)
    assert set(listed) == set(every.index)
    for key in every:
        for code, value in every[key].items():
            row = listed[str(code)]
            known = value == value
            assert row[f"{key}_published"] == ("published" if known else "not published")
            cells = [row[f"{key}{part}"] for part in ("", "_numerator", "_denominator")]
            assert [cell != "" for cell in cells] == [known] * 3, (code, key)
            if known:
                assert float(cells[0]) == pytest.approx(value, abs=1e-6)
    # Limits where there are any.
    assert "calls_answered_lower" not in listed[CLOVER]
    assert listed[CLOVER]["children_at_ae_lower"] == "1020.72165"


def test_networks_say_of_how_many_practices_a_figure_is(atlas: Atlas) -> None:
    network = units.unit(atlas, "U31169")
    row = export_care.by_unit(atlas, [network])["U31169"]
    assert (row["calls_answered_published"], row["smoking_published"]) == (2, 6)
    heads = export_care.columns(atlas, single=False)
    assert heads["calls_answered_published"][0] == (
        "Calls answered, February 2026: practices with a figure"
    )
    assert set(row) <= set(heads)


def test_the_zip_says_what_to_take_care_of(atlas: Atlas) -> None:
    notes = " ".join(unzipped(files(atlas, f"v={CLOVER}").to_zip()).values())
    assert "Voicemails count as missed" in notes
    assert "the publication has no figure, not that it is nought" in notes
