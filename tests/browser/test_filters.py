"""Filters combine, and the browser finds the same areas for an address as the server does."""

import pytest

from dashboard.explore.areas_in_view import areas_in_view, codes_in_view
from dashboard.explore.view import read_query
from dashboard.practices.key_figures import key_figures
from layers import Atlas
from layers.practices import units
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

QUERIES = [
    "?d=E08000018",
    "?d=E08000016.E08000017&t=1.2",
    "?w=E05000994.E05000995",
    "?m=E02001526.E02001547.E02001633",
    "?u=1.3.4",
    "?n=2200",
    "?t=10",
    "?p=C88627",
    "?p=C88627&h=100",
    "?p=C87002&h=33",
    "?p=C88082.C88627&x=20",
    "?c=U12376",
    "?c=U12376&p=C88627&h=55",
    "?c=U99055.U01680&x=35&t=1.2.3.4.5&n=1400",
    "?d=E08000019&t=1.2&p=C88007&h=90",
    "?d=E08000019&u=0&t=3.4.5&n=1500&c=U24972&x=2",
    "?l=msoa&t=9.10&d=E08000017",
    "?l=ward&p=C86007&h=60",
    "?l=district&n=3000",
    "?t=1&d=E08000019&w=E05000994",  # a ward of another district: nothing fits
]


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def test_filters_of_all_kinds_find_what_the_server_finds(explore: Explore, atlas: Atlas) -> None:
    sizes = set()
    for query in QUERIES:
        explore.visit(query)
        view = read_query(query, atlas).view
        assert read_query(explore.state(), atlas).view == view, query
        assert explore.text("#notice") == "" or not len(areas_in_view(atlas, view)), query
        areas, codes = areas_in_view(atlas, view), codes_in_view(atlas, view)
        found = explore.page.evaluate(
            "() => atlas.view.areas().map((at) => atlas.values.known.areas.code[at])"
        )
        assert found == areas.tolist(), query
        people = int(atlas.areas.loc[areas, "residents"].sum())
        assert explore.in_view() == (len(codes), people), query
        # On the map: those in view strongly, all others faintly, none gone.
        fills = explore.fills()
        strong = {code for code, (_, opacity) in fills.items() if opacity > 0.5}
        assert strong == set(codes), query
        assert all(opacity > 0 for _, opacity in fills.values())
        sizes.add(len(areas))
    assert len(sizes) > len(QUERIES) / 2, "these queries hardly differ"


def test_district_decile_and_practice_rule_combine_step_by_step(
    explore: Explore, atlas: Atlas
) -> None:
    page = explore.page

    def agrees() -> int:
        query = explore.search()
        codes = codes_in_view(atlas, read_query(query, atlas).view)
        assert explore.in_view()[0] == len(codes), query
        return len(codes)

    with explore.redrawn():
        page.check('#district input[value="E08000019"]')
    in_district = agrees()
    page.click("#more-filters summary")
    with explore.redrawn():
        page.check('#decile input[value="1"]')
    in_decile = agrees()
    assert page.is_hidden("#rule")
    with explore.redrawn():
        page.evaluate("() => atlas.go({ selected: [atlas.values.known.areas.code[700]] })")
    page.wait_for_selector("#card-profile .profile")
    assert page.is_visible("#outside-filter")
    with explore.redrawn():
        explore.choose("practice", "firth park")
    of_practice = agrees()
    # The area that was looked at before is not the practice's: its card goes, the patients lead.
    assert explore.selected() == []
    page.wait_for_selector("#card-patients .sentence")
    practice = read_query(explore.search(), atlas).view.practices
    [core20] = [f for f in key_figures(atlas, units.unit(atlas, practice[0])) if "fifth" in f.what]
    assert explore.text("#card-patients .sentence").startswith(
        f"About {core20.number} of the patie"
    )
    assert "in view" not in explore.text("#card").lower()
    assert page.is_visible("#rule")
    with explore.redrawn():
        page.check('#rule input[value="least"]')
    assert "x=10" in explore.search()
    assert agrees() != of_practice
    with explore.redrawn():
        page.fill("#at-least", "30")
        page.keyboard.press("Tab")
    assert "x=30" in explore.search()
    fewer = agrees()
    assert 860 > in_district > in_decile > of_practice
    assert fewer > 0

    assert page.locator("#chips .chip").count() == 3
    # Each is taken off by its chip.
    for left in (2, 1, 0):
        with explore.redrawn():
            page.locator("#chips .chip").first.click()
        assert page.locator("#chips .chip").count() == left
        agrees()
    assert explore.in_view()[0] == 860


def test_the_share_of_a_list_in_view_is_said(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?p=C88627&h=50")
    mine = atlas.registrations.query("practice == 'C88627'").groupby("lsoa")["patients"].sum()
    areas = areas_in_view(atlas, read_query("?p=C88627&h=50", atlas).view)
    share = mine[mine.index.isin(areas)].sum() / mine.sum()
    assert 0.5 <= share < 0.6
    note = explore.text("#practice-note")
    assert note.startswith(
        f"These {len(areas)} areas hold {share:.0%} of the {mine.sum():,.0f} patients (counted 1 "
        "July 2023). Figures are of everybody who lives in these areas"
    )


def test_a_practice_with_patients_outside_the_map(explore: Explore, atlas: Atlas) -> None:
    """Browser and server find the same areas, also where areas elsewhere hold a part of the list;
    the page says that they are not in its figures."""
    for held in (50, 80, 95, 100):
        query = f"?p=C86013.C86009&h={held}"
        explore.visit(query)
        assert explore.in_view()[0] == len(areas_in_view(atlas, read_query(query, atlas).view))
    explore.visit("?p=C86013&h=80")
    assert explore.in_view()[0] == 5
    assert "34% live outside South Yorkshire" in explore.text("#practice-note")
    part = explore.text("#part-of-list")
    assert part.startswith("These areas hold 6")
    assert "34% of it live outside South Yorkshire and are not in these figures" in part


def test_when_nothing_fits_the_page_says_what_to_do(explore: Explore) -> None:
    explore.visit("?t=1&d=E08000019&w=E05000994")
    assert explore.in_view() == (0, 0)
    assert explore.text("#notice") == (
        "No place fits all of these filters. Take one off in the bar below the map."
    )
    with explore.redrawn():
        explore.page.locator("#chips .chip").first.click()
    assert explore.errors == []
