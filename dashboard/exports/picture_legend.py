"""The legend of a picture: what, of whom, when; the classes with England; what the marks mean."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import words
from dashboard.exports import cells, drawing
from dashboard.exports.classes import UNITS
from dashboard.exports.drawing import points, write
from dashboard.exports.picture_map import CLUSTERS
from dashboard.exports.table import name_of
from layers.cluster_kinds import load_kinds
from layers.definitions import Indicator

_SWATCH = (30, 18)
_ROW = 26
_LETTER = 8.9  # the width of a figure at the size of labels, about


@dataclass(frozen=True)
class Legend:
    """What the legend says.

    Attributes
    ----------
    definition, level
        Of the indicator, and of the areas.
    rows
        Colour, label and number of areas shown, of each class.
    england
        The class in which England's value falls (−1 for none), and the value in words.
    missing
        How many of the areas shown have no figure.
    said
        Which kind of groups the classes are.
    second
        The indicator that the view crosses it with, if any.
    flagged, selected, pale
        Whether the map has dotted, outlined and pale areas.
    clusters
        How many areas shown have each mark of a cluster.
    """

    definition: Indicator
    level: str
    rows: tuple[tuple[str, str, int], ...]
    england: tuple[int, str]
    missing: int
    said: str
    second: str
    flagged: bool
    selected: bool
    pale: bool
    clusters: Mapping[int, int]


def wrapped(text: str, width: int) -> list[str]:
    """Safe text in lines of so many letters; at least one line."""
    return textwrap.wrap(cells.text(text), width) or [""]


def draw_legend(sheet: Any, legend: Legend, left: float, right: float, top: float) -> None:
    """Draw on a sheet measured in layout pixels, downwards."""
    y = _heading(sheet, legend, left, top)
    unit = f"{UNITS[legend.level]}"
    write(sheet, right, y, unit, color=drawing.MUTED, ha="right", size=13)
    y = _classes(sheet, legend, left, right, y + 24)
    for note, colour in (
        (_no_rows(legend), drawing.INK),
        (legend.said, drawing.MUTED),
        (
            f"The view crosses it with “{legend.second}”; this picture shows the first alone."
            if legend.second
            else "",
            drawing.INK,
        ),
    ):
        if note:
            y = _lines(sheet, left, y, note, color=colour) + 6
    middle = legend.rows[len(legend.rows) // 2][0] if legend.rows else drawing.NO_FIGURE
    dots = {"facecolor": "none", "hatch": "....", "edgecolor": drawing.INK}
    for wanted, look, label in (
        (legend.flagged, dots, "Dotted: flagged, take care (see the table)"),
        (legend.selected, {"edgecolor": drawing.INK, "linewidth": points(2.5)}, "Selected"),
        (legend.pale, {"facecolor": middle, "alpha": drawing.FAINT}, "Pale: not among these areas"),
    ):
        if wanted:
            _swatch(sheet, left, y, **({"facecolor": drawing.PAPER} | look))
            write(sheet, left + 42, y + 1, label, size=13)
            y += _ROW
    for mark, kind in enumerate(load_kinds(), start=1):
        if legend.clusters.get(mark):
            colour, hatch, style = CLUSTERS[mark]
            edge = {"edgecolor": colour, "linewidth": points(1.6), "linestyle": style}
            _swatch(sheet, left, y, facecolor=drawing.PAPER, hatch=hatch, **edge)
            write(sheet, left + 42, y + 1, f"{kind.name} (cluster)", size=13)
            write(sheet, right, y + 1, words.count(legend.clusters[mark]), ha="right")
            y += _ROW


def _heading(sheet: Any, legend: Legend, left: float, top: float) -> float:
    """What, of whom, when; gives where the next line goes."""
    definition = legend.definition
    y = _lines(sheet, left, top, name_of(definition), size=17, width=36, weight="bold") + 2
    of = definition.denominator.text if definition.denominator else ""
    unit = f"% of {of[0].lower()}{of[1:]}" if of else definition.unit
    if unit == definition.kind:
        unit = ""  # "decile", "score": the label says it
    caption = ", ".join(filter(None, [unit, definition.period]))
    return _lines(sheet, left, y, caption, color=drawing.MUTED) + 6


def _classes(sheet: Any, legend: Legend, left: float, right: float, y: float) -> float:
    for at, (colour, label, number) in enumerate(legend.rows):
        _swatch(sheet, left, y, facecolor=colour)
        lines = wrapped(label, 30)
        for line_at, line in enumerate(lines):
            write(sheet, left + 42, y + 1 + 18 * line_at, line)
        write(sheet, right, y + 1, words.count(number), ha="right")
        if at == legend.england[0]:
            x = left + 52 + _LETTER * len(label)
            arrow = [(x, y + 9), (x + 9, y + 4), (x + 9, y + 14)]
            shape = drawing.library().patches.Polygon(arrow, facecolor=drawing.INK, linewidth=0)
            sheet.add_patch(shape)
            write(sheet, x + 15, y + 1, legend.england[1], weight="bold")
        y += _ROW + 18 * (len(lines) - 1)
    if legend.missing:
        _swatch(sheet, left, y, facecolor=drawing.NO_FIGURE)
        _swatch(sheet, left, y, facecolor="none", hatch="////", edgecolor=drawing.MUTED)
        write(sheet, left + 42, y + 1, "No figure")
        write(sheet, right, y + 1, words.count(legend.missing), ha="right")
        y += _ROW
    return y + 4


def _no_rows(legend: Legend) -> str:
    if legend.rows or legend.level == "lsoa":
        return ""
    return "Ranks, deciles and kinds belong to small areas (LSOA) and cannot be put together."


def _lines(
    sheet: Any, x: float, y: float, text: str, *, size: float = 14, width: int = 44, **look: Any
) -> float:
    for line in wrapped(text, width):
        write(sheet, x, y, line, size=size, **look)
        y += 1.35 * size
    return y


def _swatch(sheet: Any, x: float, y: float, **look: Any) -> None:
    look = {"edgecolor": drawing.LINE, "linewidth": points(0.8)} | look
    sheet.add_patch(drawing.library().patches.Rectangle((x, y), *_SWATCH, **look))
