"""Who have we heard from?: an exercise's responses against the residents it asked.

The page has no address: what is uploaded stays in the browser, which sends the counts along with
each question (``assets/modules/pages/heard.js``). The server keeps nothing of it.
"""

import dash
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.heard import form, where_form
from dashboard.heard.check_step import control
from dashboard.heard.results_form import AIM, LEVEL, MARGINS, NAME, RATIO, WAVES_LEVEL, WAVES_NAME
from dashboard.heard.texts import say
from dashboard.parts import map_ground
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.page_assets import stylesheet

# The question in full does not fit beside the other pages on a screen of 1,280 points.
NAV = ("/heard", "Who we heard from")
# What the browser does, by what makes it do so.
ACTS = {
    "follow": (Input("heard-told", "data"),),
    "example": (Input("heard-example", "n_clicks"),),
    "decide": (Input(control(ALL), "value"),),
    "show": (Input("heard-show", "n_clicks"),),
    "choose": tuple(Input(one, "value") for one in (LEVEL, AIM, RATIO, WAVES_LEVEL)),
    "weigh": (Input("heard-weigh", "n_clicks"), State(MARGINS, "value")),
    "keep": (Input("heard-keep", "n_clicks"),),
    "rename": (Input(WAVES_NAME, "value"),),
}


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: who have we heard from?",
        description="Compare the answers to a survey or an event with the people who live here",
        layout=lambda **_: layout(context),
        modules=("heard", "paper"),
    )
    where_form.register(app, context)
    map_ground.register(app, "heard")
    for does, given in ACTS.items():
        app.clientside_callback(
            ClientsideFunction("heard", does),
            Output("heard-did", "data", allow_duplicate=True),
            *given,
            prevent_initial_call="initial_duplicate" if does == "follow" else True,
        )
    for link, does in {"heard-look": "look", "heard-brief": "look", "heard-plan": "plan"}.items():
        app.clientside_callback(
            ClientsideFunction("heard", does),
            Output(link, "href"),
            Input(NAME, "value"),
            Input(link, "data-start"),
        )


def layout(context: Context) -> Component:
    """The file first, then how it was understood, then what it says."""
    return html.Div(
        [
            stylesheet("heard"),
            dcc.Store(id="heard-told", data=form.told()),
            dcc.Store(id="heard-did"),
            html.H1(say("title"), className="mb-2"),
            html.P(say("lead"), className="fs-5 fw-normal"),
            html.P(say("privacy"), id="heard-privacy", className="ps-3 py-1 d-print-none"),
            form.start(),
            html.P(id=form.STATUS, role="status", className="d-print-none", **aria(live="polite")),
            form.check(context),
            # Asked before anything is compared, see dashboard/heard/places_asked.py.
            html.Section(
                id="heard-question",
                className="panel card p-3 mt-4",
                hidden=True,
                **aria(label=say("question_part")),
            ),
            form.results(context),
        ],
        className="heard document",
        id="heard",
    )
