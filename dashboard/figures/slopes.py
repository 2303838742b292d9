"""Fitted lines of several places on one scale, with their bands and groups: slopes side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.figures import ACCENT, FOURTH, MAIN, OTHER, Figure, figure
from dashboard.wording import number_text

# Of the first place to the last: told apart by more than their colour.
_LOOKS = (
    (MAIN, "solid", "circle"),
    (ACCENT, "dash", "diamond"),
    (OTHER, "dot", "square"),
    (FOURTH, "dashdot", "triangle-up"),
)
_BETWEEN = 0.06  # of the width, between two panels


@dataclass(frozen=True)
class Panel:
    """Lines that stand on one pair of axes.

    Attributes
    ----------
    title
        Shown where there are several panels.
    lines
        By place: ``at`` (0 the most deprived end, 1 the least), ``value``, ``lower``, ``upper``.
    points
        By place, its groups: ``at`` and ``value``.
    """

    title: str
    lines: Mapping[str, pd.DataFrame]
    points: Mapping[str, pd.DataFrame]


def slopes(
    panels: Sequence[Panel], *, group: str, ends: tuple[str, str], unit: str, decimals: int
) -> Figure:
    """Panels beside each other, all on the scale of the first.

    Parameters
    ----------
    panels
        One or two, each of the same places: at most four.
    group
        ``tenth`` or ``fifth``.
    ends
        What the first and the last group are.
    unit
        Of the values; ``%`` is written behind them.
    """
    wide = (1 - _BETWEEN * (len(panels) - 1)) / len(panels)
    shown = number_text.with_unit(f"%{{y:,.{decimals}f}}", unit)  # filled in by the chart's library
    data = [
        trace
        for at, panel in enumerate(panels)
        for name, look in zip(panel.lines, _LOOKS, strict=False)
        for trace in _traces(panel, name, look, "" if at == 0 else str(at + 1), group, shown)
    ]
    side: Figure = {
        "range": [-0.02, 1.02],
        "showgrid": False,
        "tickvals": [0.2, 0.8],
        # In two lines each: on a phone a panel is hardly wider than both.
        "ticktext": [end.replace(" ", "<br>", 1) for end in ends],
    }
    axes = {
        name: value
        for at in range(1, len(panels))
        for name, value in (
            (f"xaxis{at + 1}", _axis(side, at, wide) | {"anchor": f"y{at + 1}"}),
            (f"yaxis{at + 1}", {"matches": "y", "anchor": f"x{at + 1}", "showticklabels": False,
                                "zeroline": False, "fixedrange": True}),
        )
    }  # fmt: skip
    titles = [
        {"text": panel.title, "x": at * (wide + _BETWEEN), "xref": "paper", "xanchor": "left",
         "y": 1, "yref": "paper", "yanchor": "bottom", "align": "left",
         "showarrow": False}
        for at, panel in enumerate(panels)
        if len(panels) > 1
    ]  # fmt: skip
    return figure(
        data,
        height=380,
        x=_axis(side, 0, wide),
        y={
            "ticksuffix": "%" if unit == "%" else "",
            "title": {"text": "" if unit == "%" else unit},
        },
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        legend={"orientation": "h", "y": 1.16 if titles else 1.02, "yanchor": "bottom", "x": 0},
        annotations=titles,
        **axes,
    )


def _axis(side: Figure, at: int, wide: float) -> Figure:
    start = at * (wide + _BETWEEN)
    return side | {
        "domain": [start, min(start + wide, 1.0)],
        "automargin": True,
        "fixedrange": True,
        "zeroline": False,
    }


def _traces(
    panel: Panel, name: str, look: tuple[str, str, str], number: str, group: str, shown: str
) -> list[Figure]:
    """The band, the line and the groups of one place."""
    colour, dash, sign = look
    line, points = panel.lines[name], panel.points[name]
    where = {"xaxis": f"x{number}", "yaxis": f"y{number}", "legendgroup": name, "type": "scatter"}
    there = [*line["at"], *line["at"][::-1]]
    return [
        where
        | {
            "mode": "lines",
            "x": there,
            "y": [*line["upper"], *line["lower"][::-1]],
            "fill": "toself",
            "fillcolor": f"{colour}2e",
            "line": {"width": 0},
            "showlegend": False,
            "hoverinfo": "skip",
        },
        where
        | {
            "mode": "lines",
            "x": line["at"].tolist(),
            "y": line["value"].tolist(),
            "name": name,
            "line": {"color": colour, "width": 3, "dash": dash},
            "showlegend": not number,
            "hoverinfo": "skip",
        },
        where
        | {
            "mode": "markers",
            "x": points["at"].tolist(),
            "y": points["value"].tolist(),
            "customdata": list(range(1, len(points) + 1)),
            "marker": {"color": colour, "size": 8, "symbol": sign},
            "showlegend": False,
            "hovertemplate": f"{name}, {group} %{{customdata}}: {shown}<extra></extra>",
        },
    ]
