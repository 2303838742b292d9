"""Who lives in the areas asked for: a few figures, and the way to the page that plans with them."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.change import area_table
from dashboard.change.index_said import titled
from dashboard.change.place import Place
from dashboard.change.texts import one_or_many, say
from dashboard.change.view import Kept
from dashboard.parts import links
from dashboard.parts.address import query_of
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.change.decile_change import MOVED, OVERALL
from layers.practices import profile, units

# What the people are told by, as far as the atlas has it.
FIGURES = ("english_limited", "minority_ethnic", "no_car")
# Of all areas, those are told of that became more deprived.
_TOLD: dict[Kept, Kept] = {"all": "more"}
# By which areas are told of: the most that a criterion of Seldom-heard asks for, to find the same.
_ASKED: dict[Kept, int] = {"more": -1, "more2": -2}
# Seldom-heard's letters for a place, by what it is.
_LETTERS = {"": "", "district": "d", "ward": "w", "pcn": "n", "practice": "p"}


def section(
    atlas: Atlas, found: pd.DataFrame, place: Place, kept: Kept, index: str = OVERALL
) -> list[Component]:
    """The figures beside those of the whole atlas, and the way on; nothing of no area."""
    which = _TOLD.get(kept, kept)
    rows = area_table.kept(found, which)
    known = [name for name in FIGURES if name in atlas.indicators]
    if rows.empty or not known:
        return []
    here = profile.profile(atlas, known, {"": profile.of_areas(atlas, rows.index)})
    everywhere = profile.profile(atlas, known, {"": profile.whole(atlas)})
    told = []
    for name in known:
        definition = atlas.indicators[name]
        value, usual = (
            number_text.value(one[name][""].value, definition) for one in (here, everywhere)
        )
        parts = {"label": definition.label, "value": value, "usual": usual, "all": atlas.name}
        told.append(html.Li(say("people", "figure", **parts)))
    number = len(rows)
    title = one_or_many("people", f"title_{which}", number, number=number_text.count(number))
    return [
        html.H2(titled(title, index), className="fs-5 mt-4"),
        html.Ul(told, className="mb-1"),
        html.P(say("people", "note"), className="note"),
        *_further(atlas, place, which, index),
    ]


def _further(atlas: Atlas, place: Place, which: Kept, index: str) -> list[Component]:
    """The same areas on Seldom-heard, where it can be asked for them."""
    if index != OVERALL:
        return [html.P(say("people", "not_further"), className="note")]
    kind = units.unit(atlas, place.key).kind if place.key else ""
    if which not in _ASKED or kind not in _LETTERS:
        return []
    asked = {"c": f"{MOVED}!le!{_ASKED[which]}!r"}
    where = {_LETTERS[kind]: place.key} if kind else {}
    address = links.to(f"/seldom-heard{query_of(asked | where)}")
    return [html.P(html.A(say("people", "further"), href=address))]
