"""Bring in a plan that was taken from another installation, as the file that its page gives.

The browser reads the file (``assets/modules/pages/plans.js``); here it is in memory alone until it
is kept, whole or not at all (:mod:`workspace.transfer`). It holds true counts and a plan as far as
it has come, so it is for whoever may take one away.
"""

from typing import Any

from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.parts import links
from dashboard.parts.context import Context
from dashboard.parts.targets.plan_address import to_plan
from dashboard.plans.edit.panel import TOKEN
from dashboard.plans.texts import say
from dashboard.web.people import person
from dashboard.web.writes import writer
from workspace.errors import WorkspaceError
from workspace.transfer import AlreadyHere, bring_in, from_json

# The act that may do it, the store with the file, and where is said what became of it.
ACT, FILE, SAID = "export_counts", "plans-file", "plans-brought"
NEXT = "plans-next"


def section() -> list[Component]:
    """The button, for whoever may; none for others."""
    if not person().may(ACT):
        return []
    button = html.Button(
        say("bring", "button"), id="plans-bring", type="button", className="btn btn-plain"
    )
    note = html.P(say("bring", "note"), className="note mb-0 mt-1")
    return [button, note, html.Div(id=SAID, role="status")]


def register(app: Dash, context: Context) -> None:
    """Have the button work."""

    @app.callback(
        Output(NEXT, "data", allow_duplicate=True),
        Output(SAID, "children"),
        Input(FILE, "data"),
        State(TOKEN, "data"),
        prevent_initial_call=True,
    )
    def bring(sent: dict[str, Any] | None, token: str | None) -> tuple[Any, Any]:
        """The way to the plan that is kept now; or why none is."""
        if not sent:
            raise PreventUpdate
        try:
            by = writer(context, token or "", ACT)
            assert context.workspace is not None  # else there is no writer
            moved = from_json(str(sent.get("text", "")).encode("utf-8", "replace"))
            with context.workspace.writing() as session:
                plan = bring_in(session, moved, by.name, copy=sent.get("copy") is True)
                return links.to(to_plan(plan.id)), ""
        except AlreadyHere as error:
            return no_update, [_said(str(error)), _copy()]
        except WorkspaceError as error:
            return no_update, _said(str(error))


def _said(text: str) -> Component:
    return html.P(text, className="flag mb-1")


def _copy() -> Component:
    """Brings in the same file once more, which the browser still has."""
    return html.Button(
        say("bring", "copy"), id="plans-bring-copy", type="button", className="btn btn-plain"
    )
