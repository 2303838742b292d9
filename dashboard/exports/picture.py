"""The map as a picture: PNG at twice the density of a screen, or SVG with its text as text.

The light look of the screen, with all that a picture needs on its own: what, of whom, when, the
classes, England, which areas, the day, and whom to thank.
"""

import io
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard import words
from dashboard.exports import cells, drawing
from dashboard.exports.about import ECOLOGICAL, NOTHING, About, day
from dashboard.exports.classes import UNITS
from dashboard.exports.drawing import points, write
from dashboard.exports.picture_map import Marks, draw_map
from dashboard.exports.table import codes_of, name_of
from dashboard.state import ViewState
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
    of = {
        code: int(at) for code, at, is_known in zip(values.index, place, known, strict=True)
        if is_known and labels
    }  # fmt: skip
    shown = set(codes_of(atlas, view, only_selected))
    flagged = set(atlas.areas.index[atlas.areas["flags"].map(len) > 0])
    marks = Marks(
        level=view.level,
        colours={code: colours[at] for code, at in of.items()},
        shown=shown,
        flagged=flagged & shown if view.level == "lsoa" else (),
        selected=view.selected,
    )
    sizes = [sum(of.get(code) == at for code in shown) for at in range(len(labels))]
    missing = sum(code not in of for code in shown)
    rows = list(zip(colours, labels, sizes, strict=True))
    with drawing.LOCK:
        return _draw(
            atlas, view, marks, rows, _england(atlas, view, bounds, labels), missing, about, said, kind
        )  # fmt: skip


def _england(
    atlas: Atlas, view: ViewState, bounds: Sequence[float], labels: Sequence[str]
) -> tuple[int, str]:
    """The class in which England's value falls (−1 for none), and the value in words."""
    value = atlas.england(view.indicator).value
    definition = atlas.indicators[view.indicator]
    if value is None or not labels or definition.aggregate == "sum":
        return -1, ""
    at = int(np.searchsorted(list(bounds[: len(labels) - 1]), value, side="left"))
    return at, f"England {words.value(value, definition)}"


def _draw(
    atlas: Atlas,
    view: ViewState,
    marks: Marks,
    rows: list[tuple[str, str, int]],
    england: tuple[int, str],
    missing: int,
    about: About,
    said: str,
    kind: str,
) -> bytes:
    library = drawing.library()
    head = _wrapped(f"{about.sentence}.", 128)
    foot = _foot(about)
    top = 66 + _LINE * len(head) + 12
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
        title = cells.text(about.title)
        write(sheet, _SIDE, 22, _cut(title, 88), size=24, weight="bold")
        write(sheet, _SIDE, 64, "\n".join(head), size=16, color=drawing.MUTED, linespacing=1.15)
        width = _MAP[1] - _MAP[0]
        place = (_MAP[0] / _WIDTH, 1 - (top + _MAP_HEIGHT) / height)
        axes = figure.add_axes((*place, width / _WIDTH, _MAP_HEIGHT / height))
        draw_map(axes, atlas, marks, width, _MAP_HEIGHT)
        if not marks.shown:
            middle = {"transform": axes.transAxes, "ha": "center", "va": "center"}
            box = {"facecolor": drawing.PAPER, "edgecolor": drawing.LINE, "pad": 8}
            write(axes, 0.5, 0.5, NOTHING, size=16, zorder=20, bbox=box, **middle)
        _legend(sheet, atlas, view, marks, rows, england, missing, said, top)
        write(sheet, _SIDE, top + _MAP_HEIGHT + 16, "\n".join(foot), color=drawing.MUTED, size=13)
        return _saved(figure, about, kind)


def _legend(
    sheet: Any,
    atlas: Atlas,
    view: ViewState,
    marks: Marks,
    rows: list[tuple[str, str, int]],
    england: tuple[int, str],
    missing: int,
    said: str,
    top: float,
) -> None:
    definition = atlas.indicators[view.indicator]
    left, right = _LEGEND
    y = top

    def lines(text: str, **look: Any) -> None:
        nonlocal y
        for line in _wrapped(text, 38 if look.get("weight") else 44):
            write(sheet, left, y, line, size=look.get("size", 14), **_but_size(look))
            y += look.get("size", 14) * 1.35

    lines(name_of(definition), size=17, weight="bold")
    y += 2
    of = definition.denominator.text if definition.denominator else ""
    unit = f"% of {of[0].lower()}{of[1:]}" if of else definition.unit
    lines(", ".join(filter(None, [unit, definition.period])), color=drawing.MUTED)
    y += 6
    write(sheet, right, y, f"{UNITS[view.level]} in view", color=drawing.MUTED, ha="right", size=13)
    y += 24
    for at, (colour, label, size) in enumerate(rows):
        _swatch(sheet, left, y, facecolor=colour)
        wrapped = _wrapped(label, 30)
        for number, line in enumerate(wrapped):
            write(sheet, left + 42, y + 1 + 18 * number, line)
        write(sheet, right, y + 1, words.count(size), ha="right")
        if at == england[0]:
            x = left + 42 + 8.9 * len(label) + 10
            arrow = [(x, y + 9), (x + 9, y + 4), (x + 9, y + 14)]
            sheet.add_patch(
                drawing.library().patches.Polygon(arrow, facecolor=drawing.INK, linewidth=0)
            )
            write(sheet, x + 15, y + 1, england[1], weight="bold")
        y += 26 + 18 * (len(wrapped) - 1)
    if missing:
        _swatch(sheet, left, y, facecolor=drawing.NO_FIGURE)
        _swatch(sheet, left, y, facecolor="none", hatch="////", edgecolor=drawing.MUTED)
        write(sheet, left + 42, y + 1, "No figure")
        write(sheet, right, y + 1, words.count(missing), ha="right")
        y += 26
    y += 4
    if said:
        lines(said, color=drawing.MUTED)
        y += 6
    if view.second:
        second = name_of(atlas.indicators[view.second])
        lines(f"The view crosses it with “{second}”; this picture shows the first alone.")
        y += 6
    if marks.flagged:
        _swatch(sheet, left, y, facecolor=drawing.PAPER)
        _swatch(sheet, left, y, facecolor="none", hatch="....", edgecolor=drawing.INK)
        write(sheet, left + 42, y + 1, "Dotted: take care, see the table’s flags", size=13)
        y += 26
    if marks.selected:
        _swatch(sheet, left, y, facecolor="none", edgecolor=drawing.INK, linewidth=points(2.5))
        write(sheet, left + 42, y + 1, "Selected")
        y += 26
    if len(marks.shown) < len(levels.areas_at(atlas, view.level)):
        middle = rows[len(rows) // 2][0] if rows else drawing.NO_FIGURE
        _swatch(sheet, left, y, facecolor=middle, alpha=drawing.FAINT)
        write(sheet, left + 42, y + 1, "Pale: not among these areas")
        y += 26


def _swatch(sheet: Any, x: float, y: float, **look: Any) -> None:
    look = {"edgecolor": drawing.LINE, "linewidth": points(0.8)} | look
    sheet.add_patch(drawing.library().patches.Rectangle((x, y), 30, 18, **look))


def _foot(about: About) -> list[str]:
    made = f"Seldom Heard, {day(about.made)}."
    if about.link and len(about.link) <= 120:
        made = f"{made} {about.link}"
    lines = _wrapped(made, 150) + _wrapped(" ".join(about.attributions), 150)
    return lines + _wrapped(ECOLOGICAL, 150)


def _saved(figure: Any, about: About, kind: str) -> bytes:
    stream = io.BytesIO()
    description = cells.text(f"{about.sentence}. {ECOLOGICAL}")
    source = cells.text(" ".join(about.attributions))
    title = cells.text(f"{about.title}. {about.sentence}")
    if kind == "png":
        notes = {"Title": title, "Description": description, "Copyright": source, "Software": None}
        notes["Source"] = cells.text(about.link)
        figure.savefig(stream, format="png", dpi=2 * drawing.DENSITY, metadata=notes)
        return stream.getvalue()
    notes = {"Title": title, "Description": description, "Rights": source, "Date": None}
    notes |= {"Creator": "Seldom Heard", "Source": cells.text(about.link), "Language": "en-GB"}
    figure.savefig(stream, format="svg", metadata=notes)
    # A picture to those who cannot see it, named by its title.
    return stream.getvalue().replace(b"<svg ", b'<svg role="img" ', 1)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(cells.text(text), width) or [""]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _but_size(look: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in look.items() if key != "size"}
