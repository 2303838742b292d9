"""Controls of the form as plain HTML: labels, limits and choices of ``workspace/fields.toml``.

The browser makes the inputs themselves, keeps what they hold, and fills them again
(``assets/modules/visit-form.js``): Dash would take what is typed for its own.
"""

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.plans.visit.texts import say
from workspace import fields
from workspace.fields import Field

# Where counts of people belong that are of no question.
HEARD_AT = "heard_at"


def control_id(name: str) -> str:
    """The id of a field's control, or of a part of the form."""
    return f"visit-{name}"


def wrong_id(name: str) -> str:
    """The id of where it is said what is wrong with a field, a question or the places."""
    return f"visit-{name}-wrong"


def control(name: str, choices: Sequence[tuple[str, str]] = ()) -> Component:
    """A field of a visit with its label, hint, and room for what is wrong with it.

    Parameters
    ----------
    choices
        Id and words of the records to choose from, for a field that names one.
    """
    one = fields.field("activity", name)
    if one.kind == "yes_no":
        return _block(one, _tick(one), labelled=False)
    if one.kind == "choice":
        choices = [("", say("page", "choose")), *((each.id, each.label) for each in one.choice)]
    if choices:
        return _block(one, _select(one, choices))
    if one.kind == "long":
        return _block(one, _long(one))
    kind = "date" if one.kind == "date" else "text"
    more: dict[str, object] = {"maxlength": one.limit} if one.limit else {}
    return _block(one, _input(one, type=kind, **{"class": "form-control"}, **more))


def people() -> Component:
    """How many people were heard and, beside the number, how that is known."""
    number, how = (fields.field("activity", name) for name in ("people", "counted"))
    counted = counter(number.label, field=number.id, least=number.least, most=number.limit)
    row = html.Div([counted, _buttons(how)], className="d-flex flex-wrap gap-2 align-items-center")
    return _block(number, html.Div([row, wrong(how.id)]))


def counter(label: str, **of: object) -> Component:
    """A number of people with a button on either side, which the browser makes.

    Parameters
    ----------
    of
        ``field``, or ``of`` (a question, or :data:`HEARD_AT`) and ``category``, with ``within``
        where it is part of another; ``least`` (0 unless told) and ``most``.
    """
    return html.Div(**data(counter=json.dumps({"label": label, **of})))


def wrong(name: str) -> Component:
    """Where it is said what is wrong."""
    return html.P(id=wrong_id(name), className="visit-wrong", role="alert")


def _block(one: Field, inner: Component, *, labelled: bool = True) -> Component:
    parts: list[Component] = []
    if labelled:
        needed = html.Span(f" ({say('page', 'required')})", className="note fw-normal")
        words: list[Any] = [one.label, *([needed] if one.required else [])]
        parts.append(html.Label(words, htmlFor=control_id(one.id), className="form-label"))
    if one.hint:
        hint = html.P(one.hint, id=f"{control_id(one.id)}-note", className="note mt-0 mb-1")
        parts.append(hint)
    return html.Div([*parts, inner, wrong(one.id)], className="field-block")


def _input(one: Field, **attributes: object) -> Component:
    made = {"id": control_id(one.id), "data-field": one.id, "autocomplete": "off", **attributes}
    return html.Div(**data(input=json.dumps({**made, "aria-describedby": _described(one)})))


def _tick(one: Field) -> Component:
    label = html.Label(one.label, htmlFor=control_id(one.id), className="form-check-label")
    tick = _input(one, type="checkbox", **{"class": "form-check-input"})
    return html.Div([tick, label], className="form-check visit-tick")


def _buttons(one: Field) -> Component:
    """One of two or three, as buttons beside each other."""
    made: list[Component] = []
    for each in one.choice:
        id_ = f"{control_id(one.id)}-{each.id}"
        kind = {"type": "radio", "name": one.id, "value": each.id, "class": "btn-check"}
        given = {"id": id_, "data-field": one.id, **kind}
        made.append(html.Span(**data(input=json.dumps(given))))
        made.append(html.Label(each.label, htmlFor=id_, className="btn btn-plain"))
    legend = html.Legend(one.label, className="visually-hidden")
    return html.Fieldset([legend, html.Div(made, className="btn-group")])


def _select(one: Field, choices: Sequence[tuple[str, str]]) -> Component:
    options = [html.Option(words, value=value) for value, words in choices]
    described = aria(describedby=_described(one))
    marks = data(field=one.id) | described
    return html.Select(options, id=control_id(one.id), className="form-select", **marks)


def _long(one: Field) -> Component:
    marks = data(field=one.id) | aria(describedby=_described(one))
    return html.Textarea(
        id=control_id(one.id), className="form-control", maxLength=one.limit, **marks
    )


def _described(one: Field) -> str:
    hint = f"{control_id(one.id)}-note " if one.hint else ""
    return f"{hint}{wrong_id(one.id)}"
