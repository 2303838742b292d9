"""What the browser is told of indicators in words: what they are called, mean and stand under."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.files.table import header_of
from dashboard.parts import unit_links
from dashboard.wording.class_words import caption
from dashboard.wording.legend import forms
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.change import decile_change
from layers.geography.cluster_kinds import clustered


def words(atlas: Atlas, names: Sequence[str]) -> dict[str, Any]:
    """Of some indicators, by id: what they are called and mean, and England's value."""
    publishers = {s["id"]: s["publisher"] for s in atlas.manifest["sources"]}
    return {
        name: _words(atlas.indicators[name])
        | _score(atlas, name)
        | {"england": _national(atlas, name)}
        | {"publisher": publishers[atlas.indicators[name].source]}
        for name in names
    }


def themes(atlas: Atlas) -> list[dict[str, str]]:
    """Headings of the picker, in their order."""
    return [
        {"id": t.id, "label": t.label, "description": t.description} for t in atlas.catalogue.themes
    ]


def groups(atlas: Atlas) -> list[tuple[str, list[str]]]:
    """Indicators as they are chosen from: by theme and group, each with its heading."""
    found: dict[str, list[str]] = {}
    for theme in atlas.catalogue.themes:
        for name, definition in atlas.indicators.items():
            if definition.theme == theme.id:
                found.setdefault(f"{theme.label} · {definition.group}", []).append(name)
    return list(found.items())


def _words(definition: Indicator) -> dict[str, Any]:
    words: dict[str, Any] = {
        "label": definition.label,
        "head": header_of(definition, ""),
        "caption": caption(definition),
        "short": definition.short,
        "description": definition.description,
        "kind": definition.kind,
        "unit": definition.unit,
        "polarity": definition.polarity,
        "aggregate": definition.aggregate,
        "decimals": definition.decimals,
        # How a number is written with its unit, and how where it reads 1.
        "form": forms(definition.unit),
        "theme": definition.theme,
        "period": definition.period,
        "caveats": list(definition.caveats),
        "headline": definition.headline,
        "modelled": definition.modelled,
    }
    if definition.is_share and definition.interval == "none":
        words["certain"] = True
    if definition.register:
        words["practices"] = unit_links.expected_of(definition.register)
    if definition.grain:
        words["ofWards"] = True
    if definition.id == decile_change.MOVED:
        words["ends"] = [decile_change.THEN, decile_change.NOW]
    if definition.is_own:
        words["own"] = True
    if definition.larger:
        words["ofLarger"] = definition.larger
    if definition.is_iod and definition.aggregate == "weighted_mean":
        words["iod"] = True
    if definition.categories:
        words["categories"] = list(definition.categories)
    return words


def _score(atlas: Atlas, name: str) -> dict[str, str]:
    """Of a decile or rank, the indicator that it is made from: that has figures at every level."""
    of = clustered(atlas, name)
    return {"score": of} if of and of != name else {}


def _national(atlas: Atlas, name: str) -> dict[str, Any] | None:
    england = atlas.england(name)
    if england.value is None and np.isnan(england.percentiles).all():
        return None
    value = None if england.value is None else float(f"{england.value:.6g}")
    return {"value": value}
