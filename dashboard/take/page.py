"""Take ours: the atlas's figures as files for other programs, and how to cite them."""

from datetime import date
from typing import Any

import dash
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from flask import request

from dashboard.parts import menus
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.data_tabs import data_tabs
from dashboard.take.chosen import shown
from dashboard.take.form import PAGE, PATH, address_form, chosen, form, meaning, stores
from dashboard.take.texts import say

NAV = (PATH, "Data")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=PATH,
        title="Seldom Heard: data",
        description="The atlas's figures as files, and how to cite them",
        layout=lambda **_: layout(context),
        modules=("form", "paper"),
    )
    parts = address_form()
    parts.register(app, lambda search: meaning(context.atlas, search))
    parts.results(app)

    @app.callback(
        Output("take-body", "children"),
        Output("take-answer", "data"),
        Input("take-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> tuple[list[Component], dict[str, Any]]:
        search = str((asked or {}).get("search") or "")
        package, _ = chosen(context.atlas, search)
        address = f"{request.url_root}{PATH[1:]}"
        body = shown(context.atlas, package, address, date.today())
        return body, {"search": search, "drawn": PAGE}


def layout(context: Context) -> Component:
    """The choice, and below it what is said of it."""
    return html.Div(
        [
            data_tabs("take"),
            *stores(),
            html.Div(id="notice", role="status", **aria(live="polite")),
            html.H1(say("page", "title")),
            html.P(say("page", "about"), className="fs-5 fw-normal"),
            form(context.atlas),
            html.P(
                say("page", "waits"),
                id="take-said",
                role="status",
                **data(waits=say("page", "waits")),
            ),
            html.Div(id="take-body", **data(answers="", inside="")),
            html.Div(id="take-more"),
            html.P([say("page", "elsewhere"), " ", say("page", "own")], className="note mt-4"),
            html.Div(menus.copy_link(), className="mt-3 d-print-none"),
        ],
        className="document",
    )
