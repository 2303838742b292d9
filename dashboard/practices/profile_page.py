"""One practice, network, ward, neighbourhood or group: its whole page, in the parts it comes in."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.practices import conditions, members, where
from dashboard.practices.key_figures import KeyFigure, address, key_figures, what
from dashboard.practices.standard import standard_table
from dashboard.practices.view import PracticesView
from layers.atlas import Atlas
from layers.units import Unit


def unit_page(atlas: Atlas, view: PracticesView) -> Component:
    """What is read first of the view's one unit, and where the rest will stand.

    The tables and charts are asked for by the page's stores as soon as this is there: they are most
    of the page, and below what is seen of it.
    """
    unit = view.units[0]
    asked = {"search": view.query()}
    parts = [
        _head(atlas, unit),
        _tiles(atlas, unit),
        where.cautions(atlas, unit),
        where.section(atlas, unit),
        members.section(atlas, unit),
        html.Div(html.P("The standard profile follows…", className="note"), id="practices-tables"),
        html.Div(id="practices-charts"),
        html.P(
            "These figures describe places and lists, not any one person in them.",
            className="note",
        ),
        dcc.Store(id="practices-tables-asked", data=asked),
        dcc.Store(id="practices-charts-asked", data=asked),
    ]
    return html.Article([part for part in parts if part is not None], className="unit")


def unit_tables(atlas: Atlas, view: PracticesView) -> list[Component]:
    """The standard profile of the view's one unit, and its registers if it has practices."""
    unit = view.units[0]
    registers = [conditions.registers(atlas, unit)] if unit.practices else []
    return [standard_table(atlas, unit), *registers]


def _head(atlas: Atlas, unit: Unit) -> Component:
    return html.Header(
        [
            html.P(what(atlas, unit), className="note"),
            html.H1(unit.name),
            *([html.P(address(atlas, unit.key))] if unit.kind == "practice" else []),
        ],
        className="unit-head",
    )


def _tiles(atlas: Atlas, unit: Unit) -> Component:
    """The figures that a visitor asks for first."""
    return html.Ul([_tile(one) for one in key_figures(atlas, unit)], className="tiles")


def _tile(one: KeyFigure) -> Component:
    said = [html.Span("about ", className="about"), one.number] if one.about else [one.number]
    return html.Li(
        [
            html.Strong(said, className="tile-number"),
            html.Span(one.what, className="tile-what"),
            html.Span(one.note, className="note"),
        ]
    )
