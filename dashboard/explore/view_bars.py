"""Bars of several places beside each other, with England as the last."""

from typing import NamedTuple

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_figures import (
    UNCOMPARED,
    england_beside,
    measure,
    most_deprived,
    over,
    written,
)
from dashboard.explore.view_texts import say
from dashboard.files.table import header_of
from dashboard.parts.areas_known import places_known
from dashboard.wording import number_text
from dashboard.wording.legend import forms
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.levels import Places

# What has no bars: kinds and ranks cannot be put together, and numbers are as large as places are.
BARLESS = (*UNCOMPARED, "count")

Named = str | list[str | Component]


class Bar(NamedTuple):
    """A place: its name, its areas (of a district its code is enough), and how its bar looks."""

    name: str
    places: Places
    look: str = ""
    district: str = ""


def compare(atlas: Atlas, definition: Indicator, bars: list[Bar]) -> list[Component]:
    """Bars of a share run from 0 to 100%, others' from 0 to the highest area: the same on every
    card; nothing for what has no figure of several areas."""
    if definition.kind in BARLESS:
        return []
    decile = definition.kind == "decile"
    figures: list[tuple[Named, str, float | None]] = [
        (_name(atlas, definition, bar), bar.look, _value(atlas, definition, bar)) for bar in bars
    ]
    if (england := england_beside(atlas, definition)) is not None:
        figures.append((say("england"), "is-england", england))
    known = np.array([100.0])
    if not decile and definition.unit != "%":
        every = atlas.column(definition.id, "value")
        known = every[~np.isnan(every)]
    lengths = [known.max(initial=0.0), *(value or 0.0 for _, _, value in figures)]
    most = max(lengths)
    if not most > 0 or known.min(initial=0.0) < 0:
        return []
    # A unit in words is said once, above.
    bare = not decile and definition.unit != "%" and forms(definition.unit)[0] != "{number}"
    if decile:
        title = say("in_the_fifth", measure=measure(definition))
    else:
        title = header_of(definition, "") if bare else say("compared", label=definition.label)
    rows = []
    for name, look, value in figures:
        size = {"width": f"{100 * (value or 0) / most:.4g}%"}
        text = written(value, definition, unit=not bare)
        if decile:
            text = number_text.percent(value or 0)
        cells = [
            html.Th(name, scope="row"),
            html.Td(html.Span(className="bar", style=size), className="bar-cell"),
            html.Td(text, className="number"),
        ]
        rows.append(html.Tr(cells, className=look))
    caption = html.Caption(title, className="" if decile or bare else "visually-hidden")
    return [html.Table([caption, html.Tbody(rows)], className="compare")]


def _name(atlas: Atlas, definition: Indicator, bar: Bar) -> Named:
    """What a bar is called: with how many areas have a figure, where somebody brought it for a
    part of them."""
    known, every = len(places_known(atlas, [definition], bar.places)), len(bar.places)
    if not 0 < known < every:
        return bar.name
    part = say("so_many_areas", n=count(known), of=count(every))
    return [bar.name, html.Small(part, className="d-block note")]


def _value(atlas: Atlas, definition: Indicator, bar: Bar) -> float | None:
    if definition.kind == "decile":
        return most_deprived(atlas, definition.id, bar.places).share
    if not bar.district:
        return over(atlas, definition.id, bar.places).value
    codes, _ = levels.places_at(atlas, "district")
    found = levels.values_at(atlas, definition.id, "district")[codes.get_loc(bar.district)]
    return None if np.isnan(found) else float(found)
