"""Two people changed a record at once: what each of them changed, and what is kept of it.

Nothing of either is dropped without a word. What only one of them changed stays; of what both
changed, the second to save is shown both and chooses.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import fields as parts
from dashboard.plans.edit.choices import Offered, area_name
from dashboard.plans.edit.opened import Opened, Values, shown
from dashboard.plans.edit.texts import say
from layers.atlas import Atlas
from workspace import fields
from workspace.fields import Field
from workspace.joining import joined
from workspace.records import Record

MINE, THEIRS = "mine", "theirs"


def take_id(name: str) -> dict[str, str]:
    """The id of the choice between both, of a field."""
    return {"edit": name, "part": "take"}


def reopened(opened: Opened, values: Values, now: Record) -> tuple[Opened, Values, list[str]]:
    """A form on top of what somebody else has saved.

    Parameters
    ----------
    opened
        What the form was opened with.
    values
        What stands in it.
    now
        The record as it is.

    Returns
    -------
    tuple
        The form's new ground; the values to show, which are those that the form has where it
        changed them and those of now elsewhere; labels of fields that only the other has changed.
        Fields that both changed are in ``theirs`` of the first.
    """
    current = shown(now)
    found = joined(opened["was"], values, current)
    ground: Opened = {
        **opened,
        "version": now.version,
        "was": current,
        "theirs": found.both,
        "by": now.changed_by,
        "warned": [],
    }
    alone = [fields.label(opened["record"], name) for name in found.alone]
    return ground, found.values, alone


def chosen(opened: Opened, values: Values, takes: Mapping[str, str]) -> Values:
    """The values to keep, after a choice between both."""
    theirs = opened["theirs"]
    taken = {name for name, which in takes.items() if which == THEIRS}
    return values | {name: value for name, value in theirs.items() if name in taken}


def choice(atlas: Atlas, one: Field, theirs: Any, offered: Offered, take: str = MINE) -> Component:
    """Below a field that both changed: what the other has saved, and which is kept."""
    said = say("conflict", "theirs", value=in_words(atlas, one, theirs, offered))
    label = say("conflict", "which", label=one.label)
    pairs = [(MINE, say("conflict", "mine")), (THEIRS, said)]
    return html.Div(parts.radios(take_id(one.id), label, pairs, take), className="flag")


def in_words(atlas: Atlas, one: Field, value: Any, offered: Offered) -> str:
    """A field's value as a sentence has it."""
    nothing = say("panel", "not_said")
    if one.kind == "yes_no":
        return say("panel", "yes" if value else "no")
    if not value:
        return nothing
    if one.kind == "choice":
        return next((each.label for each in one.choice if each.id == value), nothing)
    if one.kind == "date":
        return day(date.fromisoformat(value))
    if one.kind == "area":
        return area_name(atlas, value)
    if one.kind in ("record", "records"):
        names = dict(offered.records[one.record])
        ids = value if isinstance(value, list) else [value]
        return "; ".join(names.get(id, nothing) for id in ids)
    return str(value)


def head(opened: Opened, alone: Sequence[str]) -> list[Component | None]:
    """Who changed it, and what to do; with what only they have changed."""
    who = opened["by"] or say("conflict", "nobody")
    also = say("conflict", "also", who=who, fields=", ".join(alone))
    return [
        html.P(say("conflict", "head", who=who), className="fw-semibold"),
        html.P(say("conflict", "choose")),
        html.P(also) if alone else None,
    ]
