"""Streets and their names on a map on paper, in the greys of :mod:`dashboard.files.paper_map`."""

from collections.abc import Callable
from xml.sax.saxutils import escape

from dashboard.files.basemap_frame import Drawn, StreetsShown, reach, streets_in
from dashboard.files.paper_map import INK, MUTED, View
from dashboard.files.printable import printable
from dashboard.files.town_names import Box
from dashboard.wording.streets import streets
from layers.basemap import Basemap

PIXEL = 0.17  # mm on paper of what is a pixel on a screen
_WATER = "#dfe3e7"


def streets_of(basemap: Basemap | None, view: View) -> StreetsShown | None:
    """The streets of a drawing; None without a street map, or where it shows too much for them."""
    return streets_in(basemap, (view.west, view.south, view.east, view.north), view.size[0] / PIXEL)


def credit_of(basemap: Basemap | None) -> list[str]:
    """The sentence that the street map's owner asks for; none without one."""
    return [f"{basemap.credit}."] if basemap else []


def draw_streets(view: View, shown: StreetsShown | None) -> list[str]:
    """Lines and water, paler than what is drawn above them."""
    if shown is None:
        return []
    paper = streets().road.paper
    parts = [
        f'<path d="{_path(view, one)}" fill="{_WATER if one.fill else "none"}" '
        f'stroke="{paper if one.ink == paper else MUTED}" '
        f'stroke-width="{one.pixels * PIXEL:.2f}" stroke-linejoin="round"{_dashes(one)}/>'
        for one in shown.drawn
    ]
    return [f'<g opacity="{streets().strength}">{"".join(parts)}</g>']


def write_streets(
    view: View,
    shown: StreetsShown | None,
    taken: list[Box],
    *,
    size: float,
    free: Callable[[Box], bool] = lambda box: True,
) -> list[str]:
    """The names that have room, for :func:`dashboard.files.paper_map.haloed`.

    Parameters
    ----------
    size
        The height of letters, mm.
    free
        Whether a name may stand somewhere, beside ``taken``.
    """
    written = []
    for one in shown.written if shown else ():
        x, y = view.at(one.longitude, one.latitude)
        across, up = reach(one, size)
        box = (x - across, y - up, x + across, y + up)
        inside = view.inside(box[0], box[1], 0.5) and view.inside(box[2], box[3], 0.5)
        if not inside or any(
            box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken
        ):
            continue
        if not free(box):
            continue
        taken.append(box)
        written.append(
            f'<text x="{x:.2f}" y="{y:.2f}" dy="{size * 0.36:.2f}" font-size="{size}" '
            f'fill="{INK}" text-anchor="middle" '
            f'transform="rotate({-one.turned:.1f} {x:.2f} {y:.2f})">'
            f"{escape(printable(one.text))}</text>"
        )
    return written


def _path(view: View, one: Drawn) -> str:
    parts = []
    for path in one.paths:
        points = (view.at(x, y) for x, y in path.tolist())
        parts.append(f"M{' '.join(f'{x:.2f},{y:.2f}' for x, y in points)}")
    return ("z" if one.fill else "").join([*parts, ""])


def _dashes(one: Drawn) -> str:
    dashes = " ".join(f"{pixels * PIXEL:.2f}" for pixels in one.dash)
    return f' stroke-dasharray="{dashes}"' if dashes else ' stroke-linecap="round"'
