"""The legend of a picture: what, of whom, when; the classes with England; what the marks mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.explore.picture.picture_map import CLUSTERS
from dashboard.explore.picture.picture_square import draw_square
from dashboard.files import drawing
from dashboard.files.drawing import lines, points, wrapped, write
from dashboard.files.table import name_of
from dashboard.wording import number_text
from dashboard.wording.class_words import caption
from dashboard.wording.legend import texts
from layers.catalogue.definitions import Indicator
from layers.geography.cluster_kinds import load_kinds

_SWATCH = (30, 18)
_ROW = 26
_LETTER = 8.9  # the width of a figure at the size of labels, about


@dataclass(frozen=True)
class Legend:
    """What the legend says.

    Attributes
    ----------
    definition, second
        Of the indicator, and of that which the map crosses it with (or None).
    units, outside
        What the areas are called, and what is said of those that are in none of them.
    rows
        Colour, label and number of areas shown, of each class.
    england
        The class in which England's value falls (−1 for none), and the value in words.
    missing
        How many of the areas shown have no figure.
    said
        Which kind of groups the classes are.
    fifth
        Of national deciles: what the first two are together; else empty.
    not_crossed
        Why a second indicator that the view names is not on the map; else empty.
    flagged, selected, pale
        Whether the map has dotted, outlined and pale areas.
    clusters
        How many areas shown have each mark of a cluster.
    """

    definition: Indicator
    second: Indicator | None
    units: str
    outside: str
    rows: tuple[tuple[str, str, int], ...]
    england: tuple[int, str]
    missing: int
    said: str
    fifth: str
    not_crossed: str
    flagged: bool
    selected: bool
    pale: bool
    clusters: Mapping[int, int]


def draw_legend(sheet: Any, legend: Legend, left: float, right: float, top: float) -> None:
    """Draw on a sheet measured in layout pixels, downwards."""
    if legend.second:
        y = draw_square(sheet, legend.definition, legend.second, legend.rows, left, right, top)
        y = _missing(sheet, legend, left, right, y) + 4
    else:
        y = _heading(sheet, legend, left, top)
        write(sheet, right, y, legend.units, color=drawing.MUTED, ha="right", size=13)
        y = _classes(sheet, legend, left, right, y + 24)
    for note, colour in (
        (legend.said, drawing.MUTED),
        (legend.outside, drawing.MUTED),
        (legend.not_crossed, drawing.INK),
    ):
        if note:
            y = lines(sheet, left, y, note, color=colour) + 6
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
            write(sheet, right, y + 1, number_text.count(legend.clusters[mark]), ha="right")
            y += _ROW


def _heading(sheet: Any, legend: Legend, left: float, top: float) -> float:
    """What, of whom, when; gives where the next line goes."""
    definition = legend.definition
    y = lines(sheet, left, top, name_of(definition), size=17, width=36, weight="bold") + 2
    return lines(sheet, left, y, caption(definition), color=drawing.MUTED) + 6


def _classes(sheet: Any, legend: Legend, left: float, right: float, y: float) -> float:
    for at, (colour, label, number) in enumerate(legend.rows):
        _swatch(sheet, left, y, facecolor=colour)
        label_lines = wrapped(label, 30)
        for line_at, line in enumerate(label_lines):
            write(sheet, left + 42, y + 1 + 18 * line_at, line)
        write(sheet, right, y + 1, number_text.count(number), ha="right")
        if at == legend.england[0]:
            x = left + 52 + _LETTER * len(label_lines[-1])
            arrow = [(x, y + 9), (x + 9, y + 4), (x + 9, y + 14)]
            shape = drawing.library().patches.Polygon(arrow, facecolor=drawing.INK, linewidth=0)
            sheet.add_patch(shape)
            write(sheet, x + 15, y + 1, legend.england[1], weight="bold")
        y += _ROW + 18 * (len(label_lines) - 1)
        if at == 1 and legend.fifth:
            y = _break(sheet, legend.fifth, left, right, y)
    if not legend.second and legend.rows and legend.definition.kind != "category":
        darker = texts().darker[legend.definition.polarity]
        y = lines(sheet, left, y, darker, color=drawing.MUTED, size=13) + 2
    return _missing(sheet, legend, left, right, y) + 4


def _break(sheet: Any, said: str, left: float, right: float, y: float) -> float:
    """A line below the first two of ten, and what they are together."""
    line = drawing.library().patches.Rectangle((left, y), right - left, 1.5, facecolor=drawing.INK)
    sheet.add_patch(line)
    write(sheet, left + 42, y + 5, f"↑ {said}", size=13, weight="bold")
    return y + 28


def _missing(sheet: Any, legend: Legend, left: float, right: float, y: float) -> float:
    if not legend.missing:
        return y
    _swatch(sheet, left, y, facecolor=drawing.NO_FIGURE)
    _swatch(sheet, left, y, facecolor="none", hatch="////", edgecolor=drawing.MUTED)
    write(sheet, left + 42, y + 1, "No figure")
    write(sheet, right, y + 1, number_text.count(legend.missing), ha="right")
    return y + _ROW


def _swatch(sheet: Any, x: float, y: float, **look: Any) -> None:
    look = {"edgecolor": drawing.LINE, "linewidth": points(0.8)} | look
    sheet.add_patch(drawing.library().patches.Rectangle((x, y), *_SWATCH, **look))
