"""A field of ``workspace/fields.toml`` as a control: one way for each kind."""

from collections.abc import Callable, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields as parts
from dashboard.parts.attributes import data
from dashboard.parts.combobox import combobox
from dashboard.plans.edit.choices import Offered
from dashboard.plans.edit.texts import say
from workspace.fields import Field

# In front of a field's name in the id of a combobox, which other parts of the page may have too.
AREA = "edit-"
_ROWS = 3  # of a longer text, at first; it grows with what is written (assets/later/edit.css)


def control_id(name: str) -> dict[str, str]:
    """The id of what holds a field's ``value``; an area's is a combobox (:data:`AREA`)."""
    return {"edit": name, "part": "control"}


def control(
    one: Field, value: Any, offered: Offered, fault: str = "", below: Sequence[Component] = ()
) -> Component:
    """A field with its label, what helps to fill it in, and what is wrong with it.

    Parameters
    ----------
    value
        As :mod:`dashboard.plans.edit.opened` has it.
    fault
        What is said of the value; empty for nothing.
    below
        What else belongs to it.
    """
    label = f"{one.label} *" if one.required else one.label
    made = _KINDS[one.kind](one, label, value, offered)
    said = [html.P(fault, id=f"edit-fault-{one.id}", className="flag")] if fault else []
    mark = data(fault="") if fault else {}
    return html.Div([made, *said, *below], className="mb-3", **data(field=one.id), **mark)


def _line(one: Field, label: str, value: Any, offered: Offered, **more: Any) -> Component:
    """A line of text; a number too: a browser's own field would drop what it cannot use."""
    used = offered.used.get(one.id, ())
    known = f"edit-used-{one.id}" if used else None
    inner = dbc.Input(
        id=control_id(one.id), value=value, autocomplete="off", list=known, type="text", **more
    )
    options = [html.Option(value=text, label=offered.beside.get(text)) for text in used]
    listed = html.Datalist(options, id=known) if known else None
    return parts.field(control_id(one.id), label, html.Div([inner, listed]), one.hint)


def _number(one: Field, label: str, value: Any, offered: Offered) -> Component:
    return _line(one, label, value, offered, inputmode="numeric", class_name="w-50")


def _long(one: Field, label: str, value: Any, _: Offered) -> Component:
    inner = dbc.Textarea(id=control_id(one.id), value=value, rows=_ROWS)
    return parts.field(control_id(one.id), label, inner, one.hint)


def _dated(one: Field, label: str, value: Any, _: Offered) -> Component:
    inner = dbc.Input(id=control_id(one.id), value=value, type=one.kind, class_name="w-50")
    return parts.field(control_id(one.id), label, inner, one.hint)


def _choice(one: Field, label: str, value: Any, _: Offered) -> Component:
    none = ("", say("panel", "nothing_chosen" if one.required else "not_said"))
    first = [] if one.required and value else [none]
    if not any(choice.note for choice in one.choice):
        pairs = [(choice.id, choice.label) for choice in one.choice]
        return parts.select(control_id(one.id), label, [*first, *pairs], value, note=one.hint)
    explained = [
        (choice.id, html.Span([choice.label, html.Span(choice.note, className="note d-block")]))
        for choice in one.choice
    ]
    return parts.radios(control_id(one.id), label, [*first, *explained], value, note=one.hint)


def _yes_no(one: Field, label: str, value: Any, _: Offered) -> Component:
    return parts.switch(control_id(one.id), label, bool(value), note=one.hint)


def _area(one: Field, label: str, value: Any, offered: Offered) -> Component:
    note = one.hint or say("panel", "area_hint")
    find = say("panel", "area_find")
    name = f"{AREA}{one.id}"
    return combobox(
        name, label, offered.areas, str(value), placeholder=find, note=note, within="lsoa"
    )


def _record(one: Field, label: str, value: Any, offered: Offered) -> Component:
    choices = [("", say("panel", "nothing")), *offered.records[one.record]]
    return parts.select(control_id(one.id), label, choices, value, note=one.hint)


def _records(one: Field, label: str, value: Any, offered: Offered) -> Component:
    choices = offered.records[one.record]
    note = one.hint if choices else say("panel", "none_yet")
    return parts.checklist(control_id(one.id), label, choices, value, note=note)


_KINDS: dict[str, Callable[[Field, str, Any, Offered], Component]] = {
    "text": _line,
    "long": _long,
    "date": _dated,
    "time": _dated,
    "whole": _number,
    "choice": _choice,
    "yes_no": _yes_no,
    "postcode": _line,
    "area": _area,
    "record": _record,
    "records": _records,
}
