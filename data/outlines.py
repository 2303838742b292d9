"""Outlines of areas, neighbourhoods, wards and districts, written for the map."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data import geometry
from data.inputs import Inputs
from data.readers import boundaries
from data.snapshot_files import SnapshotWriter


def write(
    writer: SnapshotWriter,
    inputs: Inputs,
    area_table: pd.DataFrame,
    shapes: dict[str, Any],
    notes: list[str],
) -> None:
    """Outlines of areas, neighbourhoods, wards and districts, each with its label point."""
    writer.content("lsoa.geo.json", geometry.feature_collection(shapes, {}))
    levels = {"msoa": ("msoa_code", "neighbourhood"), "district": ("district_code", "district")}
    for level, (code, name) in levels.items():
        outlines = geometry.dissolve(shapes, _mapping(area_table[code]))
        names = _mapping(area_table.drop_duplicates(code).set_index(code)[name])
        _write_level(writer, level, outlines, names, {})
    ward_outlines, published = _ward_outlines(inputs, area_table, shapes)
    if not published:
        notes.append(
            "Wards are drawn from the areas that fit them best, because the ward boundaries at "
            "hand do not cover these districts: their outlines are indicative."
        )
    wards = area_table.drop_duplicates("ward_code").set_index("ward_code")
    _write_level(
        writer, "ward", ward_outlines, _mapping(wards["ward"]), _mapping(wards["district"])
    )


def _ward_outlines(
    inputs: Inputs, area_table: pd.DataFrame, shapes: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Published ward boundaries, matched by code or else by district and name."""
    wards = area_table.drop_duplicates("ward_code").set_index("ward_code")
    if inputs.has("boundaries_ward"):
        published = inputs.read(
            "boundaries_ward", lambda c, f: boundaries.read_named_boundaries(c, f, "WD25NM")
        )
        by_name = {(district, name): code for code, (name, district, _) in published.items()}
        matched = {}
        for code, (name, district) in zip(
            wards.index, wards[["ward", "district"]].to_numpy(), strict=True
        ):
            new = code if code in published else by_name.get((district, name))
            if new is not None:
                matched[str(code)] = new
        if len(matched) == len(wards):
            outlines = {code: published[new][2] for code, new in matched.items()}
            return geometry.simplify_together(outlines), True
    return geometry.dissolve(shapes, _mapping(area_table["ward_code"])), False


def _write_level(
    writer: SnapshotWriter,
    level: str,
    outlines: dict[str, Any],
    names: Mapping[str, str],
    within: Mapping[str, str],
) -> None:
    labels = geometry.label_points(outlines)
    properties = {
        code: {"name": names[code], "at": list(labels[code])}
        | ({"district": within[code]} if within else {})
        for code in outlines
    }
    writer.content(f"{level}.geo.json", geometry.feature_collection(outlines, properties))


def _mapping(series: pd.Series) -> dict[str, str]:
    return {str(key): str(value) for key, value in series.items()}
