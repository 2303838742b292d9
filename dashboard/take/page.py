"""Take ours: the atlas's figures as files for other programs, and how to cite them."""

import dash
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.parts.context import Context
from dashboard.parts.data_tabs import data_tabs
from dashboard.take.texts import say

NAV = ("/data", "Data")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: data",
        description="The atlas's figures as files, and how to cite them",
        layout=lambda **_: layout(context),
        modules=("paper",),
    )


def layout(context: Context) -> Component:
    """What can be taken, what is inside, and how to cite it."""
    return html.Div([data_tabs("take"), html.H1(say("page", "title"))], className="document")
