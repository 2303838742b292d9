"""Boundaries (ONS Open Geography): GeoJSON in, polygons by area code out."""

import io
from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataSourceError

from data.errors import SourceError
from data.geometry import DEGREES

_CODES = ["LSOA21CD", "lsoa21_code", "WD25CD", "WD24CD", "ward24_code"]
_RELEASE = "of the release named in data/sources.toml."


def read_boundaries(content: bytes, file: str) -> gpd.GeoSeries:
    """Polygons by area code, in longitude and latitude (EPSG:4326).

    Raises
    ------
    SourceError
        For a file that is not GeoJSON, has no known code property, repeats a code, holds an
        empty shape, or is not in longitude and latitude.
    """
    frame = _features(content, file)
    codes = frame.reindex(columns=_CODES).bfill(axis=1)[_CODES[0]].replace("", None)

    def refuse(wrong: pd.Series, problem: Callable[[int], str], remedy: str) -> None:
        if wrong.any():
            at = int(wrong.to_numpy().argmax())
            raise SourceError(file, problem(at), row=at + 1, remedy=remedy)

    refuse(
        codes.isna(),
        lambda at: f"feature {at + 1} has no code ({', '.join(_CODES)}).",
        f"Use the boundaries {_RELEASE}",
    )
    refuse(
        codes.duplicated(),
        lambda at: f"{codes[at]} is given twice.",
        "Each code must appear once: download the file again.",
    )
    refuse(
        pd.Series(~(shapely.area(frame.geometry.array) > 0)),
        lambda at: f"{codes[at]} has no shape, or one without an area.",
        f"Use the polygons {_RELEASE}",
    )
    west, south, east, north = frame.geometry.bounds.to_numpy().T
    in_degrees = (west > -9) & (east < 3) & (south > 49) & (north < 61)
    refuse(
        pd.Series(~in_degrees),
        lambda at: f"{codes[at]} is not in longitude and latitude over Great Britain.",
        "Download the GeoJSON in WGS 84 (EPSG:4326).",
    )
    # As plain text, so that tables of these codes are written as all others.
    return gpd.GeoSeries(frame.geometry.array, index=codes.to_numpy(dtype=object))


def _features(content: bytes, file: str) -> gpd.GeoDataFrame:
    """All features, in the order of the file; a damaged shape is missing."""
    # A ring that is not closed is damaged: GDAL would close it.
    pyogrio.set_gdal_config_options({"OGR_GEOMETRY_ACCEPT_UNCLOSED_RING": "NO"})
    try:
        frame = gpd.read_file(io.BytesIO(content), on_invalid="ignore")
    except DataSourceError:
        raise SourceError(
            file, "is not a GeoJSON feature collection.", remedy="Download it as GeoJSON."
        ) from None
    # Whatever the file says of itself, its numbers must be degrees.
    return frame.set_crs(DEGREES, allow_override=True)
