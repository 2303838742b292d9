"""A domain on the Change page: what is said, listed, drawn and exported is of it alone; without one
in the address all is of the overall index, as it was before."""

import io
from dataclasses import replace

import openpyxl
import pytest

from dashboard.change import area_map, area_part, area_said, area_table, domain_table, who_lives
from dashboard.change.export_routes import file_name, to_csv, to_xlsx, to_zip
from dashboard.change.form import INDEX, meaning
from dashboard.change.index_said import label
from dashboard.change.place import place_of
from dashboard.change.repeat import FIGURES
from dashboard.change.view import ChangeView, read_view
from dashboard.parts.control_labels import labels
from dashboard.parts.plain_markup import still
from dashboard.parts.repeat.recipe import NotRepeated, Recipe
from dashboard.web.logged_query import asked_for
from layers import Atlas
from layers.change import decile_change
from tests.dashboard.change.test_change_page import MADE, SHEFFIELD, rows, words
from tests.dashboard.conftest import unzipped

CRIME = ChangeView(within=SHEFFIELD, index="crime")


def test_an_address_without_a_domain_is_of_the_overall_index(atlas: Atlas) -> None:
    assert read_view(f"?w={SHEFFIELD}", atlas)[0].index == decile_change.OVERALL
    assert read_view(CRIME.query(), atlas) == (CRIME, [])
    assert CRIME.query() == f"?i=crime&w={SHEFFIELD}"
    assert "i=" not in ChangeView(within=SHEFFIELD).query()
    view, notes = read_view("?i=wealth", atlas)
    assert view == ChangeView()
    assert len(notes) == 1
    assert [name for name, _ in labels()["change"]["indices"]] == list(decile_change.INDICES)
    assert asked_for("/change/export/csv", "i=crime&f=into") == {"definition": "i=crime&f=into"}
    shown = {str(one.id): one.props for one in meaning(atlas, "?i=crime").props}
    assert shown[INDEX] == {"value": "crime"}
    # Explore has no map of a domain's change.
    files = str(shown["export-links"])
    assert "/change/export/xlsx?i=crime" in files
    assert "/export/png" not in files


@pytest.mark.parametrize("index", decile_change.DOMAINS)
def test_a_domain_is_named_and_its_own_areas_counted(atlas: Atlas, index: str) -> None:
    place = place_of(atlas, SHEFFIELD)
    view = ChangeView(within=SHEFFIELD, kept="more2", index=index)
    found = decile_change.areas(atlas, place.areas, index)
    moves = decile_change.moves(found)
    name = label(index)[0].lower() + label(index)[1:]
    listed = area_table.kept(found, "more2")
    first, second, third = area_said.said(found, place, "more2", index)
    assert first.startswith(f"For {name}, of 343 areas in Sheffield, {len(listed)} ")
    assert second.startswith("Of 343 areas in Sheffield, ")
    assert f": {moves.more.areas} are now in a more deprived tenth" in second
    assert f"England's most deprived fifth for {name}" in third
    [alone, _] = area_said.said(found, place, "all", index)
    assert alone.startswith(f"For {name}, of ")
    page = words(still(area_part.part(atlas, view, place)))
    assert "Less directly comparable" in page
    assert "indicators of this domain" in page
    assert f"Area by area: {name}" in page
    data = rows(to_csv(atlas, view, MADE))
    assert [(row["code"], row["index"]) for row in data] == [(one, index) for one in listed.index]
    drawn = area_map.for_map(atlas, view, place)
    strong = [not drawn["looks"][of].get("outside", False) for of in drawn["of"]]
    assert sum(strong) == len(listed)
    assert f"Decile for {name}, change 2019 to 2025" in words(still(area_map.legend(found, index)))


def test_the_table_of_domains_counts_each_and_leads_to_it(atlas: Atlas) -> None:
    place = place_of(atlas, SHEFFIELD)
    [_, _, wide, _] = domain_table.section(atlas, CRIME, place)
    body = wide.children.children[1].children
    assert len(body) == 8
    for index, row in zip(decile_change.INDICES, body, strict=True):
        moves = decile_change.moves(decile_change.areas(atlas, place.areas, index))
        counted = [cell.children for cell in row.children[1:4]]
        assert counted == [f"{one.areas}" for one in (moves.more, moves.same, moves.less)]
        link = row.children[0].children
        view, notes = read_view(link.href.partition("?")[2], atlas)
        assert (view.index, view.within, notes) == (index, SHEFFIELD, [])
        assert ("aria-current" in link.to_plotly_json()["props"]) == (index == "crime")
    assert body[5].children[4].children == "8 of 8"
    divided = decile_change.areas(atlas).query("kind == 'split'").index
    nowhere = replace(place, areas=divided)
    assert domain_table.section(atlas, CRIME, nowhere) == []


def test_files_of_a_domain_say_which(atlas: Atlas) -> None:
    files = unzipped(to_zip(atlas, CRIME, MADE, "http://x/change"))
    about = files["about.csv"]
    assert "Decile for crime, change 2019 to 2025" in about
    assert "All 8 indicators of this domain are new (5) or worked out in another way (3)" in about
    assert "Crime: national decile of 2019" in about
    assert "English Indices of Deprivation 2019" in about
    by_domain = rows(files["by-domain.csv"])
    assert [row["id"] for row in by_domain] == list(decile_change.INDICES)
    areas = place_of(atlas, SHEFFIELD).areas
    for row in by_domain:
        moves = decile_change.moves(decile_change.areas(atlas, areas, row["id"]))
        told = [int(row[name]) for name in ("compared", "more", "same", "less", "into", "out_of")]
        assert told == [getattr(moves, name).areas for name in (
            "compared", "more", "same", "less", "into", "out_of")]  # fmt: skip
    grid = rows(files["then-and-now.csv"])
    counted = decile_change.transitions(decile_change.areas(atlas, areas, "crime"))
    assert [[int(row[f"now_{n}"]) for n in range(1, 11)] for row in grid] == counted.tolist()
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(atlas, CRIME, MADE)), read_only=True)
    assert "By domain" in book.sheetnames
    heads = [cell.value for row in book["Deprivation"].iter_rows(max_row=8) for cell in row]
    assert "Crime: decile in 2019 (empty: not compared)" in heads
    assert file_name(atlas, CRIME, MADE, "csv") == (
        "seldom-heard-change-crime-sheffield-2026-11-30.csv"
    )


def test_only_the_overall_index_has_a_program_and_a_way_to_seldom_heard(atlas: Atlas) -> None:
    for figure in ("change", "change-areas", "change-moves", "change-domains"):
        assert isinstance(FIGURES[figure](atlas, CRIME.query()), NotRepeated)
    assert isinstance(FIGURES["change-areas"](atlas, ""), Recipe)
    place = place_of(atlas, SHEFFIELD)
    found = decile_change.areas(atlas, place.areas, "crime")
    part = str(who_lives.section(atlas, found, place, "more2", "crime"))
    assert "by 2 deciles or more: crime" in part
    assert "/seldom-heard" not in part


def test_a_domains_areas_lead_to_the_domain_today(atlas: Atlas) -> None:
    """Explore has no map of its change, and that of the overall index is another figure."""
    place = place_of(atlas, SHEFFIELD)
    found = decile_change.areas(atlas, place.areas, "health")
    table = str(area_table.section(atlas, found, "more2", "health"))
    assert "/?i=health_decile&s=E0" in table
    assert "imd_decile_change" not in table
    assert "Explore has no map of its change" in table
    assert "/?i=imd_decile_change&s=" in area_table.card_of("")
