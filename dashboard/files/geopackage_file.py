"""The areas with their figures as an OGC GeoPackage: layer ``areas``, table ``about``.

GDAL writes it, by GeoPandas' engine pyogrio. Columns carry their headers in plain words, which
QGIS shows as aliases; of two that are alike, which GDAL refuses, one has a number.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from dashboard.files import cells
from dashboard.files.about import ABOUT_COLUMNS, About, lines
from dashboard.files.arrow_file import arrow_table
from dashboard.files.geo_frame import WGS84, Layer, outlines_in, several
from dashboard.files.headings import told_apart
from dashboard.files.in_memory import memory_folder
from dashboard.files.outlines import outlines_of
from dashboard.files.table import Table
from layers.atlas import Atlas

# Not the newest, so that older programs read it without a warning.
_VERSION = "1.3"
# GDAL's names for what a field of an Arrow table says of its column.
_TITLE = "GDAL:OGR:alternative_name"
_ABOUT = "What the figures are and rest on"


def to_geopackage(atlas: Atlas, table: Table, about: About) -> bytes:
    """The database's bytes: the same for the same table, day and release of GDAL."""
    return of_layers([Layer("areas", table, outlines_of(atlas, table.level))], about)


def of_layers(layers: Iterable[Layer], about: About) -> bytes:
    """The bytes of a database with several layers and the table ``about``."""
    import pyogrio

    said = cells.text(f"{about.title}. {about.sentence}.")
    with memory_folder() as folder, _dated(about.made):
        # In a file: the engine adds no second layer to a database that it keeps in memory itself.
        path = folder / "layers.gpkg"
        for layer in layers:
            pyogrio.write_arrow(
                _arrow_table(layer),
                path,
                layer=layer.name,
                geometry_name="geom",
                geometry_type=_kind(layer),
                crs=WGS84,
                **_options(said),
            )
        words = pd.DataFrame(lines(about), columns=list(ABOUT_COLUMNS), dtype="str")
        pyogrio.write_dataframe(words, path, layer="about", **_options(_ABOUT))
        return path.read_bytes()


def _options(description: str) -> dict[str, Any]:
    return {
        "driver": "GPKG",
        "append": True,
        "dataset_options": {"VERSION": _VERSION},
        "layer_options": {"DESCRIPTION": description},
    }


def _kind(layer: Layer) -> str:
    """The one kind of geometry of a layer: points, or areas."""
    points = all(shape.geom_type == "Point" for shape in layer.outlines.values())
    return "Point" if points and layer.outlines else "MultiPolygon"


def _arrow_table(layer: Layer) -> pa.Table:
    """A layer's columns with their types and titles, and its outlines as well-known binary; a row
    for each place that has an outline."""
    import geopandas

    shapes = outlines_in(layer)
    drawn = shapes.notna().to_numpy()
    rows = arrow_table(layer.table, rounded=False).filter(pa.array(drawn))
    frame = geopandas.GeoDataFrame({"geom": several(shapes[drawn])}, geometry="geom", crs=WGS84)
    table = pa.table(frame.to_arrow(index=False))
    titles = zip(rows.schema, told_apart(layer.table.headers()), strict=True)
    fields = [field.with_metadata({_TITLE: title}) for field, title in titles]
    return pa.Table.from_arrays(
        [*rows.columns, table["geom"]], schema=pa.schema([*fields, table.schema.field("geom")])
    )


@contextmanager
def _dated(made: date) -> Iterator[None]:
    """What GDAL writes meanwhile is dated with the day, so that the bytes are always the same."""
    import pyogrio

    name = "OGR_CURRENT_DATE"
    pyogrio.set_gdal_config_options({name: f"{made.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({name: None})
