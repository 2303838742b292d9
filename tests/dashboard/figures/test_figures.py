"""Charts: what goes into them is what they draw, and none can be sent away."""

import json

import numpy as np
import pandas as pd

from dashboard.figures import CONFIG, graph
from dashboard.figures.funnel import funnel
from dashboard.figures.pyramid import pyramid
from dashboard.figures.trend import Line, trend

AGES = pd.DataFrame({"female": [10, 20, 30], "male": [15, 15, 10]}, index=["0_4", "5_9", "95+"])


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
    ):
        json.dumps(made, allow_nan=False)


def test_a_pyramid_has_women_on_the_left_and_shares_of_all() -> None:
    women, men, *_ = pyramid(AGES, AGES, "All")["data"]
    assert women["x"] == [-10.0, -20.0, -30.0]
    assert men["x"] == [15.0, 15.0, 10.0]
    assert women["y"] == ["0–4", "5–9", "95+"]


def test_a_year_that_was_not_published_leaves_a_wider_step() -> None:
    made = trend(["2021-22", "2022-23", "2024-25"], [Line("A", [1.0, 2.0, 3.0])])
    assert made["data"][0]["x"] == [2022, 2023, 2025]


def test_the_chosen_practice_is_pointed_out_of_the_others() -> None:
    points = pd.DataFrame({"name": ["A", "B"], "expected": [10.0, 20.0], "ratio": [1.1, 0.9]},
                          index=["a", "b"])  # fmt: skip
    limits = pd.DataFrame(
        np.ones((3, 4)), index=[1.0, 2, 3], columns=["lower95", "upper95", "lower998", "upper998"]
    )
    others, mine = funnel(points, limits, ["b"])["data"][-2:]
    assert (others["customdata"], mine["customdata"]) == (["a"], ["b"])
    assert mine["marker"]["size"] > others["marker"]["size"]
