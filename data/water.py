"""Water that the published outlines leave out between areas, given to the areas beside it.

ONS clips its boundaries to the mean high water mark, so a tidal river is no part of any area. On
a map the two banks look like a boundary that runs inland and stops where the tide does. Here the
areas are drawn on until they meet in the middle of the river, as they do along every other river.
Only lines change: who lives where, and how large an area is said to be, stay as published.
"""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.geometry import DEGREES, METRES

# Wider water is seen as water on a map of a region: it stays open, and so does the sea.
WIDEST_METRES = 100.0
# A channel is at least so many times as long as its mouth is wide; less is a bay, or a bend of the
# region's outer line.
LENGTHS = 5.0
# Narrower gaps that are open to the outside are no channels but the rounding of a line.
THIN_METRES = 1.0
# The middle of the river is found from points on its banks this far apart.
BANK_METRES = 2.0
# All lines are brought to this grid, so that they meet in the same corners.
GRID_METRES = 0.001


def closed(shapes: gpd.GeoSeries, others: gpd.GeoSeries) -> gpd.GeoSeries:
    """Areas that meet where water up to 100 metres wide was cut out between or inside them.

    Parameters
    ----------
    shapes
        Areas by code, in degrees: neighbours meet in the same corners, or leave water between.
    others
        Areas around them. What mostly lies in one of these is land of a neighbour, not water.

    Returns
    -------
    geopandas.GeoSeries
        The areas by code, in degrees. Every point of the water belongs to the nearest area (the
        Voronoi diagram of the banks); the same shapes as before where no water was cut out.
    """
    shapes = shapes.sort_index()
    grid = shapes.to_crs(METRES).set_precision(GRID_METRES, mode="pointwise")
    land = grid.to_numpy()
    region = shapely.box(*shapes.total_bounds)
    near = others[others.intersects(region)].sort_index().to_crs(METRES)
    water = cut_out(shapely.union_all(land), near.to_numpy())
    if water.is_empty:
        return shapes
    drawn = [*shapely.boundary(land), water.boundary, *_middles(water, land)]
    lines = shapely.union_all(drawn, grid_size=GRID_METRES)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.point_on_surface(faces)
    ours = shapely.intersects(inside, shapely.union_all([water, *land]))
    face, area = shapely.STRtree(land).query_nearest(inside[ours], all_matches=False)
    pieces = gpd.GeoDataFrame(geometry=faces[ours][face], crs=METRES)
    whole = pieces.dissolve(grid.index[area], method="coverage").geometry
    return whole.to_crs(DEGREES)


def cut_out(whole: shapely.Geometry, others: npt.NDArray[Any]) -> shapely.Geometry:
    """The narrow channels and the holes in a region that are no land of a neighbour, in metres."""
    reach = WIDEST_METRES / 2
    gaps = shapely.get_parts(whole.buffer(reach).buffer(-reach).difference(whole))
    # Most are what the two buffers make of each bend of the region's outer line: thin, and open.
    gaps = gaps[~shapely.is_empty(shapely.buffer(gaps, -THIN_METRES / 2))]
    ashore = whole.buffer(THIN_METRES / 10)
    mouth = shapely.length(shapely.difference(shapely.boundary(gaps), ashore))
    channels = gaps[shapely.area(gaps) >= LENGTHS * mouth**2]
    filled = shapely.union_all([whole, *channels])
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(filled) for ring in part.interiors]
    found = np.array([*channels, *holes], dtype=object)
    if len(others) and len(found):
        found = found[~_mostly_in(found, others)]
    return shapely.union_all(found)


def _mostly_in(found: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether more than half of each shape lies in other areas."""
    one, other = shapely.STRtree(others).query(found, predicate="intersects")
    inside = shapely.area(shapely.intersection(found[one], others[other]))
    covered = pd.Series(inside).groupby(one).sum().reindex(range(len(found)), fill_value=0.0)
    return covered.to_numpy() > shapely.area(found) / 2


def _middles(water: shapely.Geometry, land: npt.NDArray[Any]) -> list[shapely.Geometry]:
    """The lines in the middle of the water, where the nearest area becomes another."""
    banks = shapely.segmentize(water.boundary, BANK_METRES)
    spots = shapely.points(np.unique(shapely.get_coordinates(banks), axis=0))
    spot, area = shapely.STRtree(land).query_nearest(spots, max_distance=1.0, all_matches=False)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(spots[spot]), extend_to=water, ordered=True)
    )
    # A little onto the land, so that no line ends short of the bank.
    around = water.buffer(1.0)
    nearest = [shapely.union_all(cells[area == one]) for one in np.unique(area)]
    return [shapely.intersection(shapely.boundary(cell), around) for cell in nearest]
