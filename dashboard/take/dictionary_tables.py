"""The data dictionary and the list of publications, as tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.files.cells import safe
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

_SOURCE = (
    *("id", "title", "publisher", "period", "vintage", "coverage", "licence", "attribution"),
    "landing",
)


def indicators(atlas: Atlas, names: Sequence[str]) -> pd.DataFrame:
    """A row for each indicator, with its definition, and England's value where there is one."""
    themes = {theme.id: theme.label for theme in atlas.catalogue.themes}
    licences = {one["id"]: one["licence"] for one in atlas.manifest["sources"]}
    rows = [
        _row(atlas, one, themes) | {"licence": licences[one.source]}
        for one in map(atlas.indicators.__getitem__, names)
    ]
    return pd.DataFrame(rows)


def sources(publications: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A row for each publication, as the snapshot's manifest has them."""
    return pd.DataFrame([{name: one[name] for name in _SOURCE} for one in publications])


def _row(atlas: Atlas, one: Indicator, themes: Mapping[str, str]) -> dict[str, Any]:
    england = atlas.england(one.id)
    same = (
        *("id", "group", "label", "short", "unit", "kind", "polarity", "source", "period"),
        *("vintage", "grain", "decimals", "disclosure"),
    )
    return {name: getattr(one, name) for name in same} | {
        "theme": themes[one.theme],
        "definition": one.description,
        "numerator": one.numerator.text if one.numerator else "",
        "denominator": one.denominator.text if one.denominator else "",
        "modelled": safe(one.modelled),
        "larger_areas": one.aggregate,
        "categories": "; ".join(f"{at}: {name}" for at, name in enumerate(one.categories)),
        "caveats": " ".join(atlas.catalogue.caveats[name] for name in one.caveats),
        "england": england.value,
        "england_numerator": england.numerator,
        "england_denominator": england.denominator,
    }
