"""Step 4: how a layer looks, before it is used: its figures in a few lines, and its map."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.own.texts import say
from dashboard.parts import found_map, links
from dashboard.parts.address import query_of
from dashboard.parts.found_map import FoundMap, Look
from dashboard.parts.map import KEY
from dashboard.parts.own_held import held
from dashboard.parts.plain_markup import still
from dashboard.parts.targets.target_definition import Targets
from dashboard.wording.class_words import class_colours, class_words
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count, value
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.class_breaks import breaks_for
from layers.ground.nearest_home import nearest_areas
from layers.own.cover import why_none
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from layers.own.own_points import OwnPoints
from layers.own.told_apart import may_tell_apart
from layers.targeting.area_search import Criterion

# As a criterion a layer starts with the fifth of areas with most need.
_FIFTH = 20


def of_layer(atlas: Atlas, layer: OwnLayer) -> dict[str, Any]:
    """A layer, and what the page shows of it.

    Returns
    -------
    dict
        ``layer``: as the page holds it; ``said``, its figures and the
        map's key, and ``then``, links to go on with, as plain markup; ``map``, a
        :class:`dashboard.parts.found_map.FoundMap`.
    """
    known = with_own(atlas, [layer])
    definition = known.indicators[layer.id]
    values = known.table(layer.id)["value"]
    cut = breaks_for(known, layer.id)
    of = cut.place(values.to_numpy())
    words, colours = class_words(cut, definition), class_colours(len(cut.bounds), definition)
    sizes = [int((of == at).sum()) for at in range(len(words))]
    key = [
        _row(text, {"background": colour}, size)
        for text, colour, size in zip(words, colours, sizes, strict=True)
    ]
    key += [
        _row(say("look", "none_why", why=why), None, int(those.sum()))
        for why, those in why_none(known, layer.id).items()
    ]
    return {
        "layer": held(layer),
        "title": say("look", "title", label=layer.label, period=layer.period),
        "said": still(
            [
                *([html.P(care, className="flag")] if (care := difference(atlas, layer)) else []),
                _figures(known, definition, values, layer),
                *_count_follows(definition),
                html.Ul(key, className=KEY),
            ]
        ),
        "map": _map(known, definition, values, of, colours),
        "then": still(
            [html.P(_and_now(definition)), html.Div(_links(layer.id), className="own-links")]
        ),
    }


def _count_follows(definition: Indicator) -> list[Component]:
    """Of a count, that it is as high as people are many, and what to choose instead."""
    if definition.kind != "count":
        return []
    return [html.P(say("look", "count_follows"), className="note")]


def difference(atlas: Atlas, layer: OwnLayer) -> str:
    """That small counts may follow from it and others that are here; empty where none can."""
    others = [f"“{label}”" for label in may_tell_apart(atlas, layer)]
    return say("look", "difference", others=listed(others)) if others else ""


def of_points(atlas: Atlas, points: OwnPoints) -> dict[str, Any]:
    """Places for the map, as :func:`of_layer`: marks on a map whose areas have no colour."""
    link = html.A(say("look", "map_it"), href=links.to("/"), className="btn btn-primary")
    return {
        "layer": held(points),
        "title": say("look", "title", label=points.label, period=points.period),
        "said": still(
            [
                html.P(say("look", "marks", label=points.label)),
                html.P(f"{say('look', 'places')}: {count(len(points.names))}"),
            ]
        ),
        "map": _map_of_marks(atlas, points),
        "then": still(
            [html.P(say("look", "and_now_marks")), html.Div(link, className="own-links")]
        ),
    }


def _figures(atlas: Atlas, definition: Indicator, values: pd.Series, layer: OwnLayer) -> Component:
    """How many areas have a figure, how many are hidden, and the lowest, middle and highest; of
    wards and neighbourhoods those of what was brought, and how many small areas show it."""
    areas = say("look", "areas_of", areas=count(values.count()), all=count(len(values)))
    known = _as_brought(atlas, layer, values).dropna()
    rows = [(say("look", "areas" if layer.level == "lsoa" else "areas_inside"), areas)]
    if layer.level != "lsoa":
        rows.insert(0, (say("look", f"brought_{layer.level}"), count(len(known))))
    if layer.hidden:
        rows.append((say("look", "hidden"), count(layer.hidden)))
    if len(known):
        rows += [
            (say("look", "lowest"), _where(atlas, definition, layer, known, known.min())),
            (say("look", "middle"), value(float(known.median()), definition)),
            (say("look", "highest"), _where(atlas, definition, layer, known, known.max())),
        ]
    lines = [part for name, text in rows for part in (html.Dt(name), html.Dd(text))]
    return html.Dl(lines, className="own-figures")


def _as_brought(atlas: Atlas, layer: OwnLayer, values: pd.Series) -> pd.Series:
    """Figures by the areas that they were brought for, of those by LSOA."""
    if layer.level == "lsoa":
        return values
    place = levels.place_of(atlas, layer.level)
    return values.groupby(place).first().reindex(list(layer.codes))


def _where(
    atlas: Atlas, definition: Indicator, layer: OwnLayer, known: pd.Series, which: float
) -> str:
    """A figure, and the area that has it; or how many have."""
    at = known.index[known == which]
    said = value(float(which), definition)
    if len(at) > 1:
        return say("look", f"where_several_{layer.level}", value=said, number=count(len(at)))
    name = levels.areas_at(atlas, layer.level).loc[at[0], "name"]
    return say("look", "where", value=said, area=name)


def _row(text: str, style: dict[str, str] | None, size: int) -> Component:
    """A line of the map's key; without a style, that of areas without a figure."""
    swatch = html.Span(className="swatch" if style else "swatch none", style=style)
    return html.Li([swatch, html.Span(text), html.Span(count(size), className="size")])


def _map(
    atlas: Atlas, definition: Indicator, values: pd.Series, of: np.ndarray, colours: Sequence[str]
) -> FoundMap:
    place = found_map.places(atlas, "lsoa")
    by_code = dict(zip(values.index, range(len(values)), strict=True))
    at = [by_code[code] for code in place]
    said = [value(values.iloc[n], definition) if of[n] >= 0 else say("look", "none") for n in at]
    known = [n for n, one in enumerate(at) if of[one] >= 0]
    return {
        "level": "lsoa",
        "looks": [*(Look(colour=colour) for colour in colours), Look(colour=None)],
        "of": [int(of[n]) if of[n] >= 0 else len(colours) for n in at],
        "lines": [found_map.line(said, strong=True)],
        "fit": found_map.fitted(known, list(range(len(place)))),
        "drawn": f"own-{definition.id}",
    }


def _and_now(definition: Indicator) -> str:
    """Where a layer is to be found now, and where not, for which reason."""
    why = ["and_now_larger"] if definition.larger else []
    if definition.kind == "count" and not why:
        why = ["and_now_count"]
    return " ".join(say("look", name) for name in ("and_now", *why))


def _map_of_marks(atlas: Atlas, points: OwnPoints) -> FoundMap:
    """A map of areas without colours, for the marks, which the browser draws of the points: as
    large as the areas that they are in."""
    place = found_map.places(atlas, "lsoa")
    by_code = dict(zip(place, range(len(place)), strict=True))
    around = [by_code[code] for code in nearest_areas(atlas, points.table).dropna().unique()]
    return {
        "level": "lsoa",
        "looks": [Look(colour=None)],
        "of": [0] * len(place),
        "lines": [],
        "fit": found_map.fitted(around, list(range(len(place)))),
        "drawn": f"own-{points.id}",
    }


def _links(layer: str) -> list[Component]:
    """Ways on: the layer mapped, and as a criterion."""
    criterion = Criterion(layer, "local_top", _FIFTH, required=True)
    addresses = {
        "map_it": f"/{query_of({'i': layer})}",
        "criterion": f"/seldom-heard{Targets(criteria=(criterion,)).query()}",
    }
    return [
        html.A(say("look", name), href=links.to(address), className=f"btn {look}", id=f"own-{name}")
        for (name, address), look in zip(
            addresses.items(), ("btn-primary", "btn-plain"), strict=True
        )
    ]
