"""The whole way by keyboard alone: choose, filter, table, select, read the card, export."""

import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

# Where the keyboard is, and whether a person can see that it is there.
FOCUS = """() => {
  const { activeElement: at } = document;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  return {
    id: at.id, tag: at.tagName, text: at.textContent.trim().slice(0, 80), name: at.name || "",
    value: at.value || "", href: at.getAttribute("href") || "", role: at.getAttribute("role") || "",
    inside: ["map", "card", "bar"].find((id) => at.closest(`#${id}`)) || "",
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


class Keys:
    """A person with a keyboard only."""

    def __init__(self, explore: Explore) -> None:
        self.explore, self.keyboard = explore, explore.page.keyboard
        self.unseen: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keyboard.press(key)

    def focus(self) -> dict[str, str]:
        return self.explore.page.evaluate(FOCUS)

    def tab_to(self, key: str = "Tab", most: int = 120, **wanted: str) -> dict[str, str]:
        """Go on with Tab until what has the focus is what is wanted."""
        passed = []
        for _ in range(most):
            self.press(key)
            focus = self.focus()
            if not focus["seen"]:
                self.unseen.append(f"{focus['tag']} {focus['id']} {focus['text']}")
            if all(focus[name] == value for name, value in wanted.items()):
                assert focus["ring"], f"nobody sees that {wanted} has the focus"
                return focus
            passed.append(f"{focus['tag']}#{focus['id']} {focus['text'][:20]}")
        raise AssertionError(f"{wanted} was not reached: {passed}")


def test_a_keyboard_alone_is_enough(explore: Explore, atlas: Atlas) -> None:
    keys = Keys(explore)
    explore.page.evaluate("() => document.activeElement.blur()")

    # The first stop leads past the header.
    keys.press("Tab")
    assert keys.focus()["href"] == "#main"

    # An indicator, by typing and arrows.
    keys.tab_to(id="indicator")
    keys.keyboard.type("english")
    explore.until("() => document.querySelectorAll('#indicator-list [role=option]').length > 3")
    option = (
        "(label) => { const box = document.getElementById('indicator');"
        "const active = document.getElementById(box.getAttribute('aria-activedescendant'));"
        "return active.textContent.startsWith(label); }"
    )
    label = atlas.indicators["english_limited"].label
    for _ in range(20):
        if explore.page.evaluate(option, label):
            break
        keys.press("ArrowDown")
    with explore.redrawn():
        keys.press("Enter")
    assert explore.page.get_attribute("body", "data-drawn") == "english_limited"

    # A district.
    keys.tab_to(value="E08000018")
    with explore.redrawn():
        keys.press("Space")
    assert explore.in_view()[0] == 170

    # The table, and a row of it.
    keys.tab_to(id="table-button")
    keys.press("Enter")
    explore.until("() => Boolean(document.querySelector('#table .ag-row'))")
    keys.tab_to(role="columnheader")
    for _ in range(6):
        keys.press("ArrowDown")
        if keys.focus()["role"] == "gridcell":
            break
    assert keys.focus()["role"] == "gridcell"
    row = explore.page.evaluate("() => document.activeElement.closest('.ag-row').textContent")
    with explore.redrawn():
        keys.press("Space")
    [code] = explore.selected()
    assert atlas.areas.at[code, "district_code"] == "E08000018"
    assert atlas.areas.at[code, "name"] in row

    # Its card: reached, named and complete.
    explore.until("() => document.getElementById('card-profile').innerText.length > 200")
    keys.tab_to("Shift+Tab", id="card")
    card = explore.text("#card")
    assert atlas.areas.at[code, "neighbourhood"] in card
    assert f"{atlas.table('english_limited').at[code, 'value']:.1f}%" in card
    explore.page.evaluate("() => { document.getElementById('card').scrollTop = 0; }")
    keys.press("PageDown")
    explore.until("() => document.getElementById('card').scrollTop > 0", what="the card scrolled")

    # Exports: opened, and a link reached.
    keys.tab_to(tag="BUTTON", text="Export")
    keys.press("Enter")
    link = keys.tab_to(tag="A", inside="bar", most=2)
    assert link["href"].startswith("/export/")
    assert f"s={code}" in link["href"]
    assert explore.errors == []


def test_the_focus_is_never_out_of_sight(explore: Explore) -> None:
    """Once through the page: whatever takes the focus is on the screen."""
    explore.visit("?i=no_car&s=E01007317")
    explore.until("() => document.getElementById('card-profile').innerText.length > 200")
    explore.page.evaluate("() => document.activeElement.blur()")
    keys = Keys(explore)
    keys.tab_to(id="copy-link")
    assert keys.unseen == []


def test_escape_leaves_a_list_as_it_was(explore: Explore) -> None:
    keys = Keys(explore)
    keys.tab_to(id="indicator")
    keys.keyboard.type("roma")
    explore.until("() => document.querySelector('#indicator-list .active')")
    keys.press("Escape")
    assert explore.page.is_hidden("#indicator-list")
    assert explore.search() == ""
    assert explore.page.get_attribute("#indicator", "aria-expanded") == "false"
