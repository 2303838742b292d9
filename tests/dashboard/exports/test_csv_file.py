import csv
import io

from dashboard.exports.about import ECOLOGICAL, NOTHING
from dashboard.exports.csv_file import HEADING, to_csv
from tests.dashboard.exports.conftest import HOSTILE, LINK, Export, assert_figures


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def number(text: str) -> float | None:
    return float(text) if text else None


def test_data_first_then_an_empty_line_then_what_it_rests_on(export: Export) -> None:
    content = to_csv(export.table, export.about)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = read(content)
    size = len(export.table.codes)
    assert lines[0] == export.table.headers()
    assert [line[0] for line in lines[1 : size + 1]] == list(export.table.codes)
    assert lines[size + 1] == []
    assert lines[size + 2] == [HEADING]
    below = [cell for line in lines[size + 2 :] for cell in line]
    assert LINK in below
    assert ECOLOGICAL in below
    assert f"{export.about.sentence}." in below


def test_every_number_is_that_of_the_atlas(export: Export) -> None:
    lines = read(to_csv(export.table, export.about))[1 : len(export.table.codes) + 1]
    place = {c.id: at for at, c in enumerate(export.table.columns)}
    assert_figures(export, lambda name: [number(line[place[name]]) for line in lines])


def test_hostile_names_are_harmless_and_others_survive(hostile: Export) -> None:
    lines = read(to_csv(hostile.table, hostile.about))
    assert [line[1] for line in lines[1 : len(HOSTILE) + 1]] == list(HOSTILE.values())
    for line in lines:
        for cell in line:
            assert cell.lstrip()[:1] not in {"=", "+", "@"}


def test_an_empty_view_is_a_valid_file_that_says_so(nowhere: Export) -> None:
    lines = read(to_csv(nowhere.table, nowhere.about))
    assert lines[0] == nowhere.table.headers()
    assert lines[1] == []
    assert any(NOTHING in line for line in lines)


def test_the_same_bytes_twice(export: Export) -> None:
    assert to_csv(export.table, export.about) == to_csv(export.table, export.about)
