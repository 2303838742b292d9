"""What Explore says over its map: there with the first map, its phrases live, and three questions
to start from that end in a brief."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.explore.questions import questions
from dashboard.explore.view import ViewState
from dashboard.explore.view_finding import finding
from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

# Kept from the moment at which the first map is drawn, with what had been asked for until then.
AT_THE_FIRST_MAP = """() => {
  const look = () => {
    if (!document.body?.dataset.drawn || window.first) return;
    window.first = {
      said: document.getElementById("headline").textContent,
      asked: performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
    };
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-drawn"],
  });
}"""


def test_it_stands_when_the_areas_are_drawn_and_nothing_is_asked_for_it(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    explore = new_page()
    explore.page.add_init_script(f"({AT_THE_FIRST_MAP})()")
    explore.open("/?i=english_limited")
    said = f"{finding(atlas, ViewState('english_limited'))}."
    first = explore.page.evaluate("() => window.first")
    assert first["said"] == said
    assert not [path for path in first["asked"] if path.startswith("/find/said")]
    files = {path.rpartition("-")[0] for path in first["asked"] if path.endswith(".json")}
    # The districts' lines are drawn over the areas: they may have come by then, or not yet.
    files -= {"/files/outlines-district"}
    assert files == {"/files/outlines-lsoa", "/files/atlas", "/files/one-english_limited"}
    assert explore.page.title() == f"Seldom Heard: {said}"


def shown(explore: Explore) -> set[str]:
    """Areas that stand out on the map."""
    return {code for code, (_, opacity) in explore.fills().items() if opacity == 1}


def test_a_phrase_leaves_only_its_areas_until_it_is_left(explore: Explore, atlas: Atlas) -> None:
    tenths = atlas.table("imd_decile")["value"]
    fifth = set(tenths.index[tenths <= 2])
    page = explore.page
    phrase = page.locator("#headline .phrase")
    everything = set(tenths.index)
    assert shown(explore) == everything
    page.evaluate("() => dash_clientside.bring('explore-headline')")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))

    phrase.hover()
    assert shown(explore) == fifth
    page.mouse.move(700, 20)
    assert shown(explore) == everything
    # By keyboard, where it stays until it is left or taken back.
    phrase.focus()
    assert shown(explore) == fifth
    page.keyboard.press("Enter")
    assert phrase.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert shown(explore) == everything
    assert phrase.get_attribute("aria-pressed") == "false"
    # A click keeps it so, without the pointer too.
    phrase.click()
    page.mouse.move(700, 20)
    assert shown(explore) == fifth
    phrase.click()
    page.mouse.move(700, 20)
    page.keyboard.press("Tab")
    assert shown(explore) == everything
    assert not [url for url in asked if "/find/" in url]


def test_each_question_leads_to_a_brief(explore: Explore) -> None:
    page = explore.page
    assert page.locator("#questions li").count() == len(questions()) == 5
    for one in questions():
        page.click(f"#ask-{one.id}")
        page.wait_for_url(f"**{one.address}")
        if not one.definition:
            # The page that is asked has a brief of its own.
            page.wait_for_selector(
                {"heard": "#heard-example", "meet": "#meet-sentence", "own": "#own-privacy"}[one.id]
            )
            explore.open("/")
            continue
        explore.until(
            "([label]) => document.body.dataset.drawn === label",
            [one.address.partition("i=")[2]],
            "the map of the question",
        )
        assert not page.is_visible("#questions")
        explore.until(
            "() => document.title.endsWith(document.getElementById('headline').textContent)"
        )
        step = page.locator(".next-step:visible")
        assert one.brief_for in step.inner_text()
        brief, areas = step.locator("a").all()
        with page.expect_download(timeout=60_000) as made:
            brief.click()
        assert made.value.suggested_filename.startswith("seldom-heard-brief-")
        assert Path(made.value.path()).read_bytes().startswith(b"%PDF-")
        areas.click()
        page.wait_for_selector("#targets-sentence")
        assert page.locator("#export a", has_text="Engagement brief").count() == 1
        explore.open("/")


def test_questions_stay_folded_where_somebody_has_folded_them(explore: Explore) -> None:
    page = explore.page
    assert page.is_visible("#ask-heard")
    page.click("#questions summary")
    explore.until("() => !document.getElementById('questions').open")
    explore.open("/")
    assert not page.is_visible("#ask-heard")
    assert page.is_visible("#questions summary")
    # What to look at and where stand above the fold.
    for size in ((1440, 900), (1280, 720)):
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        box = page.locator("#district").bounding_box()
        assert box
        assert box["y"] + box["height"] < size[1]
        assert not page.is_visible("#description")
