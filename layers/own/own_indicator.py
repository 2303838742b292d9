"""A layer of one's own as an indicator of the atlas, like any other."""

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import OWN_THEME as THEME
from layers.catalogue.definitions import Indicator, Measure, Theme
from layers.geography import levels
from layers.own import cover
from layers.own.figure_decimals import decimals_of
from layers.own.own_layer import OwnLayer
from layers.own.texts import one_or_many, say
from layers.statistics.intervals import wilson


def with_own(atlas: Atlas, layers: Sequence[OwnLayer]) -> Atlas:
    """The atlas with layers of one's own; the atlas itself without any.

    It equals the atlas that it is made of (see :meth:`layers.atlas.Atlas.with_values`). An
    indicator's id follows from all that its layer holds, so what is remembered by atlas and
    indicator stays right; what is remembered by atlas alone must not follow from the list of
    indicators.
    """
    layers = [layer for layer in layers if layer.id not in atlas.own_layers]
    if not layers:
        return atlas
    caveats, sources = dict(atlas.catalogue.caveats), list(atlas.manifest["sources"])
    for layer in layers:
        figures = table(atlas, layer)
        caveats[layer.id] = " ".join(
            filter(None, [caveat(layer), cover.said(atlas, layer, figures["value"])])
        )
        atlas = atlas.with_values(indicator(layer), figures)
        sources.append(source(layer))
    theme = Theme(
        id=THEME,
        label=say("indicator", "theme"),
        description=say("indicator", "theme_about"),
    )
    atlas.catalogue = msgspec.structs.replace(
        atlas.catalogue,
        themes=(*(one for one in atlas.catalogue.themes if one.id != THEME), theme),
        caveats=caveats,
        indicators={
            **atlas.catalogue.indicators,
            **{layer.id: atlas.indicators[layer.id] for layer in layers},
        },
    )
    atlas.manifest = {**atlas.manifest, "sources": sources}
    atlas.own_layers = {**atlas.own_layers, **{layer.id: layer.written for layer in layers}}
    return atlas


def indicator(layer: OwnLayer) -> Indicator:
    """Its definition, as :mod:`layers.catalogue` gives those of published figures.

    A share of areas is a share with its numerator and denominator. Of larger areas it is a rate in
    percent, since how many people of an area it is about is not known.
    """
    share = layer.kind == "share" and layer.level == "lsoa"
    whole = {"share": "weighted_mean", "rate": "weighted_mean", "count": "sum"}[layer.kind]
    if layer.kind == "count" and layer.level != "lsoa":
        whole = "none"
    return Indicator(
        id=layer.id,
        label=layer.label,
        short=layer.short or layer.label[:40],
        description=layer.note or layer.label,
        kind="share" if share else "count" if layer.kind == "count" else "rate",
        unit="%" if layer.kind == "share" else layer.unit,
        polarity=layer.polarity,
        aggregate="ratio" if share else whole,  # type: ignore[arg-type]  # one of its words
        source=layer.id,
        period=layer.period,
        vintage=say("indicator", "vintage"),
        interval="wilson" if share else "none",
        disclosure=say("indicator", f"disclosure_{_disclosure(layer)}"),
        theme=THEME,
        group=say("indicator", "group"),
        decimals=decimals_of(_as_brought(layer)["value"], counted=layer.kind == "count"),
        numerator=Measure(text=layer.counted or layer.label) if share else None,
        denominator=Measure(text=layer.out_of or say("indicator", "cases")) if share else None,
        caveats=(layer.id,),
        larger="" if layer.level == "lsoa" else layer.level,
    )


def _disclosure(layer: OwnLayer) -> str:
    """Which sentence says how people are protected: as far as it is known, or who says so."""
    if layer.of_places:
        return f"places_{layer.kind}"
    if layer.published:
        return "published"
    return "people" if layer.people else "rate" if layer.kind == "rate" else "other"


def caveat(layer: OwnLayer) -> str:
    """What to take care of, in sentences."""
    found = [say("indicator", "own_places" if layer.of_places else "own")]
    if layer.level != "lsoa":
        found.append(say("indicator", "larger", areas=say("indicator", layer.level)))
    if layer.kind != "count" and not (layer.kind == "share" and layer.level == "lsoa"):
        found.append(say("indicator", "mean"))
    for name in ("hidden", "carried"):
        if number := getattr(layer, name):
            found.append(one_or_many("indicator", name, number, n=f"{number:,}"))
    if layer.hidden and layer.kind == "count":
        found.append(say("indicator", "hidden_sum"))
    return " ".join([*found, say("indicator", "licence", licence=_licence(layer))])


def _licence(layer: OwnLayer) -> str:
    """What may be done with it, as whoever brought it says, or that nobody said."""
    return layer.licence or say("indicator", "no_licence")


def source(layer: OwnLayer) -> dict[str, Any]:
    """Its publication, as the snapshot's manifest lists those of published figures."""
    of = {"source": layer.source, "period": layer.period}
    near = layer.of_places and layer.kind == "share"
    return {
        "id": layer.id,
        "title": layer.label,
        "publisher": say("indicator", "publisher_near", **of) if near else layer.source,
        "period": layer.period,
        "vintage": say("indicator", f"areas_{layer.level}"),
        "coverage": "",
        "licence": _licence(layer),
        "attribution": say(
            "indicator",
            "attribution_near" if near else "attribution",
            label=layer.label,
            licence=_licence(layer),
            **of,
        ),
        "landing": "",
        "files": [],
    }


def table(atlas: Atlas, layer: OwnLayer) -> pd.DataFrame:
    """Its figures by LSOA of the atlas: the columns of :meth:`layers.atlas.Atlas.table`.

    Areas of the layer that the atlas does not have are left out; areas without a figure are NaN.
    """
    given = _as_brought(layer)
    if layer.level != "lsoa":
        place = levels.place_of(atlas, layer.level)
        return pd.DataFrame({"value": place.map(given["value"])}, index=place.index)
    found = given.reindex(atlas.areas.index)
    if layer.kind == "share":
        # Without a part there is no whole either: sums over areas take both or none.
        found = found.where(found["value"].notna())
        limits = wilson(found["numerator"], found["denominator"])
        found["lower"], found["upper"] = 100 * limits.lower, 100 * limits.upper
    return found


def _as_brought(layer: OwnLayer) -> pd.DataFrame:
    """Its figures by its own areas: ``value``, and of a share ``numerator`` and ``denominator``."""
    given = pd.DataFrame(index=pd.Index(layer.codes), dtype=float)
    if layer.kind == "share":
        given["numerator"] = np.array(layer.numerators, dtype=float)
        given["denominator"] = np.array(layer.denominators, dtype=float)
        known = given["denominator"] > 0
        given["value"] = 100 * given["numerator"] / given["denominator"].where(known)
    else:
        given["value"] = np.array(layer.values, dtype=float)
    return given
