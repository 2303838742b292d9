"""``python -m data check``: the committed snapshot is whole, and damage is told in a sentence."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main
from data.build import SNAPSHOT
from data.check import problems
from data.snapshot_files import SnapshotWriter
from layers import Atlas, load_atlas
from tests.snapshots import renew


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(SNAPSHOT, tmp_path / "snapshot")


def change(folder: Path, table: str, by: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Rewrite one table, and its digest in the manifest."""
    writer = SnapshotWriter(folder)
    writer.frame(f"{table}.parquet", by(pd.read_parquet(folder / f"{table}.parquet")))
    renew(folder)


def test_the_committed_snapshot_is_whole(atlas: Atlas) -> None:
    assert list(problems(atlas)) == []


def test_the_command_prints_what_the_snapshot_holds(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures are those of the publications (sources/README.md)."""
    assert main(["check"]) == 0
    told = capsys.readouterr().out
    for words in (
        "South Yorkshire: 860 areas, 1,374,978 residents",
        "  Barnsley: 148 areas, 244,568 residents",
        "  Doncaster: 199 areas, 308,100 residents",
        "  Rotherham: 170 areas, 265,791 residents",
        "  Sheffield: 343 areas, 556,519 residents",
        "Practices: 169 open now; 170 when patients were last counted",
        "with 1,502,390 patients, 1,321 of them not placed",
        "1,499,061 patients live here, at 487 practices anywhere",
        "On the ground: 583 settlements, 8,417 bus stops, 6,493 streets, 80 stations",
        "33,347 postcodes, 82 libraries and 551 schools.",
        "The snapshot is whole.",
    ):
        assert words in told
    assert 244_568 + 308_100 + 265_791 + 556_519 == 1_374_978


def test_a_changed_file_is_found_by_its_digest(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (copy / "ward.geo.json").open("ab") as file:
        file.write(b" ")
    assert main(["check", "--snapshot", str(copy)]) == 1
    told = capsys.readouterr()
    assert f"check: ward.geo.json in {copy} is not the file that the build wrote" in told.err
    assert told.out == ""


def test_a_file_that_is_gone_is_missed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "postcodes.parquet").unlink()
    assert main(["check", "--snapshot", str(copy)]) == 1
    assert f"check: postcodes.parquet is missing from {copy}." in capsys.readouterr().err


def no_car_negative_and_percentiles_too_high(values: pd.DataFrame) -> pd.DataFrame:
    other = values["indicator"] != "no_car"
    return values.assign(
        numerator=values["numerator"].where(other, -values["numerator"]),
        national_percentile=values["national_percentile"] + 1,
    )


@pytest.mark.parametrize(
    ("table", "by", "told"),
    [
        ("values", no_car_negative_and_percentiles_too_high,
         ["no_car: a numerator is not between 0 and its denominator",
          "imd_score: a percentile is not between 0 and 100"]),
        ("areas", lambda a: a.assign(residents=a["residents"] + 1),
         ["areas: residents do not add up to the manifest's figure."]),
        ("registrations", lambda r: r.assign(patients=r["patients"].where(r.index != 500, 9999)),
         ["registrations: patients do not add up to those of the areas."]),
        ("registrations", lambda r: r.assign(practice=r["practice"].where(r.index != 0, "X1")),
         ["registrations: practice X1 is not in the directory."]),
        ("practices", lambda p: p.assign(list_size_by_area=p["list_size_by_area"] + 5),
         ["registrations: a practice's patients do not add up to its list."]),
        ("practice_care", lambda c: c.assign(value=c["value"] + (c.index == 9),
                                             practice=c["practice"].where(c.index != 0, "X1")),
         ["practice_care: practice X1 is not in the directory.",
          "is not its numerator over its denominator."]),
        ("venues", lambda v: v.assign(lsoa="E01999999"),
         ["venues: 'E01999999' is not an area of the atlas."]),
        ("streets", lambda s: s.assign(stops=s["stops"] + (s.index == 7)),
         ["streets: stops do not add up to those that name them."]),
        ("stops", lambda s: s.iloc[::2], ["street_stops: a stop is not among the stops."]),
    ],
    ids=["values", "residents", "patients", "strangers", "lists", "care", "venues", "streets",
         "stops"],
)  # fmt: skip
def test_figures_that_contradict_each_other_are_found(
    copy: Path, table: str, by: Callable[[pd.DataFrame], pd.DataFrame], told: list[str]
) -> None:
    change(copy, table, by)
    found = "\n".join(problems(load_atlas(copy)))
    assert [words for words in told if words not in found] == []


def test_the_exit_code_tells_a_script(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(copy, "areas", lambda a: a.assign(residents=a["residents"] + 1))
    assert main(["check", "--snapshot", str(copy)]) == 1
    told = capsys.readouterr()
    assert "Wrong: areas: residents do not add up to the manifest's figure." in told.err
    assert told.out.endswith("1 problems.\n")
    (copy / "manifest.json").unlink()
    assert main(["check", "--snapshot", str(copy)]) == 1
    assert "check: manifest.json is missing" in capsys.readouterr().err


def test_the_manifest_s_digests_are_of_the_files() -> None:
    manifest = json.loads((SNAPSHOT / "manifest.json").read_text(encoding="utf-8"))
    names = {path.name for path in SNAPSHOT.iterdir()} - {"manifest.json"}
    assert names == set(manifest["files"])
    for name in names:
        digest = hashlib.sha256((SNAPSHOT / name).read_bytes()).hexdigest()
        assert digest == manifest["files"][name]["sha256"]
