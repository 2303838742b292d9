"""What the panel's buttons call: one question to the server, whichever button it is."""

from typing import Any, TypedDict

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, html, no_update

from dashboard.parts.context import Context
from dashboard.plans.edit.answer import Answer, Ask, answer
from dashboard.plans.edit.buttons import Clicked
from dashboard.plans.edit.controls import AREA
from dashboard.plans.edit.opened import Opened
from dashboard.plans.edit.panel import (
    BODY,
    CLICKED,
    OPENED,
    PANEL,
    PLAN_CHANGED,
    TITLE,
    TOKEN,
    TOLD,
    TROUBLE,
    drawn,
)
from dashboard.plans.edit.save import Sent
from workspace.errors import WorkspaceError

# Of what the panel shows already, nothing changes where something could not be done.
_STAYS = ("save", "mine", "theirs", "move", "delete")


class FieldId(TypedDict):
    """The id of a control, or of a choice between two people's values."""

    edit: str
    part: str


class AreaId(TypedDict):
    """The id of what a combobox has chosen."""

    combobox: str
    holds: str


def register(app: Dash, context: Context) -> None:
    """Have the buttons of every page with a panel work."""
    # Called when the page opens, too: the module listens to every button from then on.
    for part, does in ((BODY, "shown"), (TOLD, "told")):
        app.clientside_callback(
            ClientsideFunction("edit", does), Output(drawn(part), "data"), Input(part, "children")
        )

    @app.callback(
        Output(PANEL, "is_open"),
        Output(TITLE, "children"),
        Output(TROUBLE, "children"),
        Output(BODY, "children"),
        Output(OPENED, "data"),
        Output(TOLD, "children"),
        Output(PLAN_CHANGED, "data"),
        Input(CLICKED, "data"),
        State(OPENED, "data"),
        State({"edit": ALL, "part": "control"}, "id"),
        State({"edit": ALL, "part": "control"}, "value"),
        State({"combobox": ALL, "holds": "chosen"}, "id"),
        State({"combobox": ALL, "holds": "chosen"}, "data"),
        State({"edit": ALL, "part": "take"}, "id"),
        State({"edit": ALL, "part": "take"}, "value"),
        State(TOKEN, "data"),
        State(PLAN_CHANGED, "data"),
        prevent_initial_call=True,
    )
    def act(
        clicked: Clicked | None,
        opened: Opened | None,
        names: list[FieldId],
        values: list[Any],
        areas: list[AreaId],
        chosen: list[Any],
        taken: list[FieldId],
        takes: list[str | None],
        token: str | None,
        changed: int | None,
    ) -> tuple[Any, ...]:
        if clicked is None:
            return (no_update,) * 7
        found = dict(zip((one["edit"] for one in names), values, strict=False))
        for one, value in zip(areas, chosen, strict=False):
            if one["combobox"].startswith(AREA):
                found[one["combobox"].removeprefix(AREA)] = value
        sides = dict(zip((one["edit"] for one in taken), takes, strict=False))
        sent = Sent(found, {name: side for name, side in sides.items() if side})
        ask = Ask(context, clicked, opened, sent, token)
        try:
            return _as_props(answer(ask), changed or 0)
        except WorkspaceError as error:
            said = html.P(str(error), className="flag")
            if clicked["act"] in _STAYS:
                return True, no_update, said, no_update, no_update, no_update, no_update
            return True, "", said, [], None, no_update, no_update


def _as_props(found: Answer, changed: int) -> tuple[Any, ...]:
    """What is shown; a panel that asks for more has changed nothing yet."""
    view = found.view
    if view is not None:
        return True, view.title, None, view.body, view.opened, None, no_update
    told = html.Div(found.told, className="panel")
    return False, no_update, None, [], None, told, changed + 1
