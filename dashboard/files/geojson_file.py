"""The areas with their figures as GeoJSON (RFC 7946), and what they rest on as a member ``about``.

One kind of feature to a file, so that a mapping program makes one layer with one table of it.
Longitude and latitude of WGS 84, the only ones that the standard has, so the file names none.

Properties have the short names of the table's columns, which last when labels change; ``about``
says each in plain words.
"""

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.files.about import About, document
from dashboard.files.geo_frame import Layer, geo_frame
from dashboard.files.outlines import outlines_of
from dashboard.files.table import Table
from layers.atlas import Atlas


def to_geojson(atlas: Atlas, table: Table, about: About) -> bytes:
    """The file's bytes, one area to a line; a missing figure is ``null``."""
    return collection([Layer("areas", table, outlines_of(atlas, table.level))], about)


def points(name: str, table: Table, places: pd.DataFrame) -> Layer:
    """A table's rows as points; ``places`` has ``longitude`` and ``latitude`` by the table's codes.

    What has no place is left out.
    """
    import geopandas

    known = places.dropna(subset=["longitude", "latitude"])
    spots = geopandas.points_from_xy(known["longitude"], known["latitude"])
    return Layer(name, table, dict(zip(known.index, spots, strict=True)))


def collection(layers: Iterable[Layer], about: About) -> bytes:
    """The bytes of one file with the features of all these layers, which share a name."""
    layers = list(layers)
    top = {"type": "FeatureCollection", "name": layers[0].name, "about": document(about)}
    inside = ",\n".join(
        _json(feature)
        for layer in layers
        for feature in geo_frame(layer).iterfeatures(na="null", show_bbox=False)
    )
    return f'{_json(top)[:-1]},"features":[\n{inside}\n]}}\n'.encode()


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
