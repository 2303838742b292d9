"""Files of the zones that a team takes: what is in them, what is left out, and why."""

from dataclasses import replace

import pytest

from dashboard.parts.targets.handover import work_out
from dashboard.seldom_heard.brief.pages import content
from dashboard.seldom_heard.export_left_out import tables
from layers.atlas import Atlas
from layers.targeting.chosen_zones import Edit
from tests.dashboard.conftest import unzipped
from tests.dashboard.seldom_heard import test_export_files as every_file
from tests.dashboard.seldom_heard.test_export_samples import (
    HOST,
    MADE,
    SAMPLES,
    Handed,
    handed,
)

# Of the 13 zones found: the first two as one with a name, the third ticked off, the fourth cut.
BURNGREAVE, CRABTREE, ROTHERHAM, DARNALL = "E01007940", "E01007869", "E01007680", "E01007883"
NAME = "=North end~ & more"
CHOSEN = replace(
    SAMPLES["limited English"],
    zone_edits=(
        Edit("merge", BURNGREAVE, CRABTREE),
        Edit("rename", CRABTREE, name=NAME),
        Edit("off", ROTHERHAM),
        Edit("split", DARNALL),
    ),
    most=4,
)
FIRST_AREAS = replace(SAMPLES["limited English"], most=20, by_areas=True)


@pytest.fixture(scope="module")
def chosen(atlas: Atlas) -> Handed:
    return handed(atlas, CHOSEN)


def test_what_is_taken(chosen: Handed) -> None:
    made = chosen.handover
    assert len(made.zones) == 4
    assert (made.zones[0].name, len(made.zones[0].areas)) == (NAME, 16)
    assert [left.why for left in made.left].count("off") == 1
    assert len(made.every) == 13
    assert len(made.finding.found) == 64 > len(made.areas_taken)


@pytest.mark.parametrize("kind", every_file.READERS)
def test_areas_and_zones_of_every_format_are_those_taken(chosen: Handed, kind: str) -> None:
    every_file.test_every_number_of_the_areas_is_the_pages(chosen, kind)
    rows = every_file.READERS[kind](chosen)
    assert [row["code"] for row in rows] == list(chosen.handover.areas_taken)
    if kind != "csv":
        every_file.test_every_number_of_the_zones_is_the_pages(chosen, kind)


def test_the_workbook_says_what_is_left_out_and_why(chosen: Handed) -> None:
    every_file.test_the_definition_sheet_has_criteria_reach_and_near_misses(chosen)
    rows = every_file.rows_of(every_file.book_of(chosen)["Definition"])
    said = {str(row[0]): str(row[1]) for row in reversed(rows)}
    assert said["Taken"] == "The first 4 zones, those with most people to reach"
    assert said["Left out"] == "8 zones: beyond the first 4 zones"
    assert said["Zone ticked off"] == "Rotherham Central; Eastwood & East Dene and 3 more (9 areas)"
    assert said["Zones changed by the team"] == (
        "1 put together with another; 1 cut in two; 1 given a name"
    )
    assert said["Most areas in a zone"] == "12 (merged zones may have more)"
    at = [row[0] for row in rows].index("Zones left out")
    table = tables(chosen.atlas, chosen.handover)["zones_left_out"]
    listed = every_file.named(table, [row[: len(table.columns)] for row in rows[at + 1 :]])
    assert [row["zone"] for row in listed] == [left.zone.name for left in chosen.handover.left]
    assert [row["group_people"] for row in listed] == [
        pytest.approx(left.people) for left in chosen.handover.left
    ]
    assert {row["why"] for row in listed} == {"ticked off", "beyond the first 4 zones"}
    found = {code for row in listed for code in row["area_codes"].split()}
    assert found | set(chosen.handover.areas_taken) == set(chosen.handover.finding.found)


def test_areas_beyond_the_first_are_listed_one_by_one(atlas: Atlas) -> None:
    made = handed(atlas, FIRST_AREAS)
    [(name, table)] = tables(atlas, made.handover).items()
    assert name == "areas_left_out"
    codes = next(column.values for column in table.columns if column.id == "code")
    found = set(made.handover.finding.found)
    assert set(codes) == found - set(made.handover.areas_taken)
    assert len(codes) == len(found) - 20
    assert "areas_left_out.csv" in unzipped(every_file.written(made, "zip"))


def test_files_of_all_that_is_found_say_nothing_of_taking(atlas: Atlas) -> None:
    asked = SAMPLES["one area"]
    every = handed(atlas, asked)
    assert tables(atlas, every.handover) == {}
    all_taken = handed(atlas, replace(asked, most=1))
    for kind in ("csv", "xlsx", "zip", "geojson", "geopackage"):
        files = replace(all_taken.files, link=every.link)
        assert getattr(files, f"to_{kind}")() == every_file.written(every, kind)


def test_the_brief_is_of_what_is_taken(chosen: Handed) -> None:
    said = content(chosen.atlas, chosen.handover, made=MADE, link=HOST)
    assert [page["name"] for page in said["pages"]] == [
        zone.leading for zone in chosen.handover.zones
    ]
    assert len(said["handouts"]) == len(said["zones"]["rows"]) == 4
    assert said["sentence"].startswith(
        "In Rotherham and Sheffield, the first 4 of 12 zones (1 more ticked off), 32 areas with "
    )
    assert said["reach"]["head"][0] == "People in the areas taken"
    assert "all 64 hold 56.7%" in said["needed"]
    assert ["Left out", "8 zones: beyond the first 4 zones"] in said["last"]["definition"]


def test_a_brief_of_nothing_says_how_to_go_on(atlas: Atlas) -> None:
    asked = SAMPLES["one area"]
    [zone] = handed(atlas, asked).handover.zones
    none = work_out(atlas, replace(asked, zone_edits=(Edit("off", zone.areas[0]),)))
    said = content(atlas, none, made=MADE, link="")
    assert said["sentence"] == "Every zone found is ticked off: put one back to take it."
    assert "Put one back on the Seldom-heard page" in said["notes"][-1]
    assert said["pages"] == said["handouts"] == []
    book = every_file.book_of(Handed(atlas, none.targets, none))
    assert book["Zones"]["A2"].value == "Every zone found is ticked off. So there are no zones."


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_a_given_name_is_no_formula_in_any_file(chosen: Handed, kind: str) -> None:
    names = {row["zone_number"]: row["zone"] for row in every_file.READERS[kind](chosen)}
    assert names[1] == f"'{NAME}"
