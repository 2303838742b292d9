"""The list of publications: sound in itself, and true to the files that lie at hand."""

import gzip
import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from data.download import check_content
from data.errors import SourceError
from data.files import SourceFolder
from data.sources import Source, load_sources
from data.tables import header

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / os.environ.get("SOURCES", "../shared/sources")
at_hand = [
    pytest.mark.sources,
    pytest.mark.skipif(not SOURCES.is_dir(), reason="the publications are not at hand"),
]

# Ids that the build asks for by name.
NEEDED = {
    "census_ts001", "census_ts022_district", "census_ts024_district", "census_ts029", "iod2019",
    "iod2025",
    "iod2025_underlying", "iod2025_supplements", "iod2025_populations", "iod2025_transformed",
    "patients_by_lsoa", "practice_map", "practice_ages", "qof_2024_25",
    "qof_2022_23", "qof_2021_22", "ods_practices", "ods_pharmacies", "codepoint_open",
    "lsoa_2011_to_2021", "lsoa_to_ward", "lsoa_to_sicbl", "rural_urban_2021", "msoa_names",
    "boundaries_lsoa", "boundaries_lsoa_generalised", "os_open_names", "community_needs_index",
    "ahah", "digital_exclusion", "fuel_poverty", "asylum_support", "resettlement",
    "naptan", "os_open_roads", "libraries", "schools", "school_links", "cloud_telephony",
    "online_requests", "impact_fund", "smoking", "children_at_ae",
}  # fmt: skip
# Copies at hand that nothing is built from.
NOT_USED = {
    "README.md",
    "SHA256SUMS",
    "codepo_licence.txt",
    "codepo_metadata.txt",
    "districts_2024_south_yorkshire_light.geojson",
    "lsoa21_south_yorkshire_light.geojson",
    "msoa21_south_yorkshire.geojson",
    "sheffield_neighbourhoods_147.geojson",
    "south_yorkshire_lsoa21_lookup.csv",
    "sy_population_mid2022_lsoa21.csv",
    "epraccur.pdf",
    "ts022-ward-checks.md",
    "wards_2025_south_yorkshire.geojson",
}
# Copies whose column names somebody tidied; sources.toml has the publisher's.
TIDIED = {"iod2019", "lsoa_to_ward", "lsoa_to_sicbl", "rural_urban_2021", "msoa_names"}


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return load_sources()


def test_the_list_is_sound(sources: dict[str, Source]) -> None:
    assert set(sources) >= NEEDED
    for name, source in sources.items():
        assert source.id == name
        assert source.attribution.endswith("."), f"{name}: attribution is a sentence to print"
        if source.by_hand:
            assert source.save_as in source.by_hand, f"{name}: by_hand says how to name the file"
            assert source.by_hand.endswith("."), name
    assert [s.id for s in sources.values() if s.multiple] == [
        "cloud_telephony", "codepoint_open", "os_open_names", "naptan"
    ]  # fmt: skip


def test_no_file_belongs_to_two_sources(sources: dict[str, Source]) -> None:
    for source in sources.values():
        others = [s.id for s in sources.values() if s.recognises(source.save_as)]
        assert others in ([], [source.id]), source.save_as


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("census2021-ts007a-lsoa.csv", "census_ts007a"),
        ("census2021-ts022-ltla.csv", "census_ts022_district"),
        ("File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv", "iod2025"),
        (
            "File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv",
            "iod2019",
        ),
        ("gp-reg-pat-prac-lsoa-all.csv", "patients_by_lsoa"),
        ("QOF 2021-22/PREVALENCE_2122_V2.csv", "qof_2021_22"),
        ("Data/CSV/s.csv", "codepoint_open"),
        (
            "LSOA_(2011)_to_LSOA_(2021)_to_Local_Authority_District_(2022)"
            "_Exact_Fit_Lookup_for_EW_(V3).csv",
            "lsoa_2011_to_2021",
        ),
        ("Rural_Urban_Classification_(2021)_of_LSOAs_in_EW.csv", "rural_urban_2021"),
        ("Data/SK48.csv", "os_open_names"),
        ("Data/TQ28.csv", "os_open_names"),
        ("gb_populated_places_all_BNG.csv", "os_open_names"),
        ("Data/oproad_gb.gpkg", "os_open_roads"),
        ("edubasealldata20250422.csv", "schools"),
        ("links_edubasealldata20250422.csv", "school_links"),
        (
            "Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BFC_V10.geojson",
            "boundaries_lsoa",
        ),
        (
            "Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BSC_V4_64537.geojson",
            "boundaries_lsoa_generalised",
        ),
        ("AHAH_V4.csv", "ahah"),
        (
            "Cloud Based Telephony Publication Summary January 2026.xlsx",
            "cloud_telephony",
        ),
    ],
)
def test_publishers_own_names_are_recognised(
    sources: dict[str, Source], name: str, expected: str
) -> None:
    assert [s.id for s in sources.values() if s.recognises(name)] == [expected]


@pytest.mark.parametrize(
    "name",
    [
        "census2021-ts029-msoa.csv",
        "census2021-ts022.zip",
        "gp-reg-pat-prac-lsoa-female.csv",
        "gp-reg-pat-prac-map.zip",
        "epraccur.csv.part",
        "sk.csv",
        "fetched.json",
    ],
)
def test_other_files_are_not(sources: dict[str, Source], name: str) -> None:
    assert [s.id for s in sources.values() if s.recognises(name)] == []


GOOD: dict[str, Any] = {
    "id": "a_table",
    "publisher": "ONS",
    "title": "A table",
    "period": "2021",
    "vintage": "LSOA 2021",
    "coverage": "England",
    "licence": "OGL-UK-3.0",
    "attribution": "Source: ONS.",
    "landing": "https://www.ons.gov.uk/",
    "url": "https://www.ons.gov.uk/a.csv",
    "save_as": "a.csv",
    "files": ["a*.csv"],
    "columns": [],
}


def load(folder: Path, *tables: dict[str, Any]) -> dict[str, Source]:
    """Load tables as sources; JSON's strings, lists and booleans are TOML's, too."""
    lines = []
    for table in tables:
        lines.append("[[source]]")
        lines += [f"{k} = {json.dumps(v)}" for k, v in table.items() if v is not None]
    path = folder / "sources.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return load_sources(path)


@pytest.mark.parametrize(
    ("change", "way"),
    [
        ({}, "direct"),
        ({"url": "", "link": [r"/a-\d+\.csv$"]}, "link"),
        ({"url": "", "by_hand": "Press Download."}, "by hand"),
    ],
)
def test_there_are_three_ways(tmp_path: Path, change: dict[str, Any], way: str) -> None:
    assert load(tmp_path, GOOD | change)["a_table"].way == way


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"url": ""}, "there is no way to get it"),
        ({"url": "", "link": []}, "there is no way to get it"),
        ({"by_hand": "Press Download."}, "url and by_hand are both filled"),
        ({"url": "", "link": ["a("]}, "link 'a(' is not a regular expression"),
        ({"url": "ftp://ons.gov.uk/a"}, "url 'ftp://ons.gov.uk/a' is not an http"),
        ({"url": "https:///a"}, "is not an http or https address"),
        ({"landing": ""}, "landing '' is not an http"),
        ({"landing": "http://["}, "is not an http or https address"),
        ({"id": "A-Table"}, "snake_case"),
        ({"title": " "}, "title is empty"),
        ({"licence": "CC-BY"}, "licence 'CC-BY' is not one of OGL-UK-3.0"),
        ({"files": []}, "files is empty"),
        ({"files": ["*"]}, "files '*' has to be the pattern of a file name"),
        ({"files": ["data/a.csv"]}, "without folders"),
        ({"files": ["b.csv"]}, "save_as 'a.csv' is not recognised by its own"),
        ({"save_as": "../a.csv"}, "is not a plain file name"),
        ({"save_as": ".csv"}, "is not a plain file name"),
        ({"publisher": None}, "missing required field `publisher`"),
        ({"colour": "red"}, "unknown field `colour`"),
        ({"files": "a.csv"}, "Expected `array`, got `str`"),
        ({"multiple": "yes"}, "Expected `bool`, got `str`"),
    ],
)
def test_a_wrong_source_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=re.escape(words)) as caught:
        load(tmp_path, GOOD | change)
    assert f"source {(GOOD | change)['id']}" in str(caught.value)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"save_as": "ab.csv"}, "id 'a_table' is given 2 times"),
        ({"id": "b_table"}, "save_as 'a.csv' is given 2 times"),
    ],
)
def test_ids_and_names_are_unique(tmp_path: Path, second: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=re.escape(words)):
        load(tmp_path, GOOD, GOOD | second)


@pytest.mark.parametrize("text", ["", "[[source]", "source = 1", "[other]", "source = [1]"])
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"sources\.toml"):
        load_sources(path)
    with pytest.raises(SourceError, match="cannot be read"):
        load_sources(tmp_path / "missing.toml")


def inside(path: Path) -> list[tuple[str, bytes]]:
    """Names and contents of a file, or of the members of a zip."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    content = path.read_bytes()
    return [(path.name, gzip.decompress(content) if path.suffix == ".gz" else content)]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(p, marks=at_hand, id=p.name)
        for p in (*sorted(SOURCES.rglob("*")), *sorted(SOURCES.with_name("editions").glob("*")))
        if p.is_file()
    ]
    or [pytest.param(SOURCES, marks=at_hand)],
)
def test_each_file_at_hand_belongs_to_one_source(sources: dict[str, Source], path: Path) -> None:
    for name, content in inside(path):
        owners = [source for source in sources.values() if source.recognises(name)]
        if {path.name, name} & NOT_USED:
            assert owners == []
            continue
        assert len(owners) == 1, f"{name}: {[source.id for source in owners]}"
        missing = set(owners[0].columns) - set(columns_of(name, content))
        assert not missing or owners[0].id in TIDIED


def columns_of(name: str, content: bytes) -> list[str]:
    if "geojson" in name:
        return list(json.load(io.BytesIO(content))["features"][0]["properties"])
    if name.endswith((".xlsx", ".fgb.gz")):
        return []  # told by their readers: notes come first, or it is no text
    return header(content)


@pytest.mark.sources
@pytest.mark.skipif(not SOURCES.is_dir(), reason="the publications are not at hand")
def test_each_source_is_at_hand_and_passes_as_fetched(
    sources: dict[str, Source], tmp_path: Path
) -> None:
    folder = SourceFolder(SOURCES)
    assert [name for name, source in sources.items() if not folder.find(source)] == []
    for name in ("census_ts021", "iod2025", "boundaries_lsoa", "ods_practices", "msoa_names"):
        target = tmp_path / sources[name].save_as.replace(".zip", ".csv")
        target.write_bytes(folder.find(sources[name])[0].read())
        check_content(sources[name], target, target.name)
    with zipfile.ZipFile(next(SOURCES.rglob("gp-reg-pat-prac-map*.zip"))) as archive:
        assert any(sources["practice_map"].recognises(member) for member in archive.namelist())
