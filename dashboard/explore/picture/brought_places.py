"""Places that somebody brought, on a picture's map and in its legend: a star each, as on the screen
(``own`` of ``dashboard/parts/map_ground.toml``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.explore.picture.picture_ground import name_beside
from dashboard.files import drawing
from dashboard.files.basemap_frame import Frame
from dashboard.files.drawing import lines, points, write
from dashboard.files.town_names import Box
from dashboard.wording import number_text

_STAR = 17.0  # layout pixels
_NAME, _LETTER = 12, 6.6  # size of a name, and the width of one of its letters, about
_LABEL = 34  # letters in a line of the legend


@dataclass(frozen=True)
class Brought:
    """One list of places.

    Attributes
    ----------
    label
        What the legend calls it, with its mark.
    colour
        Of its stars.
    names, at
        Of each place its name, and its longitude and latitude.
    attribution, licence
        Whose they are, and what may be done with them.
    """

    label: str
    colour: str
    names: Sequence[str]
    at: Sequence[tuple[float, float]]
    attribution: str
    licence: str

    @property
    def source(self) -> Mapping[str, str]:
        """As :func:`dashboard.files.credit.credit_line` takes publications."""
        return {"attribution": self.attribution, "licence": self.licence}

    def inside(self, frame: Frame) -> list[int]:
        """Which of its places are within west, south, east and north."""
        west, south, east, north = frame
        return [
            place for place, (x, y) in enumerate(self.at) if west < x < east and south < y < north
        ]


def draw_brought(
    axes: Any,
    lists: Sequence[Brought],
    size: tuple[float, float],
    taken: list[Box],
    *,
    near: bool,
) -> None:
    """Stars of those in the frame; from near with their names, where there is room."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    for one in lists:
        for place in one.inside((west, south, east, north)):
            at = one.at[place]
            _star(axes, at, one.colour)
            if near:
                name_beside(
                    axes, one.names[place], at, size, taken, half=_STAR / 2, text=(_NAME, _LETTER)
                )


def draw_row(sheet: Any, one: Brought, number: int, left: float, right: float, y: float) -> float:
    """A list's row of the legend, with how many are on the map; gives where the next one goes."""
    _star(sheet, (left + 15, y + 9), one.colour)
    end = lines(sheet, left + 42, y + 1, one.label, size=13, width=_LABEL)
    write(sheet, right, y + 1, number_text.count(number), ha="right")
    return end + 8


def _star(axes: Any, at: tuple[float, float], colour: str) -> None:
    edge = {"markeredgecolor": drawing.PAPER, "markeredgewidth": points(1.2)}
    axes.plot(*at, "*", color=colour, markersize=points(_STAR), zorder=9.5, **edge)
