"""A table with the outlines of its places as a GeoDataFrame, from which map files are written.

GeoPandas is imported when the first map file is wanted, in the process that makes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.files.outlines import Outline
from dashboard.files.table import Table

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Layer:
    """A table with the outlines (or points) of its places by their codes, as a map file has it."""

    name: str
    table: Table
    outlines: Mapping[str, Outline]


def geo_frame(layer: Layer) -> "GeoDataFrame":
    """A row for each place that has an outline, by code; geometry in column ``geom``.

    Cells are safe, as every format has them (:meth:`Table.rows`): text, ``int``, ``float`` or
    None, in columns of objects. Outer rings run against the clock and holes with it, as RFC 7946
    asks.
    """
    import geopandas

    table = layer.table
    names = [column.id for column in table.columns]
    cells = pd.DataFrame(list(table.rows()), list(table.codes), names, dtype=object)
    frame = geopandas.GeoDataFrame(cells.assign(geom=outlines_in(layer)), geometry="geom")
    return frame[frame["geom"].notna()]


def outlines_in(layer: Layer) -> "GeoSeries":
    """The outline of each row, turned as RFC 7946 asks; missing where a place has none."""
    import geopandas

    places = geopandas.GeoSeries(layer.outlines, dtype="geometry", crs=WGS84)
    return places.reindex(list(layer.table.codes)).orient_polygons()


def several(shapes: "GeoSeries") -> list[Outline]:
    """The same as one kind of geometry: also of one piece, each is a multipolygon."""
    import shapely

    return [
        shapely.MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape for shape in shapes
    ]
