"""Practices and networks: the list, one of them with its real footprint, several side by side."""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map import leaflet_map
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.plain_markup import still
from dashboard.practices import charts, footprint
from dashboard.practices.compare import compare_page
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.view import options, read_view

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
        Input("practices-options", "data"),
    )
    for does, came, took in (
        ("practicesAnswered", Input("practices-answer", "data"), "practices-drawn"),
        ("practicesTables", Input("practices-tables-answer", "data"), "practices-tables-drawn"),
        ("practicesCharts", Input("practices-charts-of", "data"), "practices-charts-drawn"),
        ("practicesPoint", Input("funnel", "clickData"), "practices-pointed"),
        ("practicesPicked", Input("units-table", "selectedRows"), "practices-picked"),
    ):
        app.clientside_callback(ClientsideFunction("atlas", does), Output(took, "data"), came)

    @app.callback(
        Output("practices-answer", "data"),
        Output("notice", "children", allow_duplicate=True),
        Input("practices-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> tuple[dict[str, Any], list[Component]]:
        search = str((asked or {}).get("search") or "")
        view, ignored = read_view(search, context.atlas)
        drawn = footprint.for_map(context.atlas, view.units)
        page = unit_page if len(view.units) == 1 else compare_page
        body = still(page(context.atlas, view)) if view.units else []
        means = {"search": search, "asked": view.asked()}
        return {**drawn, **means, "body": body}, [html.P(line) for line in ignored]

    @app.callback(
        Output("practices-tables-answer", "data"),
        Input("practices-tables-asked", "data"),
        prevent_initial_call=True,
    )
    def tables(asked: dict[str, str] | None) -> dict[str, Any]:
        search = (asked or {}).get("search", "")
        view, _ = read_view(search, context.atlas)
        made = unit_tables(context.atlas, view) if len(view.units) == 1 else []
        return {"of": search, "body": still(made)}

    @app.callback(
        Output("practices-charts", "children"),
        Output("practices-charts-of", "data"),
        Input("practices-charts-asked", "data"),
        prevent_initial_call=True,
    )
    def draw(asked: dict[str, str] | None) -> tuple[list[Component], str]:
        search = (asked or {}).get("search", "")
        view, _ = read_view(search, context.atlas)
        return charts.charts(context.atlas, view) if len(view.units) == 1 else [], search


def layout(context: Context) -> Component:
    """What is said on the left, where it is on the right."""
    stores = (
        *("followed", "asked", "answer", "drawn", "pointed", "picked"),
        *("tables-asked", "tables-answer", "tables-drawn"),
        *("charts-asked", "charts-of", "charts-drawn"),
    )
    return html.Div(
        [
            stylesheet("practices"),
            *(dcc.Store(id=f"practices-{name}") for name in stores),
            dcc.Store(id="practices-options", data=options()),
            html.Div(id="notice", role="status", **aria(live="polite")),
            html.Section(
                [
                    html.Div(id="practices-head"),
                    html.P(id="handover-status", role="status"),
                    html.Div(id="practices-list"),
                    html.Div(id="practices-body", **data(answers="")),
                    html.Div(id="practices-charts", className="unit"),
                ],
                id="practices-side",
                className="panel",
                **aria(label="Practices and networks"),
            ),
            html.Section(
                [
                    html.Div(
                        leaflet_map(context, drawing=False),
                        id="map-frame",
                        role="group",
                        **aria(label="Map. What stands beside it says the same in words."),
                        **data(answers=""),
                    ),
                    html.Div(id="map-choice"),
                    html.Div(id="legend", className="panel", **data(answers="")),
                    html.Div("Looking…", id="map-wait", role="status"),
                ],
                id="map-area",
                **aria(label="Map"),
            ),
        ],
        className="practices",
    )
