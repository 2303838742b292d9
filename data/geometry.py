"""Shapes for the map: simplified together, dissolved upwards, with a label point inside each.

Shapes are GeoSeries indexed by code, in longitude and latitude with five decimals (about a metre).
Distances are reckoned in metres on the British National Grid.
"""

import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

DEGREES, METRES = "EPSG:4326", "EPSG:27700"
# Small enough that no corner visibly moves on a screen at street zoom.
TOLERANCE_METRES = 8.0
DECIMALS = 5
# A shared edge shorter than this is a corner, seen through the rounding of coordinates.
EDGE_METRES = 5.0


def simplify_together(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Simplify a coverage without opening gaps, in degrees with five decimals."""
    grid = shapes.sort_index().to_crs(METRES)
    if grid.is_valid_coverage():
        grid = grid.simplify_coverage(TOLERANCE_METRES)
    return _rounded(grid.to_crs(DEGREES))


def dissolve(shapes: gpd.GeoSeries, group: Mapping[str, str]) -> gpd.GeoSeries:
    """Merge areas into the larger areas they belong to (``group``: area code → larger code)."""
    areas = gpd.GeoDataFrame(geometry=shapes.sort_index())
    return areas.dissolve(areas.index.map(group), method="coverage").geometry.normalize()


def feature_collection(shapes: gpd.GeoSeries, properties: Mapping[str, Mapping[str, Any]]) -> bytes:
    """GeoJSON, compact, sorted by code; each feature has its code as ``id``."""
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": dict(properties.get(code, {})),
            "geometry": shapely.geometry.mapping(shape),
        }
        for code, shape in shapes.sort_index().items()
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def neighbours(shapes: gpd.GeoSeries) -> pd.DataFrame:
    """Pairs of areas that share an edge, columns ``a`` < ``b``; a corner is not enough."""
    areas = gpd.GeoDataFrame({"b": shapes.index}, geometry=shapes.to_crs(METRES).array)
    pairs = areas.rename(columns={"b": "a"}).sjoin(areas, predicate="intersects")
    pairs = pairs[pairs["a"] < pairs["b"]]
    edge = pairs.geometry.intersection(areas.geometry[pairs["index_right"]], align=False).length
    shared = pd.DataFrame(pairs.loc[edge > EDGE_METRES, ["a", "b"]])
    return shared.sort_values(["a", "b"], ignore_index=True)


def label_points(shapes: gpd.GeoSeries) -> dict[str, tuple[float, float]]:
    """A point well inside each shape, longitude and latitude: where its label goes.

    The centre of the largest circle that fits, because a centroid can fall outside its area.
    """
    parts = shapes.sort_index().to_crs(METRES).explode(index_parts=True)
    largest = parts.loc[parts.area.groupby(level=0).idxmax().to_list()].droplevel(1)
    circles = largest.maximum_inscribed_circle(tolerance=10.0)
    # Each is a line from the centre to the edge.
    centres = gpd.GeoSeries(shapely.get_point(circles.array, 0), circles.index, METRES)
    points = _rounded(centres.to_crs(DEGREES))
    return {str(code): (float(point.x), float(point.y)) for code, point in points.items()}


def area_km2(shapes: gpd.GeoSeries) -> pd.Series:
    """Area of each shape in square kilometres, to four decimals."""
    return (shapes.sort_index().to_crs(METRES).area / 1e6).round(4)


def place(
    points: pd.DataFrame, shapes: gpd.GeoSeries, *, within_metres: float = 250.0
) -> npt.NDArray[np.object_]:
    """The area that each point lies in.

    Parameters
    ----------
    points
        Columns ``easting`` and ``northing`` in metres.
    shapes
        Areas in degrees.
    within_metres
        A point in no area takes the nearest one this close: boundaries are generalised, so a
        house at the edge of the region can fall just outside all of them.

    Returns
    -------
    numpy.ndarray
        Area codes, one for each point; ``""`` where no area is near enough.
    """
    areas = gpd.GeoDataFrame({"code": shapes.index}, geometry=shapes.to_crs(METRES).array)
    spots = gpd.GeoDataFrame(geometry=on_grid(points))
    inside = _lowest(spots.sjoin(areas, predicate="intersects"))
    outside = spots.drop(inside.index)
    near = _lowest(outside.sjoin_nearest(areas, max_distance=within_metres))
    found = pd.concat([inside, near]).reindex(spots.index, fill_value="")
    return found.to_numpy(dtype=object)


def on_grid(points: pd.DataFrame) -> gpd.GeoSeries:
    """Points of columns ``easting`` and ``northing``, numbered from 0."""
    return gpd.GeoSeries(gpd.points_from_xy(points["easting"], points["northing"], crs=METRES))


def degrees_of(points: pd.DataFrame) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitudes and latitudes (five decimals) of columns ``easting`` and ``northing``."""
    spots = on_grid(points).to_crs(DEGREES)
    return np.round(spots.x.to_numpy(), DECIMALS), np.round(spots.y.to_numpy(), DECIMALS)


def _lowest(pairs: gpd.GeoDataFrame) -> pd.Series:
    """One code for each point: one on a shared edge meets two areas, and the build must always
    choose the same."""
    return pairs.groupby(level=0)["code"].min()


def _rounded(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    return shapes.transform(lambda xy: np.round(xy, DECIMALS))
