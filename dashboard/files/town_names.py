"""Where a town's name goes on a drawn map: beside the dot at its centre, or nowhere.

As on the screen (``assets/modules/map-names.js``), for a name pushed to where there is room would
stand for another place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # least x and y, then greatest


@dataclass(frozen=True)
class Place:
    """Room for a name, and how the name lies in it.

    Attributes
    ----------
    box
        The room, with the width of the name as reckoned.
    anchor
        Which end of the name is surely at the edge of the room: ``start``, ``end`` or ``middle``.
    at
        Where that end is, and the middle of the name's height.
    """

    box: Box
    anchor: str
    at: tuple[float, float]


def beside(
    dot: tuple[float, float],
    radius: float,
    name: tuple[float, float],
    frame: tuple[float, float],
    taken: Sequence[Box],
    free: Callable[[Box], bool] = lambda box: True,
) -> Place | None:
    """The room for a name: right of its dot, or else left, above or below.

    Parameters
    ----------
    dot
        The middle of the dot, from a corner of the drawing.
    radius
        Half of the room that the dot takes.
    name
        Width and height of the name.
    frame
        Width and height of the drawing.
    taken
        What must stay free.
    free
        Whether a name may stand somewhere, beside ``taken``.

    Returns
    -------
    Place
        None where the dot or every place beside it is taken, or off the drawing.
    """
    (x, y), (wide, tall) = dot, name
    aside, over = radius + wide / 2, radius + tall / 2
    around = (x - radius, y - radius, x + radius, y + radius)
    if not _free(around, frame, taken):
        return None
    for anchor, mx, my in (
        ("start", x + aside, y),
        ("end", x - aside, y),
        ("middle", x, y - over),
        ("middle", x, y + over),
    ):
        box = (mx - wide / 2, my - tall / 2, mx + wide / 2, my + tall / 2)
        if _free(box, frame, taken) and free(box):
            edge = {"start": box[0], "end": box[2], "middle": mx}[anchor]
            return Place(box, anchor, (edge, my))
    return None


def _free(box: Box, frame: tuple[float, float], taken: Sequence[Box]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= frame[0] and box[3] <= frame[1]
    return inside and not any(
        box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken
    )
