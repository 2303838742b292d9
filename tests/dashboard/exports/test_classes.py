import numpy as np
import pytest

from dashboard.exports.classes import ramp, said, screen_classes
from dashboard.state import Classes, ViewState
from layers import levels
from layers.atlas import Atlas

VIEWS = [
    ViewState(),
    ViewState("english_limited"),
    ViewState("english_limited", classes=Classes("own", 4, thresholds=(1.0, 5.0, 10.0))),
    ViewState("imd_score", classes=Classes("tenths", 10, national=True)),
    ViewState("imd_score", level="ward", classes=Classes("natural", 5)),
    ViewState("roma"),
    ViewState("rural_urban"),
    ViewState("qof_dm", level="msoa", classes=Classes("equal", 7)),
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.query() or "plain")
def test_one_bound_colour_and_label_per_class(atlas: Atlas, view: ViewState) -> None:
    bounds, colours, labels = screen_classes(atlas, view)
    assert len(bounds) == len(colours) == len(labels) > 0
    assert bounds == sorted(set(bounds))
    values = levels.table_at(atlas, view.indicator, view.level)["value"].max()
    assert bounds[-1] >= values
    assert len(set(labels)) == len(labels)


def test_an_own_threshold_begins_a_class(atlas: Atlas) -> None:
    decile = ViewState("imd_decile", classes=Classes("own", 3, thresholds=(3.0, 6.0)))
    bounds, _, labels = screen_classes(atlas, decile)
    place = np.searchsorted(bounds[:-1], [2, 3, 5, 6], side="left")
    assert place.tolist() == [0, 1, 1, 2]
    assert labels == ["1–2", "3–5", "6–10"]


def test_darker_is_more_need(atlas: Atlas) -> None:
    high, low = (ramp(5, atlas.indicators[i]) for i in ("english_limited", "imd_rank"))
    assert high[::-1] == low
    assert (high[0], high[-1]) == ("#ffffd9", "#101f5c")


def test_no_figures_no_classes(atlas: Atlas) -> None:
    view = ViewState("imd_decile", level="ward")
    assert screen_classes(atlas, view) == ([], [], [])
    assert said(atlas, view, 0) == ""


@pytest.mark.parametrize(
    ("view", "number", "wanted"),
    [
        (ViewState(), 10, "National tenths (deciles)"),
        (ViewState("english_limited"), 5, "Five equal-sized groups of South Yorkshire areas."),
        (ViewState("roma"), 3, "3 groups, as equal as shared values allow,"),
        (ViewState("imd_score", classes=Classes("equal", 4)), 4, "4 steps of equal width"),
        (ViewState("imd_score", classes=Classes("natural", 5)), 5, "5 natural groups"),
        (ViewState("imd_score", classes=Classes("quantile", 5, True)), 5, "5 groups by national"),
        (ViewState("imd_score", classes=Classes("own", 2, thresholds=(9.0,))), 2, "Own"),
    ],
)
def test_the_kind_of_groups_is_said(
    atlas: Atlas, view: ViewState, number: int, wanted: str
) -> None:
    assert said(atlas, view, number).startswith(wanted)
