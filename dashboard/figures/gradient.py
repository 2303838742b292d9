"""An indicator by groups from the most to the least deprived, with the fitted line."""

from collections.abc import Sequence

import pandas as pd

from dashboard.figures import ACCENT, MAIN, OTHER, Figure, figure
from dashboard.wording import number_text


def gradient(
    groups: pd.DataFrame,
    line: tuple[Sequence[float], Sequence[float]],
    *,
    group: str,
    legend: str,
    hover: str,
    ends: tuple[str, str],
    unit: str,
    decimals: int,
    bars: bool,
    england: float | None = None,
    adjusted: tuple[str, Sequence[float]] | None = None,
) -> Figure:
    """A gradient.

    Parameters
    ----------
    groups
        By group number: ``value`` with ``lower`` and ``upper``, in the indicator's unit.
    line
        Where it goes, in numbers of groups, and fitted values.
    group
        ``tenth`` or ``fifth``.
    legend, hover
        What the groups with their ranges are called, and what a range is: ``likely``.
    ends
        What the first and the last group are.
    unit
        Of the values; ``%`` is written behind them.
    bars
        From zero; dots where zero means nothing.
    england
        England's value, for a line across.
    adjusted
        A name and another value for each group, shown as hollow marks.
    """
    edges = [int(groups.index[0]) - 0.5, int(groups.index[-1]) + 0.5]
    value = groups["value"]
    suffix = "%" if unit == "%" else ""
    shown = number_text.with_unit(f"%{{y:,.{decimals}f}}", unit)  # filled in by the chart's library
    limits = [[low, high] for low, high in zip(groups["lower"], groups["upper"], strict=True)]
    trace: Figure = {
        "x": [int(one) for one in groups.index],
        "y": value.tolist(),
        "customdata": limits,
        "name": legend,
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": (groups["upper"] - value).tolist(),
            "arrayminus": (value - groups["lower"]).tolist(),
            "color": OTHER,
            "thickness": 2,
            "width": 5,
        },
        "hovertemplate": f"{group.capitalize()} %{{x}}: {shown}, {hover} "
        f"%{{customdata[0]:,.{decimals}f}}–%{{customdata[1]:,.{decimals}f}}{suffix}<extra></extra>",
    }
    if bars:
        trace |= {"type": "bar", "marker": {"color": MAIN}}
    else:
        trace |= {"type": "scatter", "mode": "markers", "marker": {"color": MAIN, "size": 12}}
    along, fitted = line
    data = [
        trace,
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(along),
            "y": list(fitted),
            "name": "Fitted line",
            "line": {"color": ACCENT, "width": 3},
            "hoverinfo": "skip",
        },
    ]
    if adjusted is not None:
        name, others = adjusted
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": trace["x"],
                "y": list(others),
                "name": name,
                "marker": {
                    "color": "rgba(0,0,0,0)",
                    "size": 12,
                    "symbol": "diamond",
                    "line": {"color": ACCENT, "width": 2},
                },
                "hovertemplate": f"{name}, {group} %{{x}}: {shown}<extra></extra>",
            }
        )
    if england is not None:
        said = number_text.with_unit(number_text.fixed(england, decimals), unit)
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": edges,
                "y": [england, england],
                "name": f"England {said}",
                "line": {"color": OTHER, "width": 2, "dash": "dash"},
                "hoverinfo": "skip",
            }
        )
    at = [int(one) for one in groups.index]
    below = {"yref": "paper", "xref": "paper", "y": 0, "yanchor": "top", "yshift": -24,
             "showarrow": False}  # fmt: skip
    return figure(
        data,
        height=400,
        x={"tickvals": at, "range": [edges[0] - 0.1, edges[1] + 0.1]},
        y={
            "title": {"text": "" if unit == "%" else unit},
            "ticksuffix": suffix,
            "rangemode": "tozero" if bars else "normal",
            "zeroline": bars,
        },
        margin={"l": 8, "r": 8, "t": 8, "b": 56},
        annotations=[
            below | {"x": 0, "xanchor": "left", "text": f"← {ends[0]}"},
            below | {"x": 1, "xanchor": "right", "text": f"{ends[1]} →"},
        ],
    )
