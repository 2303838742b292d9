"""matplotlib, brought in when the first picture is wanted, and what pictures share.

Importing it adds about 20 MB to a worker and takes a quarter of a second, and most workers never
draw: so it is imported inside functions, once. Only its object interface is used (``Figure`` and a
canvas), never ``pyplot``, which keeps figures in a global list.
"""

import os
import threading
from collections.abc import Sequence
from functools import cache
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from dashboard.exports.geojson_file import Polygons, right_handed

INK, MUTED, PAPER, BACK, LINE = "#15202b", "#4d5b6a", "#ffffff", "#f5f7f9", "#d6dde4"
NO_FIGURE, OUTLINE = "#e9ecef", "#33424f"
FAINT = 0.2
DENSITY = 100  # layout pixels to the inch; PNG has twice as many of its own

# One picture at a time in a process: the library has settings of its own for the whole process,
# and the memory of one drawing is then the most that a worker needs.
LOCK = threading.Lock()
_MEMORY = "/dev/shm"


@cache
def library() -> SimpleNamespace:
    """The parts of matplotlib that are used. Call it with :data:`LOCK` held."""
    asked = os.environ.get("MPLCONFIGDIR")
    # It keeps a list of fonts in the home directory, which a container may not have, and must not
    # write to. Read once, so the folder can go at once. In memory, since a disk may be full.
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="seldom-heard-", dir=memory) as folder:
        os.environ.setdefault("MPLCONFIGDIR", folder)
        try:
            import matplotlib
            from matplotlib import patches, patheffects
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.backends.backend_svg import FigureCanvasSVG
            from matplotlib.collections import PathCollection
            from matplotlib.figure import Figure
            from matplotlib.path import Path
        finally:
            if asked is None:
                os.environ.pop("MPLCONFIGDIR", None)
    return SimpleNamespace(
        settings=matplotlib.rc_context,
        patches=patches,
        effects=patheffects,
        canvases={"png": FigureCanvasAgg, "svg": FigureCanvasSVG},
        PathCollection=PathCollection,
        Figure=Figure,
        Path=Path,
    )


def points(pixels: float) -> float:
    """Layout pixels as the points in which the library measures lines and letters."""
    return pixels * 72 / DENSITY


def outline(found: Polygons) -> Any:
    """An area as one path, holes and all."""
    path = library().Path
    vertices: list[Sequence[float]] = []
    codes: list[int] = []
    for polygon in right_handed(found):
        for ring in polygon:
            vertices += ring
            codes += [path.MOVETO, *[path.LINETO] * (len(ring) - 2), path.CLOSEPOLY]
    return path(vertices, codes)


def write(axes: Any, x: float, y: float, text: str, *, size: float = 14, **more: Any) -> Any:
    """Text at a place, its height in layout pixels; a dollar sign is a dollar sign."""
    look = {"color": INK, "va": "top", "ha": "left", "family": "DejaVu Sans"} | more
    return axes.text(x, y, text, fontsize=points(size), parse_math=False, **look)
