"""Classes: the legend cuts as the server does, for every way of cutting."""

from typing import Any

import numpy as np
import pytest

from layers import Atlas
from layers.geography import levels
from layers.geography.class_breaks import Breaks, breaks_for
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

KINDS: dict[str, dict[str, Any]] = {
    "": {},
    "q5": {"kind": "quantile", "number": 5},
    "q7": {"kind": "quantile", "number": 7},
    "e4": {"kind": "equal", "number": 4},
    "j6": {"kind": "natural", "number": 6},
    "t": {"kind": "tenths", "number": 10, "national": True},
    "nq5": {"kind": "quantile", "number": 5, "national": True},
    "ne4": {"kind": "equal", "number": 4, "national": True},
    "o1_5": {"kind": "own", "number": 3, "thresholds": (1.0, 5.0)},
}
SAID = {
    "q5": "Five equal-sized groups of South Yorkshire areas.",
    "e4": "Four steps of equal width over South Yorkshire's range.",
    "j6": "Six natural groups of South Yorkshire areas",
    "t": "National tenths",
    "nq5": "by national breaks",
    "o1_5": "Own thresholds.",
}
NOISY = ("homelessness", "core_homelessness")  # see tests/layers/geography/test_levels.py


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def expected(atlas: Atlas, indicator: str, level: str, key: str) -> tuple[Breaks, np.ndarray]:
    cut = breaks_for(atlas, indicator, level, **KINDS[key])
    values = levels.table_at(atlas, indicator, level)["value"].to_numpy(dtype=float)
    return cut, cut.place(values)


def test_the_legend_shows_the_server_s_classes(explore: Explore, atlas: Atlas) -> None:
    for level, indicator in (
        ("lsoa", "english_limited"),
        ("lsoa", "imd_score"),
        ("ward", "english_limited"),
    ):
        above = "" if level == "lsoa" else f"&l={level}"
        for key in ("q5", "e4", "j6", "t", "nq5", "o1_5"):
            explore.visit(f"?i={indicator}{above}&k={key}")
            cut, placed = expected(atlas, indicator, level, key)
            counts = np.bincount(placed[placed >= 0], minlength=len(cut.bounds))
            rows = explore.legend()
            assert [row["count"] for row in rows] == counts.tolist(), (indicator, key)
            assert [row["said"] for row in rows] == counts.tolist()
            bounds = explore.page.evaluate("(id) => atlas.classes.cut(id).bounds", indicator)
            assert bounds == pytest.approx(cut.bounds, rel=1e-12), (indicator, key)
            if level == "lsoa":
                assert SAID[key] in explore.text("#legend"), key
            if key == "o1_5":
                unit = "%" if indicator == "english_limited" else ""
                assert [row["text"] for row in rows] == [
                    f"under 1.0{unit}", f"1.0 to under 5.0{unit}", f"5.0{unit} or more",
                ]  # fmt: skip


def test_every_indicator_is_cut_alike_by_browser_and_server(explore: Explore, atlas: Atlas) -> None:
    explore.arrived()
    explore.page.evaluate(
        "async () => { await atlas.classes.need({ kind: 'natural' });"
        "await atlas.classes.need({ national: true }); }"
    )
    asked = {
        key: {"number": 5, "national": False, "thresholds": [], **parts} if parts else None
        for key, parts in KINDS.items()
    }
    found = explore.page.evaluate(
        """([levels, asked]) => Object.fromEntries(levels.map((level) => {
          const before = atlas.state.level;
          atlas.state.level = level;
          const cuts = Object.keys(atlas.values.known.catalogue.indicators).map((id) => [id,
            Object.fromEntries(Object.entries(asked).map(([key, how]) => {
              const { bounds, of } = atlas.classes.cut(id, how);
              const text = of.map((at) => (at < 0 ? "-" : at.toString(16))).join("");
              return [key, { bounds, of: text }];
            }))]);
          atlas.state.level = before;
          return [level, Object.fromEntries(cuts)];
        }))""",
        [["lsoa", "ward"], asked],
    )
    for level, indicators in found.items():
        assert list(indicators) == list(atlas.indicators)
        for indicator, cuts in indicators.items():
            if level != "lsoa" and indicator in NOISY:
                continue
            for key, made in cuts.items():
                if level != "lsoa" and key not in ("q5", "j6"):
                    continue  # the same code; working these out here takes the time
                cut, placed = expected(atlas, indicator, level, key)
                said = f"{indicator} {key or '(what suits it)'} at {level}"
                assert made["bounds"] == pytest.approx(cut.bounds, rel=1e-9), said
                mine = "".join("-" if at < 0 else f"{at:x}" for at in placed)
                differ = sum(a != b for a, b in zip(mine, made["of"], strict=True))
                assert differ == 0, f"{said}: {differ} in another class"


def test_a_class_of_the_legend_selects_its_places(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?i=english_limited&k=j6&d=E08000018")
    _, placed = expected(atlas, "english_limited", "lsoa", "j6")
    for at in (3, 2):
        inside = (placed == at) & (atlas.areas["district_code"] == "E08000018").to_numpy()
        with explore.redrawn():
            explore.page.click(f'#legend [data-class="{at}"]')
        assert explore.selected() == atlas.areas.index[inside].tolist()
        assert len(explore.selected()) > 1


def test_classes_are_chosen_by_hand(explore: Explore) -> None:
    explore.visit("?i=no_car")
    page = explore.page
    page.click("#classes-details summary")
    with explore.redrawn():
        page.select_option("#classes-kind", "equal")
    with explore.redrawn():
        page.select_option("#classes-number", "6")
    assert explore.search() == "?i=no_car&k=e6"
    with explore.redrawn():
        page.select_option("#classes-national", "england")
    assert explore.search() == "?i=no_car&k=ne6"
    assert len(explore.legend()) == 6
    with explore.redrawn():
        page.select_option("#classes-kind", "own")
    with explore.redrawn():
        page.fill("#thresholds", "10, 20.5 40")
        page.keyboard.press("Tab")
    assert explore.search() == "?i=no_car&k=o10_20.5_40"
    assert len(explore.legend()) == 4

    # What is no list of rising numbers is marked, and changes nothing.
    for bad in ("5, 4", "a", "1,2,3,4,5,6,7"):
        page.fill("#thresholds", bad)
        page.keyboard.press("Tab")
        explore.until("() => document.querySelector('#thresholds').ariaInvalid === 'true'")
        assert explore.search() == "?i=no_car&k=o10_20.5_40"
    with explore.redrawn():
        page.select_option("#classes-kind", "usual")
    assert explore.search() == "?i=no_car"
