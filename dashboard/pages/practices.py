"""Practices and networks: the list, one of them with its real footprint, several side by side."""

from collections.abc import Callable
from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.context import Context
from dashboard.later import stylesheet
from dashboard.map import leaflet_map
from dashboard.practices import charts, footprint
from dashboard.practices.compare import compare_page
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.view import PracticesView, read_view
from layers.atlas import Atlas

NAV = ("/practices", "Practices")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: practices and networks",
        description="GP practices and primary care networks through the places where people live",
        layout=lambda **_: layout(context),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "practicesFollow"),
        Output("practices-followed", "data"),
        Input("url", "search"),
        Input("practices-followed", "id"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "practicesAnswered"),
        Output("practices-drawn", "data"),
        Input("practices-map", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "practicesPoint"),
        Output("practices-pointed", "data"),
        Input("funnel", "clickData"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "practicesPicked"),
        Output("practices-picked", "data"),
        Input("units-table", "selectedRows"),
    )

    @app.callback(
        Output("practices-body", "children"),
        Output("practices-map", "data"),
        Output("notice", "children", allow_duplicate=True),
        Input("practices-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> tuple[Component, Any, list[Component]]:
        view, ignored = read_view((asked or {}).get("search", ""), context.atlas)
        notes = [html.P(line) for line in ignored]
        drawn = footprint.for_map(context.atlas, view.units)
        if not view.units:
            # Not None: Dash forgets what was removed only where something else takes its place.
            return html.Div(), drawn, notes
        page = unit_page if len(view.units) == 1 else compare_page
        return page(context.atlas, view), drawn, notes

    for part, makes in (("tables", unit_tables), ("charts", charts.charts)):
        _later(app, part, makes, context)


def _later(
    app: Dash, part: str, makes: Callable[[Atlas, PracticesView], list[Component]], context: Context
) -> None:
    """Fill a part of a unit's page that comes after what is read first."""

    @app.callback(
        Output(f"practices-{part}", "children"),
        Input(f"practices-{part}-asked", "data"),
    )
    def fill(asked: dict[str, str] | None) -> list[Component]:
        view, _ = read_view((asked or {}).get("search", ""), context.atlas)
        return makes(context.atlas, view) if len(view.units) == 1 else []


def layout(context: Context) -> Component:
    """What is said on the left, where it is on the right."""
    stores = ("followed", "drawn", "asked", "map", "pointed", "picked")
    return html.Div(
        [
            stylesheet("practices"),
            *(dcc.Store(id=f"practices-{name}") for name in stores),
            html.Div(id="notice", role="status", **{"aria-live": "polite"}),
            html.Section(
                [
                    html.Div(id="practices-head"),
                    html.Div(id="practices-list"),
                    html.Div(id="practices-body"),
                ],
                id="practices-side",
                className="panel",
                **{"aria-label": "Practices and networks"},
            ),
            html.Section(
                [
                    html.Div(
                        leaflet_map(context, drawing=False),
                        id="map-frame",
                        role="group",
                        **{"aria-label": "Map. What stands beside it says the same in words."},
                    ),
                    html.Div(id="map-choice"),
                    html.Div(id="legend", className="panel"),
                    html.Div("Looking…", id="map-wait", role="status"),
                ],
                id="map-area",
                **{"aria-label": "Map"},
            ),
        ],
        className="practices",
    )
