"""The record of a build: what was read, in the order of the Methods page."""

import hashlib
from pathlib import Path

import pytest

from data.files import SourceFolder
from data.inputs import Inputs
from data.readers import lookups, ods, registrations
from data.sources import load_sources
from tests.data import samples
from tests.data.refusals import refuses

SOURCES = load_sources()


def test_the_manifest_names_what_was_read_and_nothing_else(tmp_path: Path) -> None:
    names = samples.msoa_names([("E02000001", "Barnsley 001", "Old Town")])
    patients = samples.patients([("C86001", "E01000001", 40), ("C86001", "NO2011", 2)])
    samples.pack(tmp_path, "MSOA21_names_England.csv", names, "gz")
    samples.pack(tmp_path, "gp-reg-pat-prac-lsoa-all.csv", patients, "zip")
    samples.pack(tmp_path, "epraccur.csv", b"never read")
    inputs = Inputs(SourceFolder(tmp_path), SOURCES)
    inputs.read("msoa_names", lookups.read_msoa_names)
    inputs.read("patients_by_lsoa", registrations.read_patients)
    record = inputs.manifest()
    # In the order of sources.toml, not of reading.
    assert [source["id"] for source in record] == ["patients_by_lsoa", "msoa_names"]
    assert record[0]["files"] == [
        {
            "file": "gp-reg-pat-prac-lsoa-all.csv",
            "rows": 2,
            "bytes": len(patients),
            "sha256": hashlib.sha256(patients).hexdigest(),
        }
    ]
    assert record[1]["files"][0]["file"] == "MSOA21_names_England.csv"
    assert record[1]["licence"] == "OPL-3.0"
    assert record[1]["attribution"] == SOURCES["msoa_names"].attribution


def test_a_reader_s_complaint_names_the_file_inside_the_zip(tmp_path: Path) -> None:
    samples.pack(tmp_path, "gp-reg-pat-prac-lsoa-all.csv", b"A,B\n1,2\n", "zip")
    inputs = Inputs(SourceFolder(tmp_path), SOURCES)
    with refuses(
        "is not in the file", file="gp-reg-pat-prac-lsoa-all.csv", column="PRACTICE_CODE",
        do="data/sources.toml",
    ):  # fmt: skip
        inputs.read("patients_by_lsoa", registrations.read_patients)


@pytest.mark.parametrize(
    ("name", "how", "period"),
    [
        ("epraccur_2025-04.csv", "gz", "April 2025"),
        ("epraccur_2025-08-18.csv", "plain", "18 August 2025"),
        ("epraccur_2024-25.csv", "plain", "date not given"),
        ("epraccur.csv", "plain", "date not given"),
    ],
)
def test_an_edition_is_of_the_date_in_its_name(
    tmp_path: Path, name: str, how: str, period: str
) -> None:
    """Never of the date of the edition that sources.toml describes."""
    samples.pack(tmp_path, name, samples.organisations([{1: "C86001", 13: "A"}]), how)
    inputs = Inputs(SourceFolder(tmp_path), SOURCES)
    inputs.read("ods_practices", ods.read_organisations)
    assert [source["period"] for source in inputs.manifest()] == [period]
    assert len(inputs.undated()) == (period == "date not given")


def test_an_edition_in_a_zip_is_of_the_date_in_the_zip_s_name(tmp_path: Path) -> None:
    samples.pack(tmp_path, "epraccur.csv", samples.organisations([{1: "C86001", 13: "A"}]), "zip")
    [packed] = tmp_path.glob("*.zip")
    packed.rename(tmp_path / "ods_epraccur_2025-08-18.zip")
    inputs = Inputs(SourceFolder(tmp_path), SOURCES)
    inputs.read("ods_practices", ods.read_organisations)
    assert inputs.manifest()[0]["period"] == "18 August 2025"


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    inputs = Inputs(SourceFolder(tmp_path), SOURCES)
    assert not inputs.has("msoa_names")
    with refuses("was not found in", file="MSOA-Names-Latest2.csv", do="--only msoa_names"):
        inputs.read("msoa_names", lookups.read_msoa_names)
    assert inputs.manifest() == []
