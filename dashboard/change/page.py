"""Change: which areas became more deprived or less, and how disease registers went."""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.change import area_map, area_part, area_table, register_map, register_part
from dashboard.change.form import address_form, form, meaning
from dashboard.change.place import place_of
from dashboard.change.texts import say
from dashboard.change.view import PAGE, PATH, read_view
from dashboard.parts import map_ground
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map_pane import map_pane
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.plain_markup import still
from dashboard.parts.repeat.panel import repeat_panel
from layers.change import decile_change

NAV = (PATH, "Change")
PARTS = {"areas": area_part.part, "registers": register_part.part}


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: change",
        description="Which areas became more deprived or less since 2019, and how registers went",
        layout=lambda **_: layout(context),
        modules=(PAGE, "paper"),
        map=True,
    )
    address_form().register(app, lambda search: meaning(context.atlas, search))
    map_ground.register(app, PAGE)
    for does, output, given in (
        ("follow", "change-followed", "change-asked"),
        ("answered", "change-drawn", "change-answer"),
    ):
        app.clientside_callback(
            ClientsideFunction(PAGE, does),
            Output(output, "data"),
            Input(given, "data"),
            prevent_initial_call=True,
        )

    @app.callback(
        Output("change-answer", "data"),
        Input("change-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> dict[str, Any]:
        search = str((asked or {}).get("search") or "")
        atlas = context.atlas
        view, _ = read_view(search, atlas)
        place = place_of(atlas, view.within)
        found: dict[str, Any] = {
            "search": search,
            "body": still(PARTS[view.part](atlas, view, place)),
        }
        if view.part == "areas" and decile_change.is_known(atlas):
            legend = area_map.legend(
                decile_change.areas(atlas, place.areas, view.index), view.index
            )
            found |= {
                "map": area_map.for_map(atlas, view, place),
                "legend": still(legend),
                "opens": area_table.card_of("", view.index),
            }
        if view.part == "registers":
            there = register_map.found(atlas, view, place)
            found |= there | ({"legend": still(there["legend"])} if there else {})
        return found


def layout(context: Context) -> Component:
    """What has changed on the left, where on the right."""
    return html.Div(
        [
            stylesheet(PAGE),
            *address_form().stores(),
            *(dcc.Store(id=f"change-{name}") for name in ("answer", "drawn", "followed")),
            html.Div(id="notice", role="status", **aria(live="polite")),
            html.Section(
                [
                    html.H1(say("page", "title"), className="fs-4 mb-1"),
                    html.P(say("page", "about"), className="note"),
                    html.Div(form(context.atlas), className="d-print-none"),
                    html.P(id="handover-status", role="status", className="m-0 d-print-none"),
                    html.P(
                        say("page", "waits"),
                        id="change-said",
                        role="status",
                        **data(waits=say("page", "waits")),
                    ),
                    html.Div(id="change-body", **data(answers="")),
                    repeat_panel("change"),
                ],
                id="change-side",
                className="panel border-end side",
                **aria(label=say("page", "side")),
                **data(inside=""),
            ),
            map_pane(
                context,
                PAGE,
                say("page", "map"),
                say("page", "map_in_words"),
                say("page", "waits"),
            ),
        ],
        id="change",
        className="room change",
        **data(shows="areas"),
    )
