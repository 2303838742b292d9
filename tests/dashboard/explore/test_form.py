"""Explore's controls: what Python declares is what the browser gives values to and reacts to."""

import re
from pathlib import Path

from dashboard.explore.controls import PAGE, said
from dashboard.explore.export_routes import FORMATS
from dashboard.explore.form import address_form, bar, finder, form, table
from dashboard.explore.view import LETTERS
from dashboard.parts import map_ground, menus
from dashboard.parts.address_form import Control
from layers import Atlas
from tests.dashboard.plans.words import parts

PROGRAM = Path("assets/modules/pages/explore-form.js").read_text("utf-8")


def names() -> list[str]:
    """Of the controls; of a combobox its own."""
    ids = [part.id for part in address_form().parts if isinstance(part, Control)]
    return [one["combobox"] if isinstance(one, dict) else one for one in ids]


def test_every_control_is_on_the_page_and_known_to_the_browser(atlas: Atlas) -> None:
    every = (form(atlas), finder(), bar(), table(), map_ground.menu(PAGE))
    page = str([part.to_plotly_json() for part in every])
    changes = PROGRAM[PROGRAM.index("const CHANGES") : PROGRAM.index("@typedef {(value: any")]
    known = re.findall(r'^  "?([a-z-]+)"?:', changes, re.MULTILINE)
    assert sorted(known) == sorted(names())
    for name in names():
        assert f"id='{name}'" in page, name


def test_each_format_is_offered_once_and_the_last_file_is_of_what_is_selected_alone() -> None:
    [found] = [part for part in parts(bar()) if getattr(part, "id", None) == menus.LINKS]
    shown = [(link.href.rpartition("/")[2], bool(link.children)) for link in found.children]
    assert shown.pop() == ("xlsx", False), "the browser writes what it is of"
    assert sorted(shown) == sorted((name, True) for name in FORMATS)


def test_every_part_of_the_address_has_a_control() -> None:
    assert {part.key for part in address_form().parts} == LETTERS


def test_what_can_be_chosen_is_the_atlas_s_own(atlas: Atlas) -> None:
    page = str(form(atlas))
    for name in atlas.districts.values():
        assert name in page
    assert said("search", n=len(atlas.indicators)) in page
