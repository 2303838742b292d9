"""Record a visit: ``/plans/visit?p=<plan>&z=<zone>``, and ``&a=<visit>`` for one to be changed.

Made for a phone in a place without a signal: once it is open it needs the server for nothing but
to send. What is typed is kept in the browser until then (``assets/modules/pages/visit.js``).
"""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.combobox import chosen, combobox, found_by
from dashboard.parts.context import Context
from dashboard.parts.page_assets import stylesheet
from dashboard.plans.visit.controls import wrong
from dashboard.plans.visit.given import PATH, given
from dashboard.plans.visit.texts import say
from dashboard.plans.visit.unsent import on_device
from dashboard.web.people import person
from workspace import fields

GIVEN, AREA = "visit-given", "visit-area"


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app."""
    dash.register_page(
        __name__,
        path=PATH,
        title="Seldom Heard: record a visit",
        description="Record whom you heard, on a phone, with or without a connection",
        layout=lambda **_: layout(),
        modules=("visit",),
    )

    @app.callback(Output(GIVEN, "data"), Input("url", "search"))
    def tell(search: str | None) -> dict[str, Any]:
        return given(context, person(), search or "")

    app.clientside_callback(
        ClientsideFunction("visit", "follow"),
        Output("visit-did", "data"),
        Input(GIVEN, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("visit", "placed"),
        Output("visit-did", "data", allow_duplicate=True),
        Input(chosen(AREA), "data"),
        prevent_initial_call=True,
    )


def layout() -> Component:
    """The form, empty until the browser has been told of the plan."""
    return html.Div(
        [
            stylesheet("visit"),
            dcc.Store(id=GIVEN),
            dcc.Store(id="visit-did"),
            html.H1(say("page", "title"), id="visit-title"),
            html.P(id="visit-of", className="note m-0"),
            html.P(id="visit-zone", className="fs-5 m-0"),
            html.P(id="visit-about", className="flag", hidden=True),
            on_device(),
            html.Div(id="visit-both", hidden=True),
            html.Form(
                [
                    html.P(say("page", "lead"), className="note"),
                    html.Div(id="visit-first"),
                    _area(),
                    html.Div(id="visit-second"),
                    html.Div(
                        [
                            html.P(say("page", "offline"), id="visit-offline", hidden=True),
                            html.P(id="visit-said", role="status", **aria(live="polite")),
                            html.Button(
                                say("page", "save"),
                                id="visit-save",
                                type="submit",
                                className="btn btn-primary btn-lg w-100",
                            ),
                        ],
                        className="visit-bar",
                    ),
                    html.P(say("page", "private"), className="note"),
                    html.Button(
                        say("page", "forget_all"),
                        id="visit-forget",
                        type="button",
                        className="btn btn-plain",
                        **data(forget=""),
                    ),
                ],
                id="visit-form",
                hidden=True,
                # What is wrong is said in the page's own words, in folded parts too.
                noValidate=True,
            ),
            html.P(html.A(say("page", "back"), id="visit-back"), id="visit-away", hidden=True),
        ],
        className="visit document",
        id="visit",
    )


def _area() -> Component:
    """Where the venue is: seldom asked for, since a session knows it."""
    search = combobox(
        AREA,
        fields.label("activity", "lsoa"),
        found_by("places", "find"),
        placeholder=say("page", "area_search"),
        search_only=True,
        note=say("page", "area_note"),
    )
    found = html.P(id="visit-area-is", role="status")
    summary = html.Summary(say("page", "area"))
    return html.Details([summary, search, found, wrong("lsoa")], className="section")
