"""Links that nobody made in good faith: left out, said, and never run."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

PICTURE = '<img src=x onerror="window.hacked=true">'
HOSTILE = {
    "i": PICTURE, "j": "<script>window.hacked=true</script>", "l": "javascript:window.hacked=true",
    "k": "q99", "d": "'\"><svg onload=window.hacked=true>", "p": "../../etc/passwd",
    "s": PICTURE, "f": "__proto__.constructor", "h": "-1", "n": "1e9", "t": "0.11.a",
    "zebra": PICTURE, PICTURE: "1",
}  # fmt: skip
LINK = "?" + "&".join(f"{quote(key)}={quote(value)}" for key, value in HOSTILE.items())


def test_hostile_parts_are_left_out_with_a_note_and_never_run(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page()
    explore.page.on("dialog", lambda dialog: explore.errors.append(dialog.message))
    explore.open("/" + LINK)
    assert explore.state() == ""
    assert explore.in_view() == (860, 1_374_978)
    notes = explore.page.locator("#notice p").all_inner_texts()
    assert 1 <= len(notes) <= 6
    assert all(len(note) <= 120 for note in notes)
    assert any("“<img src=x onerror=" in note for note in notes)
    assert explore.page.is_visible("#notice")
    # Drawn as text: nothing of it became a part of the page, and nothing of it was run.
    made = explore.page.evaluate(
        "() => document.querySelectorAll('img[src=x], svg[onload], [onerror]').length"
    )
    assert made == 0
    assert explore.page.evaluate("() => window.hacked === undefined")
    assert explore.errors == []


def test_names_that_every_object_has_are_not_indicators(explore: Explore) -> None:
    for name in ("__proto__", "constructor", "toString", "hasOwnProperty"):
        explore.visit(f"?i={name}&j={name}&f={name}&s={name}&p={name}&l={name}&w={name}")
        assert explore.state() == ""
        assert explore.page.locator("#notice p").count() == 6
        assert f"“{name}”" in explore.text("#notice")
    assert explore.errors == []


def test_a_link_of_a_thousand_parts_shows_the_page(new_page: Callable[..., Explore]) -> None:
    explore = new_page().open("/?" + "&".join(f"a{n}=1" for n in range(1000)))
    assert explore.state() == ""
    assert 1 <= explore.page.locator("#notice p").count() <= 6
    assert explore.errors == []
