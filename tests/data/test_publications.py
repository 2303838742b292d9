"""Groups of publications brought to LSOA 2021, with the choices made between them."""

from pathlib import Path

import pandas as pd
import pytest
import shapely

from data import carry, publications
from data.files import SourceFolder
from data.inputs import Inputs
from data.sources import load_sources
from layers.catalogue.definitions import CatalogueError, load_catalogue
from tests.data import samples
from tests.data.readers import test_iod_workbooks as workbooks
from tests.data.refusals import refuses

BANDS = [
    "Aged 4 years and under", *(f"Aged {a} to {a + 4} years" for a in range(5, 85, 5)),
    "Aged 85 years and over",
]  # fmt: skip
SOUTH, NORTH = shapely.box(-1.5, 53.3, -1.4, 53.4), shapely.box(-1.5, 53.4, -1.4, 53.5)
DETAILED, LIGHT = "lsoa21_somewhere_detailed.geojson", "lsoa21_england_light.geojson"


def inputs(folder: Path) -> Inputs:
    return Inputs(SourceFolder(folder), load_sources())


def test_every_source_of_the_catalogue_is_a_publication() -> None:
    catalogue, sources = load_catalogue(), load_sources()
    publications.require_sources(catalogue, sources)
    without = {id_: source for id_, source in sources.items() if id_ != "census_ts021"}
    with pytest.raises(
        CatalogueError, match=r"ethnicity\.toml, indicator .* 'census_ts021' is not"
    ):
        publications.require_sources(catalogue, without)


def test_shares_of_age_take_part_of_a_band() -> None:
    """Ten people in each of the 18 bands: 06OV has four fifths of those aged 5 to 9."""
    ages = pd.DataFrame({"Total": [180.0]} | {band: [10.0] for band in BANDS}, index=["E01000001"])
    shares = publications.of_age(ages).loc["E01000001"]
    assert (shares * 180).round(9).to_dict() == {
        "06OV": 8 + 160,
        # Bands from 20 up are 14; of those aged 15 to 19, four, three and two fifths.
        "16OV": 8 + 140,
        "17OV": 6 + 140,
        "18OV": 4 + 140,
        "50OV": 80,
        "65OV": 50,
        "TOTAL": 180,
    }


def test_limited_a_little_and_a_lot_count_together() -> None:
    equality = "Disabled under the Equality Act: Day-to-day activities limited a"
    table = pd.DataFrame(
        {"Total: All usual residents": [200.0], f"{equality} lot": [10], f"{equality} little": [30]}
    )
    assert publications.limited(table).tolist() == [0.2]


def shares(*rows: tuple[str, str, str]) -> pd.DataFrame:
    changes = pd.DataFrame(rows, columns=["lsoa11", "lsoa21", "change"])
    return carry.shares(changes, pd.Series({"E01000011": 300.0, "E01000012": 100.0}))


SPLIT = shares(("E01000001", "E01000011", "S"), ("E01000001", "E01000012", "S"))


def test_patients_of_2011_are_carried_and_those_of_2021_taken_as_they_are(tmp_path: Path) -> None:
    old = [("C86001", "E01000001", 40), ("C86001", "NO2011", 2)]
    new = [("C86001", "NO2021", 2), ("C86001", "E01000012", 10), ("C86001", "E01000011", 30)]
    for folder, rows in (("old", old), ("new", new)):
        samples.pack(tmp_path / folder, "gp-reg-pat-prac-lsoa-all.csv", samples.patients(rows))
    carried = publications.patients(inputs(tmp_path / "old"), SPLIT)
    as_is = publications.patients(inputs(tmp_path / "new"), SPLIT)
    assert carried["patients"].tolist() == as_is["patients"].tolist() == [30, 10, 2]
    assert carried["lsoa"].tolist() == ["E01000011", "E01000012", "NO2011"]
    assert as_is["lsoa"].tolist() == ["E01000011", "E01000012", "NO2021"]


def test_patients_and_lookup_of_different_vintages_are_refused(tmp_path: Path) -> None:
    rows = [("C86001", "E01000011", 30), ("C86001", "NO2011", 2)]
    samples.pack(tmp_path, "gp-reg-pat-prac-lsoa-all_2023-07.csv", samples.patients(rows), "gz")
    with refuses(
        "E01000011 is not in the LSOA 2011 to 2021 lookup", column="LSOA_CODE",
        file="gp-reg-pat-prac-lsoa-all_2023-07.csv", do="of matching vintages",
    ):  # fmt: skip
        publications.patients(inputs(tmp_path), SPLIT)


CODES = pd.Index(["E01000001", "E01000002"])


def lsoa_shapes(folder: Path) -> tuple[list[str], list[str], bool, list[str]]:
    notes: list[str] = []
    shapes, others, indicative = publications.lsoa_shapes(inputs(folder), CODES, notes)
    return shapes.index.tolist(), others.index.tolist(), indicative, notes


def test_detailed_boundaries_are_preferred(tmp_path: Path) -> None:
    both = samples.boundaries({"E01000002": NORTH, "E01000001": SOUTH, "E01000009": SOUTH})
    samples.pack(tmp_path, DETAILED, both)
    samples.pack(tmp_path, LIGHT, both)
    assert lsoa_shapes(tmp_path) == (list(CODES), ["E01000009"], False, [])


def test_generalised_boundaries_stand_in_and_it_is_said(tmp_path: Path) -> None:
    samples.pack(tmp_path, DETAILED, samples.boundaries({"E01000001": SOUTH}))
    samples.pack(tmp_path, LIGHT, samples.boundaries({"E01000001": SOUTH, "E01000002": NORTH}))
    codes, others, indicative, notes = lsoa_shapes(tmp_path)
    assert (codes, others) == (list(CODES), [])
    assert indicative
    assert len(notes) == 1
    assert "outlines are indicative" in notes[0]


def test_boundaries_that_do_not_cover_the_districts_are_refused(tmp_path: Path) -> None:
    samples.pack(tmp_path, LIGHT, samples.boundaries({"E01000001": SOUTH}))
    with refuses(
        "no file covers all 2 areas", file="boundaries", do="LSOA 2021 boundaries as GeoJSON"
    ):  # fmt: skip
        lsoa_shapes(tmp_path)


ONE = ("S1  1AA", 10, 435_000, 387_000, "E08000039")
OTHER = ("DN1 1AA", 10, 457_000, 403_000, "E08000017")


def test_postcodes_of_several_files_are_put_together(tmp_path: Path) -> None:
    samples.pack(tmp_path, "codepo_s.csv", samples.postcodes([ONE]), "gz")
    samples.pack(tmp_path, "codepo_dn.csv", samples.postcodes([OTHER]), "gz")
    found, sectors = publications.postcodes(inputs(tmp_path))
    assert sectors["sector"].tolist() == ["DN11", "S11"]
    assert found["postcode"].tolist() == ["DN1 1AA", "S1 1AA"]
    assert found.index.tolist() == [0, 1]
    assert set(found.columns) == {"postcode", "easting", "northing", "district"}


def test_a_postcode_area_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    """The publisher's s.csv beside a copy that was renamed: neither name is wrong."""
    samples.pack(tmp_path, "codepo_s.csv", samples.postcodes([ONE]), "gz")
    samples.pack(tmp_path, "s.csv", samples.postcodes([ONE]), "zip")
    with refuses(
        "S1 1AA is in codepo_s.csv too", file="s.csv", column="postcode", do="Keep one file"
    ):  # fmt: skip
        publications.postcodes(inputs(tmp_path))


# ---- The workbooks of the Indices ----

ENGLISH = pd.Series({"E01000001": 100, "E01000002": 1_700, "E01000003": 5, "W01000009": 9})
SUPPLEMENTS = "File_3_IoD2025_Supplementary_Indices_IDACI_and_IDAOPI.xlsx"
POPULATIONS = "File_6_IoD2025_Population_Denominators.xlsx"
TRANSFORMED = "File_9_IoD2025_Transformed_Domain_Scores.xlsx"


def in_folder(folder: Path, name: str, content: bytes | None) -> Inputs:
    if content is not None:
        (folder / name).write_bytes(content)
    return inputs(folder)


def test_populations_are_of_file_6_or_of_the_original_file_7(tmp_path: Path) -> None:
    notes: list[str] = []
    seven = pd.DataFrame({"Total population: mid 2022": [7.0]}, index=["E01000001"])
    without = inputs(tmp_path)
    without._read["iod2025"] = [{"file": "seven"}]
    assert publications.iod_population(without, seven, ENGLISH, notes).tolist() == [7]  # type: ignore[union-attr]
    assert without.names("iod2025_populations") == ["seven"]
    good = workbooks.workbook(workbooks.AGES, workbooks.POPULATIONS)
    found = publications.iod_population(
        in_folder(tmp_path, POPULATIONS, good), seven, ENGLISH, notes
    )
    assert found is not None
    assert found.tolist() == [100, 1_700, 5]
    assert notes == []


def test_without_the_workbooks_the_notes_say_what_is_done_instead(tmp_path: Path) -> None:
    notes: list[str] = []
    nothing = inputs(tmp_path)
    assert publications.iod_population(nothing, pd.DataFrame(), ENGLISH, notes) is None
    assert publications.iod_transformed(nothing, ENGLISH, notes) is None
    assert "by residents of Census 2021, because File 6" in notes[0]
    assert "from the domains' ranks, because File 9" in notes[1]


def test_a_workbook_of_part_of_england_is_refused(tmp_path: Path) -> None:
    part = workbooks.workbook(workbooks.SCORES, workbooks.TRANSFORMED[:1])
    with refuses(
        "leaves out 2 of England's 3 areas, E01000002 for one", file=TRANSFORMED, do="whole file"
    ):
        publications.iod_transformed(in_folder(tmp_path, TRANSFORMED, part), ENGLISH, [])


def test_supplements_are_of_file_3_or_of_the_original_file_7(tmp_path: Path) -> None:
    ranks = {column: [1.0] for column in workbooks.RANKS}
    original = pd.DataFrame(ranks, index=["E01000001"])
    without = inputs(tmp_path)
    without._read["iod2025"] = [{"file": "seven"}]
    frames = {"iod2025": ("seven", original)}
    publications.add_supplements(without, frames, ENGLISH)
    assert frames["iod2025_supplements"] == ("seven", original)
    assert without.names("iod2025_supplements") == ["seven"]
    neither = {"iod2025": ("seven", pd.DataFrame(index=["E01000001"]))}
    publications.add_supplements(without, neither, ENGLISH)
    assert list(neither) == ["iod2025"]
    good = workbooks.workbook(workbooks.RANKS, workbooks.SUPPLEMENTS)
    both = in_folder(tmp_path, SUPPLEMENTS, good)
    publications.add_supplements(both, frames, ENGLISH)
    file, frame = frames["iod2025_supplements"]
    assert (file, len(frame)) == (SUPPLEMENTS, 3)
