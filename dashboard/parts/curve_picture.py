"""Curves of how many of the people are reached as places are taken: drawings in the page.

Plain markup (:mod:`dashboard.parts.plain_markup`), which the browser builds. Their colours and
lines are the pages' styles (``assets/later``), so that they are seen on dark too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from dashboard.parts.plain_markup import Still
from dashboard.wording import number_text

# In units of the drawing, which is as wide as the panel: its size, and the room around the curves.
WIDTH, HEIGHT, LOW = 340, 200, 120
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 8, 40
END = WIDTH - RIGHT
# A curve of many areas has no more corners than can be seen.
MOST_CORNERS = 200


@dataclass(frozen=True)
class Axes:
    """Where numbers of places and shares lie in a drawing.

    Attributes
    ----------
    most
        The number of places at the right end.
    top
        The share (0–1) at the upper end.
    height
        Of the drawing.
    """

    most: int
    top: float
    height: int

    def x(self, places: float) -> float:
        """Where a number of places lies, from the left."""
        return LEFT + (END - LEFT) * places / self.most

    def y(self, share: float) -> float:
        """Where a share lies, from above."""
        return self.height - BOTTOM - (self.height - BOTTOM - TOP) * share / self.top

    def points(self, shares: Sequence[float], marked: int) -> list[tuple[float, float]]:
        """The corners of a curve from no place on, always with the number that is marked."""
        mine = shares[: self.most]
        step = max(1, len(mine) // MOST_CORNERS)
        corners = sorted({*range(0, len(mine), step), len(mine) - 1, marked - 1})
        at = [(n + 1, mine[n]) for n in corners if 0 <= n < len(mine)]
        return [(self.x(n), self.y(share)) for n, share in [(0, 0.0), *at]]

    def drawn(self, unit: str) -> list[Still]:
        """Lines of shares, and numbers of places with what they count below."""
        lines: list[Still] = []
        for percent in steps(100 * self.top, 4 if self.height == HEIGHT else 2):
            at = self.y(percent / 100)
            lines.append(["line", {"class": "grid", "x1": LEFT, "x2": END, "y1": at, "y2": at}])
            lines.append(text(LEFT - 6, at + 4, "end", number_text.percent(percent, 0)))
        low = self.height - BOTTOM + 17
        numbers = [text(self.x(n), low, "middle", number_text.count(n)) for n in steps(self.most)]
        return [*lines, *numbers, text((LEFT + END) / 2, self.height - 4, "middle", unit)]


def filled(shares: Sequence[float], number: int, *, unit: str, about: str) -> list[Still]:
    """The curve of places in the order taken, filled up to so many of them.

    What is filled is a drawing in the drawing, ``.taken``: the browser makes it as wide as the
    number that somebody chooses.

    Parameters
    ----------
    shares
        The share (0–1) reached with one place, with two, and so on; at least one.
    unit
        What is counted, below the numbers.
    about
        The drawing in words.
    """
    axes = Axes(len(shares), top_of(shares), LOW)
    points = axes.points(shares, number)
    low = axes.y(0)
    below = written([(LEFT, low), *points, (points[-1][0], low)])
    inside = {"class": "taken", "x": 0, "y": 0, "width": axes.x(number), "height": LOW}
    drawn = [
        *axes.drawn(unit),
        ["svg", inside, ["polygon", {"points": below}]],
        ["polyline", {"points": written(points)}],
    ]
    return [drawing(drawn, LOW, about)]


def steps(high: float, number: int = 4) -> list[int]:
    """Whole numbers from 0 up to another, so many or a few more or less, evenly apart."""
    rough = high / number
    unit = 10 ** floor(log10(rough))
    step = max(1, round(next(one * unit for one in (1, 2, 5, 10) if one * unit >= rough - 1e-9)))
    return list(range(0, floor(high + 1e-9) + 1, step))


def top_of(shares: Iterable[float]) -> float:
    """The share at the upper end: the next tenth above all of some."""
    return min(1.0, max(0.1, ceil(round(10 * max(shares), 6)) / 10))


def drawing(drawn: list[Still], height: int, about: str) -> Still:
    """A drawing of what is drawn in it; ``about`` says it in words."""
    look = {"viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-label": about}
    return ["svg", look, *drawn]


def written(points: Iterable[tuple[float, float]]) -> str:
    """Corners as a drawing has them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def text(x: float, y: float, anchor: str, words: str) -> Still:
    """Words at a place of a drawing."""
    return ["text", {"x": x, "y": y, "text-anchor": anchor}, words]
