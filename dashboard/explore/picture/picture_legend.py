"""The legend of a picture: the classes with England, and what the marks mean; what they are of
stands below the title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.explore.picture.brought_places import Brought, draw_row
from dashboard.explore.picture.picture_map import CLUSTERS, PRACTICE
from dashboard.explore.picture.picture_square import draw_square
from dashboard.files import drawing
from dashboard.files.drawing import lines, points, wrapped, write
from dashboard.wording import number_text
from dashboard.wording.legend import texts
from layers.catalogue.definitions import Indicator
from layers.geography.cluster_kinds import load_kinds

_SWATCH = (30, 18)
_ROW = 26
# Kinds whose classes say in words which end means more need, or have no such end.
_WORDED = ("category", "change")


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
    practices, stations
        How many practices have a dot, and whether stations have a square.
    clusters
        How many areas shown have each mark of a cluster.
    brought
        Places that somebody brought, with how many of each list are on the map.
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
    practices: int
    stations: bool
    clusters: Mapping[int, int]
    brought: Sequence[tuple[Brought, int]]


def draw_legend(sheet: Any, legend: Legend, left: float, right: float, top: float) -> float:
    """Draw on a sheet measured in layout pixels, downwards; gives where the next line goes."""
    if legend.second:
        y = draw_square(sheet, legend.definition, legend.second, legend.rows, left, right, top)
        y = _missing(sheet, legend, left, right, y) + 4
    else:
        write(sheet, right, top, legend.units, color=drawing.MUTED, ha="right", size=13)
        y = _classes(sheet, legend, left, right, top + 24)
    for note, colour in (
        (legend.said, drawing.MUTED),
        (legend.outside, drawing.MUTED),
        (legend.not_crossed, drawing.INK),
    ):
        if note:
            y = lines(sheet, left, y, note, color=colour) + 6
    middle = legend.rows[len(legend.rows) // 2][0] if legend.rows else drawing.NO_FIGURE
    pale = "Pale: nothing stands out" if legend.clusters else "Pale: not among these areas"
    dots = {"facecolor": "none", "hatch": "....", "edgecolor": drawing.INK}
    for wanted, look, label in (
        (legend.flagged, dots, "Dotted: flagged, take care (see the table)"),
        (legend.selected, {"edgecolor": drawing.INK, "linewidth": points(2.5)}, "Selected"),
        (legend.pale, {"facecolor": middle, "alpha": drawing.FAINT}, pale),
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
    said = texts().marks
    if legend.practices:
        dot = drawing.library().patches.Circle((left + 15, y + 9), 6.5, facecolor=PRACTICE)
        sheet.add_patch(dot)
        label = said["practice" if legend.practices == 1 else "practices"]
        write(sheet, left + 42, y + 1, label, size=13)
        y += _ROW
    if legend.stations:
        look = {"facecolor": drawing.PAPER, "edgecolor": drawing.INK, "linewidth": points(1.1)}
        sheet.add_patch(drawing.library().patches.Rectangle((left + 12, y + 6), 6, 6, **look))
        write(sheet, left + 42, y + 1, said["station"], size=13)
        y += _ROW
    for one, number in legend.brought:
        y = draw_row(sheet, one, number, left, right, y)
    return y


def _classes(sheet: Any, legend: Legend, left: float, right: float, y: float) -> float:
    for at, (colour, label, number) in enumerate(legend.rows):
        _swatch(sheet, left, y, facecolor=colour)
        label_lines = wrapped(label, 30)
        for line_at, line in enumerate(label_lines):
            write(sheet, left + 42, y + 1 + 18 * line_at, line)
        write(sheet, right, y + 1, number_text.count(number), ha="right")
        y += _ROW + 18 * (len(label_lines) - 1)
        if at == legend.england[0]:
            y = _england(sheet, legend.england[1], left + 42, y - 4)
        if at == 1 and legend.fifth:
            y = _break(sheet, legend.fifth, left, right, y)
    if not legend.second and legend.rows and legend.definition.kind not in _WORDED:
        darker = texts().darker[legend.definition.polarity]
        y = lines(sheet, left, y, darker, color=drawing.MUTED, size=13) + 2
    return _missing(sheet, legend, left, right, y) + 4


def _england(sheet: Any, said: str, x: float, y: float) -> float:
    """England's value, below the class that it is in: there it never meets a number."""
    arrow = [(x, y + 12), (x + 5, y + 3), (x + 10, y + 12)]
    shape = drawing.library().patches.Polygon(arrow, facecolor=drawing.INK, linewidth=0)
    sheet.add_patch(shape)
    write(sheet, x + 16, y + 1, said, size=13, weight="bold")
    return y + 24


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
