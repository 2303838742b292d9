"""Tables: typed on the happy path; otherwise the column and row that a person has to look at."""

import pandas as pd
import pytest

from data import tables
from tests.data.refusals import RENAMED, refuses

FILE = "the-file.csv"


def read(content: bytes, **options: object) -> pd.DataFrame:
    kwargs = {"text": ["name"], "numbers": ["people"]} | options
    return tables.read_table(content, FILE, **kwargs)


@pytest.mark.parametrize(
    "content",
    [
        "name,people\nYnys Môn,5\n".encode(),
        "name,people\nYnys Môn,5\n".encode("utf-8-sig"),
        "name,people\nYnys Môn,5\n".encode("latin-1"),
        "name,people\r\nYnys Môn,5\r\n".encode(),
        'people,further,"name"\n5,"a, b","Ynys Môn"\n'.encode(),
        "\ufeff people , name\n 5,Ynys Môn".encode(),
        # Latin-1 that someone opened and saved with a byte-order mark.
        b"\xef\xbb\xbfname,people\nYnys M\xf4n,5\n",
    ],
    ids=["plain", "mark", "latin-1", "windows", "quoted", "spaces", "mark and latin-1"],
)
def test_every_encoding_gives_the_same_record(content: bytes) -> None:
    assert read(content).to_dict("records") == [{"name": "Ynys Môn", "people": 5.0}]


def test_a_letter_of_two_bytes_anywhere_leaves_the_header_as_it_is() -> None:
    """A mark in front and a letter cut in two by any look at the first bytes only."""
    start = "\ufeffname,people\n".encode()
    line = b"x" * 98 + b",1\n"
    for length in range(99_990, 100_001):
        filled = start + line * ((length - len(start)) // len(line))
        content = filled + b"y" * (length - len(filled)) + "ô,1\n".encode()
        assert tables.header(content) == ["name", "people"]


def test_names_of_columns_are_read_in_their_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "latin-1"):
        assert tables.header("code,Môn\n1,2\n".encode(encoding)) == ["code", "Môn"]
        frame = read("code,Môn\n1,2\n".encode(encoding), text=["code"], numbers=["Môn"])
        assert frame["Môn"].tolist() == [2]


def test_codes_stay_text_and_blanks_are_unknown_numbers() -> None:
    frame = read(b"name,people\n0012,\nNA,7\n,1e3\n")
    assert frame["name"].tolist() == ["0012", "NA", ""]
    assert frame["people"].isna().tolist() == [True, False, False]
    assert frame["people"].tolist()[1:] == [7.0, 1000.0]


def test_without_a_header_the_first_row_is_a_record() -> None:
    frame = read(b"a,1\nb,2\n", names=["name", "people"])
    assert frame.to_dict("list") == {"name": ["a", "b"], "people": [1.0, 2.0]}


def test_a_renamed_column_is_guessed() -> None:
    with refuses("is not in the file. The nearest is 'peoples'", column="people", do=RENAMED):
        tables.require_columns(["name", "people"], ["name", "peoples", "area"], FILE)


def test_without_a_near_name_none_is_offered() -> None:
    with refuses("is not in the file. Use the release", column="people", do="data/sources.toml"):
        tables.require_columns(["people"], ["name", "x"], FILE)


@pytest.mark.parametrize("blank", ["", "\n"], ids=["", "after a blank line"])
def test_a_number_that_is_none_is_named_with_its_column_and_row(blank: str) -> None:
    content = f'name,people\na,1\n{blank}b,"1,234"\n'
    with refuses("'1,234' is not a number", column="people", row=3 + len(blank)):
        read(content.encode())


def test_without_a_header_rows_count_from_one() -> None:
    with refuses("'x' is not a number", column="people", row=2):
        read(b"a,1\nb,x\n", names=["name", "people"])


def test_a_row_cut_short_is_named() -> None:
    with refuses("has 1 cells where 2 are expected", row=3, do="cut short"):
        read(b"name,people\na,1\nb")


def test_nothing_to_read() -> None:
    for content in (b"", b"\xef\xbb\xbf", b"\n"):
        with refuses("is empty"):
            read(content)
    with refuses("holds no rows"):
        read(b"name,people\n")


FRAME = pd.DataFrame({"place": list("abca"), "kind": list("xyzx"), "n": [1.0, 2.0, 3.0, 4.0]})


def test_a_key_given_twice_is_named_at_its_second_row() -> None:
    with refuses("a, x is given twice", column="kind", row=5):
        tables.unique(FRAME, ["place", "kind"], FILE)
    with refuses("a is given twice", column="place", row=4):
        tables.unique(FRAME, ["place"], FILE, first_row=1)
    tables.unique(FRAME, ["place", "kind", "n"], FILE)


def test_rows_are_those_of_the_file_when_some_were_left_out() -> None:
    kept = FRAME[FRAME["kind"] != "y"]
    with refuses("a is given twice", column="place", row=5):
        tables.unique(kept, ["place"], FILE)
    with refuses("is negative (-4)", column="n", row=5):
        tables.non_negative(kept.assign(n=[1.0, 3.0, -4.0]), ["n"], FILE)


def test_counts_are_zero_or_more() -> None:
    tables.non_negative(FRAME.assign(n=0.0), ["n"], FILE)
    with refuses("the count is negative (-0.5)", column="n", row=3):
        tables.non_negative(FRAME.assign(n=[0, -0.5, 1, -2]), ["n"], FILE)
    with refuses("the count is empty", column="n", row=4):
        tables.non_negative(FRAME.assign(n=[0, 1, None, 1]), ["n"], FILE)


def test_parts_add_up_to_their_total_within_a_tolerance() -> None:
    frame = pd.DataFrame({"all": [10.0, 20.0], "one": [4.0, 5.0], "two": [6.0, 15.4]})
    tables.parts_sum(frame, "all", ["one", "two"], FILE)
    with refuses("the parts add up to 20.4, not to the total 20", column="all", row=3):
        tables.parts_sum(frame, "all", ["one", "two"], FILE, tolerance=0.3)
