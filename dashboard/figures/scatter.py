"""Two indicators against each other: a dot for each area or practice."""

from textwrap import wrap

import pandas as pd

from dashboard.figures import MAIN, Figure, figure


def scatter(points: pd.DataFrame, labels: tuple[str, str], suffixes: tuple[str, str]) -> Figure:
    """A scatter plot.

    Parameters
    ----------
    points
        ``x``, ``y``, ``weight`` (people) and ``said``: what is said of each.
    labels
        Of the axes.
    suffixes
        What is written behind a value on an axis: ``%`` or nothing.
    """
    # The upright title has about 45 letters' room.
    across, up = ("<br>".join(wrap(label, 44)) for label in labels)
    largest = points["weight"].max()
    size = (4 + 10 * (points["weight"] / largest) ** 0.5).tolist()
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": points["x"].tolist(),
            "y": points["y"].tolist(),
            "text": points["said"].tolist(),
            "marker": {"color": MAIN, "size": size, "opacity": 0.55},
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]
    return figure(
        data,
        height=420,
        x={"title": {"text": across}, "ticksuffix": suffixes[0]},
        y={"title": {"text": up}, "ticksuffix": suffixes[1]},
        showlegend=False,
    )
