"""Keeping figures on the server, changing until when and for whom, taking them away and back."""

from typing import Any, Literal, TypedDict

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.own.kept_layers import (
    ASKED,
    DONE,
    LIST,
    OFFERED,
    SAID,
    TOKEN,
    WARNED,
    caution,
    how_kept,
    kept,
    kept_list,
)
from dashboard.own.names import MADE
from dashboard.own.texts import say
from dashboard.parts.context import Context
from dashboard.parts.own_held import held
from dashboard.parts.plans.kept_in import kept_in
from dashboard.web.kept_layers import viewer
from dashboard.web.people import plans_closed
from dashboard.web.writes import writer
from layers.statistics.suppression import Rule
from workspace import own_layers, written_layers
from workspace.errors import ChangedSince, NotAllowed, NotThere, WorkspaceError
from workspace.records import KeptLayer

MODULE = "own-kept"


class Asked(TypedDict):
    """What a button asks for; the browser sends it.

    Attributes
    ----------
    id, version
        Of the record; empty and 0 of what is to be kept.
    until, seen_by
        What the fields beside it hold; "" where there are none.
    """

    act: Literal["keep", "change", "remove", "restore", "show"]
    id: str
    version: int
    until: str
    seen_by: str


def register(app: Dash, context: Context) -> None:
    """Have the buttons of the part work."""
    for does, given, out in (("offer", MADE, OFFERED), ("done", DONE, OFFERED)):
        app.clientside_callback(
            ClientsideFunction(MODULE, does),
            Output(out, "data", allow_duplicate=True),
            Input(given, "data"),
            prevent_initial_call="initial_duplicate",
        )

    @app.callback(
        Output(LIST, "children"),
        Output(SAID, "children"),
        Output(WARNED, "data"),
        Output(DONE, "data"),
        Input(ASKED, "data"),
        State(MADE, "data"),
        State(WARNED, "data"),
        State(TOKEN, "data"),
        prevent_initial_call=True,
    )
    def act(
        asked: Asked | None, made: dict[str, Any] | None, warned: str | None, token: str | None
    ) -> tuple[Any, ...]:
        """What is kept now, what became of what was asked for, and what the page holds of it."""
        if not asked:
            raise PreventUpdate
        try:
            if why := plans_closed(context):
                raise NotAllowed(why)
            if asked["act"] == "show":
                shown = _written(context, asked["id"])
                said = say("kept", "show_done", label=shown["label"])
                return no_update, "", "", {"show": shown, "said": said}
            if asked["act"] == "keep":
                return _keep(context, asked, str((made or {}).get("text", "")), warned, token)
            changed = _change(context, asked, token)
            done = say("kept", f"{asked['act']}_done", label=changed.label)
            care = caution(changed) if asked["act"] == "change" else ""
            return _listed(context, f"{done} {care}".strip(), {"others": True})
        except (ChangedSince, NotThere):
            return _listed(context, _wrong(say("kept", "changed_since")), no_update)
        except WorkspaceError as error:
            return no_update, _wrong(str(error)), no_update, no_update


def _keep(
    context: Context, asked: Asked, text: str, warned: str | None, token: str | None
) -> tuple[Any, ...]:
    """Keep what was made last, unless a text of it is first to be looked at once more."""
    writer(context, token or "", "keep_layer")
    own = written_layers.read_sent(text, Rule(context.config.hide_counts_below))
    warning = " ".join(written_layers.warnings(own))
    if warning and warning != warned:
        return no_update, _wrong(say("kept", "looks_like", what=warning)), warning, no_update
    with kept_in(context).writing() as session:
        made = own_layers.keep(session, own, asked["until"], asked["seen_by"], viewer())
        done = say("kept", "keep_done", label=made.label, **how_kept(made, viewer()))
    return _listed(context, f"{done} {caution(made)}".strip(), {"kept": own.id})


def _listed(context: Context, said: Any, done: Any) -> tuple[Any, ...]:
    """What is kept now, with what is said; nothing is warned of any more."""
    return kept_list(kept(context), viewer()), said, "", done


def _wrong(text: str) -> Component:
    return html.P(text, className="flag")


def _change(context: Context, asked: Asked, token: str | None) -> KeptLayer:
    """What is done to a record that is there."""
    who, id, version = viewer(), asked["id"], asked["version"]
    with kept_in(context).reading() as session:
        own = own_layers.owns(session, id, who)
    writer(context, token or "", "change_layer", own)
    with kept_in(context).writing() as session:
        if asked["act"] == "remove":
            return own_layers.remove(session, id, version, who)
        if asked["act"] == "restore":
            return own_layers.bring_back(session, id, who)
        values = {"keep_until": asked["until"]}
        if asked["seen_by"]:
            values["seen_by"] = asked["seen_by"]
        return own_layers.change(session, id, version, values, who)


def _written(context: Context, id: str) -> dict[str, str]:
    """A record's figures as the page holds them.

    Raises
    ------
    workspace.errors.NotThere
    """
    with kept_in(context).reading() as session:
        own_layers.one_seen(session, id, viewer())
        found = own_layers.written(session, [id])
    if not found:
        raise NotThere("own layer")
    return held(found[0])
