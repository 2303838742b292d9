"""What a person sees at an address where there is nothing, and where to go from there.

Dash shows the page that is registered by this name for every address that is none of a page's.
"""

from collections.abc import Sequence

import dash
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts import links

NAME = "not_found_404"


def register(pages: Sequence[tuple[str, str]]) -> None:
    """Make the page known to Dash.

    Parameters
    ----------
    pages
        Address and name of each page that there is.
    """
    dash.register_page(
        NAME,
        path="/not-found",
        title="Seldom Heard: nothing at this address",
        layout=lambda **_: layout(pages),
    )


def layout(pages: Sequence[tuple[str, str]]) -> Component:
    """That there is nothing, why it may be, and the way to what there is."""
    return html.Div(
        [
            html.H1("There is nothing at this address"),
            html.P(
                "It may have been mistyped, or cut off on its way in a message. Links that the "
                "atlas itself gives go on working.",
                className="fs-5 fw-normal",
            ),
            html.P("Go on from one of its pages:"),
            html.Ul([html.Li(dcc.Link(name, href=links.to(path))) for path, name in pages]),
        ],
        className="document",
        id="not-found",
    )
