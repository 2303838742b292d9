"""Charts: what goes into them is what they draw, and none can be sent away."""

import json

import numpy as np
import pandas as pd

from dashboard.figures import CONFIG, graph
from dashboard.figures.concentration import concentration
from dashboard.figures.district_ends import ends
from dashboard.figures.funnel import funnel
from dashboard.figures.gradient import gradient
from dashboard.figures.pyramid import pyramid
from dashboard.figures.scatter import scatter
from dashboard.figures.slopes import Panel, slopes
from dashboard.figures.trend import Line, missing, trend

AGES = pd.DataFrame({"female": [10, 20, 30], "male": [15, 15, 10]}, index=["0_4", "5_9", "95+"])


GROUPS = pd.DataFrame(
    {"value": [9.0, 7, 5, 4, 2], "lower": [8.0, 6, 4, 3, 1], "upper": [11.0, 8, 6, 5, 3]},
    index=[1, 2, 3, 4, 5],
)
ENDS = pd.DataFrame(
    {"first": [9.0, 8], "first_lower": [8.0, 7], "first_upper": [10.0, 9],
     "last": [3.0, 2], "last_lower": [2.0, 1], "last_upper": [4.0, 3]},
    index=["Here", "There"],
)  # fmt: skip
POINTS = pd.DataFrame({"x": [1.0, 2], "y": [3.0, 4], "weight": [10, 40], "said": ["A: 1", "B: 2"]})
LINE = pd.DataFrame({"at": [0.0, 1], "value": [9.0, 3], "lower": [8.0, 1], "upper": [10.0, 5]})
PANEL = Panel("As counted", {"Here": LINE, "There": LINE}, dict.fromkeys(
    ("Here", "There"), pd.DataFrame({"at": [0.1, 0.9], "value": [8.5, 3.5]})))  # fmt: skip
BY = {
    "group": "fifth", "legend": "Each fifth", "hover": "likely", "unit": "%", "decimals": 1,
    "ends": ("most deprived", "least deprived"),
}  # fmt: skip


def test_no_chart_has_plotly_s_own_bar() -> None:
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    made = graph(trend(["2021-22"], [Line("A", [1.0])]), id="x")
    assert made.config == CONFIG


def test_every_figure_is_plain_json() -> None:
    points = pd.DataFrame({"name": ["A", "B"], "expected": [10.0, 20.0], "ratio": [1.1, 0.9]},
                          index=["a", "b"])  # fmt: skip
    limits = pd.DataFrame(
        np.ones((3, 4)), index=[1.0, 2, 3], columns=["lower95", "upper95", "lower998", "upper998"]
    )
    for made in (
        pyramid(AGES, AGES, "All"),
        trend(["2021-22", "2024-25"], [Line("A", [1.0, None])]),
        funnel(points, limits, ["a"]),
        gradient(GROUPS, ([0.5, 5.5], [9.5, 1.5]), bars=True, england=5.0, **BY),
        concentration([0.0, 0.5, 1.0], [0.0, 0.7, 1.0], who="people", first="most deprived"),
        ends(ENDS, ("first", "last"), unit="%", decimals=1, across=[("England", 5.0)]),
        scatter(POINTS, ("One", "Other"), ("%", "")),
        slopes([PANEL, PANEL], group="fifth", ends=BY["ends"], unit="%", decimals=1),
    ):
        json.dumps(made, allow_nan=False)


def test_a_pyramid_has_women_on_the_left_and_shares_of_all() -> None:
    women, men, *_ = pyramid(AGES, AGES, "All")["data"]
    assert women["x"] == [-10.0, -20.0, -30.0]
    assert men["x"] == [15.0, 15.0, 10.0]
    assert women["y"] == ["0–4", "5–9", "95+"]


def test_women_and_men_differ_in_the_legend() -> None:
    women, men, *_ = pyramid(AGES, AGES, "All")["data"]
    assert women["marker"]["color"] != men["marker"]["color"]


def test_a_year_that_is_not_held_leaves_a_wider_step_and_says_so() -> None:
    made = trend(["2021-22", "2022-23", "2024-25"], [Line("A", [1.0, 2.0, 3.0])])
    assert made["data"][0]["x"] == [2022, 2023, 2025]
    axis = dict(
        zip(made["layout"]["xaxis"]["tickvals"], made["layout"]["xaxis"]["ticktext"], strict=True)
    )
    assert axis == {2022: "2021-22", 2023: "2022-23", 2024: "2023-24<br>not held", 2025: "2024-25"}
    assert missing(["2021-22", "2022-23"]) == {}


def test_the_chosen_practice_is_pointed_out_of_the_others() -> None:
    points = pd.DataFrame({"name": ["A", "B"], "expected": [10.0, 20.0], "ratio": [1.1, 0.9]},
                          index=["a", "b"])  # fmt: skip
    limits = pd.DataFrame(
        np.ones((3, 4)), index=[1.0, 2, 3], columns=["lower95", "upper95", "lower998", "upper998"]
    )
    others, mine = funnel(points, limits, ["b"])["data"][-2:]
    assert (others["customdata"], mine["customdata"]) == (["a"], ["b"])
    assert mine["marker"]["size"] > others["marker"]["size"]


def test_a_gradient_has_its_groups_their_limits_and_the_line() -> None:
    bars, line, england = gradient(GROUPS, ([0.5, 5.5], [9.5, 1.5]), bars=True, england=5.0, **BY)[
        "data"
    ]
    assert bars["type"] == "bar"
    assert (bars["x"], bars["y"]) == ([1, 2, 3, 4, 5], [9.0, 7, 5, 4, 2])
    assert bars["error_y"]["array"] == [2.0, 1, 1, 1, 1]
    assert bars["error_y"]["arrayminus"] == [1.0] * 5
    # The line runs over the whole width of the groups, of which each has 1.
    assert (line["x"], line["y"]) == ([0.5, 5.5], [9.5, 1.5])
    assert england["y"] == [5.0, 5.0]
    assert england["name"] == "England 5.0%"
    dots, *others = gradient(GROUPS, ([0.5, 5.5], [9.5, 1.5]), bars=False, **BY)["data"]
    assert (dots["mode"], len(others)) == ("markers", 1)


def test_slopes_stand_side_by_side_on_one_scale_each_told_apart_by_more_than_colour() -> None:
    made = slopes([PANEL, PANEL], group="fifth", ends=BY["ends"], unit="%", decimals=1)
    lines = [one for one in made["data"] if one["mode"] == "lines" and "name" in one]
    assert [(one["name"], one["xaxis"], one["showlegend"]) for one in lines] == [
        ("Here", "x", True), ("There", "x", True), ("Here", "x2", False), ("There", "x2", False),
    ]  # fmt: skip
    assert all(one["y"] == [9.0, 3.0] for one in lines)
    assert len({(one["line"]["color"], one["line"]["dash"]) for one in lines}) == 2
    assert len({one["line"]["dash"] for one in lines}) == 2
    band = made["data"][0]
    assert (band["x"], band["y"]) == ([0.0, 1.0, 1.0, 0.0], [10.0, 5.0, 1.0, 8.0])
    layout = made["layout"]
    assert layout["yaxis2"]["matches"] == "y"
    assert layout["xaxis"]["domain"][1] < layout["xaxis2"]["domain"][0]
    assert len(layout["annotations"]) == 2
    one = slopes([PANEL], group="fifth", ends=BY["ends"], unit="%", decimals=1)
    assert one["layout"]["annotations"] == []


def test_both_ends_of_each_place_the_first_on_top() -> None:
    *_, first, last = ends(ENDS, ("first", "last"), unit="%", decimals=1)["data"]
    assert (first["y"], first["x"]) == (["There", "Here"], [8.0, 9.0])
    assert (last["x"], last["error_x"]["array"]) == ([2.0, 3.0], [1.0, 1.0])


def test_a_curve_beside_the_diagonal_and_dots_as_large_as_their_people() -> None:
    even, curve = concentration([0.0, 1.0], [0.0, 1.0], who="people", first="poorest")["data"]
    assert even["x"] == even["y"] == curve["x"] == curve["y"] == [0, 100]
    [dots] = scatter(POINTS, ("One", "Other"), ("%", ""))["data"]
    assert dots["marker"]["size"] == [9.0, 14.0]
