"""The whole way from publications to a snapshot, over a made-up country (``country.py``)."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.__main__ import main
from data.build import build
from data.check import problems
from layers import Atlas, load_atlas
from layers.change import decile_change
from layers.geography import levels
from layers.ground import streets, tables, venues
from layers.ground.communities import communities_of
from layers.practices import care, patients_elsewhere, units
from layers.practices.prevalence import OLDER_SHARE
from layers.practices.profile import figure
from tests.data import country, samples
from tests.data.readers import test_iod2019 as published_2019
from tests.data.readers import test_iod_workbooks as workbooks
from tests.data.refusals import refuses
from tests.data.test_snapshot_files import contents

HERE = [country.BARNSLEY, country.SHEFFIELD]
IOD = "File_7_IoD2025_Ranks_Scores_Deciles.csv"
QOF = "PREVALENCE_2425.csv"


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country.write(tmp_path_factory.mktemp("publications"))


@pytest.fixture(scope="module")
def told(
    publications: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, str]:  # fmt: skip
    """The snapshot that the command makes, and what it says on its two streams."""
    path = tmp_path_factory.mktemp("built") / "snapshot"
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        assert main(["build", "--sources", str(publications), "--out", str(path),
                     "--districts", *HERE]) == 0  # fmt: skip
    return path, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def snapshot(told: tuple[Path, str, str]) -> Path:
    return told[0]


@pytest.fixture(scope="module")
def made(snapshot: Path) -> Atlas:
    return load_atlas(snapshot)


@pytest.fixture
def spoilt(publications: Path, tmp_path: Path) -> Path:
    """The publications once more, to be changed."""
    folder = tmp_path / "publications"
    folder.mkdir()
    for path in publications.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


def replace(folder: Path, name: str, content: bytes | None) -> None:
    """Put another version of a publication in its place, or none."""
    assert (folder / name).exists()
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)


def registered(atlas: Atlas) -> dict[tuple[str, str], float]:
    return atlas.registrations.set_index(["practice", "lsoa"])["patients"].to_dict()


def test_a_snapshot_is_made_and_whole(made: Atlas) -> None:
    assert list(problems(made)) == []
    assert made.name == "Barnsley and Sheffield"
    assert made.areas.index.tolist() == country.CODES[:6]
    assert made.areas["residents"].tolist() == [20, 40, 60, 80, 100, 120]
    assert made.manifest["residents"] == 420
    assert made.areas["km2"].tolist() == pytest.approx([1] * 6, abs=0.002)


def test_patients_of_2011_live_where_the_lookup_puts_them(made: Atlas) -> None:
    """60 patients of the area that was split, by residents 20 : 40; two areas merged into one."""
    one, two, three, four, five, six = country.CODES[:6]
    assert registered(made) == {
        ("C86001", one): 20,
        ("C86001", two): 40,
        ("C86001", three): 37,
        ("C86001", "NO2011"): 3,
        ("C86606", three): 50,
        ("C88001", three): 10,
        ("C88001", four): 190,
        ("C88001", five): 100,
        ("C88001", six): 100,
        ("B86001", six): 20,
    }
    assert made.areas["change_since_2011"].tolist() == [
        "split", "split", "unchanged", "merged", "unchanged", "unchanged",
    ]  # fmt: skip


def test_practices_are_home_open_or_closed_or_elsewhere(made: Atlas) -> None:
    assert made.practices.index.tolist() == ["C86001", "C88001"]
    directory = made.directory
    assert directory.index.tolist() == ["B86001", "C86001", "C86606", "C88001"]
    assert directory["home"].tolist() == [False, True, True, True]
    assert directory["open"].tolist() == [True, True, False, True]
    assert directory["place"].tolist() == ["", "Barnsley", "Barnsley", "Sheffield"]
    assert directory["list_size"].tolist() == [200, 100, 0, 400]


def test_every_register_of_the_country_falls_to_its_areas(made: Atlas) -> None:
    """Each practice has a tenth of its list on every register; nobody lives in Wales."""
    for register in samples.REGISTERS:
        england = made.england(f"qof_{register.lower()}")
        assert england.numerator == pytest.approx(10 + 40 + 20 + 5, abs=1e-3)
        assert england.denominator == pytest.approx(100 + 400 + 200 + 50, abs=1e-3)
    barnsley_only = made.table("qof_hyp").loc[country.CODES[1]]
    # All patients of the second area are with C86001: 40 of its 97 placed ones.
    assert barnsley_only["denominator"] == pytest.approx(100 * 40 / 97, abs=1e-4)
    assert set(OLDER_SHARE) <= set(samples.REGISTERS)


def test_what_is_missing_is_noted(made: Atlas) -> None:
    notes = "\n".join(made.manifest["notes"])
    for words in (
        "source fuel_poverty was not found: Fuel poverty.",
        "no such columns: Children in low-income families (IDACI)",
        "source iod2025_supplements was not found: Children in low-income families (IDACI)",
        "from the domains' ranks, because File 9",
        "because File 7 of the Indices of Deprivation 2019 was not found",
        "source iod2019 was not found: Multiple deprivation in 2019: national decile",
        "source iod2025_transformed was not found: Multiple deprivation without health: score",
        "source census_ts022_ward was not found: Afghan (ward figure)",
        "the wards' file of TS022 was not found",
        "the neighbourhoods' file of TS077 was not found",
        "Code-Point Open files at hand have none in 4 of 6 areas",
        "No town called Barnsley, Sheffield was found in OS Open Names",
        "Streets, bus stops and stations are not known, because NaPTAN was not found.",
        "Libraries are not known",
        "Schools are not known",
        "Motorways are not drawn",
        "Getting in and being looked after: not at hand: Cloud Based Telephony",
        "Fingertips 93930",
    ):
        assert words in notes
    assert not care.measures(made)
    for name in tables.COLUMNS.keys() - {"postcodes"}:
        assert made.extra(name).empty
    assert made.ground_lines() == b""
    assert streets.streets_of(made, country.CODES[:1]).empty
    # The practices and the pharmacy are in publications that are needed.
    assert set(venues.venues_of(made, country.CODES[:6])["kind"]) == {"surgery", "pharmacy"}
    assert communities_of(made, made.areas.index) == []
    with pytest.raises(KeyError, match="'fuel_poverty' is not in this snapshot"):
        made.table("fuel_poverty")


def indices_of_2019() -> bytes:
    """All of decile 1 or 10 but the third area (4) and the two that were merged (7 each)."""
    ended = [country.OLD, "E01090002", "E01090003"]
    found = published_2019.GOOD
    for at, code in enumerate(ended, start=published_2019.AREAS_IN_ENGLAND - 2):
        found = found.replace(samples.english_code(at).encode(), code.encode())
    for code, decile in ((country.CODES[2], 4), ("E01090002", 7), ("E01090003", 7)):
        row = next(line for line in found.splitlines() if line.startswith(code.encode()))
        cells = row.split(b",")
        cells[2] = str(decile).encode()
        found = found.replace(row, b",".join(cells))
    return found


def check_what_has_changed(without: Atlas, made: Atlas) -> None:
    """Areas 1 and 2 were one, 4 was two; the others are the same; all are of decile 1 in 2025."""
    assert not decile_change.is_known(without)
    assert decile_change.is_known(made)
    links = without.extra("lsoa_links")
    assert links.equals(made.extra("lsoa_links"))
    assert links["change"].tolist() == [
        "same",
        "same",
        "same",
        "split",
        "split",
        "merged",
        "merged",
    ]
    assert links["share"].tolist() == pytest.approx([1, 1, 1, 20 / 60, 40 / 60, 1, 1])
    assert made.extra("iod2019")["imd_decile"].tolist() == [4, 1, 1, 10, 7, 7]
    areas = decile_change.areas(made)
    assert areas["moved"].tolist() == pytest.approx([np.nan, np.nan, -3, -6, 0, 0], nan_ok=True)
    assert made.table("imd_decile_change")["value"].equals(areas["moved"].rename("value"))
    assert made.england("imd_decile_change").value is None


def test_the_workbooks_of_the_indices_are_taken_in_where_they_are(
    made: Atlas, spoilt: Path, tmp_path: Path
) -> None:
    """Without them the populations are those of File 7, which the original has: 1,500 each."""
    assert made.areas["iod_population"].tolist() == [1_500] * 6
    assert made.extra("iod_transformed").empty
    rows = range(len(country.CODES))
    for name, header, table in (
        ("File_3_IoD2025_IDACI.xlsx", workbooks.RANKS, [[n + 1, 1, n + 2, 2] for n in rows]),
        ("File_6_IoD2025.xlsx", workbooks.AGES, [[10 + n, 4, n, 6, 5] for n in rows]),
        ("File_9_IoD2025.xlsx", workbooks.SCORES, [[10.5 * n] * 7 for n in rows]),
    ):
        content = workbooks.workbook(header, table, codes=country.CODES)
        (spoilt / name).write_bytes(content)
    (spoilt / "File_7_IoD2019.csv").write_bytes(indices_of_2019())
    build(spoilt, out=tmp_path / "snapshot", districts_wanted=HERE)
    with_them = load_atlas(tmp_path / "snapshot")
    check_what_has_changed(made, with_them)
    assert with_them.areas["iod_population"].tolist() == [10, 11, 12, 13, 14, 15]
    assert with_them.table("idaci_rank")["value"].tolist() == [1, 2, 3, 4, 5, 6]
    assert with_them.table("idaopi_decile")["value"].tolist() == [2] * 6
    assert with_them.extra("iod_transformed")["health"].tolist() == [0, 10.5, 21, 31.5, 42, 52.5]
    assert not any("File 6" in n or "File 9" in n for n in with_them.manifest["notes"])
    # The six other domains are alike, so the last area has most; ranks are over England's areas.
    assert with_them.table("imd_without_health_rank")["value"].tolist()[-1] < 4
    score, people = made.table("imd_score")["value"], with_them.areas["iod_population"]
    barnsley = levels.table_at(with_them, "imd_score", "district")["value"].iloc[0]
    assert barnsley == pytest.approx((score * people)[:3].sum() / people[:3].sum())
    assert list(problems(with_them)) == []


def test_only_these_districts_are_in_the_district_tables(made: Atlas) -> None:
    asylum = made.extra("asylum")
    assert asylum["district_code"].tolist() == [country.BARNSLEY]
    assert asylum["people"].tolist() == [12]
    languages = made.extra("languages")
    assert languages["district_code"].unique().tolist() == ["E92000001", *HERE]
    assert set(languages["group"]) == {"One", "First", "Second"}


@pytest.mark.parametrize("level", ["lsoa", "msoa", "ward", "district"])
def test_outlines_of_every_level(made: Atlas, level: str) -> None:
    features = json.loads(made.outlines(level))["features"]
    codes = [feature["id"] for feature in features]
    column = {"msoa": "msoa_code", "ward": "ward_code", "district": "district_code"}.get(level)
    assert codes == sorted(set(made.areas[column] if column else made.areas.index))


def test_the_same_publications_packed_otherwise_give_the_same_bytes(
    snapshot: Path, tmp_path: Path
) -> None:
    folder = country.write(tmp_path / "publications", "zip")
    build(folder, out=tmp_path / "snapshot", districts_wanted=HERE[::-1])
    assert contents(tmp_path / "snapshot") == contents(snapshot)


def test_patients_published_on_lsoa_2021_are_taken_as_they_are(
    made: Atlas, spoilt: Path, tmp_path: Path
) -> None:
    home = registered(made) | {("B86001", code): n for _, code, n in country.PATIENTS[-2:]}
    rows = [(p, area.replace("NO2011", "NO2021"), n) for (p, area), n in sorted(home.items())]
    replace(spoilt, "gp-reg-pat-prac-lsoa-all_2023-07.csv", None)
    samples.pack(spoilt, "gp-reg-pat-prac-lsoa-all_2026-07.csv", samples.patients(rows))
    build(spoilt, out=tmp_path / "snapshot", districts_wanted=HERE)
    newer = load_atlas(tmp_path / "snapshot")
    for indicator in ("qof_hyp", "qof_dem", "imd_score"):
        assert newer.table(indicator).equals(made.table(indicator)), indicator
    assert newer.directory["unplaced"].tolist() == made.directory["unplaced"].tolist()


def stopped(
    capsys: pytest.CaptureFixture[str], sources: Path, out: Path, *districts: str
) -> str:  # fmt: skip
    """Run the command; it has to stop with exit code 1. What it says on the error stream."""
    arguments = ["build", "--sources", str(sources), "--out", str(out)]
    assert main([*arguments, "--districts", *(districts or HERE)]) == 1
    told = capsys.readouterr()
    assert "Snapshot written" not in told.out
    assert told.err.startswith("build stopped: ")
    assert told.err.endswith("Nothing was changed.\n")
    return told.err


def test_the_command_says_what_it_made(told: tuple[Path, str, str]) -> None:
    path, out, err = told
    assert out == f"Barnsley and Sheffield: 6 areas, 420 residents.\nSnapshot written to {path}.\n"
    assert "Note: No town called Barnsley, Sheffield" in err


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        (QOF, "PATIENT_LIST_TYPE", "LIST_TYPE", f"{QOF}, column 'PATIENT_LIST_TYPE': "),
        (IOD, "E01000002,L", "E01000001,L", f"{IOD}, column 'LSOA code (2021)', row 3: "),
        # Read last, while the new snapshot is being written.
        ("census2021-ts024-ltla.csv", ",30,10,20", ",31,10,20",
         "census2021-ts024-ltla.csv, column 'Total: All', row 2: "),
    ],
    ids=["renamed", "doubled", "late"],
)  # fmt: skip
def test_a_damaged_file_stops_the_build_and_the_old_snapshot_stays(
    spoilt: Path, snapshot: Path, capsys: pytest.CaptureFixture[str],
    name: str, old: str, new: str, where: str,
) -> None:  # fmt: skip
    content = (spoilt / name).read_bytes()
    assert old.encode() in content
    replace(spoilt, name, content.replace(old.encode(), new.encode(), 1))
    before = contents(snapshot.parent)
    assert f"build stopped: {where}" in stopped(capsys, spoilt, snapshot)
    assert contents(snapshot.parent) == before


@pytest.mark.parametrize("name", [IOD, QOF, "census2021-ts001-lsoa.csv"])
def test_a_publication_that_is_missing_is_named(spoilt: Path, tmp_path: Path, name: str) -> None:
    replace(spoilt, name, None)
    title = {"Fi": "English Indices of Dep", "PR": "Quality and Outc", "ce": "Census 2021, TS001"}
    with pytest.raises(ValueError, match="was not found") as caught:
        build(spoilt, out=tmp_path / "snapshot", districts_wanted=HERE)
    assert title[name[:2]] in str(caught.value)
    assert not (tmp_path / "snapshot").exists()


def test_two_candidates_for_one_publication(spoilt: Path, tmp_path: Path) -> None:
    samples.pack(spoilt / "corrected", "PREVALENCE_2425_V2.csv", (spoilt / QOF).read_bytes())
    with refuses(
        "and PREVALENCE_2425_V2.csv both look like 'Quality and Outcomes Framework 2024-25",
        file=QOF, do="Keep one of them",
    ):  # fmt: skip
        build(spoilt, out=tmp_path / "snapshot", districts_wanted=HERE)


def test_what_areas_elsewhere_bring_to_practices_here(spoilt: Path, tmp_path: Path) -> None:
    """C88001 has 30 patients in Leeds, 5 in Wales and 3 whom nobody placed."""
    leeds = country.CODES[6]
    further = [("C88001", leeds, 30), ("C88001", country.WELSH, 5), ("C88001", "NO2011", 3)]
    replace(spoilt, "gp-reg-pat-prac-lsoa-all_2023-07.csv", None)
    samples.pack(
        spoilt,
        "gp-reg-pat-prac-lsoa-all_2023-07.csv",
        samples.patients([*country.PATIENTS, *further]),
    )
    build(spoilt, out=tmp_path / "snapshot", districts_wanted=HERE)
    made = load_atlas(tmp_path / "snapshot")
    assert list(problems(made)) == []
    assert patients_elsewhere.areas(made).to_dict("index") == {
        leeds: {"name": "Leeds 007A", "district": "Leeds", "residents": 140}
    }
    lived = patients_elsewhere.lived(made, ["C88001"])
    assert (lived.inside, lived.outside, lived.unknown, lived.most) == (400, 30, 8, "Leeds")
    assert lived.all == made.directory.at["C88001", "list_size_by_area"]
    # All counts are as those of area 7 in every table of this country.
    weights = units.weights(made, units.unit(made, "C88001"))
    assert weights[leeds] == pytest.approx(30 / 140)
    census = made.table("no_car")
    there = patients_elsewhere.part(made, "no_car", "denominator")[0]
    assert there == 7 * census["denominator"].iloc[0]
    found = figure(made, "no_car", weights)
    here = (weights[made.areas.index] * census["denominator"]).sum()
    assert found.denominator == pytest.approx(here + 30 / 140 * there)
    # Another practice's patients bring no area: B86001 is not of here.
    assert country.CODES[7] not in patients_elsewhere.areas(made).index


def test_an_unknown_district(
    publications: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = stopped(capsys, publications, tmp_path / "snapshot", "E08000099")
    assert "E08000099 is not the code of a district of England. Did you mean E080000" in told
    told = stopped(capsys, publications, tmp_path / "snapshot", "Leads")
    assert "Did you mean E08000035 (Leeds)?" in told
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_snapshot_is_left_alone(
    publications: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    assert "is not a snapshot" in stopped(capsys, publications, tmp_path)
    assert contents(tmp_path) == {"letter.txt": b"Dear Sir"}
    assert "is not a folder" in stopped(capsys, tmp_path / "nowhere", tmp_path / "snapshot")


def test_the_snapshot_s_tables_can_be_read_by_anyone(snapshot: Path) -> None:
    for path in snapshot.glob("*.parquet"):
        frame = pd.read_parquet(io.BytesIO(path.read_bytes()))
        # Nobody with a practice here lives elsewhere in this country.
        assert len(frame) or "elsewhere" in path.stem, path.name
        assert frame.index.equals(pd.RangeIndex(len(frame))), path.name
