"""The areas with their figures as GeoJSON (RFC 7946), and what they rest on as a member ``about``.

One kind of feature to a file, so that a mapping program makes one layer with one table of it.
Longitude and latitude of WGS 84, the only ones that the standard has, so the file names none.

Properties have the short names of the table's columns, which last when labels change; ``about``
says each in plain words.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from dashboard.files.about import About, document
from dashboard.files.table import Table
from layers.atlas import Atlas
from layers.table_rows import row_of

Polygons = list[list[list[list[float]]]]


def to_geojson(atlas: Atlas, table: Table, about: About) -> bytes:
    """The file's bytes, one area to a line; a missing figure is ``null``."""
    return collection("areas", features(table, shapes(atlas, table)), about)


def features(table: Table, outlines: Mapping[str, Polygons]) -> list[str]:
    """A table's places as GeoJSON, with the table's columns as properties."""
    return [
        _feature(
            code,
            properties,
            "MultiPolygon" if len(outlines[code]) > 1 else "Polygon",
            _turned(outlines[code]),
        )
        for code, properties in _properties(table)
    ]


def points(table: Table, places: pd.DataFrame) -> list[str]:
    """A table's rows as points; ``places`` has ``longitude`` and ``latitude`` by the table's codes.

    What has no place is left out.
    """
    at = places[["longitude", "latitude"]].dropna()
    return [
        _feature(code, properties, "Point", row_of(at, code).tolist())
        for code, properties in _properties(table)
        if code in at.index
    ]


def _properties(table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    names = [column.id for column in table.columns]
    for code, row in zip(table.codes, table.rows(), strict=True):
        yield code, dict(zip(names, row, strict=True))


def _feature(code: str, properties: dict[str, Any], kind: str, coordinates: Any) -> str:
    return _json(
        {
            "type": "Feature",
            "id": code,
            "properties": properties,
            "geometry": {"type": kind, "coordinates": coordinates},
        }
    )


def collection(name: str, features: Iterable[str], about: About) -> bytes:
    """A file's bytes from features already written."""
    top = {"type": "FeatureCollection", "name": name, "about": document(about)}
    inside = ",\n".join(features)
    return f'{_json(top)[:-1]},"features":[\n{inside}\n]}}\n'.encode()


def shapes(atlas: Atlas, table: Table) -> dict[str, Polygons]:
    """The outlines of a table's areas as polygons of rings of points, by code."""
    wanted = set(table.codes)
    return {
        feature["id"]: polygons(feature["geometry"])
        for feature in json.loads(atlas.outlines(table.level))["features"]
        if feature["id"] in wanted
    }


def polygons(geometry: dict[str, Any]) -> Polygons:
    """A geometry's polygons, whether it is one or several."""
    found = geometry["coordinates"]
    return [found] if geometry["type"] == "Polygon" else found


def right_handed(found: Polygons) -> Polygons:
    """The same with outer rings against the clock and holes with it, as RFC 7946 asks."""
    return [
        [ring if (_twice_area(ring) > 0) == (at == 0) else ring[::-1] for at, ring in enumerate(p)]
        for p in found
    ]


def _turned(found: Polygons) -> Any:
    turned = right_handed(found)
    return turned if len(turned) > 1 else turned[0]


def _twice_area(ring: list[list[float]]) -> float:
    x0, y0 = ring[0][:2]
    return sum(
        (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring)
    )


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
