"""What lies on the map besides its colours: its rules, its part of the address, its menu."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from dashboard.parts import map_ground
from dashboard.parts.address import Parts
from dashboard.plans import page as plans_page
from dashboard.where_to_meet import page as where_to_meet_page


def read(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parts = Parts(query, {map_ground.LETTER})
    return map_ground.read(parts), parts.notes


def test_codes_are_those_that_links_hold() -> None:
    assert map_ground.codes() == ["gp", "library", "pharmacy", "school"]
    assert map_ground.usual() == ("gp", "library")


@pytest.mark.parametrize(
    ("query", "kinds", "written"),
    [
        ("", ("gp", "library"), ""),
        ("?e=library.gp", ("gp", "library"), ""),
        ("?e=school", ("school",), "school"),
        ("?e=school.gp.school", ("gp", "school"), "gp.school"),
        ("?e=0", (), "0"),
    ],
)
def test_an_address_says_what_is_switched_on(
    query: str, kinds: tuple[str, ...], written: str
) -> None:
    assert read(query) == (kinds, ())
    assert map_ground.written(kinds) == written
    assert read(f"?e={map_ground.said(kinds)['e']}")[0] == kinds


@pytest.mark.parametrize("page", [plans_page.PAGE, where_to_meet_page.PAGE])
def test_a_page_that_marks_venues_of_its_own_has_them_off_until_somebody_switches_them_on(
    page: str,
) -> None:
    assert map_ground.control(page).otherwise == map_ground.usual(page) == ()
    for query, kinds in (("", ()), ("?e=library", ("library",)), ("?e=0", ())):
        assert map_ground.read(Parts(query, {map_ground.LETTER}), page) == kinds


def test_what_is_unknown_is_said_and_changes_nothing() -> None:
    kinds, notes = read("?e=pub.<b>")
    assert kinds == map_ground.usual()
    assert notes == ("There is no kind of mark with the code “pub” and 1 more.",)


def test_every_mark_has_a_shape_of_its_own() -> None:
    rules = map_ground.rules()
    kinds = rules.switch + rules.always
    assert len({kind.path for kind in kinds}) == len(kinds)  # colour alone tells none apart
    for kind in kinds:
        picture = ElementTree.fromstring(unquote(kind.picture.partition(",")[2]))
        assert picture[0].get("d") == kind.path
        assert re.search(r"[\"'<>#]", kind.picture.partition(",")[2]) is None
        assert 8 < kind.near <= kind.words


def test_the_nearer_the_map_the_smaller_the_places_that_it_names() -> None:
    names = map_ground.rules().name
    order = [name.kind for name in names]
    assert order.index("city") < order.index("town") < order.index("village")
    assert order[-1] == "street"
    near = {name.kind: name.near for name in names}
    assert near["town"] < near["village"] < near["suburb"] < near["street"]
