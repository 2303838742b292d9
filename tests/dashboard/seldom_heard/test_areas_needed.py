"""How many areas do I need?: the answer, the drawing, and the ways to go on."""

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from dashboard.parts.curve_picture import MOST_CORNERS, steps
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import areas_needed
from dashboard.seldom_heard.areas_needed import drawing, needed, of_whom, said, ways_on
from dashboard.seldom_heard.curve_picture import picture
from layers import Atlas
from layers.catalogue.definitions import load_catalogue

QUERY = "?c=imd_decile!d!2!r&d=E08000018"


def small(people: list[float]) -> Atlas:
    """An atlas of areas of which each holds so many people."""
    codes = [f"E{at}" for at in range(len(people))]
    table = pd.DataFrame({"numerator": people, "denominator": 100.0}, index=codes)
    table["value"] = table["numerator"]
    return cast(
        Atlas,
        SimpleNamespace(
            areas=pd.DataFrame({"residents": 100}, index=codes),
            indicators=load_catalogue().indicators,
            table=lambda name: table,
        ),
    )


def of(atlas: Atlas) -> dict[str, Any]:
    found = list(range(len(atlas.areas)))
    return {"search": QUERY, "group": "roma", "found": found, "within": None}


def asked(atlas: Atlas, share: float, by: str = "count") -> areas_needed.Needed:
    made = needed(atlas, of(atlas), "found", by, share)
    assert made is not None
    return made


def test_a_share_that_is_reached_exactly_needs_no_further_area() -> None:
    atlas = small([8.6, 7.4, 5.5])  # 8.6 of 21.5 comes to a little less than 0.4
    assert said(asked(atlas, 40)) == ": 1 area"
    assert said(asked(atlas, 41)) == ": 2 areas"


def test_shares_are_of_the_people_in_the_places_looked_in(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets(QUERY, atlas)[0])
    assert made.within is not None
    given = of_whom(atlas, made)
    everyone = needed(atlas, given, "all", "count", 100)
    assert everyone is not None
    assert set(everyone.curves["all"]["lsoa"]) == made.within
    assert everyone.curves["all"]["reached"].iloc[-1] == pytest.approx(1)
    few = needed(atlas, given, "found", "count", 100)
    assert few is not None
    assert few.number is None
    held = 100 * made.reaches_within[0].of_group
    assert said(few).endswith(f"all {len(made.finding.found)} hold {held:.1f}%.")
    assert ways_on(atlas, few) == []


def test_what_is_no_question_is_not_answered(atlas: Atlas) -> None:
    given = of_whom(atlas, work_out(atlas, read_targets(QUERY, atlas)[0]))
    for share in (0, 101, None, "50", -1):
        assert needed(atlas, given, "found", "count", share) is None
    for wrong in (
        None,
        {},
        given | {"found": []},
        given | {"found": [-1]},
        given | {"found": [10**6]},
        given | {"within": [0, 10**6]},
        given | {"group": "imd_decile"},
        given | {"group": "happiness"},
        given | {"found": "all"},
    ):
        assert needed(atlas, wrong, "found", "count", 50) is None
    assert needed(atlas, given, "some", "count", 50) is None
    assert needed(atlas, given, "found", "size", 50) is None


def test_to_keep_only_those_needed_the_limit_is_the_people_of_the_last(atlas: Atlas) -> None:
    four = small([30.5, 20.9, 10.2, 5])
    texts = ways(four, atlas, asked(four, 70))
    assert texts["needed-keep"][0] == "Keep only the 2 with 20 or more of them"
    assert "q=20" in texts["needed-keep"][1]
    # Those with the highest share are not those with most people.
    assert "needed-keep" not in ways(four, atlas, asked(four, 70, "rate"))


def test_as_many_areas_as_explore_can_select_are_opened_there(atlas: Atlas) -> None:
    many = small([1.0] * 201)
    found = ways(many, atlas, asked(many, 99))["needed-open"][1]
    assert found.startswith("/?i=roma&s=E0.E1")
    assert len(found.split(".")) == 199
    assert "needed-open" in ways(many, atlas, asked(many, 99.5))  # 200 areas
    assert "needed-open" not in ways(many, atlas, asked(many, 100))


def ways(atlas: Atlas, whole: Atlas, made: areas_needed.Needed) -> dict[str, tuple[str, str]]:
    """By id the text and the address of each way to go on."""
    del atlas
    return {one.id: (one.children, getattr(one, "href", "")) for one in ways_on(whole, made)}


def test_the_drawing_marks_the_areas_needed_and_has_few_corners() -> None:
    atlas = small([float(n) for n in range(900, 0, -1)])
    made = asked(atlas, 50)
    told = drawing(made)
    assert (told["most"], told["number"]) == (900, made.number)
    [figure] = told["picture"]
    drawn, key = figure[2], figure[3]
    assert drawn[1]["aria-label"] == (
        "Share of the people reached as areas are taken, up to 900 areas"
    )
    lines = [one for one in drawn[2:] if one[0] == "polyline"]
    assert [one[1]["class"] for one in lines] == ["curve-all", "curve-found"]
    assert all(len(one[1]["points"].split()) <= MOST_CORNERS + 40 for one in lines)
    [mark] = [one for one in drawn[2:] if one[0] == "circle"]
    assert f"{mark[1]['cx']:.1f},{mark[1]['cy']:.1f}" in lines[1][1]["points"]
    assert [one[2] for one in key[2:]] == ["areas found", "all areas"]
    # All areas of some places; and where all are too few, none is marked.
    [figure] = picture({"found": [0.1], "all": [0.2, 0.3]}, "found", None, there=True)
    assert "circle" not in [one[0] for one in figure[2][2:]]
    assert figure[3][3][2] == "all areas there"


def test_steps_are_whole_and_some_four() -> None:
    assert steps(66) == [0, 20, 40, 60]
    assert steps(1) == [0, 1]
    assert steps(100) == [0, 50, 100]
    assert steps(860) == [0, 500]
