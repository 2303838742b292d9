"""matplotlib, brought in when the first picture is wanted, and what pictures share.

Importing it adds about 20 MB to a worker and takes a quarter of a second, and most workers never
draw: so it is imported inside functions, once. Only its object interface is used (``Figure`` and a
canvas), never ``pyplot``, which keeps figures in a global list.
"""

import os
import textwrap
import threading
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from dashboard.files import cells
from dashboard.files.in_memory import memory_folder
from dashboard.files.outlines import Outline, rings
from dashboard.wording.legend import texts

INK, MUTED, PAPER, BACK, LINE = "#15202b", "#4d5b6a", "#ffffff", "#f5f7f9", "#d6dde4"
NO_FIGURE, OUTLINE = texts().no_figure, "#33424f"
FAINT = texts().faint
DENSITY = 100  # layout pixels to the inch; PNG has twice as many of its own

# One picture at a time in a process: the library has settings of its own for the whole process,
# and the memory of one drawing is then the most that a worker needs.
LOCK = threading.Lock()


@cache
def library() -> SimpleNamespace:
    """The parts of matplotlib that are used. Call it with :data:`LOCK` held."""
    asked = os.environ.get("MPLCONFIGDIR")
    # It keeps a list of fonts in the home directory, which a container may not have, and must not
    # write to. Read once, so the folder can go at once.
    with memory_folder() as folder:
        os.environ.setdefault("MPLCONFIGDIR", str(folder))
        try:
            import matplotlib
            from matplotlib import patches, patheffects
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.backends.backend_svg import FigureCanvasSVG
            from matplotlib.collections import LineCollection, PathCollection
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
        LineCollection=LineCollection,
        PathCollection=PathCollection,
        Figure=Figure,
        Path=Path,
    )


def points(pixels: float) -> float:
    """Layout pixels as the points in which the library measures lines and letters."""
    return pixels * 72 / DENSITY


def outline(found: Outline) -> Any:
    """An area as one path, holes and all."""
    path = library().Path
    vertices: list[Sequence[float]] = []
    codes: list[int] = []
    for ring in rings(found):
        vertices += ring
        codes += [path.MOVETO, *[path.LINETO] * (len(ring) - 2), path.CLOSEPOLY]
    return path(vertices, codes)


def write(axes: Any, x: float, y: float, text: str, *, size: float = 14, **more: Any) -> Any:
    """Text at a place, its height in layout pixels; a dollar sign is a dollar sign."""
    look = {"color": INK, "va": "top", "ha": "left", "family": "DejaVu Sans"} | more
    return axes.text(x, y, text, fontsize=points(size), parse_math=False, **look)


def wrapped(text: str, width: int) -> list[str]:
    """Safe text in lines of so many letters; at least one line."""
    return textwrap.wrap(cells.text(text), width) or [""]


def lines(
    sheet: Any, x: float, y: float, text: str, *, size: float = 14, width: int = 44, **look: Any
) -> float:
    """Text in lines from a place downwards; gives where the next line goes."""
    for line in wrapped(text, width):
        write(sheet, x, y, line, size=size, **look)
        y += 1.35 * size
    return y


def on(colour: str) -> str:
    """The ink that reads best on a colour: black or white."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return PAPER if 0.299 * red + 0.587 * green + 0.114 * blue < 128 else INK
