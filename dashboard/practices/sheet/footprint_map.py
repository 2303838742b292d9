"""The sheet's map: where patients live in three greys, or the areas of a place on the map."""

from collections.abc import Iterable

import pandas as pd

from dashboard.files.outlines import extent_of
from dashboard.files.paper_map import (
    HATCHED,
    INK,
    LINE,
    MUTED,
    Box,
    Ground,
    View,
    draw_labels,
    draw_scale,
    haloed,
)
from dashboard.files.paper_streets import draw_streets, streets_of, write_streets
from dashboard.parts import patients_outside
from dashboard.practices.footprint import RINGS
from layers.atlas import Atlas
from layers.practices import footprints
from layers.practices.units import Unit

SIZE = (58.0, 58.0)  # millimetres
# For the rings from the middle out; the last stands for those beyond 95 %.
_GREYS = ("#5b666f", "#9ba5ad", "#d3d8dc", "#fff")
_SMALLEST = 0.03  # degrees


def footprint_map(atlas: Atlas, ground: Ground, unit: Unit) -> dict[str, str]:
    """The drawing, what it shows for those who cannot see it, and how to read it."""
    ring = pd.Series(dtype=int)
    if unit.practices:
        table = footprints.shares(atlas, unit.practices, RINGS)
        ring = table.loc[table["inside"], "ring"]
    within = [*ring.index[ring < len(RINGS)], *unit.areas] or [*ring.index]
    view = View.around(
        extent_of(ground.areas[code] for code in within), SIZE, room=0.04, least=_SMALLEST
    )
    near = {code: shape for code, shape in ground.areas.items() if view.shows(shape)}
    parts = [view.path(near.values(), "#fff", LINE, 0.1)]
    for place in reversed(range(len(RINGS))):
        codes = ring.index[ring == place]
        held = [near[code] for code in codes if code in near]
        parts += [view.path(held, _GREYS[place], "#fff", 0.12)] if held else []
    if unit.areas:
        whole = [near[code] for code in unit.areas]
        parts.append(view.path(whole, HATCHED if unit.practices else _GREYS[2], INK, 0.25))
    streets = streets_of(ground.basemap, view)
    parts += draw_streets(view, streets)
    parts.append(view.path(ground.districts.values(), "none", MUTED, 0.3, dashed=True))
    taken: list[Box] = [view.corner()]
    at = atlas.practices.loc[list(unit.practices), ["longitude", "latitude"]].dropna()
    dots = _dots(view, at.itertuples(index=False), taken)
    # Names of the places that matter most first: names that would touch another are left out.
    heard = atlas.areas.loc[within, "neighbourhood"].drop_duplicates().tolist()
    order = {name: at for at, name in enumerate(heard)}
    names = sorted(ground.neighbourhoods, key=lambda name: order.get(name[0], len(order)))
    texts = draw_labels(view, names, taken, size=2.3, bold=False)
    texts += write_streets(view, streets, taken, size=1.8)
    svg = view.drawing([*parts, *haloed(texts), *dots, *draw_scale(view)])
    return {"svg": svg, "alt": _alt(atlas, unit), "caption": _caption(atlas, unit)}


def _dots(view: View, places: Iterable[tuple[float, float]], taken: list[Box]) -> list[str]:
    """Practices at their addresses; no name is written over one."""
    found = []
    for longitude, latitude in places:
        x, y = view.at(longitude, latitude)
        if not view.inside(x, y):
            continue
        taken.append((x - 1, y - 1, x + 1, y + 1))
        found.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r=".95" fill="{INK}" stroke="#fff" '
            'stroke-width=".4"/>'
        )
    return found


def _alt(atlas: Atlas, unit: Unit) -> str:
    if not unit.practices:
        return f"Map of the areas of {unit.name}, with the names of neighbourhoods around them."
    half, most, nearly = patients_outside.cores(atlas, unit)
    also = " Its whole areas are hatched." if unit.areas else ""
    return (
        f"Map of where the patients of {unit.name} live: {half} hold half of them, {most} "
        f"hold 80 percent, {nearly} hold 95 percent.{also} "
        f"{patients_outside.on_map(atlas, unit.practices)}"
    ).rstrip()


def _caption(atlas: Atlas, unit: Unit) -> str:
    if not unit.practices:
        return "Grey: its areas."
    several = len(unit.practices) > 1
    whole = " Hatched: areas taken whole." if unit.areas else ""
    return (
        "Dark: where the first half of the patients live; middle: up to 80%; light: up to 95%."
        f"{whole} {'Dots: practices' if several else 'Dot: the practice'}. "
        f"{patients_outside.on_map(atlas, unit.practices)}".rstrip()
    )
