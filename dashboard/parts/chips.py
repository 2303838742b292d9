"""Chips: what has been chosen from many, each with a way to take it off."""

from collections.abc import Sequence

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.parts.combobox import chosen as chosen_in
from dashboard.parts.fields import Choice
from dashboard.parts.texts import say

# Bootstrap's classes of what holds chips.
CHIPS = "d-flex flex-wrap flex-fill gap-2"


def chips(page: str, part: str, chosen: Sequence[Choice], *, fewest: int = 0) -> list[Component]:
    """A button for each, in order; as the children of an element with the look :data:`CHIPS`.

    Parameters
    ----------
    page, part
        Of the buttons' ids: ``{"page", "part", "of": value}``; ``n_clicks`` says that one is to go.
    chosen
        Value and words.
    fewest
        How many must stay: where there are no more, none can be taken off.
    """
    few = len(chosen) <= fewest
    kept = say("chips", "few", fewest=fewest) if few else ""
    return [
        html.Button(
            [label, None if few else html.Span("\u00a0×", **aria(hidden="true"))],
            id={"page": page, "part": part, "of": value},
            key=value,
            type="button",
            className="chip",
            disabled=few,
            title=kept or say("chips", "take_off", what=label),
            **aria(label=label if few else say("chips", "take_off", what=label)),
        )
        for value, label in chosen
    ]


def register(app: Dash, page: str, part: str, held: str, *, adds: str = "") -> None:
    """Have chips take off, and a combobox add to, the list that the page's control holds.

    Parameters
    ----------
    page, part
        As for :func:`chips`.
    held
        Id of the store whose ``data`` is the list.
    adds
        Name of the combobox that adds to it.
    """
    app.clientside_callback(
        ClientsideFunction("fields", "takeOff"),
        Output(held, "data", allow_duplicate=True),
        Input({"page": page, "part": part, "of": ALL}, "n_clicks"),
        State(held, "data"),
        prevent_initial_call=True,
    )
    if adds:
        register_adding(app, held, "data", adds)


def register_adding(app: Dash, held: str, holds: str, adds: str) -> None:
    """Have what is chosen in a combobox added to a list, and the combobox emptied.

    Parameters
    ----------
    held, holds
        Id of what has the list, and the property that is the list.
    adds
        Name of the combobox.
    """
    app.clientside_callback(
        ClientsideFunction("fields", "add"),
        Output(held, holds, allow_duplicate=True),
        Output(chosen_in(adds), "data", allow_duplicate=True),
        Input(chosen_in(adds), "data"),
        State(held, holds),
        prevent_initial_call=True,
    )
