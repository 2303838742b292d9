"""Seldom-heard populations: say whom to hear from, see where they live and why, hand it over."""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map import leaflet_map
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import findings, form_options
from dashboard.seldom_heard.zone_card import zone_card
from layers.exercise.heard_criterion import with_heard
from layers.targeting.area_search import DefinitionError

NAV = ("/seldom-heard", "Seldom-heard")
# What was found before stays to be seen, faded, while the server looks.
SEEN_THROUGH = {"visibility": "visible"}
EXAMPLE = (
    "Choose a ready-made definition, or add criteria of your own under “Whom do you want to hear "
    "from?”: for example areas in the most deprived fifth of England where many people cannot "
    "speak English well."
)


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: find seldom-heard populations",
        description="Find the areas where people live whom services seldom hear from, and why",
        layout=lambda **_: layout(context),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "targetsFollow"),
        Output("targets-followed", "data"),
        Input("url", "search"),
        Input("targets-options", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "targetsFound"),
        Output("targets-drawn", "data"),
        Input("targets-result", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "targetsZone"),
        Output("zone-shown", "data"),
        Input("zone-card", "children"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("targets-result", "data"),
        Output("targets-said", "children"),
        Output("notice", "children", allow_duplicate=True),
        Output("zone-card", "children", allow_duplicate=True),
        Input("targets-asked", "data"),
        prevent_initial_call=True,
    )
    def find(asked: dict[str, str] | None) -> tuple[Any, Any, Any, Any]:
        search = str((asked or {}).get("search") or "")
        targets, ignored = read_targets(search, context.atlas)
        notes = [html.P(line) for line in ignored]
        means = form_options.understood(context.atlas, search, targets)
        if not targets.criteria:
            example = html.P(EXAMPLE, className="sentence")
            return findings.nothing_asked() | means, example, notes, None
        atlas = with_heard(context.atlas, targets.heard)
        try:
            made = handover.work_out(atlas, targets)
        except DefinitionError as error:
            return findings.nothing_asked() | means, html.P(str(error)), notes, None
        return (
            findings.for_map(atlas, made) | means,
            findings.said(atlas, made),
            notes,
            None,
        )

    @app.callback(Output("zone-card", "children"), Input("zone", "data"), prevent_initial_call=True)
    def show_zone(zone: dict[str, Any] | None) -> Component | None:
        if not zone:
            return None
        targets, _ = read_targets(str(zone.get("search", "")), context.atlas)
        number, atlas = zone.get("number"), with_heard(context.atlas, targets.heard)
        try:
            made = handover.work_out(atlas, targets)
        except DefinitionError:  # no zone of the page's own
            return None
        if not isinstance(number, int) or not 0 <= number < len(made.zones):
            return None
        return zone_card(atlas, made, number, str(zone.get("area") or ""))


def layout(context: Context) -> Component:
    """The definition on the left, the map in the middle, what was found on the right."""
    return html.Div(
        [
            stylesheet("targets"),
            html.H1("Seldom-heard populations", className="visually-hidden"),
            *(dcc.Store(id=f"targets-{n}") for n in ("followed", "drawn", "asked", "result")),
            dcc.Store(id="targets-options", data=form_options.options(context.atlas)),
            dcc.Store(id="zone"),
            dcc.Store(id="zone-shown"),
            html.Div(id="notice", role="status", **aria(live="polite")),
            html.Aside(
                html.Div(id="ask"),
                id="controls",
                className="panel",
                **aria(label="Whom to hear from"),
            ),
            html.Section(
                [
                    html.Div(
                        leaflet_map(context, drawing=False),
                        id="map-frame",
                        role="group",
                        **aria(label="Map. The list beside it says the same in words."),
                        **data(answers=""),
                    ),
                    html.Div(id="legend", className="panel", **data(answers="")),
                    html.Div("Looking…", id="map-wait", role="status"),
                ],
                id="map-area",
                **aria(label="Map"),
            ),
            html.Aside(
                [
                    html.Div(id="zone-card", **data(answers="")),
                    html.Div(id="preset-offer"),
                    dcc.Loading(
                        html.Div(id="targets-said", **data(answers="")),
                        type="dot",
                        delay_show=250,
                        overlay_style=SEEN_THROUGH,
                    ),
                ],
                id="card",
                className="panel",
                tabIndex=0,
                **aria(label="What was found"),
            ),
            html.Div(
                [
                    html.P(id="in-view", role="status"),
                    html.P(id="handover-status", role="status"),
                    html.Details(
                        [
                            html.Summary("Hand over", className="primary"),
                            html.Ul(id="handover-list"),
                        ],
                        id="export",
                    ),
                ],
                id="bar",
                className="panel",
                role="region",
                **aria(label="Found, and handing over"),
            ),
        ],
        className="explore targets",
        **data(asks="nothing"),
    )
