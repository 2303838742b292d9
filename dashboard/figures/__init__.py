"""Charts, pure: numbers in, a plotly figure out; and how every one of them stands on a page.

Figures are plain dictionaries in plotly's own form: building and checking plotly's objects takes
longer than all else that a page needs, and their module would be in every worker's memory.
"""

from typing import Any

from dash import dcc

Figure = dict[str, Any]

# Colours that carry 3:1 on a light and on a dark page, so that one figure serves both; text and
# lines follow the page's theme (assets/css/40-figures.css).
MAIN = "#2a7fc0"
OTHER = "#8a96a3"
ACCENT = "#c2568f"
FOURTH = "#b07a1e"

# plotly's own bar has a button that uploads a chart's data to a public server: off, everywhere.
CONFIG: Any = {  # of plotly, which has more keys than Dash names
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
}


def figure(data: list[dict[str, Any]], *, height: int, x: Figure, y: Figure, **more: Any) -> Figure:
    """A figure in the house's form.

    Parameters
    ----------
    data
        plotly's traces.
    height
        In pixels; the width is that of the place it stands in.
    x, y
        What is particular to the axes.
    more
        Of the layout.
    """
    axis = {"automargin": True, "fixedrange": True, "zeroline": False}
    layout = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 14},
        "dragmode": False,
        "hovermode": "closest",
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "xaxis": axis | x,
        "yaxis": axis | y,
    }
    return {"data": data, "layout": layout | more}


def graph(made: Figure, *, id: str) -> dcc.Graph:
    """A chart on a page, at the figure's own height."""
    height = made["layout"]["height"]
    return dcc.Graph(
        id=id,
        figure=made,
        config=CONFIG,
        className="chart",
        style={"height": f"{height}px"},
        responsive=True,
    )
