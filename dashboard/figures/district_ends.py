"""Both ends of the gradient in several places, on one scale."""

from collections.abc import Sequence

import pandas as pd

from dashboard.figures import ACCENT, MAIN, OTHER, Figure, figure
from dashboard.wording import number_text


def ends(
    places: pd.DataFrame,
    names: tuple[str, str],
    *,
    unit: str,
    decimals: int,
    across: Sequence[tuple[str, float]] = (),
) -> Figure:
    """One row for each place, a dot for each end and a line between them.

    Parameters
    ----------
    places
        Indexed by name, first on top: ``first``, ``last`` (values of the two ends) and the limits
        ``first_lower``, ``first_upper``, ``last_lower``, ``last_upper``.
    names
        What the two ends are called.
    across
        Values to draw a line at, with their names.
    """
    suffix = "%" if unit == "%" else ""
    shown = number_text.with_unit(f"%{{x:,.{decimals}f}}", unit)  # filled in by the chart's library
    rows = places.iloc[::-1]
    labels = rows.index.tolist()
    data: list[Figure] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row["last"], row["first"]],
            "y": [name, name],
            "line": {"color": OTHER, "width": 4},
            "showlegend": False,
            "hoverinfo": "skip",
        }
        for name, row in rows.iterrows()
    ]
    for end, text, colour, sign in (
        ("first", names[0], ACCENT, "circle"),
        ("last", names[1], MAIN, "diamond"),
    ):
        value = rows[end]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": value.tolist(),
                "y": labels,
                "name": text[0].upper() + text[1:],
                "marker": {"color": colour, "size": 14, "symbol": sign},
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": (rows[f"{end}_upper"] - value).tolist(),
                    "arrayminus": (value - rows[f"{end}_lower"]).tolist(),
                    "color": colour,
                    "thickness": 2,
                },
                "hovertemplate": f"%{{y}}, {text}: {shown}<extra></extra>",
            }
        )
    lines = [
        {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": at, "x1": at,
         "line": {"color": OTHER, "width": 2, "dash": "dash"}}
        for _, at in across
    ]  # fmt: skip
    notes = [
        {"x": at, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "left", "text": name,
         "showarrow": False}
        for name, at in across
    ]  # fmt: skip
    return figure(
        data,
        height=130 + 48 * len(places),
        x={"ticksuffix": suffix, "title": {"text": "" if unit == "%" else unit}},
        y={"type": "category"},
        shapes=lines,
        annotations=notes,
    )
