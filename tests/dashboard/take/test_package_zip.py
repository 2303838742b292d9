"""A package validates, says what it is, and has the figures of the atlas, on any day the same."""

import io
import json
import textwrap
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import yaml
from frictionless import system, validate

from dashboard.take.cited_package import cite
from dashboard.take.packages import packages
from dashboard.take.routes import file_name
from dashboard.take.sizes import package_bytes
from dashboard.take.table_texts import texts
from data.sources import load_sources
from layers.atlas import Atlas
from layers.edition import edition
from layers.geography import levels
from layers.own.own_indicator import with_own
from layers.practices import recorded_registers
from tests.carrying import every_kind
from tests.dashboard.take.conftest import ADDRESS, DAY, OWN, Taken, unpacked, zipped
from tests.layers.own.layers import layer

THEME = "theme-language"
Take = Callable[[str], Taken]
FIGURES = ("value", "numerator", "denominator", "lower", "upper", "national_percentile")


def read(one: Taken, file: str) -> pd.DataFrame:
    """As text where the package says so."""
    described = {r["path"]: r for r in json.loads(one.text("datapackage.json"))["resources"]}
    texts = [f["name"] for f in described[file]["schema"]["fields"] if f["type"] == "string"]
    return pd.read_csv(one.folder / file, dtype=dict.fromkeys(texts, str))


@pytest.mark.parametrize("name", [THEME, "everything", "practices", OWN])
def test_it_validates(taken: Take, name: str) -> None:
    """Sizes and digests, types, keys, and that every reference leads somewhere."""
    with system.use_context(trusted=True):
        report = validate(taken(name).folder / "datapackage.json")
    assert report.valid, [error.message for task in report.tasks for error in task.errors]
    described = json.loads(taken(name).text("datapackage.json"))["resources"]
    assert {task.name for task in report.tasks} == {one["name"] for one in described}
    beside = {"datapackage.json", "README.md", "LICENCES.md", "CITATION.cff"}
    assert {one["path"] for one in described} | beside == set(taken(name).names)


def test_a_figure_that_was_changed_on_the_way_does_not(taken: Take, tmp_path: Path) -> None:
    changed = unpacked(taken(THEME).content, tmp_path)
    file = changed.folder / "values_district.csv"
    file.write_text(file.read_text().replace("english_limited", "english_limitless"))
    with system.use_context(trusted=True):
        report = validate(changed.folder / "datapackage.json")
    kinds = {error.type for task in report.tasks for error in task.errors}
    assert kinds == {"hash-count", "byte-count", "foreign-key"}


def test_it_has_the_figures_of_the_atlas(atlas: Atlas, taken: Take) -> None:
    one, names = taken(THEME), packages(atlas)[THEME].indicators
    for level, file in (("lsoa", "values.csv"), ("ward", "values_ward.csv")):
        values = read(one, file)
        place = values.columns[0]
        assert place == "code"
        for name in names:
            mine = values[values["indicator"] == name].set_index(place)
            table = levels.table_at(atlas, name, level)
            assert mine.index.tolist() == table.index.tolist()
            for part in FIGURES if level == "lsoa" else FIGURES[:5]:
                np.testing.assert_allclose(mine[part], table[part], atol=5e-7, err_msg=name)


def test_parquet_and_csv_hold_the_same(taken: Take) -> None:
    one = taken(THEME)
    parquet = pd.read_parquet(one.folder / "values.parquet")
    pd.testing.assert_frame_equal(parquet, read(one, "values.csv"), check_dtype=False)


def test_the_map_file_has_a_layer_for_each_level_with_outlines(atlas: Atlas, taken: Take) -> None:
    path = taken(THEME).folder / "areas.gpkg"
    names = [str(name) for name, _ in pyogrio.list_layers(path)]
    assert names == [*atlas.levels, "about"]
    for level in atlas.levels:
        found = geopandas.read_file(path, layer=level).set_index("code")
        assert found.index.tolist() == levels.areas_at(atlas, level).index.tolist()
        assert found.geometry.is_valid.all()
        values = levels.values_at(atlas, "english_limited", level)
        np.testing.assert_allclose(found["english_limited"], values, atol=5e-7)


def test_everything_has_all_indicators_and_what_practices_have(atlas: Atlas, taken: Take) -> None:
    one = taken("everything")
    assert read(one, "indicators.csv")["id"].tolist() == list(atlas.indicators)
    values = read(one, "values.csv")
    assert len(values) == len(atlas.indicators) * len(atlas.areas)
    practices = read(one, "practices.csv")
    assert practices["practice"].tolist() == atlas.practices.index.tolist()
    registers = read(one, "prevalence.csv").set_index(["practice", "register", "year"])
    code, year = atlas.practices.index[0], recorded_registers.years(atlas)[-1]
    recorded = recorded_registers.recorded(atlas, [code]).loc[(year, "DM")]
    assert registers.loc[(code, "DM", year)].to_dict() == pytest.approx(
        recorded.drop("practices").to_dict(), abs=1e-6
    )


def test_it_names_its_publications_and_how_to_cite_it(atlas: Atlas, taken: Take) -> None:
    one = taken(THEME)
    sources = read(one, "sources.csv")
    wanted = {atlas.indicators[name].source for name in packages(atlas)[THEME].indicators}
    assert wanted <= set(sources["id"])
    described = json.loads(one.text("datapackage.json"))
    assert described["version"] == edition(atlas)
    assert [source["id"] for source in described["sources"]] == sources["id"].tolist()
    assert {licence["name"] for licence in described["licenses"]} >= {"OGL-UK-3.0"}
    for line in sources["attribution"]:
        assert line in one.text("LICENCES.md")
    cited = yaml.safe_load(one.text("CITATION.cff"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == described["version"]
    assert len(cited["references"]) == len(sources)


def test_no_open_licence_is_promised_of_figures_that_have_none(atlas: Atlas, taken: Take) -> None:
    one = taken("everything")
    described = json.loads(one.text("datapackage.json"))
    assert "licenses" not in described
    files = {
        r["name"]: tuple(of["name"] for of in r.get("licenses", ())) for r in described["resources"]
    }
    larger = [f"values_{level}" for level in atlas.levels if level != "lsoa"]
    none = ("values", "values-parquet", *larger, "areas-gpkg", "indicators", "practices")
    words = ("flags", "sources", "registers", "care_measures")
    assert files == {
        **dict.fromkeys((*none, *words), ()),
        **dict.fromkeys(("footprints", "prevalence", "care"), ("OGL-UK-3.0",)),
        **dict.fromkeys(("areas", "places"), ("OGL-UK-3.0", "OPL-3.0")),
    }
    dictionary = read(one, "indicators.csv").set_index("id")
    under = read(one, "sources.csv").set_index("id")["licence"]
    assert dictionary["licence"].tolist() == under[dictionary["source"]].tolist()
    other = dictionary[dictionary["licence"] == "as published"]
    assert set(other["source"]) == {"community_needs_index", "digital_exclusion"}
    assert not other["disclosure"].str.contains("open data").any()


# Columns of this atlas's own words, where others of their table are made of publications.
OWN_WORDS = {
    "values.indicator", "values_larger.indicator", "areas.grouping", "places.level",
    "prevalence.register", "care.measure",
}  # fmt: skip


def test_every_column_says_what_it_rests_on() -> None:
    known = {*load_sources(), "figures", "registers", "attributed", "care"}
    for table, said in texts().items():
        named = {one for of in said.columns.values() for one in of.rests_on}
        assert named <= known, table
        if table in ("flags", "indicators", "sources", "registers", "care_measures"):
            assert named <= {"figures"}
            continue
        silent = {
            f"{table}.{name}"
            for name, one in said.columns.items()
            if not one.rests_on and not one.refers.endswith((".code", ".practice"))
        }
        assert silent == {one for one in OWN_WORDS if one.startswith(f"{table}.")}


def test_everything_names_all_publications_but_those_that_no_table_is_made_of(
    atlas: Atlas, taken: Take
) -> None:
    one = taken("everything")
    beside = {
        "ods_pharmacies", "libraries", "schools", "school_links",  # places to meet
        "os_open_names", "os_open_roads", "naptan",  # the ground of the map, and ways
        "census_ts022_district", "census_ts024_district", "census_ts077",  # of districts alone
        "asylum_support", "resettlement",
    }  # fmt: skip
    named = set(read(one, "sources.csv")["id"])
    assert named == {source["id"] for source in atlas.manifest["sources"]} - beside
    assert "Contains Royal Mail data" in one.text("LICENCES.md")


def test_it_is_cited_with_its_own_publications_and_where_it_is_chosen(
    atlas: Atlas, taken: Take
) -> None:
    for name, address in (("everything", ADDRESS), (THEME, f"{ADDRESS}?p={THEME}")):
        package = packages(atlas)[name]
        how = cite(atlas, package, ADDRESS, DAY)
        named = len(read(taken(name), "sources.csv"))
        assert how.size == f"{len(package.indicators)} indicators, {named} publications"
        assert how.address == address


def test_its_program_runs_as_it_stands(
    atlas: Atlas, taken: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(taken(THEME).folder)
    program = taken(THEME).text("README.md").split("Python:\n")[1].split("\nR:")[0]
    found: dict[str, pd.Series] = {}
    exec(textwrap.dedent(program), found)
    wanted = atlas.table(packages(atlas)[THEME].indicators[0])["value"]
    np.testing.assert_allclose(found["one"][wanted.index], wanted, atol=5e-7)


def test_it_is_the_same_on_any_day_and_bears_none(atlas: Atlas, taken: Take) -> None:
    assert zipped(atlas, THEME, date(2027, 1, 1)) == taken(THEME).content


@pytest.mark.parametrize("name", [THEME, "everything"])
def test_its_size_is_about_what_the_page_says(atlas: Atlas, taken: Take, name: str) -> None:
    said = package_bytes(atlas, packages(atlas)[name])
    assert said == pytest.approx(len(taken(name).content), rel=0.25)


def test_a_package_of_ours_is_the_same_whatever_is_brought(atlas: Atlas, taken: Take) -> None:
    mine = with_own(atlas, list(every_kind(atlas).values()))
    ours, beside = packages(atlas), dict(packages(mine))
    assert beside.pop(OWN).own
    assert beside == ours
    for name in (THEME, "practices"):
        assert zipped(mine, name) == taken(name).content


def test_own_figures_are_a_package_of_their_own(atlas: Atlas, taken: Take) -> None:
    own = layer()
    mine = with_own(atlas, [own])
    assert OWN not in packages(atlas)
    every = packages(mine)
    assert own.id not in every["everything"].indicators
    assert every["everything"].indicators == packages(atlas)["everything"].indicators
    one = taken(OWN)
    values = read(one, "values.csv").set_index("code")["numerator"].dropna()
    assert values.to_dict() == {own.codes[0]: 10, own.codes[2]: 45}
    assert own.source in read(one, "sources.csv")["publisher"].tolist()
    assert "not the atlas's" in json.loads(one.text("datapackage.json"))["title"]
    assert "brought into this atlas" in one.text("README.md")


def test_own_figures_are_of_their_source_and_have_a_number_of_their_own(atlas: Atlas) -> None:
    one, other = layer(), layer(label="Other", source="B and C")
    mine = with_own(atlas, [one])
    package = packages(mine)[OWN]
    how = cite(mine, package, ADDRESS, DAY)
    assert (f"own_{how.edition}", how.authors) == (one.id, ("A council",))
    assert how.ground == cite(atlas, packages(atlas)[THEME], ADDRESS, DAY).edition
    assert file_name(package, how, "zip").endswith(f"-{how.edition}.zip")
    assert how.text().startswith("A council: ")
    assert f"figures {how.edition} " in how.undated()
    assert "AU  - A council\r\n" in how.ris()
    both = with_own(atlas, [one, other])
    how = cite(both, packages(both)[OWN], ADDRESS, DAY)
    assert "author = {{A council} and {B and C}}" in how.bibtex()
    assert how.edition not in (one.id[4:], other.id[4:], how.ground)
    taken = zipfile.ZipFile(io.BytesIO(zipped(both, OWN)))
    for name in ("README.md", "CITATION.cff", "datapackage.json"):
        text = taken.read(name).decode()
        assert how.edition in text
        assert "Seldom Heard contributors" not in text
    readme = taken.read("README.md").decode()
    assert f"on the areas and residents of snapshot {how.ground}" in readme
