"""The picture of how many of the people are reached as areas are taken, beside all areas there."""

from collections.abc import Mapping, Sequence

from dashboard.parts.curve_picture import BOTTOM, HEIGHT, TOP, Axes, drawing, top_of, written
from dashboard.parts.plain_markup import Still
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text


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
    axes = Axes(most, top_of(mine[min(most, len(mine)) - 1] for mine in shares.values()), HEIGHT)

    def curve(name: str) -> Still:
        points = written(axes.points(shares[name], number or 1))
        return ["polyline", {"class": f"curve-{name}", "points": points}]

    drawn = axes.drawn(say("curve", "taken"))
    drawn += [curve("all" if among == "found" else "found"), curve(among)]
    if number:
        at = {"cx": axes.x(number), "cy": axes.y(shares[among][number - 1]), "r": 5}
        drawn.append(["circle", at])
    pointer = {"class": "pointer", "y1": TOP, "y2": HEIGHT - BOTTOM, "visibility": "hidden"}
    drawn.append(["line", pointer])
    key = [
        ["li", {"class": "key-found"}, say("curve", "key_found")],
        ["li", {"class": "key-all"}, say("curve", "key_there" if there else "key_all")],
    ]
    return [
        [
            "figure",
            {},
            drawing(drawn, HEIGHT, say("curve", "about", most=number_text.count(most))),
            ["ul", {"class": "curve-key list-unstyled d-flex gap-3 small mb-1 ms-5"}, *key],
        ]
    ]
