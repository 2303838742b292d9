"""What the page, the sheet, the files and Explore say of patients outside the map."""

import re

import pytest
from dash import html

from dashboard.explore.view import ViewState
from dashboard.explore.view_sentence import sentence
from dashboard.parts import patients_outside, place_gradient
from dashboard.practices import export_list, export_tables
from dashboard.practices.export_about import patients_sentence
from dashboard.practices.footprint import for_map
from dashboard.practices.key_figures import key_figures
from dashboard.practices.practice_list import listing
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.sheet.footprint_map import _caption
from dashboard.practices.sheet.sheet_content import _indicators, _neighbours, _where
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers import Atlas
from layers.practices import patients_elsewhere, units
from layers.practices.profile import Figure, figure
from tests.dashboard.practices.test_pages import parts, rows_of, said

TICKHILL = "C86013"
ALL_HERE = "C88627"


def page(atlas: Atlas, key: str) -> str:
    view = PracticesView((units.unit(atlas, key),))
    return said([unit_page(atlas, view), unit_tables(atlas, view)])


def test_a_practice_s_deprivation_has_one_value_wherever_it_stands(atlas: Atlas) -> None:
    """Tile, list, profile, table of the list: the same for every practice and network."""
    rows = listing(atlas)
    for kind in ("practice", "pcn"):
        every = units.of_kind(atlas, kind)
        table = export_list.of_units(atlas, every, kind)
        at = {column.id: n for n, column in enumerate(table.columns)}
        cells = list(table.rows())
        listed = {row["code"]: row for row in rows[kind]}
        for place, one in enumerate(every):
            weights = units.weights(atlas, one)
            score = figure(atlas, "imd_score", weights).value
            core20 = figure(atlas, "core20", weights).value
            assert score is not None
            assert core20 is not None
            assert listed[one.key]["imd"] == pytest.approx(score, abs=0.05001)
            assert listed[one.key]["core20"] == pytest.approx(core20, abs=0.05001)
            assert cells[place][at["imd"]] == pytest.approx(score, abs=1e-6)
            assert cells[place][at["core20"]] == pytest.approx(core20, abs=1e-6)
    for code in (TICKHILL, ALL_HERE, "U20350", "02P"):
        one = units.unit(atlas, code)
        tiles = key_figures(atlas, one)
        score = figure(atlas, "imd_score", units.weights(atlas, one)).value
        assert tiles[1].number == f"{score:.1f}"


def test_tickhill_s_page(atlas: Atlas) -> None:
    """Core20 was 0.5%, and the scores 17.0 and 12.3, while a third of the list was not counted."""
    text = page(atlas, TICKHILL)
    assert "5.9%" in text
    assert "about 0.5%" not in text.split("The communities it serves")[0]
    assert "12.3" not in text
    assert "80% in 8 (5 in South Yorkshire), 95% in 12 (6 in South Yorkshire)" in text
    assert "34.3% live outside South Yorkshire, mostly in Bassetlaw." in text
    view = PracticesView((units.unit(atlas, TICKHILL),))
    rows = rows_of(parts(unit_tables(atlas, view), html.Tbody))
    score = next(cells for cells in rows if cells[0].startswith("Multiple deprivation: score"))
    assert score[1].strip().startswith("17.0")


def test_what_the_map_shows(atlas: Atlas) -> None:
    wanted = "The map shows 66% of its list; 34% live outside South Yorkshire, mostly in Bassetlaw."
    there = units.unit(atlas, TICKHILL)
    assert for_map(atlas, [there])["units"][0]["shown"] == wanted
    assert wanted in _caption(atlas, there)
    assert "34.3% live outside South Yorkshire" in " ".join(_where(atlas, there))
    counted = "Counted of the 66% who live in South Yorkshire."
    assert counted in _neighbours(atlas, there)["note"]
    assert counted in page(atlas, TICKHILL)
    near = units.unit(atlas, ALL_HERE)
    assert "Counted" not in _neighbours(atlas, near)["note"]
    assert for_map(atlas, [near])["units"][0]["shown"] == ""
    assert "outside" not in _caption(atlas, near)
    # A place on the map is all of itself.
    ward = units.unit(atlas, "E08000018")
    assert for_map(atlas, [ward])["units"][0]["shown"] == ""


def test_every_practice_s_sentences_add_up(atlas: Atlas) -> None:
    for code in atlas.practices.index:
        one = units.unit(atlas, code)
        text = " ".join(patients_outside.where_else(atlas, one))
        lived = patients_elsewhere.lived(atlas, [code])
        for share, said_ in ((lived.outside, "live outside"), (lived.unknown, "not known")):
            part = lived.share(share)
            assert (said_ in text) == (part >= patients_outside.LEAST)
            if part >= patients_outside.LEAST:
                assert number_text.percent(100 * part) in text
        shown = re.match(
            r"The map shows (\d+)% of its list; (\d+)%", patients_outside.on_map(atlas, [code])
        )
        if shown:
            known = 100 - 100 * lived.share(lived.unknown)
            assert sum(map(int, shown.groups())) == pytest.approx(known, abs=1)


def test_what_only_the_region_publishes_says_of_whom_it_is(atlas: Atlas) -> None:
    there, near = (units.unit(atlas, code) for code in (TICKHILL, ALL_HERE))
    found = figure(atlas, "fuel_poverty", units.weights(atlas, there))
    shown, note = patients_outside.as_known(atlas, there, "fuel_poverty", found)
    assert (shown, note) == (found, "of the 66% who live in South Yorkshire")
    assert note in page(atlas, TICKHILL)
    assert "who live in South Yorkshire" not in page(atlas, ALL_HERE)
    assert patients_outside.as_known(atlas, there, "bad_health", found) == (found, "")
    # Where fewer than half live here, there is no figure.
    assert patients_outside.as_known(atlas, there, "fuel_poverty", Figure(12.0, known=0.49)) == (
        Figure(None, known=0.49),
        "",
    )
    assert patients_outside.as_known(atlas, near, "fuel_poverty", found)[1] == ""
    # The sheet of a practice has no room for the note, and needs none.
    assert all(patients_elsewhere.known(atlas, name) for name in _indicators(atlas, there))


def test_the_files_say_where_the_list_lives(atlas: Atlas) -> None:
    text = patients_sentence(atlas, units.unit(atlas, TICKHILL))
    assert "65.7% of them lived in South Yorkshire, 34.3% elsewhere in England" in text
    table = export_tables.footprint(atlas, [units.unit(atlas, TICKHILL)], outside=True)
    assert len(table.codes) == 87
    assert len(export_tables.footprint(atlas, [units.unit(atlas, TICKHILL)]).codes) == 68


def test_explore_and_inequality_say_that_they_show_the_region_alone(atlas: Atlas) -> None:
    text = sentence(atlas, ViewState(practices=(TICKHILL,)))
    assert "(only areas in South Yorkshire, where 66% of the list lives)" in text
    assert "only areas" not in sentence(atlas, ViewState(practices=(ALL_HERE,)))
    assert place_gradient.place(atlas, TICKHILL).lived == (
        "the places in South Yorkshire where 66% of The Tickhill & Colliery Medical Practice's "
        "patients live"
    )
    assert place_gradient.place(atlas, ALL_HERE).lived.startswith("the places where ")


def test_what_lives_beyond_the_map_is_said_from_half_a_percent(atlas: Atlas) -> None:
    shares = {}
    for code in atlas.practices.index:
        lived = patients_elsewhere.lived(atlas, [code])
        shares[code] = lived.share(lived.outside)
    assert any(0.005 <= share < 0.01 for share in shares.values())
    for say in (patients_outside.on_map, patients_outside.here_only, patients_outside.part_of):
        assert {code for code in shares if say(atlas, [code])} == {
            code for code, share in shares.items() if share >= 0.005
        }
