"""What stands around every page: the way past the header, the name, the pages."""

from collections.abc import Sequence

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts.context import Context


def register(app: Dash) -> None:
    """Have the navigation say which page this is, and lead back to what was left on the others."""
    app.clientside_callback(
        ClientsideFunction("frame", "here"),
        Output("here", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
    )


def frame(context: Context, pages: Sequence[tuple[str, str]], content: Component) -> Component:
    """The header with its navigation, and the page below it.

    Parameters
    ----------
    pages
        Address and name of each page, in order.
    content
        Where the page goes.
    """
    links = [
        dcc.Link(name, href=path, className="nav-link", id=f"nav-{name.split()[0].lower()}")
        for path, name in pages
    ]
    return html.Div(
        [
            html.A("Skip to content", href="#main", className="skip-link"),
            dcc.Location(id="url", refresh=False),
            html.Header(
                [
                    dcc.Link(
                        [
                            html.Span("Seldom Heard", className="brand-name"),
                            html.Span(
                                f"{context.atlas.name} health inequalities atlas",
                                className="brand-what",
                            ),
                        ],
                        href="/",
                        className="brand",
                    ),
                    html.Nav(links, className="nav", **{"aria-label": "Pages"}),
                ],
                className="header",
            ),
            # On paper alone: from which address this is, and when; assets/modules/paper.js.
            html.P(id="printed"),
            html.Main(content, id="main", tabIndex=-1),
            dcc.Store(id="here"),
        ],
        id="app",
    )
