"""Bring your own figures: a file becomes a layer, which this page holds and every page shows.

The page has no address: what is brought stays in the browser (``assets/modules/own-held.js``),
which sends it along with what it asks. The server keeps nothing of it.
"""

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.own import form, kept_changes
from dashboard.own.kept_layers import kept_part
from dashboard.own.names import KEPT, MADE, PATH
from dashboard.own.texts import say
from dashboard.parts.context import Context
from dashboard.parts.data_tabs import data_tabs
from dashboard.parts.page_assets import stylesheet
from dashboard.web.people import person

# What the browser does, by what makes it do so.
ACTS = {
    "follow": Input("own-told", "data"),
    "look": Input("own-show", "n_clicks"),
    "use": Input("own-use", "n_clicks"),
    "save": Input("own-save", "n_clicks"),
}


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app."""
    dash.register_page(
        __name__,
        path=PATH,
        title="Seldom Heard: bring your own figures",
        description="Figures of your own from a file, beside those of the atlas",
        layout=lambda **_: layout(context),
        modules=("own", "paper"),
    )
    kept_changes.register(app, context)
    for does, given in ACTS.items():
        app.clientside_callback(
            ClientsideFunction("own", does),
            Output("own-did", "data", allow_duplicate=True),
            given,
            prevent_initial_call="initial_duplicate" if does == "follow" else True,
        )


def layout(context: Context) -> Component:
    """The four steps, each there when the one before it is done, and what the page holds."""
    return html.Div(
        [
            stylesheet("own"),
            dcc.Store(id="own-told", data=form.told()),
            dcc.Store(id="own-did"),
            dcc.Store(id=MADE),
            data_tabs(current="own"),
            html.H1(say("page", "title"), className="mb-2"),
            html.P(say("page", "lead"), className="fs-5 fw-normal"),
            html.P(_privacy(context), id="own-privacy", className="ps-3 py-1"),
            form.file_step(),
            form.read_step(),
            form.words_step(context),
            form.look_step(context),
            form.held_part(),
            html.Div(kept_part(context), id=KEPT),
        ],
        className="own document",
        id="own",
    )


def _privacy(context: Context) -> str:
    kept = ["privacy_kept"] if context.workspace and person().may("keep_layer") else []
    return " ".join(say("page", name) for name in ("privacy", *kept))
