"""Where the names of an organisation's own groups stand on a map."""

import numpy as np

from layers.atlas import GROUPING, Atlas
from layers.geography import levels

# How much shorter a degree east is than a degree north, about, in these latitudes.
_EAST = 0.6


def group_points(atlas: Atlas) -> list[list[float]]:
    """Longitude and latitude for each group, in code order.

    The point of that of its areas which is nearest to the middle of all of them: where people live,
    and known without its outline, which is made only when somebody wants it.
    """
    codes, of = levels.places_at(atlas, GROUPING)
    points = atlas.areas[["longitude", "latitude"]].to_numpy(dtype=float)
    found: list[list[float]] = []
    for group in range(len(codes)):
        mine = points[of == group]
        apart = np.hypot(*((mine - mine.mean(axis=0)) * (_EAST, 1.0)).T)
        found.append(mine[apart.argmin()].tolist())
    return found
