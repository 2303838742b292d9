import pytest

from dashboard.explore.classes import (
    Classes,
    crossed_classes,
    screen_classes,
    second_of,
)
from dashboard.explore.view import Classes as Asked
from dashboard.explore.view import ViewState
from dashboard.wording.class_words import class_colours
from dashboard.wording.legend import corners, texts
from layers.atlas import Atlas
from layers.geography import levels

VIEWS = [
    ViewState(),
    ViewState("english_limited"),
    ViewState("english_limited", classes=Asked("own", 4, thresholds=(1.0, 5.0, 10.0))),
    ViewState("imd_score", classes=Asked("tenths", 10, national=True)),
    ViewState("imd_score", level="ward", classes=Asked("natural", 5)),
    ViewState("roma"),
    ViewState("rural_urban"),
    ViewState("qof_dm", level="msoa", classes=Asked("equal", 7)),
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.query() or "plain")
def test_one_colour_and_label_per_class(atlas: Atlas, view: ViewState) -> None:
    made = screen_classes(atlas, view)
    assert len(made.colours) == len(made.labels) > 0
    assert len(set(made.labels)) == len(made.labels)
    values = levels.table_at(atlas, view.indicator, view.level)["value"]
    assert ((made.of >= 0) == values.notna()).all()
    # Classes rise with the values.
    known = made.of[made.of >= 0].to_frame("of").assign(value=values)
    ends = known.groupby("of")["value"].agg(["min", "max"])
    assert (ends["min"].to_numpy()[1:] > ends["max"].to_numpy()[:-1]).all()


def test_an_own_threshold_begins_a_class(atlas: Atlas) -> None:
    view = ViewState("imd_decile", classes=Asked("own", 3, thresholds=(3.0, 6.0)))
    made = screen_classes(atlas, view)
    deciles = atlas.table("imd_decile")["value"]
    assert [sorted(set(deciles[made.of == at])) for at in range(3)] == [
        [1, 2], [3, 4, 5], [6, 7, 8, 9, 10],
    ]  # fmt: skip
    assert made.labels == ("up to 2", "3 to 5", "6 or more")


def test_darker_is_more_need(atlas: Atlas) -> None:
    high, low = (class_colours(5, atlas.indicators[i]) for i in ("english_limited", "imd_rank"))
    assert high[::-1] == low
    assert high == texts().ramp["5"]


def test_england_is_in_the_class_of_its_value(atlas: Atlas) -> None:
    own = Asked("own", 3, thresholds=(1.0, atlas.england("english_limited").value or 0))
    assert screen_classes(atlas, ViewState("english_limited", classes=own)).england == 2
    assert screen_classes(atlas, ViewState("residents")).england == -1


def test_no_figures_no_classes(atlas: Atlas) -> None:
    made = screen_classes(atlas, ViewState("imd_decile", level="ward"))
    assert (made.colours, made.labels) == ((), ())
    assert made.said == texts().said["larger"]


def crossed(atlas: Atlas, first: str, second: str) -> Classes:
    return crossed_classes(atlas, ViewState(first, second=second))


def test_two_at_once_run_towards_need(atlas: Atlas) -> None:
    made = crossed(atlas, "imd_decile", "english_limited")
    deciles, shares = atlas.table("imd_decile")["value"], atlas.table("english_limited")["value"]
    assert deciles[made.of == 8].max() <= 2 < deciles[made.of == 6].min()
    assert shares[made.of == 8].min() > shares[made.of == 2].max()
    assert made.labels[8].count("most need") == 2
    least = shares[made.of >= 6].min()
    assert made.said == (
        "Thirds of South Yorkshire areas, as equal as shared values allow. "
        f"Across: most need at 2 or less. Up: most need at {least:.1f}% or more (England 1.9%)."
    )
    # By the decile or by the score it is the same map, but for deciles that are cut in two.
    by_score = crossed(atlas, "imd_score", "english_limited")
    assert (made.of == by_score.of).mean() > 0.9


def test_what_has_no_end_of_need_runs_from_low_to_high(atlas: Atlas) -> None:
    made = crossed(atlas, "imd_decile", "population_density")
    dense = atlas.table("population_density")["value"]
    assert dense[made.of >= 6].min() > dense[(made.of >= 0) & (made.of < 6)].max()
    first, second = atlas.indicators["imd_decile"], atlas.indicators["population_density"]
    assert corners(first.polarity, second.polarity) == {
        8: "Most need across, highest up",
        2: "Most need across only",
        6: "Highest up only",
        0: "Least need across, lowest up",
    }


def test_where_values_are_shared_it_is_said(atlas: Atlas) -> None:
    made = crossed(atlas, "caravan", "imd_score")
    assert set(made.of % 3) == {0, 2}
    assert "too many areas share a value for three groups: there are two" in made.said


def test_kinds_cannot_be_crossed(atlas: Atlas) -> None:
    assert second_of(atlas, ViewState("imd_decile", second="rural_urban")) == ""
    assert second_of(atlas, ViewState("rural_urban", second="imd_decile")) == ""
    assert second_of(atlas, ViewState("imd_decile", second="imd_score")) == "imd_score"
