"""What stands around every page: the way past the header, the name, the pages.

Where there is no room for the row, the pages are in a menu that comes in from the side.
"""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.parts import links, unit_links
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.texts import say

# Bootstrap's classes: what is seen once the keyboard is on it, and what stands where there is room.
SKIP = "skip-link visually-hidden-focusable position-absolute z-3 m-2 px-3 py-2 panel d-print-none"
WHAT = "text-body-secondary small lh-sm d-none d-xxl-inline d-print-inline"
# Address and name of a page.
Page = tuple[str, str]


def register(app: Dash, pages: Sequence[Page]) -> None:
    """Have the navigation say which page this is, and lead back to what was left on the others."""
    every = [*(link_id(name) for _, name in pages), *(link_id(name, "menu") for _, name in pages)]
    app.clientside_callback(
        ClientsideFunction("frame", "here"),
        *(Output(link, "href") for link in every),
        *(Output(link, "active") for link in every),
        Output("menu", "is_open"),
        Input("url", "pathname"),
        Input("url", "search"),
        Input(unit_links.CARRIED, "data"),
        State("pages", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("frame", "menuOpened"),
        Output("menu", "is_open", allow_duplicate=True),
        Input("menu-toggle", "n_clicks"),
        prevent_initial_call=True,
    )


def link_id(name: str, where: str = "nav") -> str:
    """The id of the link to a page, in the row (``nav``) or in the phone's ``menu``."""
    return f"{where}-{name.split()[0].lower()}"


def frame(context: Context, pages: Sequence[Page], content: Component) -> Component:
    """The header with its navigation, and the page below it.

    Parameters
    ----------
    pages
        Address and name of each page, in order.
    content
        Where the page goes.
    """
    return html.Div(
        [
            html.A("Skip to content", href="#main", className=SKIP),
            dcc.Location(id="url", refresh=False),
            html.Header(_bar(context.atlas.name, pages), className="header panel border-bottom"),
            dbc.Offcanvas(
                html.Nav(_links(pages, "menu", vertical=True), **aria(label=say("frame", "pages"))),
                id="menu",
                title=html.Span(say("frame", "pages"), id="menu-title"),
                labelledby="menu-title",
                placement="end",
                is_open=False,
            ),
            # On paper alone: from which address this is, and when; assets/modules/paper.js.
            html.P(id="printed", className="d-none d-print-block note text-break"),
            html.Main(content, id="main", tabIndex=-1),
            dcc.Store(id="pages", data=[links.to(path) for path, _ in pages]),
            unit_links.store(),
        ],
        id="app",
    )


def _bar(atlas: str, pages: Sequence[Page]) -> Component:
    """The name, and the row of pages or, where there is no room for it, the menu's button."""
    return dbc.Navbar(
        [
            dcc.Link(
                [
                    html.Span("Seldom Heard", className="brand-name fs-5 fw-bold text-nowrap"),
                    html.Span(f"{atlas} health inequalities atlas", className=WHAT),
                ],
                href=links.to("/"),
                className="d-flex align-items-center gap-2 text-body text-decoration-none",
            ),
            html.Nav(
                _links(pages, "nav"),
                className="pages d-none d-xl-block d-print-none flex-shrink-0 ms-auto",
                **aria(label=say("frame", "pages")),
            ),
            html.Button(
                say("frame", "menu"),
                id="menu-toggle",
                type="button",
                className="btn btn-plain d-xl-none d-print-none ms-auto",
                **aria(haspopup="dialog"),
            ),
        ],
        expand=True,
        color=None,
        tag="div",
        class_name="px-3 px-lg-4 py-0 gap-4",
    )


def _links(pages: Sequence[Page], where: str, vertical: bool = False) -> Component:
    look = "rounded-end" if vertical else "rounded-top"
    items = [
        dbc.NavItem(
            dbc.NavLink(name, href=links.to(path), id=link_id(name, where), class_name=look)
        )
        for path, name in pages
    ]
    return dbc.Nav(items, vertical=vertical, class_name="" if vertical else "gap-1 text-nowrap")
