"""The map as a picture: PNG at twice the density of a screen, or SVG with its text as text.

The light look of the screen, with all that a picture needs on its own: what, of whom, when, the
classes, England, which areas, the day, and whom to thank.
"""

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard import words
from dashboard.exports import cells, drawing
from dashboard.exports.about import ECOLOGICAL, NOTHING, About, day
from dashboard.exports.drawing import points, write
from dashboard.exports.picture_legend import Legend, draw_legend, wrapped
from dashboard.exports.picture_map import Marks, draw_map
from dashboard.exports.table import codes_of, name_of
from dashboard.state import ViewState
from dashboard.viewing import highlighted
from layers import levels
from layers.atlas import Atlas

KINDS = ("png", "svg")
_WIDTH = 1280
_MAP = (24, 872)  # from and to, across
_MAP_HEIGHT = 600
_LEGEND = (900, 1256)
_SIDE = 24
_LINE = 19
_SALT = "seldom-heard"  # names inside an SVG come from it, so that they are the same every time


def picture(
    atlas: Atlas,
    view: ViewState,
    bounds: Sequence[float],
    colours: Sequence[str],
    labels: Sequence[str],
    *,
    about: About,
    kind: str = "png",
    said: str = "",
    only_selected: bool = False,
) -> bytes:
    """The picture's bytes: the same for the same arguments.

    Parameters
    ----------
    bounds
        Where each class ends, rising; a value equal to an end is in that class. The last may be
        left out: the last class takes what is above all ends.
    colours, labels
        Of each class.
    about
        What goes with the export: title, day, link and attributions are printed from it.
    kind
        ``png`` or ``svg``.
    said
        Which kind of groups the classes are, in words.
    only_selected
        Whether the areas that were not selected are faint.

    Raises
    ------
    ValueError
        When bounds, colours and labels do not fit together, or for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of picture; there are {', '.join(KINDS)}.")
    if len(colours) != len(labels) or len(bounds) not in (len(labels), len(labels) - 1):
        raise ValueError(
            f"There are {len(bounds)} bounds, {len(colours)} colours and {len(labels)} labels: "
            "give one of each per class."
        )
    values = levels.table_at(atlas, view.indicator, view.level)["value"]
    numbers = values.to_numpy(dtype=float)
    known = ~np.isnan(numbers)
    place = np.searchsorted(list(bounds[: len(labels) - 1]), numbers, side="left")
    of = dict(zip(values.index[known], place[known].tolist(), strict=True)) if labels else {}
    shown = set(codes_of(atlas, view, only_selected))
    flagged = set(atlas.areas.index[atlas.areas["flags"].map(len) > 0])
    marks = Marks(
        level=view.level,
        colours={code: colours[at] for code, at in of.items()},
        shown=shown,
        flagged=flagged & shown if view.level == "lsoa" else (),
        selected=view.selected,
        clusters={code: mark for code, mark in highlighted(atlas, view).items() if code in shown},
    )
    sizes = [sum(of.get(code) == at for code in shown) for at in range(len(labels))]
    legend = Legend(
        definition=atlas.indicators[view.indicator],
        level=view.level,
        rows=tuple(zip(colours, labels, sizes, strict=True)),
        england=_england(atlas, view, bounds, labels),
        missing=sum(code not in of for code in shown),
        said=said,
        second=name_of(atlas.indicators[view.second]) if view.second else "",
        flagged=bool(marks.flagged),
        selected=bool(view.selected),
        pale=len(shown) < len(values),
        clusters=Counter(marks.clusters.values()),
    )
    with drawing.LOCK:
        return _draw(atlas, marks, legend, about, kind)


def _england(
    atlas: Atlas, view: ViewState, bounds: Sequence[float], labels: Sequence[str]
) -> tuple[int, str]:
    """The class in which England's value falls (−1 for none), and the value in words."""
    value = atlas.england(view.indicator).value
    definition = atlas.indicators[view.indicator]
    # A sum over England is no yardstick for an area.
    if value is None or not labels or definition.aggregate == "sum":
        return -1, ""
    at = int(np.searchsorted(list(bounds[: len(labels) - 1]), value, side="left"))
    return at, f"England {words.value(value, definition)}"


def _draw(atlas: Atlas, marks: Marks, legend: Legend, about: About, kind: str) -> bytes:
    library = drawing.library()
    title = wrapped(f"Seldom Heard: {name_of(legend.definition)}", 72)
    head = wrapped(f"{about.sentence}.", 128)
    foot = _foot(about)
    top = 50 + 30 * len(title) + _LINE * len(head)
    height = top + _MAP_HEIGHT + 22 + _LINE * len(foot) + 16
    settings = {"svg.hashsalt": _SALT, "svg.fonttype": "none", "hatch.linewidth": points(0.9)}
    with library.settings(settings):
        figure = library.Figure(
            figsize=(_WIDTH / drawing.DENSITY, height / drawing.DENSITY),
            dpi=drawing.DENSITY,
            facecolor=drawing.PAPER,
        )
        library.canvases[kind](figure)
        sheet = figure.add_axes((0, 0, 1, 1))
        sheet.set(xlim=(0, _WIDTH), ylim=(height, 0))
        sheet.axis("off")
        write(sheet, _SIDE, 22, "\n".join(title), size=24, weight="bold")
        below = {"color": drawing.MUTED, "linespacing": 1.15}
        write(sheet, _SIDE, 36 + 30 * len(title), "\n".join(head), size=16, **below)
        width = _MAP[1] - _MAP[0]
        place = (_MAP[0] / _WIDTH, 1 - (top + _MAP_HEIGHT) / height)
        axes = figure.add_axes((*place, width / _WIDTH, _MAP_HEIGHT / height))
        draw_map(axes, atlas, marks, width, _MAP_HEIGHT)
        if not marks.shown:
            middle = {"transform": axes.transAxes, "ha": "center", "va": "center"}
            box = {"facecolor": drawing.PAPER, "edgecolor": drawing.LINE, "pad": 8}
            write(axes, 0.5, 0.5, NOTHING, size=16, zorder=20, bbox=box, **middle)
        draw_legend(sheet, legend, *_LEGEND, top)
        write(sheet, _SIDE, top + _MAP_HEIGHT + 16, "\n".join(foot), color=drawing.MUTED, size=13)
        return _saved(figure, about, kind)


def _foot(about: About) -> list[str]:
    made = f"Seldom Heard, {day(about.made)}."
    if about.link and len(about.link) <= 120:
        made = f"{made} {about.link}"
    lines = wrapped(made, 165) + wrapped(_thanks(about), 165)
    return lines + wrapped(ECOLOGICAL, 165)


def _thanks(about: About) -> str:
    """The attributions, without those that another says in full."""
    every = about.attributions
    return " ".join(a for a in every if not any(a != other and a in other for other in every))


def _saved(figure: Any, about: About, kind: str) -> bytes:
    stream = io.BytesIO()
    description = cells.text(f"{about.sentence}. {ECOLOGICAL}")
    source = cells.text(_thanks(about))
    title = cells.text(f"{about.title}. {about.sentence}")
    if kind == "png":
        notes = {"Title": title, "Description": description, "Copyright": source, "Software": None}
        notes["Source"] = cells.text(about.link)
        figure.savefig(stream, format="png", dpi=2 * drawing.DENSITY, metadata=notes)
        return stream.getvalue()
    notes = {"Title": title, "Description": description, "Rights": source, "Date": None}
    notes |= {"Creator": "Seldom Heard", "Source": cells.text(about.link), "Language": "en-GB"}
    figure.savefig(stream, format="svg", metadata=notes)
    found = stream.getvalue()
    # A picture to those who cannot see it, named by its title; and a letter form of the same kind
    # and width where the first is not installed.
    found = found.replace(b"<svg ", b'<svg role="img" ', 1)
    return found.replace(b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")
