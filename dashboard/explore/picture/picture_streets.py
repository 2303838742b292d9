"""The streets of a picture's map, over the colours of the areas, and their names."""

from itertools import pairwise
from typing import Any

import numpy as np

from dashboard.files import drawing
from dashboard.files.basemap_frame import Drawn, StreetsShown, reach
from dashboard.files.drawing import points, write
from dashboard.files.town_names import Box
from dashboard.wording.streets import streets

_ABOVE = 3.5  # the areas and their hatching, below the districts and what is selected


def draw_streets(axes: Any, shown: StreetsShown) -> None:
    """Draw lines and surfaces on the map's axes, whose unit is a degree."""
    library = drawing.library()
    for one in shown.drawn:
        dashes = tuple(points(pixels) for pixels in one.dash)
        axes.add_collection(
            library.PathCollection(
                [_whole(one)],
                facecolors=one.fill or "none",
                edgecolors=one.ink,
                linewidths=points(one.pixels),
                linestyles=[(0, dashes) if dashes else "solid"],
                capstyle="butt" if dashes else "round",
                joinstyle="round",
                alpha=streets().strength,
                zorder=_ABOVE,
            ),
            autolim=False,
        )


def _whole(one: Drawn) -> Any:
    """All of one look as one path: what crosses is then no darker than the rest."""
    path = drawing.library().Path
    starts = np.cumsum([0, *(len(points) for points in one.paths)])
    codes = np.full(starts[-1], path.LINETO, dtype=path.code_type)
    codes[starts[:-1]] = path.MOVETO
    if one.fill:
        codes[[end - 1 for _, end in pairwise(starts)]] = path.CLOSEPOLY
    return path(np.concatenate(one.paths), codes)


def write_streets(
    axes: Any, shown: StreetsShown, size: tuple[float, float], taken: list[Box]
) -> None:
    """Write the names that have room, on a map of a size in layout pixels."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    effects = drawing.library().effects
    for one in shown.written:
        x = (one.longitude - west) / (east - west) * size[0]
        y = (one.latitude - south) / (north - south) * size[1]
        across, up = reach(one, one.look.size)
        box = (x - across, y - up, x + across, y + up)
        inside = box[0] > 4 and box[2] < size[0] - 4 and box[1] > 4 and box[3] < size[1] - 4
        if not inside or any(
            box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken
        ):
            continue
        taken.append(box)
        halo = effects.withStroke(linewidth=points(3), foreground=drawing.PAPER)
        look = {"ha": "center", "va": "center", "rotation": one.turned, "color": one.look.ink}
        weight = "bold" if one.look.weight >= 600 else "normal"
        write(
            axes, one.longitude, one.latitude, one.text, size=one.look.size, weight=weight,
            rotation_mode="anchor", path_effects=[halo], zorder=8, **look,
        )  # fmt: skip
