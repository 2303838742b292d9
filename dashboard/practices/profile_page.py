"""One practice, network, ward, neighbourhood or group: its whole page, in the parts it comes in."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.practices import care_section, conditions, members, where_patients_live
from dashboard.practices.key_figures import KeyFigure, address, heading, key_figures, named, what
from dashboard.practices.list_filter import place_named
from dashboard.practices.standard_profile import standard_rest, standard_start
from dashboard.practices.view import PracticesView
from layers.atlas import Atlas
from layers.practices import units
from layers.practices.units import Unit


def unit_page(atlas: Atlas, view: PracticesView) -> Component:
    """What is read first of the view's one unit, and where its tables will stand.

    The page asks for them, and for the charts, once this is on the screen: they are most of it, and
    below what is seen.
    """
    unit = view.units[0]
    parts = [
        _head(atlas, unit),
        _tiles(atlas, unit),
        where_patients_live.cautions(atlas, unit),
        where_patients_live.section(atlas, unit),
        members.section(atlas, unit),
        standard_start(atlas, unit),
        html.Div(html.P("More tables follow…", className="note"), id="practices-tables"),
    ]
    return html.Article([part for part in parts if part is not None], className="unit")


def unit_tables(atlas: Atlas, view: PracticesView) -> list[Component]:
    """The rest of the standard profile of the view's one unit, and its registers if any."""
    unit = view.units[0]
    return [
        standard_rest(atlas, unit),
        *([looked_after] if (looked_after := care_section.section(atlas, unit)) else []),
        *([conditions.registers(atlas, unit)] if unit.practices else []),
        html.P(
            "These figures describe places and lists, not any one person in them.",
            className="note",
        ),
    ]


def _head(atlas: Atlas, unit: Unit) -> Component:
    return html.Header(
        [
            html.P(what(atlas, unit), className="note"),
            html.H1(heading(unit), className="fs-3"),
            *([html.P(address(atlas, unit.key))] if unit.kind == "practice" else []),
            *_leads(atlas, unit),
        ],
        className="mt-3",
    )


def _leads(atlas: Atlas, unit: Unit) -> list[Component]:
    """Ways on: from a district, network or place to the list of its practices; from a place or a
    district to the other, which are not the same people."""
    place = place_named(atlas, unit.name) if unit.kind == "district" else ""
    if unit.kind == "district" and place:
        number = int((atlas.practices["sub_icb_code"] == place).sum())
        listed, text = PracticesView(place=place), f"List the {number} practices of {unit.name}"
        patients = PracticesView((units.unit(atlas, place),))
        return [
            html.P(_link(text, listed)),
            html.P(
                [
                    "The figures are of its residents. ",
                    _link("The patients of its practices", patients),
                    " are not the same people: some live elsewhere, and some residents are "
                    "registered elsewhere.",
                ],
                className="note",
            ),
        ]
    if unit.kind == "pcn":
        return [
            html.P(_link("List its practices", PracticesView(network=unit.key))),
            *([html.P(named(atlas, unit), className="note")] if named(atlas, unit) else []),
        ]
    if unit.kind == "place":
        return [html.P(_link("List its practices", PracticesView(place=unit.key)))]
    return []


def _link(text: str, view: PracticesView) -> Component:
    return html.A(text, href=links.to(f"/practices{view.query()}"), className="inside")


def _tiles(atlas: Atlas, unit: Unit) -> Component:
    """The figures that a visitor asks for first."""
    return html.Ul(
        [_tile(one) for one in key_figures(atlas, unit)],
        className="tiles list-unstyled row row-cols-2 row-cols-md-3 row-cols-xl-5 g-2 my-2",
    )


def _tile(one: KeyFigure) -> Component:
    about = [html.Span("about ", className="small fw-normal")] if one.about else []
    said = [
        html.Strong([*about, one.number], className="tile-number fs-5 lh-sm"),
        html.Span(one.what, className="tile-what small lh-sm flex-fill my-1"),
        html.Span(one.note, className="note"),
    ]
    return html.Li(html.Div(said, className="inset d-flex flex-column h-100 p-2"), className="col")
