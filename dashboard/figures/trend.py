"""A register over the years: one unit against others."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures import ACCENT, MAIN, OTHER, Figure, figure

_LOOKS = (
    {"color": MAIN, "width": 3},
    {"color": OTHER, "width": 2},
    {"color": ACCENT, "width": 2, "dash": "dash"},
)


@dataclass(frozen=True)
class Line:
    """One line: name, prevalence in percent by year, and how far its limits lie above and below."""

    name: str
    values: Sequence[float | None]
    above: Sequence[float] = ()
    below: Sequence[float] = ()


def missing(years: Sequence[str]) -> dict[int, str]:
    """Years between the first and the last of some that are not among them, by when they begin."""
    there = {int(year[:4]) for year in years}
    every = range(min(there), max(there) + 1)
    return {year: f"{year}-{(year + 1) % 100:02d}" for year in every if year not in there}


def trend(years: Sequence[str], lines: Sequence[Line]) -> Figure:
    """Prevalence over years.

    Parameters
    ----------
    years
        As ``2024-25``, oldest first. One that is not among them stands on the axis without a point.
    lines
        At most three, the unit looked at first.
    """
    # A year stands at the spring in which it ends.
    at = [int(year[:4]) + 1 for year in years]
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": at,
            "y": list(line.values),
            "name": line.name,
            "line": look,
            "marker": {"size": 8},
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": list(line.above),
                "arrayminus": list(line.below),
                "visible": bool(line.above),
                "thickness": 1.5,
            },
            "customdata": list(years),
            "hovertemplate": f"{line.name}, %{{customdata}}: %{{y:.1f}}%<extra></extra>",
        }
        for look, line in zip(_LOOKS, lines, strict=False)
    ]
    absent = missing(years)
    return figure(
        data,
        height=280,
        x={
            "tickvals": [*at, *(year + 1 for year in absent)],
            "ticktext": [*years, *(f"{text}<br>not held" for text in absent.values())],
            "range": [at[0] - 0.3, at[-1] + 0.3],
        },
        y={"ticksuffix": "%", "rangemode": "tozero"},
    )
