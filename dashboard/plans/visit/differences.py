"""A visit as it is kept and as it was sent, where the two differ; for whoever may change it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from dashboard.files.about import day
from dashboard.plans.visit import form
from dashboard.plans.visit.texts import say
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.places_lived import ELSEWHERE
from layers.exercise.respondents import NOT_SAID, load_respondents
from workspace import fields
from workspace.diary import NO_PLACE, NOT_ASKED
from workspace.fields import Field
from workspace.records import Plan
from workspace.visits_sent import HEARD_AT, Content


def differences(
    atlas: Atlas,
    plan: Plan,
    there: Content,
    sent: Content,
    only: Collection[str] | None = None,
) -> list[dict[str, str]]:
    """Each field, question and the places that differ.

    Parameters
    ----------
    there
        The visit that is kept.
    sent
        The same as it was sent; of fields that were not sent nothing is said.
    only
        Of which parts something is said (:meth:`Content.parts`); None for all.

    Returns
    -------
    list
        ``label``, ``theirs`` and ``yours``, as people read them.
    """
    rows = []
    for one in fields.of("activity"):
        if one.id in sent.values:
            found = [_value(plan, one, all_.values[one.id]) for all_ in (there, sent)]
            rows.append((one.id, one.label, *found))
    for id_, question in load_respondents().questions.items():
        words = {each.id: each.label for each in question.category}
        words |= {NOT_SAID: say("page", "not_said"), NOT_ASKED: say("page", "not_asked")}
        found = [_counts(words, all_.heard.get(id_, {})) for all_ in (there, sent)]
        rows.append((id_, question.label, *found))
    names = {str(code): str(name) for code, name in atlas.areas["name"].items()}
    names |= {ELSEWHERE: say("page", "elsewhere", atlas=atlas.name)}
    names |= {NO_PLACE: say("page", "no_place")}
    found = [_counts(names, all_.heard_at) for all_ in (there, sent)]
    rows.append((HEARD_AT, form.parts()[HEARD_AT], *found))
    return [
        {"label": label, "theirs": theirs, "yours": yours}
        for name, label, theirs, yours in rows
        if theirs != yours and (only is None or name in only)
    ]


def _value(plan: Plan, one: Field, value: Any) -> str:
    """What a field holds in words; a date is sent as text."""
    if one.kind == "yes_no":
        return say("answers", "yes" if value else "no")
    if value in (None, ""):
        return say("answers", "nothing")
    if one.kind == "date":
        try:
            return day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    if one.kind == "choice":
        return fields.choice("activity", one.id, str(value)) or str(value)
    if one.kind == "whole":
        return count(float(value))
    return _named(plan).get(str(value), str(value)) if one.kind == "record" else str(value)


def _named(plan: Plan) -> dict[str, str]:
    """What the plan's records are called that a visit may name, by id."""
    meetings = {one.id: one.venue for one in plan.meetings}
    return {**form.zones(plan), **meetings, **{one.id: one.name for one in plan.partners}}


def _counts(words: Mapping[str, str], counts: Mapping[str, int]) -> str:
    told = [
        say("answers", "answer", label=words.get(name, name), count=count(number))
        for name, number in sorted(counts.items())
        if number
    ]
    return ", ".join(told) or say("answers", "nothing")
