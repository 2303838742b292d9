"""Shapes for the map: simplified together, dissolved upwards, with a label point inside each.

Distances are reckoned in metres on the British National Grid; what is stored is longitude and
latitude with five decimals (about a metre).
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

# Small enough that no corner visibly moves on a screen at street zoom.
TOLERANCE_METRES = 8.0
DECIMALS = 5
# A shared edge shorter than this is a corner, seen through the rounding of coordinates.
EDGE_METRES = 5.0

Shapes = Mapping[str, shapely.Geometry]


@lru_cache(maxsize=2)
def _transformer(to_grid: bool) -> pyproj.Transformer:
    ends = ("EPSG:4326", "EPSG:27700") if to_grid else ("EPSG:27700", "EPSG:4326")
    # Only the ballpark-free Helmert shift, which needs no grid file from elsewhere and so gives
    # the same metres on every machine.
    return pyproj.Transformer.from_crs(*ends, always_xy=True, allow_ballpark=False)


def to_grid(shapes: Iterable[shapely.Geometry]) -> npt.NDArray[Any]:
    """Longitude and latitude → easting and northing in metres."""
    return _moved(shapes, to_grid=True)


def to_degrees(shapes: Iterable[shapely.Geometry]) -> npt.NDArray[Any]:
    """Easting and northing in metres → longitude and latitude."""
    return _moved(shapes, to_grid=False)


def _moved(shapes: Iterable[shapely.Geometry], *, to_grid: bool) -> npt.NDArray[Any]:
    change = _transformer(to_grid)

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    return shapely.transform(np.asarray(list(shapes), dtype=object), move)


def simplify_together(shapes: Shapes) -> dict[str, shapely.Geometry]:
    """Simplify a coverage without opening gaps, in degrees with five decimals."""
    codes = sorted(shapes)
    grid = to_grid([shapes[c] for c in codes])
    if shapely.coverage_is_valid(grid):
        grid = shapely.coverage_simplify(grid, TOLERANCE_METRES)
    return dict(zip(codes, _rounded(to_degrees(grid)), strict=True))


def dissolve(shapes: Shapes, group: Mapping[str, str]) -> dict[str, shapely.Geometry]:
    """Merge areas into the larger areas they belong to (``group``: area code → larger code)."""
    members: dict[str, list[shapely.Geometry]] = {}
    for code in sorted(shapes):
        members.setdefault(group[code], []).append(shapes[code])
    merged = {code: shapely.coverage_union_all(parts) for code, parts in sorted(members.items())}
    return {code: shapely.normalize(shape) for code, shape in merged.items()}


def feature_collection(shapes: Shapes, properties: Mapping[str, Mapping[str, Any]]) -> bytes:
    """GeoJSON, compact, sorted by code; each feature has its code as ``id``."""
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": dict(properties.get(code, {})),
            "geometry": _geometry(shapes[code]),
        }
        for code in sorted(shapes)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def neighbours(shapes: Shapes) -> pd.DataFrame:
    """Pairs of areas that share an edge, columns ``a`` < ``b``; a corner is not enough."""
    codes = np.array(sorted(shapes), dtype=object)
    grid = to_grid([shapes[c] for c in codes])
    one, other = shapely.STRtree(grid).query(grid, predicate="intersects")
    first = one < other
    one, other = one[first], other[first]
    edge = shapely.length(shapely.intersection(grid[one], grid[other]))
    shared = edge > EDGE_METRES
    pairs = pd.DataFrame({"a": codes[one[shared]], "b": codes[other[shared]]})
    return pairs.sort_values(["a", "b"], ignore_index=True)


def label_points(shapes: Shapes) -> dict[str, tuple[float, float]]:
    """A point well inside each shape, longitude and latitude: where its label goes.

    The centre of the largest circle that fits, because a centroid can fall outside its area.
    """
    codes = sorted(shapes)
    grid = to_grid([shapes[c] for c in codes])
    largest = np.array([_largest(shape) for shape in grid], dtype=object)
    centres = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=10.0), 0)
    points = _rounded(to_degrees(centres))
    return {
        code: (float(shapely.get_x(p)), float(shapely.get_y(p)))
        for code, p in zip(codes, points, strict=True)
    }


def area_km2(shapes: Shapes) -> pd.Series:
    """Area of each shape in square kilometres, to four decimals."""
    codes = sorted(shapes)
    metres = shapely.area(to_grid([shapes[c] for c in codes]))
    return pd.Series(np.round(metres / 1e6, 4), index=codes)


def place(
    points: pd.DataFrame, shapes: Shapes, *, within_metres: float = 250.0
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
    codes = np.array(sorted(shapes), dtype=object)
    grid = to_grid([shapes[c] for c in codes])
    tree = shapely.STRtree(grid)
    spots = np.asarray(shapely.points(points[["easting", "northing"]].to_numpy(dtype=float)))
    answer = np.full(len(points), "", dtype=object)
    spot, area = tree.query(spots, predicate="intersects")
    # A point on a shared edge meets two areas: the lower code, so that the build is repeatable.
    order = np.lexsort((area, spot))[::-1]
    answer[spot[order]] = codes[area[order]]
    left = np.flatnonzero(answer == "")
    if len(left):
        near, at = tree.query_nearest(spots[left], max_distance=within_metres, all_matches=False)
        answer[left[near]] = codes[at]
    return answer


def degrees_of(points: pd.DataFrame) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitudes and latitudes (five decimals) of columns ``easting`` and ``northing``."""
    longitude, latitude = _transformer(False).transform(
        points["easting"].to_numpy(), points["northing"].to_numpy()
    )
    return np.round(longitude, DECIMALS), np.round(latitude, DECIMALS)


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return parts[int(np.argmax(shapely.area(parts)))]


def _rounded(shapes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS))


def _geometry(shape: shapely.Geometry) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return document
