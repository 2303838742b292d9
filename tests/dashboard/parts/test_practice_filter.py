"""Explore's figure for the patients of a practice: the practice page's own, never its areas'."""

from datetime import date

import pytest

from dashboard.explore.export_about import about
from dashboard.explore.export_table import table
from dashboard.explore.patients_card import patients_card
from dashboard.explore.view import ViewState, read_query
from dashboard.parts.plain_markup import still
from dashboard.parts.practice_filter import residents_not_patients, texts
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.practices.key_figures import key_figures
from dashboard.wording import number_text
from layers import Atlas
from layers.practices import practice_error, recorded_registers, units

PAGE_HALL = "C88051"
MADE = date(2026, 11, 22)


def card(atlas: Atlas, query: str) -> str:
    return " ".join(words_of(still(patients_card(atlas, read_query(query, atlas).view))))


def words_of(parts: list) -> list[str]:
    return [
        text
        for part in parts
        for text in (words_of(part[2:]) if isinstance(part, list) else [part.strip()])
    ]


@pytest.mark.parametrize("code", [PAGE_HALL, "C86013", "U12376"])
@pytest.mark.parametrize(
    ("indicator", "what"),
    [("imd_decile", "deprived fifth"), ("english_limited", "English"), ("minority_ethnic", "min")],
)
def test_it_says_what_the_practice_page_says(
    atlas: Atlas, code: str, indicator: str, what: str
) -> None:
    said = card(atlas, f"?{'c' if code[0] == 'U' else 'p'}={code}&i={indicator}")
    [tile] = [one for one in key_figures(atlas, units.unit(atlas, code)) if what in one.what]
    assert f"bout {tile.number} " in said
    if "likely" in tile.note:
        assert tile.note.split(" · ")[0] in said
    assert said.startswith(f"Patients of {units.unit(atlas, code).name} ")


def test_it_says_of_whom_and_when(atlas: Atlas) -> None:
    """8,412 patients of July 2023 by area, 7,737 on the list of July 2026: both, with dates."""
    said = card(atlas, f"?p={PAGE_HALL}")
    assert "8,412 patients of 1 July 2023" in said
    assert "The list of 1 July 2026 has 7,737." in said
    assert "100.0%" not in said


def test_what_is_counted_leads_before_what_is_estimated(atlas: Atlas) -> None:
    known = recorded_registers.recorded(atlas, [PAGE_HALL]).loc[
        (recorded_registers.years(atlas)[-1], "HYP")
    ]
    said = card(atlas, f"?p={PAGE_HALL}&i=qof_hyp&j=age_65_plus")
    assert f"{number_text.register_percent(known['prevalence'])} on the register" in said
    counted = practice_error.on_lists(atlas, [PAGE_HALL], "age_65_plus")
    assert f"{number_text.percent(counted or 0)} , counted on the list itself." in said
    assert "cannot be averaged" in card(atlas, f"?p={PAGE_HALL}&i=imd_rank")
    assert patients_card(atlas, ViewState()) == []


def test_every_file_picture_and_brief_says_that_the_areas_hold_others_too(atlas: Atlas) -> None:
    view = read_query(f"?p={PAGE_HALL}", atlas).view
    whose = residents_not_patients(atlas, [], [PAGE_HALL])
    assert whose == texts().residents.format(who="Page Hall Medical Centre")
    made = about(atlas, view, table(atlas, view), made=MADE)
    assert ("Areas of practices", whose) in made.caveats.rows
    assert made.sentence.endswith("of all who live there, not of those patients alone")
    targets, _ = read_targets(f"?c=imd_decile!d!2!r&p={PAGE_HALL}", atlas)
    assert whose in work_out(atlas, targets).advice
    plain = ViewState()
    lines = about(atlas, plain, table(atlas, plain), made=MADE).caveats.rows
    assert "Areas of practices" not in [line[0] for line in lines]
