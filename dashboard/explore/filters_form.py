"""Where: the filters by place, by practice and by what an area is."""

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.explore.choices import FILE
from dashboard.explore.controls import chosen_in, said
from dashboard.explore.view import DEFAULT_HELD, PARTS, USUAL_AT_LEAST
from dashboard.parts import fields
from dashboard.parts.address_form import Control
from dashboard.parts.attributes import aria, data
from dashboard.parts.chips import CHIPS
from dashboard.parts.combobox import combobox, in_file
from dashboard.parts.control_labels import labels
from layers.atlas import Atlas

_LIMITS = {part.field: part for part in PARTS}


def controls() -> tuple[Control, ...]:
    """Which control stands for which part of the address."""
    return (
        Control("d", "district"),
        chosen_in("b", "grouping"),
        chosen_in("w", "ward"),
        chosen_in("m", "neighbourhood"),
        chosen_in("c", "network"),
        chosen_in("p", "practice"),
        Control("x", "rule"),
        Control("h", "held"),
        Control("x", "at-least"),
        Control("u", "rural"),
        Control("t", "decile"),
        Control("n", "residents"),
    )


def form(atlas: Atlas) -> list[Component]:
    """The fields, in the order of how often they are wanted."""
    districts = [(code, atlas.districts[code]) for code in sorted(atlas.districts)]
    return [
        fields.checklist("district", said("district"), districts),
        *_practices(),
        _more(atlas),
    ]


def _practices() -> list[Component]:
    rules = list(labels()["explore"]["rules"].items())
    return [
        _adder("practice", "practices", "any_practice"),
        _chosen("practice"),
        _adder("network", "networks", "any_network"),
        _chosen("network"),
        fields.radios("rule", said("rule"), rules, "held", hidden=True),
        _percent("held", "held", DEFAULT_HELD),
        _percent("at-least", "at_least", USUAL_AT_LEAST),
        html.P(id="practice-note", className="note", **data(says="")),
    ]


def _adder(name: str, found: str, placeholder: str, within: str = "") -> Component:
    """What is chosen is added to the filter, where it is a chip from then on."""
    return combobox(
        name,
        said(name),
        in_file(FILE, found),
        placeholder=said(placeholder),
        search_only=True,
        within=within,
    )


def _chosen(name: str) -> Component:
    """The names of what is chosen, each with a way to take it off."""
    return html.Div(id=f"{name}-chosen", className=CHIPS, **data(says=""))


def _percent(control: str, part: str, value: int) -> Component:
    """A share, with the words that follow it in the sentence of the rule."""
    limits = _LIMITS[part]
    inner = dbc.Input(
        id=control,
        type="number",
        value=value,
        min=limits.low,
        max=limits.high,
        step=1,
        debounce=True,
        class_name="flex-grow-0",
    )
    beside = html.Span(said(f"{part}_unit"), **aria(hidden="true"))
    return fields.field(
        control,
        said(part),
        html.Div([inner, beside], className="d-flex align-items-center gap-2 ms-4"),
        hide_label=True,
        hidden=True,
    )


def _more(atlas: Atlas) -> Component:
    there = sorted({int(n) for n in atlas.table("rural_urban")["value"].unique()})
    kinds = atlas.indicators["rural_urban"].categories
    tenths = [str(n) for n in range(_LIMITS["deciles"].low, _LIMITS["deciles"].high + 1)]
    return html.Details(
        [
            html.Summary(said("more")),
            combobox(
                "grouping",
                atlas.grouping.words.one if atlas.grouping else said("grouping"),
                in_file(FILE, "groupings"),
                placeholder=said("any"),
                search_only=True,
                hidden=atlas.grouping is None,
            ),
            _adder("ward", "wards", "any", "ward"),
            _adder("neighbourhood", "neighbourhoods", "any", "msoa"),
            fields.checklist("decile", said("decile"), [(n, n) for n in tenths], inline=True),
            fields.checklist("rural", said("rural"), [(str(n), kinds[n]) for n in there]),
            fields.number(
                "residents", said("residents"), low=0, high=_LIMITS["residents"].high, step=1
            ),
        ],
        id="more-filters",
        className="my-3",
    )
