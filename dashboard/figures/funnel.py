"""Recorded against expected for every practice, with the limits within which most would lie."""

from collections.abc import Sequence

import pandas as pd

from dashboard.figures import ACCENT, MAIN, OTHER, Figure, figure


def funnel(points: pd.DataFrame, limits: pd.DataFrame, chosen: Sequence[str]) -> Figure:
    """A funnel plot.

    Parameters
    ----------
    points
        Indexed by practice code: ``name``, ``expected`` (patients), ``ratio`` (recorded ÷
        expected).
    limits
        By a rising number of expected patients (the index): columns ``lower95``, ``upper95``,
        ``lower998``, ``upper998`` (ratios).
    chosen
        Codes of the practices to point out.
    """
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": limits.index.tolist(),
            "y": limits[column].tolist(),
            "line": {"color": OTHER, "width": 1.5, "dash": dash},
            "name": text,
            "showlegend": column.startswith("upper"),
            "hoverinfo": "skip",
        }
        for dash, width, text in (
            ("dash", "95", "95% of England's practices lie between"),
            ("solid", "998", "99.8% lie between"),
        )
        for column in (f"lower{width}", f"upper{width}")
    ]
    mine = points.index.isin(list(chosen))
    data = [*lines, _dots(points[~mine], MAIN, 7, 0.55, "Practices")]
    if mine.any():
        data.append(
            _dots(points[mine], ACCENT, 14, 1.0, "This one" if mine.sum() == 1 else "These")
        )
    return figure(
        data,
        height=360,
        x={"title": {"text": "Patients expected on the register"}, "rangemode": "tozero"},
        y={"title": {"text": "Recorded ÷ expected"}},
        shapes=[
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 1, "y1": 1,
             "line": {"color": OTHER, "width": 1}}
        ],
    )  # fmt: skip


def _dots(points: pd.DataFrame, colour: str, size: int, strength: float, name: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": points["expected"].tolist(),
        "y": points["ratio"].tolist(),
        "text": points["name"].tolist(),
        "customdata": points.index.tolist(),
        "marker": {"color": colour, "size": size, "opacity": strength,
                   "line": {"color": "#ffffff", "width": 1}},
        "name": name,
        "hovertemplate": "%{text}: %{y:.2f} times the %{x:,.0f} expected<extra></extra>",
    }  # fmt: skip
