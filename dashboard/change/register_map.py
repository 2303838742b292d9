"""The map beside a disease register: each practice by how its share on the register went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.change import register_part
from dashboard.change.place import Place
from dashboard.change.register_said import state
from dashboard.change.texts import say
from dashboard.change.view import PAGE, ChangeView
from dashboard.parts import found_map, links
from dashboard.parts.found_map import FoundMap
from dashboard.parts.map import KEY, legend_fold
from dashboard.wording.number_text import count, fixed
from layers.atlas import Atlas
from layers.change import register_years

# A practice's point, as Leaflet has it: told apart by size and ring as well as by colour.
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "up": {"radius": 7, "fillColor": "#1f4e9c", "color": "#ffffff", "weight": 2},
    "down": {"radius": 7, "fillColor": "#ffffff", "color": "#c8690b", "weight": 4},
    "chance": {"radius": 5, "fillColor": "#9fb0c0", "color": "#4d5b6a", "weight": 1},
    "apart": {"radius": 3, "fillColor": "#ffffff", "color": "#4d5b6a", "weight": 1},
}
_GROUND = "#e6eaee"  # of areas, which say nothing here


def found(atlas: Atlas, view: ChangeView, place: Place) -> dict[str, Any]:
    """What the browser draws: areas as a ground, practices as points, what is said of each under
    the pointer, and where a click leads.

    Returns
    -------
    dict
        ``map``; ``points``, by code of the practice its look and its text; ``legend``; ``opens``,
        an address that a practice's code completes. Practices without a place are not drawn.
        Empty where there are fewer than two years.
    """
    ends = register_years.ends(atlas)
    if ends is None or not view.register:
        return {}
    table = register_part.known(register_years.practices(atlas, view.register, place.practices))
    ways = {str(code): way(row) for code, row in table.iterrows()}
    return {
        "map": _ground(atlas, view, place),
        "points": {
            str(code): {**LOOKS[ways[str(code)]], "text": _said(atlas, row, ends)}
            for code, row in table.iterrows()
        },
        "legend": _legend(list(ways.values()), ends),
        "opens": links.to(f"/practices?r={view.register}&v="),
    }


def way(row: pd.Series) -> str:
    """Which look a practice has, from its row of :func:`layers.change.register_years.practices`:
    ``up`` or ``down`` by more than chance, ``chance``, or ``apart`` where two years are not
    compared."""
    if row["kind"] != "both":
        return "apart"
    return "up" if row["change_lower"] > 0 else "down" if row["change_upper"] < 0 else "chance"


def _ground(atlas: Atlas, view: ChangeView, place: Place) -> FoundMap:
    at = found_map.places(atlas, "lsoa")
    district = atlas.areas.index[atlas.areas["district"] == place.practices_of]
    around = place.areas if place.has_practices else district
    return {
        "level": "lsoa",
        "looks": [{"colour": _GROUND}],
        "of": [0] * len(at),
        "lines": [],
        "fit": found_map.fitted([at[code] for code in around], list(range(len(at)))),
        "drawn": f"{PAGE}-{view.part}-{view.within}-{view.register}",
    }


def _said(atlas: Atlas, row: pd.Series, ends: tuple[str, str]) -> str:
    name, (first, last) = row["name"], ends
    if pd.isna(row["change"]):
        return say("register_map", "apart_one", name=name, why=state(atlas, row))
    shares = {
        "before": fixed(row["prevalence_first"], 2),
        "after": fixed(row["prevalence_last"], 2),
    }
    said = say("register_map", "one", name=name, first=first, last=last, **shares)
    told = state(atlas, row)
    return f"{said} ({told})" if told else said


def _legend(ways: Sequence[str], ends: tuple[str, str]) -> list[Component]:
    first, last = ends
    numbers = Counter(ways)
    rows = [
        html.Li(
            [
                _dot(look),
                html.Span(say("register_map", name)),
                html.Span(count(numbers[name]), className="size text-body-secondary"),
            ]
        )
        for name, look in LOOKS.items()
        if name in numbers
    ]
    return [
        html.H2(say("register_map", "title", first=first, last=last)),
        html.Ul(rows, className=KEY),
        legend_fold(html.P(say("register_map", "fold"), className="note")),
    ]


def _dot(look: Mapping[str, Any]) -> Component:
    edge = f"{min(look['weight'], 3)}px solid {look['color']}"
    size = "" if look["radius"] > LOOKS["chance"]["radius"] else " small"
    return html.Span(
        className=f"key-dot{size}", style={"background": look["fillColor"], "border": edge}
    )
