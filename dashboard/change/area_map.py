"""The map of how many deciles each area moved, and its legend."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.change import area_table
from dashboard.change.index_said import in_sentence
from dashboard.change.place import Place
from dashboard.change.texts import say
from dashboard.change.view import PAGE, ChangeView
from dashboard.parts import found_map
from dashboard.parts.found_map import FoundMap, Look
from dashboard.parts.map import legend_fold
from dashboard.wording.legend import texts
from dashboard.wording.moved_words import moved
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.change import decile_change
from layers.geography.class_breaks import STEPS, Breaks

_CUT = Breaks(STEPS, kind="change")
# Beside the colours of the classes: no colour, which the map draws as no figure.
_NONE = len(STEPS)


def for_map(atlas: Atlas, view: ChangeView, place: Place) -> FoundMap:
    """What the browser draws: areas that are not listed, or not of the place, are drawn fainter."""
    found = decile_change.areas(atlas, index=view.index)
    at = found_map.places(atlas, "lsoa")
    found = found.loc[list(at)]
    listed = area_table.kept(found[found.index.isin(place.areas)], view.kept).index
    classes = np.where(found["moved"].isna(), _NONE, _CUT.place(found["moved"]))
    seen = found.index.isin(listed)
    colours: list[str | None] = [*texts().changes["colours"], None]
    looks: list[Look] = [{"colour": one} for one in colours]
    looks += [{"colour": one, "outside": True} for one in colours]
    within = [at[code] for code in place.areas]
    return {
        "level": "lsoa",
        "looks": looks,
        "of": [
            int(of) if see else int(of) + len(colours)
            for of, see in zip(classes, seen, strict=True)
        ],
        "lines": [
            found_map.line([moved(row) for _, row in found.iterrows()], strong=True),
            found_map.line([say("map", "name", residents=count(n)) for n in found["residents"]]),
        ],
        "fit": found_map.fitted(within, list(range(len(at)))),
        "drawn": f"{PAGE}-{view.part}-{view.index}-{view.within}-{view.kept}",
    }


def legend(found: pd.DataFrame, index: str = decile_change.OVERALL) -> list[Component]:
    """Each class with its colour and how many of some areas are in it, by what is compared."""
    of = np.where(found["moved"].isna(), _NONE, _CUT.place(found["moved"]))
    sizes = np.bincount(of, minlength=_NONE + 1)
    words = texts().changes
    rows = [
        _row(short, name, {"background": colour}, int(size))
        for short, name, colour, size in zip(
            words["short"], words["classes"], words["colours"], sizes[:_NONE], strict=True
        )
    ]
    first, last = words["ends"]
    return [
        html.H2(in_sentence("moved", index)),
        html.P(say("map", "caption"), className="note"),
        html.Ul(
            [*rows, *_missing(int(sizes[_NONE]))],
            className="classes list-unstyled d-flex lh-sm small m-0 mt-2",
        ),
        html.P(
            [html.Strong(first, className="text-body"), html.Span(last)],
            className="d-flex justify-content-between gap-2 note lh-sm m-0 pt-1",
        ),
        legend_fold(html.P(say("map", "fold"), className="note")),
    ]


def _row(short: str, name: str, style: dict[str, str], size: int) -> Component:
    return html.Li(
        [
            html.Span(className="swatch", style=style),
            html.Span(
                [html.Span(short, title=name), html.Span(f" {name}", className="visually-hidden")],
                className="range d-block",
            ),
            html.Span(count(size), className="size d-block text-body-secondary"),
        ]
    )


def _missing(size: int) -> Iterable[Component]:
    if not size:
        return []
    name = html.Span(say("map", "not_compared"), className="range d-block")
    number = html.Span(count(size), className="size d-block text-body-secondary")
    return [html.Li([html.Span(className="swatch none"), name, number], className="missing")]
