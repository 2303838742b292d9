"""Terms in a browser: they open by keyboard, and stand where a page first needs them."""

from collections.abc import Callable

import pytest

from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported

pytestmark = pytest.mark.browser

# Of each word of the trade that a page shows, whether it is explained where it first stands. Names
# of choices, and the heads and cells of a grid, can hold nothing that opens.
FIRST = r"""() => {
  const words = /\b(?:(LSOA)|(MSOA)|(PCN)|(Core20)|([Dd]ecile)|(SII)|(raking)|(Moran))/g;
  const others =
    "option, button:not(.term), label.btn, [role=option], .ag-root, svg, .visually-hidden";
  const first = {};
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: at, textContent } = texts.currentNode;
    if (at.closest(others) || !at.checkVisibility({ visibilityProperty: true })) continue;
    for (const [word] of textContent.matchAll(words))
      first[word.toLowerCase()] ??= at.closest(".term") ? "" : textContent;
  }
  return first;
}"""


def test_a_term_opens_and_shuts_by_keyboard(new_page: Callable[..., Explore]) -> None:
    explore = new_page(dark=True)
    page = explore.page
    page.goto(f"{explore.origin}/heard")
    term = page.locator("button.term", has_text="LSOA").first
    term.focus()
    page.keyboard.press("Enter")
    meaning = page.locator(".meaning")
    meaning.wait_for()
    assert "Lower-layer Super Output Area" in meaning.text_content()
    assert reported(explore) == []
    box, at = meaning.bounding_box(), term.bounding_box()
    assert abs(box["y"] - at["y"]) < box["height"] + 60  # beside the word
    page.keyboard.press("Tab")
    address = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert address.startswith("/methods#areas-lsoa-2021")
    page.keyboard.press("Escape")
    explore.until("() => document.querySelector('.meaning') === null")
    assert page.evaluate("() => document.activeElement.className") == "term"
    # The word shuts it, too, and so does a click elsewhere.
    for elsewhere in (term, page.locator("h1").first):
        term.click()
        meaning.wait_for()
        elsewhere.click()
        explore.until("() => document.querySelector('.meaning') === null")
    # The link leads to the paragraph, which stands at the top.
    page.goto(f"{explore.origin}{address}")
    explore.until(
        "() => { const at = document.getElementById(location.hash.slice(1));"
        " return at && Math.abs(at.getBoundingClientRect().top) < 40; }"
    )
    assert explore.errors == []


@pytest.mark.parametrize(
    ("path", "there", "words"),
    [
        ("/", "#network-field .term", {"core20", "decile", "pcn"}),
        ("/seldom-heard", "#preset-offer p", {"core20"}),
        ("/practices", "#practices-head .term", {"core20", "decile", "pcn"}),
        ("/practices?v=C88048", "#practices-body table", {"core20", "decile", "pcn"}),
        ("/heard", "#heard-file-note", {"lsoa"}),
        ("/inequality", "#inequality-body table", {"sii"}),
    ],
)
def test_words_of_the_trade_are_explained_where_they_first_stand(
    new_page: Callable[..., Explore], path: str, there: str, words: set[str]
) -> None:
    explore = new_page()
    explore.page.goto(f"{explore.origin}{path}", wait_until="networkidle")
    explore.page.locator(there).first.wait_for()
    first = explore.page.evaluate(FIRST)
    assert words <= first.keys()
    assert {word: text for word, text in first.items() if text} == {}
