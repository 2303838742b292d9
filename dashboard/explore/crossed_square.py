"""The legend of two indicators at once, which the browser fills with names and numbers.

What depends on the indicators alone through which of their ends means more need is written here:
the square's axes, its corners, and which way each runs.
"""

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.parts.map import legend_fold
from dashboard.parts.plain_markup import Still, still
from dashboard.wording.legend import Axis, corners, texts

# Where an axis's words stand, and how they are turned.
_ARROW = {
    "x": {"gridColumn": "2"},
    "y": {"writingMode": "vertical-rl", "transform": "rotate(180deg)"},
}


def for_browser() -> dict[str, dict[str, list[Still]]]:
    """The legend as plain markup, by the polarity of the indicator across and of the one up.

    The browser fills ``crossed-cells``, ``crossed-note`` and, of ``across`` and ``up``, the
    ``…-label`` and ``…-edge``.
    """
    axes = texts().crossed.axis
    return {first: {second: _square(first, second) for second in axes} for first in axes}


def _square(first: str, second: str) -> list[Still]:
    words = texts().crossed
    across, up = words.axis[first], words.axis[second]
    cells = html.Div(id="crossed-cells", className="cells")
    named = [
        html.Li(
            [html.Span(className="swatch px-2", style={"background": words.colours[at]}), text],
            className="d-flex gap-2",
        )
        for at, text in corners(first, second).items()
    ]
    said = [
        _about("across", words.across, across),
        _about("up", words.up, up),
        legend_fold(html.Ul(named, className="corners list-unstyled small lh-sm m-0")),
    ]
    square = html.Div(
        [_arrow(up, "y"), cells, _arrow(across, "x")],
        id="crossed-square",
        className="square",
        role="group",
    )
    return still(
        [
            html.H2(words.title),
            html.Div(
                [square, html.Div(said, className="crossed-words")],
                className="crossed d-flex align-items-start gap-3 mt-1",
            ),
            html.P(id="crossed-note", className="note"),
        ]
    )


def _arrow(axis: Axis, way: str) -> Component:
    return html.Span(
        axis.arrow, className="note text-end", style=_ARROW[way], **aria(hidden="true")
    )


def _about(name: str, which: str, axis: Axis) -> Component:
    """Which way an axis runs, and where its last third begins."""
    label = html.Strong([f"{which}: ", html.Span(id=f"{name}-label"), ". "])
    runs = html.Span([axis.direction, html.Span(id=f"{name}-edge")])
    return html.P(
        [label, runs],
        className="axis-name small lh-sm mt-0 mb-1",
    )
