"""Engagement plans: the list, one plan on a page, and the form of a new one.

Which of them, the address says (``view.py``). What is kept is read anew for each; after a change
the store ``plan-changed`` has it read once more.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import dash
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.parts import links, map_ground
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.map import LEGEND, WAIT, leaflet_map
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.targets.plan_address import PATH, to_plan
from dashboard.plans import bring_in, new_plan, new_plan_saved, plan_shown
from dashboard.plans.edit import callbacks as changing
from dashboard.plans.edit.panel import PLAN_CHANGED, TOKEN, panel
from dashboard.plans.plan_shown import Shown
from dashboard.plans.texts import say
from dashboard.plans.view import read_view
from dashboard.plans.visit import unsent
from dashboard.web.people import person
from dashboard.web.writes import writer
from workspace.errors import BadValues, WorkspaceError

NAV = (PATH, "Plans")
PAGE = "plans"
# The store with the address's query: the page is laid out anew for each.
ASKED = "plans-asked"


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=PATH,
        title="Seldom Heard: engagement plans",
        description="Whom a team means to hear, whom it heard, and what came of it",
        layout=lambda **query: layout(context, query),
        modules=(PAGE, "paper", unsent.MODULE),
    )
    map_ground.register(app, PAGE)
    _shown(app, context)
    _saved(app, context)
    changing.register(app, context)
    unsent.register(app)
    bring_in.register(app, context)
    app.clientside_callback(
        ClientsideFunction(PAGE, "show"),
        Output("plans-drawn", "data"),
        Input("plans-map", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(PAGE, "goTo"),
        Output("plans-went", "data"),
        Input("plans-next", "data"),
        prevent_initial_call=True,
    )


def _shown(app: Dash, context: Context) -> None:
    @app.callback(
        Output("plans-head", "children"),
        Output("plan-where", "hidden"),
        Output("plan-zones", "children"),
        Output("legend", "children"),
        Output("plans-map", "data"),
        Output("plans-rest", "children"),
        Input(ASKED, "data"),
        Input(PLAN_CHANGED, "data"),
    )
    def show(asked: str | None, _: int | None) -> Shown:
        """What the address asks for, of what is kept now."""
        return plan_shown.shown(context, read_view(asked or ""), person(), _today())

    @app.callback(
        Output("plan-so-far", "children"),
        Input(ASKED, "data"),
        Input(PLAN_CHANGED, "data"),
    )
    def hear(asked: str | None, _: int | None) -> list[Component]:
        """Whom a plan has heard: worked out beside the rest, which need not wait for it."""
        return plan_shown.heard(context, read_view(asked or ""), person(), _today())


def _saved(app: Dash, context: Context) -> None:
    @app.callback(
        Output("plans-next", "data"),
        Output(new_plan.SAID, "children"),
        Output(new_plan.WARNED, "data"),
        Output(new_plan.fault(ALL), "children"),
        Input(new_plan.SAVE, "n_clicks"),
        State(new_plan.control(ALL), "value"),
        State(new_plan.ZONES, "value"),
        State(new_plan.ID, "data"),
        State(new_plan.WARNED, "data"),
        State(TOKEN, "data"),
        State(ASKED, "data"),
        prevent_initial_call=True,
    )
    def save(
        clicks: int | None,
        given: list[str | None],
        ticked: list[str] | None,
        id: str | None,
        warned: str | None,
        token: str | None,
        asked: str | None,
    ) -> tuple[Any, ...]:
        """The new plan, and the way to its page; or why it was not saved."""
        if not clicks or len(given) != len(new_plan.ASKED):
            raise PreventUpdate
        values = dict(zip(new_plan.ASKED, given, strict=True))
        fine = [""] * len(values)
        try:
            by = writer(context, token or "", "edit")
            warning = new_plan_saved.warnings(values)
            if warning and warning != warned:
                return no_update, say("new", "looks_like", what=warning), warning, fine
            query = read_view(asked or "").new or ""
            made = new_plan_saved.keep(context, values, query, ticked or [], id or "", by.name)
        except BadValues as error:
            faults = [error.faults.get(name, "") for name in values]
            return no_update, say("new", "wrong"), no_update, faults
        except WorkspaceError as error:
            return no_update, str(error), no_update, fine
        return links.to(to_plan(made)), "", "", fine


def layout(context: Context, query: Mapping[str, Any]) -> Component:
    """Places for what is shown; where no plans are kept, why, and nothing else.

    Parameters
    ----------
    query
        The address's parts, as Dash gives them: a list of one that stands there several times.
    """
    if context.workspace is None:
        return html.Div(not_kept(context.plans_why_not), className="document")
    asked = urlencode({name: text for name, text in query.items() if isinstance(text, str)})
    return html.Div(
        [
            stylesheet(PAGE),
            dcc.Store(id=ASKED, data=f"?{asked}"),
            *(dcc.Store(id=f"plans-{name}") for name in ("map", "drawn", "next", "went")),
            *unsent.unsent(person()),
            dcc.Store(id=bring_in.FILE),
            html.Div(id="plans-head"),
            _where(context, with_map=bool(read_view(asked).plan)),
            html.Section(id="plan-so-far", className="mt-5"),
            html.Div(id="plans-rest"),
            *panel(),
        ],
        id=PAGE,
        className="plans",
    )


def not_kept(why: str) -> list[Component]:
    """Why there are no plans here, and what would have to be done."""
    said = [html.P(text) for text in (why, say("page", "how")) if text]
    return [html.H1(say("page", "not_kept"), className="mb-2"), *said]


def _where(context: Context, *, with_map: bool) -> Component:
    """The map and, beside it, the zones."""
    frame = html.Div(
        leaflet_map(context, drawing=False) if with_map else None,
        id="map-frame",
        role="group",
        **aria(label=say("zones", "map_words")),
    )
    wait = html.Div(say("zones", "waits"), id="map-wait", role="status", className=WAIT)
    area = html.Section(
        [frame, map_ground.menu(PAGE), html.Div(id="legend", className=LEGEND), wait],
        id="map-area",
        className="rounded-3 overflow-hidden",
        **aria(label=say("zones", "map")),
    )
    return html.Section(
        [
            html.H2(say("zones", "title"), id="zones"),
            html.Div([area, html.Div(id="plan-zones")], className="plan-where"),
        ],
        id="plan-where",
        hidden=True,
    )


def _today() -> date:
    """The day by which things are due; UTC, as everything that is kept."""
    return datetime.now(UTC).date()
