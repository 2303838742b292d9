"""The concentration curve: which share of the cases the most deprived share of people has."""

from collections.abc import Sequence

from dashboard.figures import MAIN, OTHER, Figure, figure


def concentration(
    people: Sequence[float], cases: Sequence[float], *, who: str, first: str
) -> Figure:
    """A concentration curve.

    Parameters
    ----------
    people, cases
        Cumulative shares from 0 to 1, from the most deprived on.
    who
        Of whom the shares are: ``people``, ``households`` …
    first
        From which end they are counted: ``most deprived``.
    """
    shares = [100 * share for share in people]
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, 100],
            "y": [0, 100],
            "name": "If it were spread evenly",
            "line": {"color": OTHER, "width": 2, "dash": "dash"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": shares,
            "y": [100 * share for share in cases],
            "name": "As it is",
            "line": {"color": MAIN, "width": 3},
            "hovertemplate": f"The {first} %{{x:.0f}}% of {who} have %{{y:.0f}}%<extra></extra>",
        },
    ]
    axis = {"range": [0, 102], "ticksuffix": "%", "dtick": 25}
    return figure(
        data,
        height=340,
        x=axis | {"title": {"text": f"Share of {who}, {first} first"}},
        y=axis | {"title": {"text": "Share of all cases"}},
    )
