"""Explore: indicators on the map, the filters, the table, and the card of what is selected."""

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.explore import card, questions
from dashboard.explore.controls import PAGE, said
from dashboard.explore.form import address_form, bar, finder, form, table
from dashboard.explore.view import read_query
from dashboard.parts import map_ground
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map import LEGEND, WAIT, drawing_tools, leaflet_map
from dashboard.parts.repeat.panel import repeat_panel

NAV = ("/", "Explore")
STORES = ("shapes", "picked", "profiled", "liked", "opened")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path="/",
        title="Seldom Heard: Explore",
        description=f"Deprivation, ethnicity, language and disease in {context.atlas.name}",
        layout=lambda **_: layout(context),
        modules=("explore", "fields"),
        map=True,
    )
    # These ask nothing of the server: the browser follows the address by itself.
    address_form().register_in_browser(app, "explore")
    map_ground.register(app, PAGE)
    for function, given, store in (
        ("drawn", Input("draw", "geojson"), "explore-shapes"),
        ("picked", Input("table", "selectedRows"), "explore-picked"),
        ("profileCame", Input("card-profile", "children"), "explore-profiled"),
        ("liked", Input("favourite", "n_clicks"), "explore-liked"),
        ("table", Input("table-button", "n_clicks"), "explore-opened"),
    ):
        app.clientside_callback(
            ClientsideFunction("explore", function), Output(store, "data"), given
        )
    app.clientside_callback(
        ClientsideFunction("explore", "drawingTools"),
        Output("drawing", "children"),
        Input("drawing-tools", "data"),
    )

    @app.callback(
        Output("card-profile", "children"),
        Input("selection", "data"),
        prevent_initial_call=True,  # the first map asks for none
    )
    def show_card(selection: dict[str, str] | None) -> Component | None:
        search = (selection or {}).get("search", "")
        view = read_query(search, context.atlas).view
        return card.profile_of(context.atlas, view, search) if view.selected else None


def layout(context: Context) -> Component:
    """What the map shows in words above it and its card; the controls on the left, a bar below."""
    return html.Div(
        [
            html.H1("Explore", className="visually-hidden"),
            *address_form().stores(),
            *(dcc.Store(id=f"explore-{name}") for name in STORES),
            dcc.Store(id="selection"),
            dcc.Store(id="drawing-tools", data=drawing_tools()),
            html.Div(id="notice", role="status", **aria(live="polite")),
            _finding(),
            form(context.atlas),
            _map(context),
            _card(),
            bar(),
            table(),
        ],
        className="room explore",
    )


def _finding() -> Component:
    """The headline over the map, and what to do from there."""
    return html.Section(
        [
            html.P(id="headline", **data(says="", answers="")),
            html.Button(
                said("headline_more"),
                id="headline-more",
                className="btn btn-link rounded-0 text-start d-lg-none d-print-none",
                hidden=True,
                **aria(expanded="false", controls="headline"),
                **data(less=said("headline_less")),
            ),
            questions.start(),
            *questions.next_steps(),
        ],
        id="finding",
        className="panel border-bottom",
        **aria(label=said("finding")),
    )


def _map(context: Context) -> Component:
    return html.Section(
        [
            html.Div(
                leaflet_map(context),
                id="map-frame",
                role="group",
                **aria(label=said("map_help")),
                **data(answers=""),
            ),
            html.Div(finder(), id="find", className="shadow rounded d-print-none z-2"),
            map_ground.menu(PAGE),
            html.Div(id="legend", className=LEGEND, **data(answers="")),
            html.Div(said("wait"), id="map-wait", role="status", className=WAIT),
        ],
        id="map-area",
        **aria(label=said("map")),
    )


def _card() -> Component:
    return html.Aside(
        [
            # What was selected, said once to people who do not see it.
            html.P(id="card-said", role="status", className="visually-hidden", **data(says="")),
            html.Div(id="card-patients", **data(says="")),
            html.Div(id="card-plot", **data(answers="")),
            html.Div(id="card-now", **data(answers="", says="")),
            dcc.Loading(
                html.Div(id="card-profile"),
                type="dot",
                delay_show=250,
                overlay_style={"visibility": "visible", "opacity": 0.5},
            ),
            repeat_panel("explore"),
            repeat_panel("explore-classes", "classes"),
        ],
        id="card",
        className="panel side border-start d-flex flex-column",
        tabIndex=0,
        **aria(label=said("card")),
    )
