"""Fields of forms: a label, a control, and what helps to fill it in.

Each gives one component; the control inside has the id that is given, and its ``value`` is what a
page's callbacks read. The frame around it has that id with ``-field`` behind it, so that a page can
hide it: ``hidden`` of ``field_id(id)``.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts.terms import explained

# An id in words, or by pattern: for rows of which there can be any number.
Id = str | dict[str, Any]
# What a control has for a value, and the words that stand for it.
Choice = tuple[str, str]
Choices = Sequence[Choice] | Mapping[str, Sequence[Choice]]
# How a choice looks that is a button.
BUTTON = "btn btn-plain btn-sm rounded-pill"
PAUSE = 600  # ms after the last key, until what was typed is taken on


def field_id(control: Id) -> Id:
    """The id of the frame around a control."""
    if isinstance(control, str):
        return f"{control}-field"
    return control | {"part": f"{control['part']}-field"}


def field(control: Id, label: str, inner: Component, note: str = "", **more: Any) -> Component:
    """A label above a control, and a note below it.

    Parameters
    ----------
    control
        The control's id.
    inner
        The control.
    note
        What helps to choose; nothing for "".
    more
        Properties of the frame, such as ``hidden`` or ``className`` (beside ``field-block``);
        ``hide_label`` keeps the label for those who listen, ``beside`` puts it beside the control.
    """
    unseen = "visually-hidden" if more.pop("hide_label", False) else ""
    name = " ".join(["field-block", more.pop("className", "")]).strip()
    if more.pop("beside", False):
        name, unseen = f"{name} row gx-0 align-items-center", "col pe-2 mb-0 fw-normal"
        inner = html.Div(inner, className="col-7")
    said = [html.P(note, className="note form-text")] if note else []
    words = [label] if unseen == "visually-hidden" else explained(label)
    head = dbc.Label(
        words if len(words) > 1 else label, html_for=html_id(control), class_name=unseen
    )
    return html.Div([head, inner, *said], id=field_id(control), className=name, **more)


def select(control: Id, label: str, choices: Choices, value: str = "", **more: Any) -> Component:
    """One of a few, from a list that opens.

    Parameters
    ----------
    choices
        Value and words; or these under headings.
    """
    inner = dbc.Select(
        id=control, options=options(choices), value=value, placeholder=empty(choices)
    )
    return field(control, label, inner, **more)


def empty(choices: Choices) -> str:
    """The words of the choice with the value "": dbc shows these as a placeholder."""
    return "" if isinstance(choices, Mapping) else dict(choices).get("", "")


def options(choices: Choices) -> list[dict[str, Any]]:
    """Choices as dbc has them; a heading is a line that cannot be chosen."""
    if not isinstance(choices, Mapping):
        return [{"value": value, "label": label} for value, label in choices]
    found: list[dict[str, Any]] = []
    for heading, those in choices.items():
        found.append({"value": f"heading-{heading}", "label": heading, "disabled": True})
        # Set in by spaces that stay: a browser's own list cannot be laid out.
        found += [{"value": value, "label": f"\u2003{label}"} for value, label in those]
    return found


def number(
    control: Id, label: str, value: float | None = None, *, low: float, high: float, **more: Any
) -> Component:
    """A number between two limits; taken on when the field is left, or with Enter.

    With ``wrong``, what is said of a number that cannot be used, and ``pattern``, which its text
    fits, it is taken on after a pause (:func:`typed_number`).
    """
    if "wrong" in more:
        wrong, pattern = more.pop("wrong"), more.pop("pattern")
        typed = typed_number(control, value, pattern=pattern, wrong=wrong, low=low, high=high)
        return field(control, label, html.Div(typed), **more)
    step = more.pop("step", "any")
    inner = dbc.Input(
        id=control, type="number", value=value, min=low, max=high, step=step, debounce=True
    )
    return field(control, label, inner, **more)


def typed_number(
    control: Id,
    value: float | None,
    *,
    pattern: str,
    wrong: Component | str,
    low: float | None = None,
    high: float | None = None,
    pause: int | bool = PAUSE,
) -> list[Component]:
    """A number's field without its label, taken on after a pause, and what is said of a wrong one.

    Parameters
    ----------
    pattern
        What its text must be, as for HTML: browsers know limits of numbers, but not decimals.
    pause
        Milliseconds without a key before it is taken on; False for at once.
    wrong
        What is said below it of a number that cannot be used (``assets/modules/fields.js``).
    """
    inner = dbc.Input(
        id=control,
        type="number",
        value=value,
        min=low,
        max=high,
        pattern=pattern,
        step="any",
        debounce=pause,
    )
    return [
        inner,
        html.P(wrong, className="note text-body fw-semibold wrong", role="alert", hidden=True),
    ]


def text(control: Id, label: str, value: str = "", *, longest: int, **more: Any) -> Component:
    """A line of text; taken on when the field is left, or with Enter.

    With ``typing``, in milliseconds, it is taken on as soon as so long no letter has come.
    """
    placeholder, typing = more.pop("placeholder", ""), more.pop("typing", None)
    inner = dbc.Input(
        id=control,
        type="text" if typing is None else "search",
        value=value,
        maxLength=longest,
        placeholder=placeholder,
        debounce=True if typing is None else typing,
        autocomplete="off",
    )
    return field(control, label, inner, **more)


def checklist(
    control: Id, label: str, choices: Sequence[Choice], value: Sequence[str] = (), **more: Any
) -> Component:
    """Any number of a few; ``inline`` puts them beside each other."""
    inline = more.pop("inline", False)
    inner = dbc.Checklist(id=control, options=options(choices), value=list(value), inline=inline)
    return _group(control, label, inner, **more)


def radios(
    control: Id,
    label: str,
    choices: Sequence[tuple[str, str | Component]],
    value: str = "",
    **more: Any,
) -> Component:
    """One of a few, all in sight, as a list."""
    offered = [{"value": one, "label": words} for one, words in choices]
    inner = dbc.RadioItems(id=control, options=offered, value=value)
    return _group(control, label, inner, **more)


def toggles(
    control: Id, label: str, choices: Sequence[Choice], value: Sequence[str] = (), **more: Any
) -> Component:
    """Any number of a few, all in sight, as a row of buttons that are in or out."""
    inner = dbc.Checklist(
        id=control,
        options=options(choices),
        value=list(value),
        class_name="choices d-flex gap-1 flex-wrap",
        input_class_name="btn-check",
        label_class_name=BUTTON,
        label_checked_class_name="active",
    )
    return _group(control, label, inner, **more)


def buttons(
    control: Id,
    label: str,
    choices: Sequence[tuple[str, str | Component]],
    value: str = "",
    **more: Any,
) -> Component:
    """One of a few, all in sight, as a row of buttons; ``stacked`` puts one below the other
    where there is room."""
    stacked = more.pop("stacked", False)
    along = "flex-wrap flex-lg-column" if stacked else "flex-wrap"
    wide = " w-100 text-start" if stacked else ""
    inner = dbc.RadioItems(
        id=control,
        options=[{"value": one, "label": words} for one, words in choices],
        value=value,
        class_name=f"choices d-flex gap-1 {along}",
        input_class_name="btn-check",
        label_class_name=f"{BUTTON}{wide}",
        label_checked_class_name="active",
    )
    return _group(control, label, inner, **more)


def switch(control: Id, label: str, value: bool = False, **more: Any) -> Component:
    """On or off."""
    note = more.pop("note", "")
    said = [html.P(note, className="note form-text")] if note else []
    inner = dbc.Switch(id=control, label=label, value=value, label_class_name="fw-normal")
    return html.Div([inner, *said], id=field_id(control), className="field-block", **more)


def _group(control: Id, label: str, inner: Component, note: str = "", **more: Any) -> Component:
    """Several controls under one name; ``hide_label`` keeps it for those who listen."""
    unseen = "visually-hidden" if more.pop("hide_label", False) else ""
    said = [html.P(note, className="note form-text")] if note else []
    return html.Fieldset(
        [html.Legend(label, className=unseen), inner, *said],
        id=field_id(control),
        className=" ".join(["field-block", more.pop("className", "")]).strip(),
        **more,
    )


def html_id(control: Id) -> str:
    """An id as Dash writes it into the page: one by pattern as its keys in order."""
    if isinstance(control, str):
        return control
    return json.dumps(control, sort_keys=True, separators=(",", ":"))
