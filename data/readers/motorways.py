"""OS Open Roads (Ordnance Survey): motorways as lines.

A copy of the motorways alone is a FlatGeobuf in longitude and latitude; the publisher's GeoPackage
holds every road, on the British National Grid.
"""

import io
import warnings

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from data.errors import SourceError
from data.geometry import DEGREES

_CLASS, _NUMBER = "road_classification", "road_classification_number"
_LAYER = "road_link"
MOTORWAY = "Motorway"


def read_motorways(content: bytes, file: str) -> gpd.GeoDataFrame:
    """Every piece of motorway.

    Returns
    -------
    geopandas.GeoDataFrame
        ``ref`` ("M1"), lines in longitude and latitude.

    Raises
    ------
    SourceError
        For a file that is no map layer, has no class or number of roads, or is not on the map.
    """
    try:
        with warnings.catch_warnings():
            # What is read from memory has no name that ends in ".gpkg".
            warnings.filterwarnings("ignore", "File .* has GPKG application_id", RuntimeWarning)
            frame = _motorways(content, file)
    except (DataSourceError, DataLayerError, IndexError):
        raise SourceError(
            file,
            "is neither a FlatGeobuf nor a GeoPackage.",
            remedy="The download may have been cut short: fetch the file again.",
        ) from None
    if frame.crs is None or frame.empty:
        raise SourceError(
            file,
            "holds no motorway, or does not say where on the map its roads are.",
            remedy="Use OS Open Roads as it is published.",
        )
    lines = gpd.GeoDataFrame({"ref": frame[_NUMBER]}, geometry=frame.geometry)
    return lines.to_crs(DEGREES)


def _motorways(content: bytes, file: str) -> gpd.GeoDataFrame:
    layers = [str(name) for name, _ in pyogrio.list_layers(io.BytesIO(content))]
    layer = _LAYER if _LAYER in layers else layers[0]
    fields = set(pyogrio.read_info(io.BytesIO(content), layer=layer)["fields"])
    if missing := [name for name in (_CLASS, _NUMBER) if name not in fields]:
        raise SourceError(
            file,
            "is not in the file.",
            column=missing[0],
            remedy="Use OS Open Roads as it is published.",
        )
    return gpd.read_file(
        io.BytesIO(content),
        layer=layer,
        columns=[_CLASS, _NUMBER],
        where=f"{_CLASS} = '{MOTORWAY}'",
    )
