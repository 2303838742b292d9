"""Shapes drawn in metres, as the build has them in degrees, and back."""

from collections.abc import Mapping

import geopandas as gpd
import shapely

from data.geometry import DEGREES, METRES


def degrees(shapes: Mapping[str, shapely.Geometry]) -> gpd.GeoSeries:
    """Shapes by code, drawn on the British National Grid, in longitude and latitude."""
    return gpd.GeoSeries(dict(shapes), crs=METRES).to_crs(DEGREES)


def metres(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Shapes in longitude and latitude on the British National Grid."""
    return shapes.to_crs(METRES)


def in_metres(shape: shapely.Geometry) -> shapely.Geometry:
    """One shape in longitude and latitude on the British National Grid."""
    return gpd.GeoSeries([shape], crs=DEGREES).to_crs(METRES).iloc[0]


def in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    """One shape of the British National Grid in longitude and latitude."""
    return gpd.GeoSeries([shape], crs=METRES).to_crs(DEGREES).iloc[0]
