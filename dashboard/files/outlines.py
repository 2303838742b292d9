"""Outlines of places as Shapely geometries, in longitude and latitude (WGS 84).

Shapely is imported when the first outline is wanted: pages draw theirs in the browser, so a worker
that only answers pages never needs it.
"""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.ground.distances import EARTH

if TYPE_CHECKING:
    from shapely import Geometry as Outline
else:
    Outline = Any

# Corners of a circle: with 64, its edge is nowhere nearer to the middle than by an eight hundredth.
_CORNERS = 64
Extent = tuple[float, float, float, float]


class _Feature(msgspec.Struct):
    id: str


class _Collection(msgspec.Struct):
    features: list[_Feature]


def outlines_of(atlas: Atlas, level: str) -> dict[str, Outline]:
    """Polygons and multipolygons of every place of a level by code, in code order."""
    import shapely

    if level == GROUPING:
        return _of_groups(atlas)[0]
    content = atlas.outlines(level)
    features = msgspec.json.decode(content, type=_Collection).features
    shapes = shapely.get_parts(shapely.from_geojson(content))
    return {feature.id: shape for feature, shape in zip(features, shapes, strict=True)}


def groups_file(atlas: Atlas) -> bytes:
    """GeoJSON of an organisation's own groups, by code; areas in none of them are one more place,
    whose ``id`` is empty."""
    import shapely

    groups, outside = _of_groups(atlas)
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for code, shape in [*groups.items(), *([("", outside)] if outside else [])]
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, separators=(",", ":")).encode()


def _of_groups(atlas: Atlas) -> tuple[dict[str, Outline], Outline | None]:
    """Outlines of an organisation's own groups by code, and of all that is in none of them: made of
    the areas' outlines, so that every line is a line of areas."""
    areas = outlines_of(atlas, "lsoa")
    codes, of = levels.places_at(atlas, GROUPING)
    those: dict[int, list[Outline]] = {}
    for at, shape in zip(of.tolist(), areas.values(), strict=True):
        those.setdefault(at, []).append(shape)
    groups = {str(code): together(those[at]) for at, code in enumerate(codes)}
    return groups, together(those[-1]) if -1 in those else None


def together(outlines: Iterable[Outline]) -> Outline:
    """Areas as one: without the lines between them, holes and separate pieces kept.

    Areas of the snapshot fit each other corner by corner (a coverage), which is quick to unite.
    Areas that do not fit are united all the same. The answer does not depend on their order.
    """
    import shapely

    parts = list(outlines)
    fit = shapely.coverage_is_valid(parts)
    whole = shapely.coverage_union_all(parts) if fit else shapely.union_all(parts)
    return shapely.normalize(whole)


def circle(longitude: float, latitude: float, metres: float) -> Outline:
    """All that is within a distance of a point, as the crow flies, as a polygon.

    Its corners lie on the circle, by the sphere that distances are measured on
    (:func:`layers.ground.distances.metres_between`).
    """
    import shapely

    east, north, far = np.radians(longitude), np.radians(latitude), metres / EARTH
    way = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    up = np.sin(north) * np.cos(far) + np.cos(north) * np.sin(far) * np.cos(way)
    aside = np.arctan2(np.sin(way) * np.sin(far) * np.cos(north), np.cos(far) - np.sin(north) * up)
    corners = np.degrees(np.column_stack([east + aside, np.arcsin(up)]))
    # Finer than a centimetre; the rest is rounding.
    return shapely.orient_polygons(shapely.Polygon(np.round(corners, 7)))


def rings(outline: Outline) -> list[list[list[float]]]:
    """Each ring's points, the last as the first; outer rings against the clock, holes with it."""
    import shapely

    turned = shapely.get_parts(shapely.orient_polygons(outline))
    return [shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(turned)]


def extent_of(outlines: Iterable[Outline]) -> Extent:
    """West, south, east and north of some outlines together."""
    import shapely

    west, south, east, north = shapely.total_bounds(list(outlines)).tolist()
    return west, south, east, north


def edge_drawn(
    outline: Outline, place: Callable[[float, float], tuple[float, float]], broad: float
) -> Outline:
    """The edge of an outline as a line of some breadth on a drawing.

    Parameters
    ----------
    place
        Where on the drawing a longitude and latitude are.
    broad
        In the drawing's units.
    """
    import shapely

    lines = shapely.transform(
        shapely.boundary(outline), lambda points: np.array([place(x, y) for x, y in points])
    )
    edge = shapely.buffer(lines, broad / 2)
    shapely.prepare(edge)
    return edge


def meets(shape: Outline, box: tuple[float, float, float, float]) -> bool:
    """Whether a box (left, bottom, right, top) has a part of a shape in it."""
    import shapely

    return bool(shapely.intersects(shape, shapely.box(*box)))
