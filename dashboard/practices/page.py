"""Practices and networks: the list, one of them with its real footprint, several side by side."""

from typing import Any

import dash
from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts import map_ground
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map_pane import map_pane
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.plain_markup import still
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.practices import callbacks, charts, footprint, list_table, register_members
from dashboard.practices.compare import compare_page
from dashboard.practices.form import PAGE, address_form, head, map_choice, meaning
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.texts import for_browser, say
from dashboard.practices.view import read_view

NAV = ("/practices", "Practices")
# What the browser is asked for, and what it is given for it.
STORES = (
    *("needed", "answer", "drawn", "listed", "columns", "shown", "ticked"),
    *("tables-asked", "tables-answer", "tables-drawn"),
    *("charts-asked", "charts-of", "charts-drawn", "followed", "settled"),
)


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: practices and networks",
        description="GP practices and primary care networks through the places where people live",
        layout=lambda **_: layout(context),
        modules=("practices", "paper"),
        map=True,
    )
    address_form().register(app, lambda search: meaning(context.atlas, search))
    map_ground.register(app, PAGE)
    callbacks.register(app, context)

    @app.callback(
        Output("practices-answer", "data"),
        Input("practices-needed", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> dict[str, Any]:
        search = str((asked or {}).get("search") or "")
        view, _ = read_view(search, context.atlas)
        drawn = footprint.for_map(context.atlas, view.units)
        page = unit_page if len(view.units) == 1 else compare_page
        body = still(page(context.atlas, view)) if view.units else []
        return {**drawn, "search": search, "body": body}

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
        if len(view.units) != 1:
            return [], search
        members = register_members.section(context.atlas, view)
        return [*members, *charts.charts(context.atlas, view)], search


def given() -> dict[str, Any]:
    """What the browser has from the start: words for the area under the pointer, and the table."""
    return {"words": for_browser(), "table": list_table.table()}


def layout(context: Context) -> Component:
    """What is said on the left, where it is on the right."""
    return html.Div(
        [
            stylesheet(PAGE),
            *address_form().stores(),
            *(dcc.Store(id=f"practices-{name}") for name in STORES),
            dcc.Store(id="practices-given", data=given()),
            html.Div(id="notice", role="status", **aria(live="polite")),
            _said(context),
            map_pane(
                context,
                PAGE,
                say("page", "map"),
                say("page", "map_says"),
                say("page", "waits"),
                map_choice(),
            ),
        ],
        id="practices",
        className="room practices",
        **data(shows="list"),
    )


def _said(context: Context) -> Component:
    """The controls, the list or the page of what is looked at, and its charts."""
    return html.Section(
        [
            head(context.atlas),
            html.P(id="handover-status", role="status", className="d-print-none"),
            html.Div(id="practices-list", className="position-relative mt-2"),
            html.Div(repeat_panel("practices-list", "list"), id="practices-list-repeat"),
            html.P(say("page", "waits"), id="practices-wait", className="note", role="status"),
            html.Div(id="practices-body", **data(answers="")),
            html.Div(id="practices-charts", className="unit"),
            repeat_panel("practices"),
        ],
        id="practices-side",
        className="panel border-end side d-flex flex-column",
        **aria(label=say("page", "side")),
        **data(inside=""),
    )
