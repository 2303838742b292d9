"""Outlines of areas, neighbourhoods, wards and districts, written for the map."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from data import geometry, towns
from data.snapshot_files import SnapshotWriter

# Level: columns of its code and its name.
_LARGER = {
    "msoa": ("msoa_code", "neighbourhood"),
    "ward": ("ward_code", "ward"),
    "district": ("district_code", "district"),
}


def write(
    writer: SnapshotWriter,
    settlements: pd.DataFrame | None,
    area_table: pd.DataFrame,
    shapes: gpd.GeoSeries,
    notes: list[str],
) -> None:
    """Outlines of every level, each larger place with its name and label point.

    Larger places are made of their areas' outlines, so that every line is a line of areas, and
    encloses the people who are counted in it. A ward has its district, too; a district has the
    centre of its town as ``town``, where it has one: ``settlements`` are those of OS Open Names,
    if it is at hand.
    """
    writer.content("lsoa.geo.json", geometry.feature_collection(shapes, {}))
    for level, (code, name) in _LARGER.items():
        outlines = geometry.dissolve(shapes, _mapping(area_table[code]))
        first = area_table.drop_duplicates(code).set_index(code)
        names = _mapping(first[name])
        labels = geometry.label_points(outlines)
        properties: dict[str, dict[str, Any]] = {
            place: {"name": names[place], "at": list(labels[place])} for place in outlines.index
        }
        if level == "ward":
            for place, district in _mapping(first["district"]).items():
                properties[place]["district"] = district
        if level == "district":
            for place, centre in towns.centres(settlements, names, outlines, notes).items():
                properties[place]["town"] = list(centre)
        content = geometry.feature_collection(outlines, properties)
        writer.content(f"{level}.geo.json", content)


def _mapping(series: pd.Series) -> Mapping[str, str]:
    return {str(key): str(value) for key, value in series.items()}
