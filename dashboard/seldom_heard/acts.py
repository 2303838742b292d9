"""What a person does on the page that is no control's value: it gives the page another address."""

from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, html, no_update

from dashboard.parts import chips
from dashboard.parts.combobox import chosen
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import saved_definition
from dashboard.seldom_heard.criteria_form import ADD, STARTS
from dashboard.seldom_heard.form import LOAD, PAGE, address_form
from dashboard.seldom_heard.places_form import ADDED, held_in
from dashboard.seldom_heard.ready_made import CHANGE_BACK, OFFER, PRESET, taken, why_not
from layers.atlas import Atlas

# Stores: the button that was clicked to take a definition on, the file that was read, and what the
# server found in it.
CLICKED, READ, OPENED = "targets-taken", "definition-read", "definition-opened"


def register(app: Dash, atlas: Atlas) -> None:
    """Have definitions taken on and opened, criteria added and taken off, places added."""
    address_form().rows(app, ADD, STARTS)
    for field in ADDED.values():
        chips.register(app, PAGE, field, held_in(field), adds=field)
    _ready_made(app, atlas)
    _saved(app)


def _ready_made(app: Dash, atlas: Atlas) -> None:
    app.clientside_callback(
        ClientsideFunction("fields", "clicked"),
        Output(CLICKED, "data"),
        Input({"page": PAGE, "part": OFFER, "of": ALL}, "n_clicks"),
        Input({"page": PAGE, "part": CHANGE_BACK, "of": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )

    @app.callback(
        address_form().next_address,
        Input(CLICKED, "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def take(clicked: dict[str, str] | None, search: str | None) -> Any:
        """A ready-made definition's own button: beside an exercise, unless it is changed back."""
        clicked = clicked or {}
        beside = clicked.get("part") != CHANGE_BACK
        return after(clicked.get("of", ""), search or "", beside=beside)

    @app.callback(
        address_form().next_address,
        Output("notice", "children", allow_duplicate=True),
        Output(chosen(PRESET), "data", allow_duplicate=True),
        Input(chosen(PRESET), "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def choose(preset: str | None, search: str | None) -> Any:
        """One that was chosen from the list, where some are not available."""
        if not preset:
            return no_update, no_update, no_update
        why = why_not(atlas, preset)
        return after(preset, search or ""), html.P(why) if why else no_update, ""

    def after(preset: str, search: str, *, beside: bool = True) -> Any:
        targets, _ = read_targets(search, atlas)
        then = taken(atlas, targets, preset, beside=beside)
        return no_update if then == targets else then.query()


def _saved(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("seldom-heard", "chooseFile"),
        Output(READ, "data"),
        Input(LOAD, "n_clicks"),
        State(LOAD, "data-largest"),
        prevent_initial_call=True,
    )

    # The layers that it asks for first, and then what asks for them.
    app.clientside_callback(
        ClientsideFunction("seldom-heard", "opened"),
        address_form().next_address,
        Input(OPENED, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(OPENED, "data"),
        Output("notice", "children", allow_duplicate=True),
        Input(READ, "data"),
        prevent_initial_call=True,
    )
    def load(read: dict[str, Any] | None) -> Any:
        """A definition that was saved, from the file that the browser has read."""
        if not read:
            return no_update, no_update
        query, wrong = saved_definition.query_of_file(read)
        layers, unusable = saved_definition.layers_of_file(read)
        if wrong or unusable:
            return no_update, html.P(wrong or unusable)
        return {"query": query, "layers": layers, "at": read.get("at")}, no_update
