"""Figures of indicators, area by area."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.api import areas, fields
from dashboard.api.endpoint import Asked, Endpoint, Found
from dashboard.api.indicators import indicator_of
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.national_standing import national_deciles
from layers.table_rows import records

MOST_INDICATORS = 20
VALUE = fields.row(
    "Value", indicator="text", code="text", name="text", district="text", value="number?",
    lower="number?", upper="number?", numerator="number?", denominator="number?",
    national_percentile="number?", national_decile="whole?", category="text?",
)  # fmt: skip
_PARTS = ("value", "lower", "upper", "numerator", "denominator", "national_percentile")


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``values``."""
    ids = fields.ids_of("indicator", MOST_INDICATORS, required=True)
    asked = {"indicator": ids, **areas.limits(atlas)}
    return [Endpoint("values", "/values", VALUE, find, asked)]


def find(atlas: Atlas, asked: Asked) -> Found:
    """A row for each indicator and area: the indicators one after another, areas by code."""
    wanted = [indicator_of(atlas, name) for name in dict.fromkeys(asked["indicator"])]
    codes, level = areas.codes(atlas, asked), asked["level"]
    number = len(codes)

    def part(start: int, stop: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for at, indicator in enumerate(wanted):
            first, last = max(start - at * number, 0), min(stop - at * number, number)
            if first < last:
                found += _rows(atlas, indicator, level, codes[first:last])
        return found

    return Found(number * len(wanted), part)


def _rows(atlas: Atlas, indicator: Indicator, level: str, codes: pd.Index) -> list[dict[str, Any]]:
    places = levels.areas_at(atlas, level).loc[codes]
    table = levels.table_at(atlas, indicator.id, level).loc[codes, list(_PARTS)]
    table = table.assign(national_decile=np.nan, category=None)
    # England's percentiles are over LSOAs.
    if level != areas.LSOA or not indicator.stands_nationally:
        table["national_percentile"] = np.nan
    elif indicator.polarity != "none" and _is_national(atlas, indicator.id):
        table["national_decile"] = national_deciles(atlas, indicator.id).loc[codes]
    if indicator.kind == "category":
        table["category"] = [
            None if np.isnan(kind) else indicator.categories[int(kind)] for kind in table["value"]
        ]
        table["value"] = np.nan
    made = table.assign(
        indicator=indicator.id, code=codes, name=places["name"], district=places["district"]
    )
    return records(made)


def _is_national(atlas: Atlas, indicator: str) -> bool:
    return bool(np.isfinite(atlas.column(indicator, "national_percentile")).any())
