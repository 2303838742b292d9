"""Explore: one indicator on the map, and the card of what is selected."""

import dash
from dash import ClientsideFunction, Dash, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from dashboard import card
from dashboard.context import Context
from dashboard.map import leaflet_map
from dashboard.state import read_query

NAV = ("/", "Explore")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path="/",
        title="Seldom Heard: Explore",
        description=f"Deprivation, ethnicity, language and disease in {context.atlas.name}",
        layout=lambda **_: layout(context),
    )
    # The view follows the address, without asking the server.
    clientside_callback(
        ClientsideFunction("atlas", "follow"),
        Output("explore-drawn", "data"),
        Input("url", "search"),
        Input("explore-drawn", "id"),
    )

    @callback(Output("card-profile", "children"), Input("selection", "data"))
    def show_card(selection: dict[str, str] | None) -> Component | None:
        view = read_query((selection or {}).get("search", ""), context.atlas).view
        return card.profile_of(context.atlas, view) if view.selected else None


def layout(context: Context) -> Component:
    """Controls on the left, the map in the middle, the card on the right, a bar below."""
    return html.Div(
        [
            html.H1("Explore", className="visually-hidden"),
            dcc.Store(id="explore-drawn"),
            dcc.Store(id="selection"),
            html.Div(id="notice", role="status", **{"aria-live": "polite"}),
            html.Aside(
                [
                    html.Section(
                        [
                            html.H2("Show", id="show-heading"),
                            html.Div(id="picker"),
                            html.Div(id="meaning"),
                        ],
                        **{"aria-labelledby": "show-heading"},
                    ),
                    html.Section(
                        [html.H2("Where", id="where-heading"), html.Div(id="where")],
                        **{"aria-labelledby": "where-heading"},
                    ),
                ],
                id="controls",
                className="panel",
                **{"aria-label": "What to show and where"},
            ),
            html.Section(
                [
                    html.Div(
                        leaflet_map(context),
                        id="map-frame",
                        role="application",
                        **{
                            "aria-label": "Map of areas. The card beside it says the same in words."
                        },
                    ),
                    html.Div(id="legend", className="panel"),
                    html.Div("Drawing the map…", id="map-wait", role="status"),
                ],
                id="map-area",
                **{"aria-label": "Map"},
            ),
            html.Aside(
                [
                    html.Div(id="card-now"),
                    dcc.Loading(
                        html.Div(id="card-profile"),
                        type="dot",
                        delay_show=250,
                        overlay_style={"visibility": "visible", "opacity": 0.5},
                    ),
                ],
                id="card",
                className="panel",
                **{"aria-label": "About this place"},
            ),
            html.Div(id="bar", className="panel", role="region", **{"aria-label": "In view"}),
        ],
        className="explore",
    )
