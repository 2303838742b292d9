"""Ready-made definitions: offered, taken on, and told of where one is used or was changed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.address_form import Props
from dashboard.parts.combobox import Option, combobox, groups
from dashboard.parts.targets.target_definition import (
    CHANGED,
    DEFAULT_GROUP,
    Targets,
    ready_made,
)
from dashboard.parts.terms import explained, headed
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.exercise.heard_criterion import HEARD
from layers.targeting.area_search import MOST_CRITERIA
from layers.targeting.presets import Preset, presets_for

PAGE = "seldom-heard"
PRESET = "preset"
OFFER, CHANGE_BACK = "offer", "change-back"
NO_OFFER = "border border-secondary rounded text-body-secondary mb-2 px-3 py-1"


def choice(atlas: Atlas) -> list[Component]:
    """The field that takes one on, and what is told of the one that is used."""
    options = [_option(preset) for preset in _presets(atlas).values()]
    return [
        combobox(
            PRESET,
            say("ready_made", "start"),
            groups({"": options}),
            placeholder=say("ready_made", "choose"),
            search_only=True,
        ),
        html.Div(id="preset-why"),
    ]


def offers(atlas: Atlas) -> list[Component]:
    """All of them with whom they find, where the answer will stand."""
    return [
        html.H2(headed(say("ready_made", "heading"), "seldom-heard-ready-made-definitions")),
        html.P(explained(say("ready_made", "core20")), className="note"),
        html.Ul(
            [_offer(preset) for preset in _presets(atlas).values()],
            className="offers list-unstyled my-2",
        ),
    ]


def taken(atlas: Atlas, targets: Targets, name: str, *, beside: bool = True) -> Targets:
    """A definition with a ready-made one taken on, in the places already chosen.

    Parameters
    ----------
    name
        Id of the ready-made one; one that is not there, or not available, changes nothing.
    beside
        Whether criteria of an own exercise stay beside it.
    """
    preset = _presets(atlas).get(name)
    if preset is None or preset.definition is None or not preset.available:
        return targets
    own = [one for one in targets.criteria if beside and one.indicator == HEARD]
    criteria = tuple([*own, *preset.definition.criteria][:MOST_CRITERIA])
    return replace(
        targets,
        name=preset.label,
        criteria=criteria,
        at_least=preset.definition.at_least,
        group=preset.group or DEFAULT_GROUP,
        people=int(preset.definition.people),
        heard=targets.heard if own else None,
        lacking=0,
    )


def why_not(atlas: Atlas, name: str) -> str:
    """Why a ready-made definition cannot be taken on; empty where it can."""
    preset = _presets(atlas).get(name)
    return "" if preset is None or preset.available else f"{preset.label}: {preset.reason}"


def props(atlas: Atlas, targets: Targets) -> list[Props]:
    """What is told and offered for a definition."""
    nothing = not targets.criteria
    now, was = ready_made(atlas, targets)
    own = any(one.indicator == HEARD for one in targets.criteria)
    why = _why(atlas, now, was, own=own) if targets.criteria or now else []
    return [
        Props("preset-why", {"children": why}, shape=f"{now} {was} {own} {nothing}"),
        Props(
            "preset-offer",
            {"children": offers(atlas) if nothing else []},
            shape="offered" if nothing else "",
        ),
    ]


@lru_cache(maxsize=2)
def _presets(atlas: Atlas) -> Mapping[str, Preset]:
    """All of them, by id; the files that say them are read once."""
    return presets_for(atlas)


def _why(atlas: Atlas, now: str, was: str, *, own: bool) -> list[Component]:
    """Why the thresholds are what they are, or what this was before somebody changed it."""
    presets = _presets(atlas)
    inner: list[Any] = []
    if now:
        one = presets[now]
        because = say("ready_made", "because", rationale=one.rationale, source=one.source)
        inner = [html.Strong(say("ready_made", "is", label=one.label)), because]
    elif was:
        text = say("ready_made", "change_back_without" if own else "change_back")
        label = f"{CHANGED}{presets[was].label}"
        button_id = {"page": PAGE, "part": CHANGE_BACK, "of": was}
        button = html.Button(text, id=button_id, type="button", className="btn btn-plain")
        inner = [html.Strong(say("ready_made", "is", label=label)), button]
    return [html.P(inner, className="note")] if inner else []


def _offer(preset: Preset) -> Component:
    if not preset.available:
        tag = html.Span(say("ready_made", "not_available"), className="tag")
        name = html.Strong(preset.label, className="me-2")
        told = [name, tag, html.Small(preset.reason, className="d-block note")]
        return html.Li(html.Div(told, className=NO_OFFER))
    return html.Li(
        html.Button(
            [html.Strong(preset.label), html.Small(preset.who, className="d-block note")],
            id={"page": PAGE, "part": OFFER, "of": preset.id},
            type="button",
            className="btn btn-plain w-100 text-start mb-2",
        )
    )


def _option(preset: Preset) -> Option:
    not_available = f"{say('ready_made', 'not_available')}. {preset.reason}"
    note = preset.who if preset.available else not_available
    return {"value": preset.id, "label": preset.label, "note": note}
