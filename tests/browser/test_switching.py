"""Another indicator, other classes, another district: drawn at once, without asking the server."""

import pytest

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


def test_an_indicator_switch_asks_nothing(explore: Explore) -> None:
    explore.arrived()
    asked: list[str] = []
    explore.page.context.on("request", lambda request: asked.append(request.url))

    before = explore.fills()
    with explore.redrawn():
        explore.page.focus("#indicator")
        explore.page.keyboard.type("speak english well or at all")
        explore.until("() => document.querySelector('#indicator-list .active')")
        explore.page.keyboard.press("Enter")
    assert explore.page.get_attribute("body", "data-drawn") == "english_limited"
    assert explore.search() == "?i=english_limited"
    assert explore.fills() != before
    assert asked == []


def test_classes_ask_nothing_and_filters_for_their_card_alone(explore: Explore) -> None:
    explore.arrived()
    asked: list[str] = []
    explore.page.context.on("request", lambda request: asked.append(request.url))
    with explore.redrawn():
        explore.page.click('#theme input[value="language"] + label')
    explore.page.click("#classes-details summary")
    with explore.redrawn():
        explore.page.select_option("#classes-kind", "equal")
    assert asked == []
    with explore.redrawn():
        explore.page.check('#district input[value="E08000018"]')
    assert len(asked) == 1, "what is said of these areas"
    assert "Rotherham at a glance" in explore.text("#card-now h2")
    # Another way of cutting classes says nothing else of them.
    with explore.redrawn():
        explore.page.select_option("#classes-kind", "quantile")
    assert len(asked) == 1
    with explore.redrawn():
        explore.choose("practice", "C87002")
    assert "p=C87002" in explore.search()
    assert explore.page.locator("#card-patients h2").count() == 1
    said = [url for url in asked if "/files/" not in url]  # what there is to choose from is a file
    assert len(said) == 2, "what its own page says of its patients with it, and nothing else"


def test_a_map_that_is_left_while_it_redraws_throws_nothing(explore: Explore) -> None:
    """Leaflet forgets a frame that it asked for when all paths are moved before it has come."""
    explore.arrived()
    thrown = explore.page.evaluate(
        """async () => {
          const thrown = [];
          addEventListener("error", ({ message }) => thrown.push(message));
          const frame = () => new Promise(requestAnimationFrame);
          const place = document.createElement("div");
          Object.assign(place.style, { width: "200px", height: "200px" });
          document.body.append(place);
          const map = L.map(place, { zoomAnimation: false }).setView([53, -1], 9);
          const renderer = L.canvas();
          const circle = L.circle([53, -1], { radius: 5000, renderer }).addTo(map);
          await frame();
          await frame();
          circle.setStyle({ color: "red" });
          renderer._updatePaths();
          circle.setStyle({ color: "blue" });
          map.remove();
          await frame();
          await frame();
          place.remove();
          return thrown;
        }"""
    )
    assert thrown == []
