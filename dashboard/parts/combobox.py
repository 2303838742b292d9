"""One searchable list for every choice from many: type to narrow it, arrows and Enter to choose.

The browser's ``assets/modules/combobox.js`` does the searching; here are its parts: the field, its
list, what can be chosen, and what is chosen, which a page's callbacks read.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import MATCH, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.parts.fields import field

# Of a choice: ``value`` and ``label``; ``note`` below it, and ``search`` for words it is found by.
Option = Mapping[str, str]


def chosen(name: str) -> dict[str, str]:
    """The id of what holds the chosen value, as ``data``: the page's control."""
    return {"combobox": name, "holds": "chosen"}


def offered(name: str) -> dict[str, str]:
    """The id of what holds the choices, as ``data``: groups, or what else is said below."""
    return {"combobox": name, "holds": "choices"}


def groups(choices: Mapping[str, Sequence[Option]]) -> list[dict[str, Any]]:
    """Choices under headings, as ``data`` of :func:`offered`."""
    return [{"label": heading, "options": list(those)} for heading, those in choices.items()]


def indicators(
    only: Sequence[str],
    without: Sequence[str] = (),
    more: Mapping[str, Sequence[Option]] | None = None,
) -> dict[str, Any]:
    """Indicators as choices, by theme and group: their words are in the browser already.

    Parameters
    ----------
    only
        Ids of those that can be chosen.
    without
        Ids of those that are left out of these.
    more
        Choices under further headings, which stand after them.
    """
    return {"indicators": list(only), "without": list(without), "more": groups(more or {})}


def in_file(file: str, name: str) -> dict[str, str]:
    """Choices in one of the browser's files, which is fetched when they are first wanted.

    Parameters
    ----------
    file, name
        Of the file (``dashboard/browser_data.py``), and of what :func:`groups` gives in it.
    """
    return {"file": file, "name": name}


def found_by(module: str, function: str) -> dict[str, str]:
    """Choices that the browser finds for what is typed, by a function of one of its modules."""
    return {"module": module, "function": function}


def combobox(
    name: str,
    label: str,
    choices: Any,
    value: str = "",
    *,
    placeholder: str = "",
    search_only: bool = False,
    hint: str = "",
    within: str = "",
    **more: Any,
) -> Component:
    """A field with a searchable list.

    Parameters
    ----------
    name
        The field's id; :func:`chosen` and :func:`offered` say those of what it holds.
    choices
        What :func:`groups`, :func:`indicators`, :func:`in_file` or :func:`found_by` gives.
    search_only
        Whether the field is empty again after a choice: for what is added to something.
    hint
        What the list says before anything is typed, where it offers nothing then.
    within
        A level (``lsoa``, ``msoa``, ``ward`` or ``district``) whose areas are choices: they are
        found by the streets, postcodes, stations and venues in them, too (``/find/places``).
    """
    inner = html.Div(
        [
            dbc.Input(
                id=name,
                type="text",
                placeholder=placeholder,
                autocomplete="off",
            ),
            html.Ul(
                id=f"{name}-list",
                className="options dropdown-menu show position-fixed overflow-y-auto m-0 py-0",
                hidden=True,
                role="listbox",
                tabIndex=-1,  # a list that scrolls would be a stop of its own for the Tab key
                **aria(label=label),
            ),
            html.Div(id=f"{name}-said", className="visually-hidden", role="status"),
            dcc.Store(id=chosen(name), data=value),
            dcc.Store(id=offered(name), data=choices),
            dcc.Store(
                id={"combobox": name, "holds": "manner"},
                data={"searchOnly": search_only}
                | ({"hint": hint} if hint else {})
                | ({"within": within} if within else {}),
            ),
            dcc.Store(id={"combobox": name, "holds": "shown"}),
        ],
        className="combobox position-relative",
    )
    return field(name, label, inner, **more)


def register(app: Dash) -> None:
    """Have the browser make every such field of every page work, and show what is chosen."""
    of = {"combobox": MATCH}
    app.clientside_callback(
        ClientsideFunction("fields", "combobox"),
        Output(of | {"holds": "shown"}, "data"),
        Input(of | {"holds": "chosen"}, "data"),
        Input(of | {"holds": "choices"}, "data"),
        State(of | {"holds": "manner"}, "data"),
    )
