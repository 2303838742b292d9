"""One practice, network, ward, neighbourhood or group: its whole page."""

from dash import html
from dash.development.base_component import Component

from dashboard.practices import conditions, members, where
from dashboard.practices.key_figures import KeyFigure, address, key_figures, what
from dashboard.practices.standard import standard_table
from dashboard.practices.view import PracticesView
from layers.atlas import Atlas
from layers.units import Unit


def unit_page(atlas: Atlas, view: PracticesView) -> Component:
    """Everything the page says of the view's one unit."""
    unit = view.units[0]
    parts = [
        _head(atlas, unit),
        _tiles(atlas, unit),
        where.cautions(atlas, unit),
        where.section(atlas, unit),
        members.section(atlas, unit),
        standard_table(atlas, unit),
        *conditions.sections(atlas, view),
        html.P(
            "These figures describe places and lists, not any one person in them.",
            className="note",
        ),
    ]
    return html.Article([part for part in parts if part is not None], className="unit")


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
