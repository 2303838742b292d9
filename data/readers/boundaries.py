"""Boundaries (ONS Open Geography): GeoJSON in, polygons by area code out."""

import json

import shapely

from data.errors import SourceError

_CODES = ("LSOA21CD", "lsoa21_code", "WD25CD", "WD24CD", "ward24_code")


def read_boundaries(content: bytes, file: str) -> dict[str, shapely.Geometry]:
    """Polygons by area code, in longitude and latitude (EPSG:4326).

    Raises
    ------
    SourceError
        For a file that is not GeoJSON, has no known code property, repeats a code, holds an
        empty shape, or is not in longitude and latitude.
    """
    try:
        features = json.loads(content)["features"]
    except (ValueError, KeyError, TypeError):
        raise SourceError(
            file, "is not a GeoJSON feature collection.", remedy="Download it as GeoJSON."
        ) from None
    found: dict[str, shapely.Geometry] = {}
    for row, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        code = next((properties[k] for k in _CODES if k in properties), None)
        if not code:
            raise SourceError(
                file,
                f"feature {row} has no code ({', '.join(_CODES)}).",
                row=row,
                remedy="Use the boundaries of the release named in data/sources.toml.",
            )
        if code in found:
            raise SourceError(
                file,
                f"{code} is given twice.",
                row=row,
                remedy="Each code must appear once: download the file again.",
            )
        try:
            shape = shapely.from_geojson(json.dumps(feature.get("geometry")))
        except shapely.errors.GEOSException:
            shape = shapely.Point()
        if not shape.area:
            raise SourceError(
                file,
                f"{code} has no shape, or one without an area.",
                row=row,
                remedy="Use the polygons of the release named in data/sources.toml.",
            )
        west, south, east, north = shape.bounds
        if not (-9 < west <= east < 3 and 49 < south <= north < 61):
            raise SourceError(
                file,
                f"{code} is not in longitude and latitude over Great Britain.",
                row=row,
                remedy="Download the GeoJSON in WGS 84 (EPSG:4326).",
            )
        found[str(code)] = shape
    return found
