"""What the ways between Explore and Practices carry: the same practices, there and back."""

import pytest

from dashboard.explore.address_rules import rules
from dashboard.explore.view import read_query
from dashboard.parts import unit_links
from dashboard.practices.view import read_view
from layers import Atlas
from layers.practices import units


@pytest.mark.parametrize(
    ("keys", "practices", "networks"),
    [
        (["C88048"], ("C88048",), ()),
        (["C88048", "U16464"], ("C88048",), ("U16464",)),
        (["Ours~C88048~C88051"], ("C88048", "C88051"), ()),
    ],
)
def test_practices_there_and_back(
    atlas: Atlas, keys: list[str], practices: tuple[str, ...], networks: tuple[str, ...]
) -> None:
    those = [units.unit(atlas, key) for key in keys]
    view = read_query(unit_links.areas_of(those).partition("?")[2], atlas).view
    assert (view.practices, view.pcns) == (practices, networks)
    carried = unit_links.carried(those)
    assert carried is not None
    assert (carried["of"], carried["to"]) == ("practices", "")
    assert {"p", "c", "s", "y"} == set(carried["parts"])
    page, notes = read_view(unit_links.page_of(keys).partition("?")[2], atlas)
    assert [unit.key for unit in page.units] == keys
    assert notes == []


def test_places_carry_nothing(atlas: Atlas) -> None:
    for keys in ([], ["02P"], ["E08000018"]):
        assert unit_links.carried([units.unit(atlas, key) for key in keys]) is None


def test_the_browser_is_told_under_which_letter() -> None:
    assert rules()["carried"] == {"of": "", "to": "practices", "letter": "v"}
