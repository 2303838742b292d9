"""The legend of a picture of two indicators: the square of nine colours, its axes and corners."""

from collections.abc import Sequence
from typing import Any

from dashboard.files import drawing
from dashboard.files.drawing import lines, points, write
from dashboard.files.table import name_of
from dashboard.wording import number_text
from dashboard.wording.legend import corners, texts
from layers.catalogue.definitions import Indicator

_CELL = 58
_INDENT = 40  # for the words of the axis that runs up
_SWATCH = (30, 18)
_ROW = 24


def draw_square(
    sheet: Any,
    across: Indicator,
    up: Indicator,
    rows: Sequence[tuple[str, str, int]],
    left: float,
    right: float,
    y: float,
) -> float:
    """Draw on a sheet measured in layout pixels, downwards; gives where the next line goes.

    Parameters
    ----------
    across, up
        The indicators, from least to most need to the right and up.
    rows
        Colour, label and number of areas shown, of the nine classes.
    """
    text = texts().crossed
    for which, one in ((text.across, across), (text.up, up)):
        heading = f"{which}: {name_of(one)}"
        y = lines(sheet, left, y, heading, size=15, width=40, weight="bold")
        direction = f"{text.axis[one.polarity].direction}. {one.period}"
        y = lines(sheet, left, y, direction, size=13, width=48, color=drawing.MUTED) + 6
    y += 4
    x = left + _INDENT
    for at, (colour, _, number) in enumerate(rows):
        column, row = at % 3, 2 - at // 3
        corner = (x + column * (_CELL + 2), y + row * (_CELL + 2))
        look = {"facecolor": colour, "edgecolor": drawing.LINE, "linewidth": points(0.8)}
        sheet.add_patch(drawing.library().patches.Rectangle(corner, _CELL, _CELL, **look))
        ink = drawing.on(colour)
        middle: dict[str, Any] = {"ha": "center", "va": "center", "color": ink}
        write(
            sheet, corner[0] + _CELL / 2, corner[1] + _CELL / 2, number_text.count(number), **middle
        )
    size = 3 * _CELL + 4
    write(sheet, x + size, y + size + 6, text.axis[across.polarity].arrow, size=13, ha="right")
    turned: dict[str, Any] = {"rotation": 90, "size": 13, "ha": "right", "va": "top"}
    write(sheet, x - 8, y, text.axis[up.polarity].arrow, **turned)
    y += size + 34
    for at, label in corners(across.polarity, up.polarity).items():
        look = {"facecolor": rows[at][0], "edgecolor": drawing.LINE, "linewidth": points(0.8)}
        sheet.add_patch(drawing.library().patches.Rectangle((left, y), *_SWATCH, **look))
        write(sheet, left + 42, y + 1, label)
        write(sheet, right, y + 1, number_text.count(rows[at][2]), ha="right")
        y += _ROW
    return y + 6
