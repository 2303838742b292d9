"""Small pieces that every part of the page is made of: tables, guards in words, links inside."""

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.inequality.gradient_text import Scale
from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.own_notes import own_notes
from dashboard.parts.tables import FIGURES, wide
from layers.atlas import Atlas
from layers.inequality import slope_direction
from layers.inequality.gradient import Gradient
from layers.inequality.guards import Guard

Cell = str | Component | Sequence[str | Component]


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, caption: str = "") -> Component:
    """A table whose first column names its rows; the others hold numbers.

    Parameters
    ----------
    heads
        One for each column.
    rows
        Cells, the row's name first.
    caption
        Read out to those who cannot see where it stands.
    """
    head = html.Tr(
        [
            html.Th(text, scope="col", className="number" if at else "")
            for at, text in enumerate(heads)
        ]
    )
    body = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *(html.Td(cell, className="number") for cell in cells),
            ]
        )
        for name, *cells in rows
    ]
    made = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(head),
            html.Tbody(body),
        ],
        className=FIGURES,
    )
    return wide(made, caption)


def own(atlas: Atlas, ids: Iterable[str]) -> list[Component]:
    """Of figures that somebody brought: what to mind, and how they were protected."""
    known = [atlas.indicators[id] for id in ids if id in atlas.indicators]
    return [html.P(note, className="flag") for note in own_notes(atlas, known)]


def beside(first: Component, second: Component) -> Component:
    """Two pieces beside each other where there is room, the first the wider one."""
    wider, narrower = html.Div(first, className="col-xl-7"), html.Div(second, className="col-xl-5")
    return html.Div([wider, narrower], className="row gx-4 gy-2")


def limits(text: str) -> Component:
    """A likely range, small below its value."""
    return html.Small(text, className="limits")


def gap_and_slope(made: Gradient, scale: Scale) -> list[Cell]:
    """Two cells: the gap and the slope that runs with it, each with its likely range."""
    gap, slope = made.gap, slope_direction.slope(made.slope)
    ranges = (
        (gap.absolute, gap.absolute_lower, gap.absolute_upper),
        (slope.value, slope.lower, slope.upper),
    )
    return [
        [scale.difference(value), limits(scale.between(lower, upper))]
        for value, lower, upper in ranges
    ]


def shade(strength: float) -> dict[str, str]:
    """The style of a figure that is set off the more, the nearer ``strength`` is to 1."""
    return {"--strength": f"{round(40 * abs(strength))}%"}


def guarded(guard: Guard, *more: str | Component) -> Component:
    """A guard's words, with what else there is to say."""
    return html.P(
        [html.Strong(f"{guard.label}. "), guard.text, *more],
        className=f"flag {'refused' if guard.level == 'refuse' else 'warned'}",
        **data(guard=guard.key),
    )


def inside(text: str, query: str) -> Component:
    """A link that changes the page's address without leaving the page."""
    return html.A(text, href=links.to(f"/inequality{query}"), className="inside")
