"""The picture of how many of the people are reached as areas are taken: a drawing in the page.

Plain markup (:mod:`dashboard.parts.plain_markup`), which the browser builds. Its colours and lines
are the page's styles (``assets/later/seldom-heard.css``), so that it is seen on dark too.
"""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

from dashboard.parts.plain_markup import Still
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text

# In units of the drawing, which is as wide as the panel: its size, and the room around the curves.
WIDTH, HEIGHT = 340, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 8, 40
END = WIDTH - RIGHT
# A curve of many areas has no more corners than can be seen.
MOST_CORNERS = 200


def picture(
    shares: Mapping[str, Sequence[float]], among: str, number: int | None, *, there: bool
) -> list[Still]:
    """Both curves, up to as many areas as there are of those asked about, and their key.

    Parameters
    ----------
    shares
        Of ``found`` and ``all``: the share (0–1) reached with one area, with two, and so on.
    among
        Which of the two is asked about.
    number
        The areas that are needed, marked on the curve; None where all are too few.
    there
        Whether "all" are those of some places only.
    """
    most = len(shares[among])
    ends = [mine[min(most, len(mine)) - 1] for mine in shares.values()]
    top = min(1.0, max(0.1, ceil(round(10 * max(ends), 6)) / 10))

    def x(areas: float) -> float:
        return LEFT + (END - LEFT) * areas / most

    def y(share: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share / top

    def curve(name: str) -> Still:
        mine = shares[name][:most]
        step = max(1, len(mine) // MOST_CORNERS)
        corners = sorted({*range(0, len(mine), step), len(mine) - 1, (number or 1) - 1})
        points = [(at + 1, mine[at]) for at in corners if at < len(mine)]
        text = " ".join(f"{x(n):.1f},{y(share):.1f}" for n, share in [(0, 0.0), *points])
        return ["polyline", {"class": f"curve-{name}", "points": text}]

    drawn: list[Still] = []
    for percent in steps(100 * top):
        at = y(percent / 100)
        drawn.append(["line", {"class": "grid", "x1": LEFT, "x2": END, "y1": at, "y2": at}])
        drawn.append(_text(LEFT - 6, at + 4, "end", number_text.percent(percent, 0)))
    drawn += [
        _text(x(n), HEIGHT - BOTTOM + 17, "middle", number_text.count(n)) for n in steps(most)
    ]
    drawn.append(_text((LEFT + END) / 2, HEIGHT - 4, "middle", say("curve", "taken")))
    drawn += [curve("all" if among == "found" else "found"), curve(among)]
    if number:
        drawn.append(["circle", {"cx": x(number), "cy": y(shares[among][number - 1]), "r": 5}])
    pointer = {"class": "pointer", "y1": TOP, "y2": HEIGHT - BOTTOM, "visibility": "hidden"}
    drawn.append(["line", pointer])
    look = {
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "role": "img",
        "aria-label": say("curve", "about", most=number_text.count(most)),
    }
    key = [
        ["li", {"class": "key-found"}, say("curve", "key_found")],
        ["li", {"class": "key-all"}, say("curve", "key_there" if there else "key_all")],
    ]
    return [
        [
            "figure",
            {},
            ["svg", look, *drawn],
            ["ul", {"class": "curve-key list-unstyled d-flex gap-3 small mb-1 ms-5"}, *key],
        ]
    ]


def steps(high: float) -> list[int]:
    """Whole numbers from 0 up to another, four or so, each as far from the next."""
    rough = high / 4
    unit = 10 ** floor(log10(rough))
    step = max(1, round(next(one * unit for one in (1, 2, 5, 10) if one * unit >= rough - 1e-9)))
    return list(range(0, floor(high + 1e-9) + 1, step))


def _text(x: float, y: float, anchor: str, text: str) -> Still:
    return ["text", {"x": x, "y": y, "text-anchor": anchor}, text]
