"""Finding publications in a folder, and what is said of damaged, doubled and missing ones."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.files import Found, SourceFolder, require, sha256
from data.sources import Source
from tests.data import samples
from tests.data.refusals import refuses

# Random enough not to compress away, so that cutting it short hits the data.
CONTENT = b"code,value\n" + b"".join(b"%d,%d\n" % (i, i * i * 7919 % 10007) for i in range(3000))
AGAIN = "fetch it again"


def source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "id": "the_table", "publisher": "ONS", "title": "The table", "period": "2021",
        "vintage": "LSOA 2021", "coverage": "England", "licence": "OGL-UK-3.0",
        "attribution": "Source: ONS.", "landing": "https://ons.example/", "url": "",
        "by_hand": "Download it.", "save_as": "table.csv", "columns": (),
        "files": ("table*.csv", "table*.csv.gz"),
    }  # fmt: skip
    return Source(**fields | changes)


@pytest.mark.parametrize("how", ["plain", "gz", "zip"])
def test_a_file_is_found_at_any_depth_in_any_letter_case(how: str, tmp_path: Path) -> None:
    samples.pack(tmp_path / "a" / "b", "Table_2021.CSV" if how != "gz" else "Table_2021.csv",
                 CONTENT, how)  # fmt: skip
    (found,) = require(SourceFolder(tmp_path), source())
    assert found.read() == CONTENT


def test_the_digest_is_of_the_content_however_packed(tmp_path: Path) -> None:
    digests = set()
    for how in ("plain", "gz", "zip"):
        samples.pack(tmp_path / how, "table.csv", CONTENT, how)
        (found,) = SourceFolder(tmp_path / how).find(source())
        digests.add(sha256(found.read()))
    assert len(digests) == 1


def test_files_of_other_names_are_let_be(tmp_path: Path) -> None:
    samples.pack(tmp_path, "a_table.csv", CONTENT)
    samples.pack(tmp_path, "table.txt", CONTENT)
    assert SourceFolder(tmp_path).find(source()) == ()


def test_two_candidates_are_refused_by_name(tmp_path: Path) -> None:
    samples.pack(tmp_path / "new", "table_2026.csv", CONTENT)
    samples.pack(tmp_path / "old", "table_2025.csv", CONTENT, "zip")
    with refuses(
        "and release-of-table_2025.zip:Raw data/table_2025.csv both look like 'The table'",
        file="table_2026.csv",
        do="Keep one of them",
    ):
        SourceFolder(tmp_path).find(source())


def test_a_source_in_several_files_has_them_in_name_order(tmp_path: Path) -> None:
    for name in ("table_s.csv", "table_dn.csv"):
        samples.pack(tmp_path, name, CONTENT)
    found = SourceFolder(tmp_path).find(source(multiple=True))
    assert [file.name for file in found] == ["table_dn.csv", "table_s.csv"]


def test_a_missing_file_says_what_it_is_called_and_how_to_get_it(tmp_path: Path) -> None:
    samples.pack(tmp_path, "other.csv", CONTENT)
    with refuses(
        f"'The table' (ONS) was not found in {tmp_path}", file="table.csv",
        do="a file named like table*.csv or table*.csv.gz. "
           "Fetch it with 'python -m data fetch --to DIR --only the_table'",
    ):  # fmt: skip
        require(SourceFolder(tmp_path), source())


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    file = samples.pack(tmp_path, "table.csv", CONTENT)
    for path in (tmp_path / "nowhere", file):
        with refuses("is not a folder", file=str(path), do="python -m data fetch --to DIR"):
            SourceFolder(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-4],
        lambda content: b"<html>Not found</html>",
        # One bit wrong in the middle of the packed data.
        lambda content: content[:40] + bytes([content[40] ^ 0x55]) + content[41:],
        lambda content: content[:-8] + b"\0" * 8,
    ],
    ids=["half", "last bytes", "a web page", "a flipped byte", "a wrong checksum"],
)
def test_a_damaged_gzip_is_refused(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "table.csv.gz"
    path.write_bytes(damage(gzip.compress(CONTENT)))
    (found,) = SourceFolder(tmp_path).find(source())
    with refuses("cannot be unpacked (", file="table.csv.gz", do=AGAIN):
        found.read()


def test_a_zip_cut_short_is_refused(tmp_path: Path) -> None:
    path = samples.pack(tmp_path, "table.csv", CONTENT, "zip")
    path.write_bytes(path.read_bytes()[:-200])
    with refuses("is not a complete zip file", file=path.name, do=AGAIN):
        SourceFolder(tmp_path)


def test_a_member_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = samples.pack(tmp_path, "table.csv", CONTENT, "zip")
    whole = path.read_bytes()
    at = whole.index(b"Raw data/table.csv") + len("Raw data/table.csv") + 50
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
    (found,) = SourceFolder(tmp_path).find(source())
    with refuses("cannot be unpacked (", file=f"{path.name}:Raw data/table.csv", do=AGAIN):
        found.read()


def test_a_file_that_has_gone_since_is_refused(tmp_path: Path) -> None:
    path = samples.pack(tmp_path, "table.csv", CONTENT, "zip")
    with zipfile.ZipFile(path) as archive:
        member = archive.namelist()[1]
    path.unlink()
    with refuses("cannot be unpacked (", file=f"{path.name}:{member}", do=AGAIN):
        Found(path, member).read()
