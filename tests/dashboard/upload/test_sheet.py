"""Text files and workbooks as one sheet; everything else as a sentence."""

import csv

import pytest

from dashboard.heard.upload.answers_sheet import answers
from dashboard.upload.any_file import read_sheet as read_any
from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet
from layers.exercise.respondents import load_respondents
from tests.dashboard.upload.broken_files import BROKEN
from tests.dashboard.upload.files import HEAD, ROWS, SHEET, changed, workbook

WANTED = answers(load_respondents())


def read_sheet(content: bytes, page: str = "") -> Sheet:
    return read_any(content, WANTED, page)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_of_every_kind(encoding: str, separator: str, end: str) -> None:
    text = end.join(separator.join(row) for row in [["Place", "Café"], ["S1 2HE", "né"]])
    found = read_sheet(text.encode(encoding))
    assert found.headers == ("Place", "Café")
    assert found.columns == (["S1 2HE"], ["né"])
    assert found.rows == [2]


def test_quotes_hold_separators_breaks_and_quotes() -> None:
    found = read_sheet(b'a,b\n"x, ""y""\nz",2\n=1+1,"=HYPERLINK(""x"")"\n')
    assert found.columns == (['x, "y"\nz', "=1+1"], ["2", '=HYPERLINK("x")'])
    assert found.rows == [2, 3]


def test_empty_rows_and_ends_are_passed_over_and_wide_rows_named() -> None:
    found = read_sheet(b"\n,,\na,b,,\n1,2,,,\n,,,\n3\n4,5,6\n7,8\n")
    assert found.headers == ("a", "b")
    assert found.columns == (["1", "3", "7"], ["2", "", "8"])
    assert found.rows == [4, 6, 8]
    assert found.wide == (7,)


def test_headers_differ_and_are_given_where_missing() -> None:
    assert read_sheet(b"a,,a,A\n1,2,3,4\n").headers == ("a", "Column 2", "a (2)", "A")
    found = read_sheet(b"S1 2HE,34\nDN1 1AB,70\n")
    assert found.headers == ("Column 1", "Column 2")
    assert found.columns[0] == ["S1 2HE", "DN1 1AB"]
    assert found.rows == [1, 2]
    assert "numbered" in found.notes[0]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_above_the_headers_is_passed_over(separator: str) -> None:
    rows = [["Winter survey"], [], ["Barnsley"], ["Postcode", "Age"], ["S70 1AA", "34"]]
    text = "\n".join(separator.join(row) for row in rows)
    found = read_sheet(text.encode())
    assert found.headers == ("Postcode", "Age")
    assert found.columns == (["S70 1AA"], ["34"])
    assert found.rows == [5]
    assert "Row 4 holds the headers" in found.notes[0]


def test_a_single_column_has_no_title() -> None:
    found = read_sheet(b"Postcode\nS1 2HE\nDN1 1AB,x\nS1 2HE\n")
    assert found.headers == ("Postcode",)
    assert found.wide == (3,)


def test_rows_that_are_all_wider_than_the_headers_are_told() -> None:
    with pytest.raises(UploadError, match="Row 1 was taken for the headers"):
        read_sheet(b"Postcode,Age\nS1 2HE,3,4\n")
    with pytest.raises(UploadError, match="no rows below them"):
        read_sheet(b"Postcode,Age\n")


def test_windows_text_is_read_and_said() -> None:
    assert "not in UTF-8" in read_sheet("a,b\né,1\n".encode("cp1252")).notes[0]


def test_a_workbook() -> None:
    found = read_sheet(workbook(ROWS))
    assert found.headers == ("Postcode", "Age")
    assert found.columns == (["S1 2HE", "DN1 1AB"], ["34", "70"])
    assert found.rows == [2, 3]
    assert (
        "“One” was read, which looks most like answers"
        in read_sheet(workbook(ROWS, ("One", "Two"))).notes[0]
    )


def test_cells_of_a_workbook_in_all_their_forms() -> None:
    sheet = HEAD + (
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>Pla</t></r><r><t>ce</t></r>'
        b"<rPh><t>aside</t></rPh></is></c>"
        b'<c t="str"><f>A1</f><v>b</v></c></row>'
        b'<row r="5"><c r="B5"><f>1+1</f><v>2.50</v></c><c r="A5" t="b"><v>1</v></c></row>'
        b'<row><c t="str"><v>x</v></c><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
    )
    found = read_sheet(changed(workbook(ROWS), {SHEET: sheet}))
    assert found.headers == ("Place", "b")
    assert found.columns == (["TRUE", "x"], ["2.5", ""])
    assert found.rows == [5, 6]


def test_a_workbook_with_prefixes() -> None:
    sheet = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c>"
        b"</x:row></x:sheetData></x:worksheet>"
    )
    assert read_sheet(changed(workbook(ROWS), {SHEET: sheet})).columns == (["2"],)


@pytest.mark.parametrize(("content", "told"), BROKEN)
def test_what_cannot_be_read_is_a_sentence(content: bytes, told: str) -> None:
    with pytest.raises(UploadError) as caught:
        read_sheet(content)
    assert told in str(caught.value)
    assert str(caught.value).endswith(".")


def test_how_long_a_cell_may_be_is_not_what_others_made_of_it() -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        with pytest.raises(UploadError, match="Row 2 cannot be read"):
            read_sheet(b'a,b\n1,"' + b"x" * 200_000 + b'"\n')
    finally:
        csv.field_size_limit(before)


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(UploadError, match="no column “Age”"):
        read_sheet(b"a\n1\n").column("Age")
