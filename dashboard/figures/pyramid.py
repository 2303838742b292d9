"""Ages of patients, women and men back to back, against those of everybody."""

import pandas as pd

from dashboard.figures import OTHER, Figure, figure

# Purple and green, apart for every eye and 3:1 on a light and on a dark page.
SIDES = (
    ("female", -1, "Women and girls", "#8167bd"),
    ("male", 1, "Men and boys", "#36905f"),
)


def pyramid(here: pd.DataFrame, around: pd.DataFrame, name: str) -> Figure:
    """An age pyramid.

    Parameters
    ----------
    here, around
        Patients, indexed by age band from the youngest, columns ``female`` and ``male``.
    name
        Whom ``around`` is of.
    """
    bands = [str(band).replace("_", "–") for band in here.index]
    shares = 100 * here / here.to_numpy().sum()
    outlines = 100 * around / around.to_numpy().sum()
    data = []
    for sex, side, text, colour in SIDES:
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": bands,
                "x": (side * shares[sex]).tolist(),
                "name": text,
                "marker": {"color": colour},
                "customdata": [list(pair) for pair in zip(shares[sex], here[sex], strict=True)],
                "hovertemplate": f"{text} aged %{{y}}: %{{customdata[0]:.1f}}% of patients "
                "(%{customdata[1]:,.0f})<extra></extra>",
            }
        )
    for sex, side, text, _ in SIDES:
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "y": bands,
                "x": (side * outlines[sex]).tolist(),
                "line": {"color": OTHER, "shape": "vhv", "width": 2},
                "name": name,
                "showlegend": side > 0,
                "customdata": outlines[sex].tolist(),
                "hovertemplate": f"{name}, {text.lower()} aged %{{y}}: "
                "%{customdata:.1f}%<extra></extra>",
            }
        )
    most = float(max(shares.to_numpy().max(), outlines.to_numpy().max()))
    step = 2 if most <= 8 else 5 if most <= 20 else 10
    end = step * int(most // step + 1)
    ticks = list(range(-end, end + 1, step))
    return figure(
        data,
        height=420,
        x={"tickvals": ticks, "ticktext": [f"{abs(tick)}%" for tick in ticks]},
        y={"title": {"text": "Age"}, "tickfont": {"size": 12}},
        barmode="overlay",
        bargap=0.12,
    )
