"""Seldom-heard populations: say whom to hear from, see where they live and why, hand it over."""

from datetime import date
from typing import Any

import dash
from dash import ALL, ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts import map_ground
from dashboard.parts.address_form import row_id
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.found_bar import found_bar
from dashboard.parts.map_pane import map_pane
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.plans.asked_lately import lately
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import (
    acts,
    areas_needed,
    at_most,
    findings,
    map_result,
    zone_changes,
)
from dashboard.seldom_heard.form import MEET, PAGE, PATH, PLAN, ROOT, address_form, form, meaning
from dashboard.seldom_heard.texts import say
from dashboard.seldom_heard.zone_card import zone_card
from layers.exercise.heard_criterion import with_heard
from layers.targeting.area_search import DefinitionError

NAV = (PATH, "Seldom-heard")
# What was found: its name and sentence, and all below the slider.
HEAD, REST = "targets-head", "targets-rest"
# What was found before stays to be seen, faded, while the server looks.
SEEN_THROUGH = {"visibility": "visible"}
# What the page keeps besides its form: what was found, what areas_needed.py and zone_changes.py
# need, what the browser has drawn of each, the zone whose card is open, and what acts.py needs.
STORES = (
    "targets-followed",
    "targets-result",
    "targets-drawn",
    areas_needed.OF,
    areas_needed.CURVE,
    areas_needed.MARKED,
    zone_changes.CHANGED,
    zone_changes.TOLD,
    zone_changes.TOLD_KEPT,
    "needed-drawn",
    "areas-marked",
    "zone",
    "zone-shown",
)


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: find seldom-heard populations",
        description="Find the areas where people live whom services seldom hear from, and why",
        layout=lambda **_: layout(context),
        modules=("seldom-heard", "paper"),
        map=True,
    )
    address_form().register(app, lambda search: meaning(context.atlas, search))
    map_ground.register(app, PAGE)
    acts.register(app, context.atlas)
    areas_needed.register(app, context.atlas)
    zone_changes.register(app, context.atlas)
    _drawn(app)

    @app.callback(
        Output("targets-result", "data"),
        Output(areas_needed.OF, "data"),
        Output(HEAD, "children"),
        Output(REST, "children"),
        Output("legend", "children"),
        Output("found-line", "children"),
        Output("zone-card", "children", allow_duplicate=True),
        Input(f"{PAGE}-asked", "data"),
        prevent_initial_call=True,
    )
    def find(asked: dict[str, str] | None) -> tuple[Any, ...]:
        search = str((asked or {}).get("search") or "")
        targets, _ = read_targets(search, context.atlas)
        nothing = map_result.nothing_asked(context.atlas, search)
        if not targets.criteria:
            said = html.P(say("page", "example"), className="sentence")
            return nothing, None, said, [], [], say("page", "nothing_title"), None
        atlas = with_heard(context.atlas, targets.heard)
        try:
            made = handover.work_out(atlas, targets)
        except DefinitionError as error:
            return nothing, None, html.P(str(error)), [], [], "", None
        return (
            map_result.for_map(atlas, made, search),
            areas_needed.of_whom(atlas, made),
            findings.head(made),
            findings.said(atlas, made),
            map_result.legend(atlas, made),
            map_result.in_view(atlas, made),
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
        zones = at_most.in_order(made)
        if not isinstance(number, int) or not 0 <= number < len(zones):
            return None
        asked = lately(context, zones[number][0].areas, date.today())
        return zone_card(atlas, made, number, str(zone.get("area") or ""), asked)


def _drawn(app: Dash) -> None:
    """What the browser does at once: map, zones, and the curve of the areas needed."""
    result = Input("targets-result", "data")
    app.clientside_callback(
        ClientsideFunction(PAGE, "follow"),
        Output("targets-followed", "data"),
        Input(f"{PAGE}-asked", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(PAGE, "found"),
        Output("targets-drawn", "data"),
        result,
        prevent_initial_call=True,
    )
    # Rows are made anew now and then: each is told what it comes to as soon as both are there.
    app.clientside_callback(
        ClientsideFunction(PAGE, "cuts"),
        Output(row_id(PAGE, "cut", ALL), "children"),
        result,
        Input(row_id(PAGE, "rule", ALL), "value"),
    )
    app.clientside_callback(
        ClientsideFunction(f"{PAGE}-needed", "draw"),
        Output("needed-drawn", "data"),
        Input(areas_needed.CURVE, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(PAGE, "mark"),
        Output("areas-marked", "data"),
        Input(areas_needed.MARKED, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(PAGE, "zoneShown"),
        Output("zone-shown", "data"),
        Input("zone-card", "children"),
        prevent_initial_call=True,
    )


def layout(context: Context) -> Component:
    """The definition on the left, the map in the middle, what was found on the right."""
    return html.Div(
        [
            stylesheet("seldom-heard"),
            html.H1(say("page", "title"), className="visually-hidden"),
            *address_form().stores(),
            *(dcc.Store(id=name) for name in (*STORES, acts.CLICKED, acts.READ, acts.OPENED)),
            html.Div(id="notice", role="status", **aria(live="polite")),
            html.Aside(
                form(context.atlas),
                id="controls",
                className="panel side border-end order-1 order-lg-0 d-print-none",
                **aria(label=say("page", "side")),
            ),
            map_pane(
                context,
                PAGE,
                say("page", "map"),
                say("page", "map_in_words"),
                say("page", "looks"),
            ),
            _card(),
            found_bar(
                PAGE,
                "found-line",
                say("page", "bar"),
                say("page", "looks"),
                html.A(say("bar", "meet"), id=MEET, className="btn btn-plain d-print-none"),
                save_as_plan(context),
            ),
        ],
        id=ROOT,
        className="room explore targets",
        **data(asks="nothing"),
    )


def save_as_plan(context: Context) -> Component:
    """The link to a new plan with the zones found; hidden where no plans are kept."""
    kept = context.workspace is not None
    return html.A(
        say("bar", "plan"),
        id=PLAN,
        className=f"btn btn-primary d-print-none {'' if kept else 'd-none'}".strip(),
    )


def _card() -> Component:
    return html.Aside(
        [
            html.Div(id="zone-card", **data(answers="")),
            html.Div(id="preset-offer", className="d-print-none"),
            html.Div(
                # The slider stays while what stands around it is made anew.
                [_made_anew(HEAD), at_most.block(), _made_anew(REST)],
                id="targets-said",
            ),
            repeat_panel("targets"),
        ],
        id="card",
        className="panel side border-start",
        tabIndex=0,
        **aria(label=say("page", "card")),
    )


def _made_anew(part: str) -> Component:
    """A part of what was found, which waits for the server."""
    return dcc.Loading(
        html.Div(id=part, **data(answers="")),
        type="dot",
        delay_show=250,
        overlay_style=SEEN_THROUGH,
    )
