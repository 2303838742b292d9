"""The Explore page in a browser: what a person does there, and what the page then says.

Waiting is always for something to become true. The page's policy forbids code from strings, so
conditions are asked again and again from outside instead of being waited for inside.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

PATIENCE = 25.0  # seconds; machines that test several things at once are slow now and then

# Counts the drawings of the map, so that a test can wait for the one that follows what it did; and
# gives tests the modules to look into.
SPY = """async () => {
  if (window.seen) return;
  const { bring } = window.dash_clientside;
  if (!window.atlas) {
    const [core, address, map, values, view, classes, hovered] = await Promise.all(
      ["core", "address", "map", "values", "view", "classes", "explore-hover"].map(bring),
    );
    const hover = (code) => hovered.hover(code, null, () => "");
    const seen = Object.defineProperty({ hover }, "leaflet", { get: map.leaflet });
    window.atlas = { ...core, ...address, map: seen, values, view, classes };
  }
  window.seen = { drawings: 0 };
  const one = () => { window.seen.drawings += 1; };
  new MutationObserver(one).observe(document.body, { attributeFilter: ["data-drawn"] });
}"""

# The controls, and the address, follow the drawing a moment later.
SETTLED = """() => {
  const { asked } = document.body.dataset;
  return !document.querySelector(".explore") || (asked ?? null) === location.search;
}"""

# Where an area's label stands in the window, and whether nothing lies over the map there.
SPOT = """(code) => {
  const { leaflet } = atlas.map;
  const units = atlas.values.units();
  const { areas } = atlas.values.known;
  const { level } = atlas.state;
  const points = level === "lsoa" ? areas.at : areas[level === "msoa" ? "neighbourhood" : level].at;
  const [x, y] = points[units.place[code]];
  const at = leaflet.latLngToContainerPoint([y, x]);
  const frame = leaflet.getContainer().getBoundingClientRect();
  const spot = { x: frame.left + at.x, y: frame.top + at.y };
  return { ...spot, clear: document.elementFromPoint(spot.x, spot.y)?.tagName === "CANVAS" };
}"""

# Areas of the map, largest on the screen first.
LARGEST = """() => {
  const found = [];
  atlas.map.leaflet.eachLayer((layer) => {
    if (!layer.feature?.id?.startsWith("E01") || layer.options.fill === false) return;
    const { min, max } = layer._pxBounds;
    found.push([Math.min(Math.abs(max.x - min.x), Math.abs(max.y - min.y)), layer.feature.id]);
  });
  return found.sort((a, b) => b[0] - a[0]).slice(0, 60).map(([, id]) => id);
}"""

# Each area's fill as Leaflet has it.
FILLS = """() => {
  const found = {};
  atlas.map.leaflet.eachLayer((layer) => {
    if (!layer.feature || layer.options.fill === false) return;
    const { fillColor, fillOpacity } = layer.options;
    found[layer.feature.id] = [fillColor, fillOpacity];
  });
  return found;
}"""

# Whether the card and the chips are of the view that is shown.
SAID = "() => !document.querySelector('[data-says][data-faded]')"

LEGEND = """() => [...document.querySelectorAll("#legend [data-class]")].map((button) => ({
  text: button.dataset.words ?? "",
  count: Number(button.dataset.count),
  said: Number((button.querySelector(".size") ?? button).textContent.replace(/,/g, "")),
  colour: getComputedStyle(button.querySelector(".swatch") ?? button).backgroundColor,
}))"""


def hexadecimal(colour: str) -> str:
    """``rgb(1, 2, 255)`` → ``#0102ff``."""
    return "#" + "".join(
        f"{int(part):02x}" for part in colour.removeprefix("rgb(").removesuffix(")").split(",")
    )


class Explore:
    """One page of the app in a browser of its own (nothing is kept from another test)."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: m.type == "error" and self.errors.append(m.text))

    # ---- waiting ----

    def until(self, expression: str, given: Any = None, what: str = "") -> Any:
        """The value of an expression in the page, as soon as it is true."""
        end = time.monotonic() + PATIENCE
        pause = 0.02
        while True:
            value = self.page.evaluate(expression, given)
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(
                    f"never came true: {what or expression}; errors: {self.errors}; "
                    f"at {self.page.url}; notice: {self.text('#notice')!r}"
                )
            time.sleep(pause)
            pause = min(1.2 * pause, 0.1)  # asking takes from the page what it needs to get there

    def open(self, address: str = "/") -> "Explore":
        """Go to an address of the app, and wait for the map."""
        self.page.goto(self.origin + address)
        return self.loaded()

    def loaded(self) -> "Explore":
        """Wait for the first drawing after the page was opened or opened again."""
        self.until("() => Boolean(document.body?.dataset.drawn)", what="the first map")
        self.until(SETTLED, what="the controls")
        self.until(SAID, what="the card of the first map")
        self.page.evaluate(SPY)
        return self

    def arrived(self) -> "Explore":
        """Wait until every indicator's numbers and card are there, after which a switch asks
        nothing."""
        self.until("() => atlas.values.all('residents')[0] !== null", what="all values")
        self.until("() => Boolean(atlas.values.cards.residents)", what="all cards")
        return self

    @contextmanager
    def redrawn(self) -> Iterator[None]:
        """Do something, then wait until the map was drawn because of it and the card is there."""
        before = self.page.evaluate("() => window.seen.drawings")
        yield
        self.until("(n) => window.seen.drawings > n", before, what="another drawing of the map")
        self.until(SETTLED, what="the controls and the address")
        self.until(SAID, what="the card of this view")

    def visit(self, query: str) -> None:
        """Change the address's query without loading the page again, as the page itself does."""
        with self.redrawn():
            self.page.evaluate(
                "(search) => dash_clientside.set_props('url', { search })", query or "?"
            )

    # ---- doing ----

    def choose(self, box: str, text: str) -> None:
        """Choose the first match in a searchable list."""
        self.page.click(f"#{box}")
        self.page.keyboard.type(text)
        self.until(
            "(box) => document.querySelector(`#${box}-list .active`)?.textContent", box, text
        )
        self.page.keyboard.press("Enter")

    def open_table(self) -> None:
        self.page.click("#table-button")
        self.until(
            "() => Boolean(document.querySelector('#table .ag-row'))", what="rows of the table"
        )

    def spot(self, code: str) -> dict[str, Any]:
        return self.page.evaluate(SPOT, code)

    def clear_areas(self, number: int) -> list[tuple[str, float, float]]:
        """Large areas of the map with nothing over their middle: code, and where in the window."""
        found = []
        for code in self.page.evaluate(LARGEST):
            spot = self.spot(code)
            if spot["clear"]:
                found.append((code, spot["x"], spot["y"]))
        assert len(found) >= number
        return found[:number]

    # ---- reading ----

    def text(self, selector: str) -> str:
        """What a part of the page says, on one line."""
        found = self.page.evaluate("(s) => document.querySelector(s)?.innerText ?? ''", selector)
        return " ".join(found.split())

    def search(self) -> str:
        return self.page.evaluate("() => location.search")

    def state(self) -> str:
        """The view that the page shows, written as an address."""
        return self.page.evaluate("() => atlas.write(atlas.state)")

    def in_view(self) -> tuple[int, int]:
        """How many places and people the bar says are in view."""
        return tuple(
            self.page.evaluate(
                "() => [...document.querySelectorAll('#in-view strong')]"
                ".map((n) => Number(n.textContent.replace(/,/g, '')))"
            )
        )

    def legend(self) -> list[dict[str, Any]]:
        """The legend's classes: text, count, colour."""
        return [{**row, "colour": hexadecimal(row["colour"])} for row in self.page.evaluate(LEGEND)]

    def fills(self) -> dict[str, tuple[str, float]]:
        """Fill colour and opacity of each area on the map."""
        return {code: tuple(fill) for code, fill in self.page.evaluate(FILLS).items()}

    def selected(self) -> list[str]:
        return self.page.evaluate("() => [...atlas.state.selected]")
