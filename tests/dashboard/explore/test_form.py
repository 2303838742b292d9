"""Explore's controls: what Python declares is what the browser gives values to and reacts to."""

import re
from pathlib import Path

from dashboard.explore.controls import PAGE, said
from dashboard.explore.form import address_form, bar, finder, form, table
from dashboard.explore.view import LETTERS
from dashboard.parts import map_ground
from dashboard.parts.address_form import Control
from layers import Atlas

PROGRAM = Path("assets/modules/pages/explore-form.js").read_text("utf-8")


def names() -> list[str]:
    """Of the controls; of a combobox its own."""
    ids = [part.id for part in address_form().parts if isinstance(part, Control)]
    return [one["combobox"] if isinstance(one, dict) else one for one in ids]


def test_every_control_is_on_the_page_and_known_to_the_browser(atlas: Atlas) -> None:
    parts = (form(atlas), finder(), bar(), table(), map_ground.menu(PAGE))
    page = str([part.to_plotly_json() for part in parts])
    changes = PROGRAM[PROGRAM.index("const CHANGES") : PROGRAM.index("@typedef {(value: any")]
    known = re.findall(r'^  "?([a-z-]+)"?:', changes, re.MULTILINE)
    assert sorted(known) == sorted(names())
    for name in names():
        assert f"id='{name}'" in page, name


def test_every_part_of_the_address_has_a_control() -> None:
    assert {part.key for part in address_form().parts} == LETTERS


def test_what_can_be_chosen_is_the_atlas_s_own(atlas: Atlas) -> None:
    page = str(form(atlas))
    for name in atlas.districts.values():
        assert name in page
    assert said("search", n=len(atlas.indicators)) in page
