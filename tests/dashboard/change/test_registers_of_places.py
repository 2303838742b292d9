"""Whose registers a place is shown: its own practices', its district's, or all."""

from datetime import date

import pytest

from dashboard.change import register_part
from dashboard.change.export_routes import file_name, to_csv, to_zip
from dashboard.change.place import place_of
from dashboard.change.repeat import repeat, repeat_years
from dashboard.change.view import ChangeView
from dashboard.parts.plain_markup import still
from dashboard.parts.repeat.recipe import Recipe
from layers import Atlas
from layers.change import register_years
from tests.dashboard.change.test_change_page import rows, words
from tests.dashboard.conftest import unzipped

MADE = date(2026, 11, 30)
BARNSLEY, SHEFFIELD = "E08000016", "E08000019"
COMMITTEE, WARD, NEIGHBOURHOOD = "LAC-C", "E05000994", "E02001526"
TWO_DISTRICTS = f"Two~{BARNSLEY}~{SHEFFIELD}"


def of_districts(atlas: Atlas, *names: str) -> set[str]:
    """Codes of the practices of districts, open and closed, by the directory."""
    directory = atlas.directory
    return set(directory.index[directory["home"] & directory["place"].isin(names)])


# A key, the districts whose practices it has, what these are called, whether they are its own, and
# what a file of them is called.
PLACES = [
    (COMMITTEE, ["Sheffield"], "Sheffield", False, "sheffield-for-central-local-area-committee"),
    (WARD, ["Barnsley"], "Barnsley", False, "barnsley-for-stairfoot"),
    (NEIGHBOURHOOD, ["Barnsley"], "Barnsley", False, "barnsley-for-kendray"),
    (TWO_DISTRICTS, ["Barnsley", "Sheffield"], "Two", True, "two"),
    (SHEFFIELD, ["Sheffield"], "Sheffield", True, "sheffield"),
]


@pytest.mark.parametrize(("key", "districts", "called", "own", "file"), PLACES)
def test_a_place_has_the_practices_of_its_districts_and_says_so(
    atlas: Atlas, key: str, districts: list[str], called: str, own: bool, file: str
) -> None:
    """On the page, in each file, in its name, and in what programs repeat."""
    view = ChangeView("registers", key)
    place, codes = place_of(atlas, key), of_districts(atlas, *districts)
    text = " ".join(words(still(register_part.part(atlas, view, place))).split())
    table = register_years.practices(atlas, "DM", sorted(codes))
    both = table[table["kind"] == "both"]
    risen = int((both["change_lower"] > 0).sum())
    assert f"by more than chance in {risen} of {len(both)} practices in {called}" in text
    assert f"Practice by practice: {called}" in text
    instead = f"none for {place.name} alone: these are of all practices in {called}."
    assert (instead in text) != own
    assert {row["practice"] for row in rows(to_csv(atlas, view, MADE))} == {"England", *codes}
    about = unzipped(to_zip(atlas, view, MADE))["about.csv"]
    assert f"Diabetes by practice: {called}, 2021-22 to 2024-25" in about
    # In what to mind and in the finding: the workbook has registers too where areas are looked at.
    assert about.count(instead) == (0 if own else 2)
    name = f"seldom-heard-change-diabetes-{file}-2026-11-30.csv"
    assert file_name(atlas, view, MADE, "csv") == name
    for recipe in (repeat(atlas, view.query()), repeat_years(atlas, view.query())):
        assert isinstance(recipe, Recipe)
        assert recipe.figure.endswith(f": {called}")
        assert set(recipe.given["practices"]) <= codes  # type: ignore[arg-type]


def test_areas_of_several_districts_are_shown_all_practices(atlas: Atlas) -> None:
    across = place_of(atlas, f"Across~{COMMITTEE}~{WARD}")
    assert (across.practices, across.practices_of) == (None, "South Yorkshire")
    assert not across.has_practices
    every = place_of(atlas, "")
    assert (every.practices, every.practices_of) == (None, "South Yorkshire")
    assert every.has_practices


def test_whole_districts_add_their_practices_to_a_group_and_parts_add_none(atlas: Atlas) -> None:
    barnsley = of_districts(atlas, "Barnsley")
    wards = atlas.areas.loc[atlas.areas["district"] == "Barnsley", "ward_code"].unique()
    assert set(place_of(atlas, "~".join(["All", *wards])).practices or ()) == barnsley
    assert not place_of(atlas, "~".join(["Most", *wards[1:]])).has_practices
    assert set(place_of(atlas, f"Both~C88005~{BARNSLEY}").practices or ()) == {"C88005", *barnsley}
    assert place_of(atlas, f"Part~C88005~{WARD}").practices == ("C88005",)
    # A name does not make a district: these are called like one, and have no practices.
    assert not place_of(atlas, f"Sheffield~{COMMITTEE}").has_practices


def test_a_practice_with_another_list_than_then_is_not_said_to_lack_the_register(
    atlas: Atlas,
) -> None:
    """It has the register in both years, of other people."""
    place = place_of(atlas, "C88005")
    text = words(still(register_part.part(atlas, ChangeView("registers", "C88005"), place)))
    assert f"Diabetes: {place.name} cannot be compared between 2021-22 and 2024-25." in text
    assert "not counted above: 1 with a list more than 20% larger or smaller" in text


def test_the_file_of_registers_says_which_practices_are_open(atlas: Atlas) -> None:
    found = {
        row["practice"]: row["open"] for row in rows(to_csv(atlas, ChangeView("registers"), MADE))
    }
    assert found.pop("England") == ""
    is_open = atlas.directory["open"]
    assert found == {code: "yes" if is_open[code] else "no" for code in found}
    assert found["C86606"] == "no"
