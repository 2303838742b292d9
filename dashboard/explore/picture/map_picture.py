"""The map as a picture: PNG at twice the density of a screen, or SVG with its text as text.

The light look of the screen, with all that a picture needs on its own: what, of whom, when, the
classes, England, which areas, the day, and whom to thank.
"""

import dataclasses
import io
from collections import Counter
from typing import Any

from dashboard.explore.areas_in_view import highlighted
from dashboard.explore.classes import Classes, second_of
from dashboard.explore.export_table import codes_of
from dashboard.explore.picture.picture_legend import Legend, draw_legend, wrapped
from dashboard.explore.picture.picture_map import Marks, draw_map, frame_of
from dashboard.explore.view import ViewState
from dashboard.files import cells, drawing
from dashboard.files.about import ECOLOGICAL, NOTHING, About, day
from dashboard.files.basemap_frame import streets_in
from dashboard.files.drawing import points, write
from dashboard.files.table import name_of
from dashboard.wording import number_text
from dashboard.wording.legend import texts
from layers.atlas import Atlas

KINDS = ("png", "svg")
_WIDTH = 1280
_MAP = (24, 872)  # from and to, across
_MAP_HEIGHT = 600
_LEGEND = (900, 1256)
_SIDE = 24
_LINE = 19
_SALT = "seldom-heard"  # names inside an SVG come from it, so that they are the same every time


def picture(
    atlas: Atlas,
    view: ViewState,
    classes: Classes,
    *,
    about: About,
    kind: str = "png",
    only_selected: bool = False,
) -> bytes:
    """The picture's bytes: the same for the same arguments.

    Parameters
    ----------
    classes
        Of the view, as the screen shows them: of one indicator, or of two crossed.
    about
        What goes with the export: title, day, link and attributions are printed from it.
    kind
        ``png`` or ``svg``.
    only_selected
        Whether the areas that were not selected are faint.

    Raises
    ------
    ValueError
        For another kind, or when colours and labels do not fit together.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of picture; there are {', '.join(KINDS)}.")
    if len(classes.colours) != len(classes.labels):
        raise ValueError(
            f"There are {len(classes.colours)} colours and {len(classes.labels)} labels: "
            "give one of each per class."
        )
    of = {str(code): at for code, at in classes.of.items() if at >= 0}
    shown = set(codes_of(atlas, view, only_selected))
    flagged = set(atlas.areas.index[atlas.areas["flags"].map(len) > 0])
    marks = Marks(
        level=view.level,
        colours={code: classes.colours[at] for code, at in of.items()},
        shown=shown,
        flagged=flagged & shown if _flags_matter(atlas, view) else (),
        selected=view.selected,
        clusters={code: mark for code, mark in highlighted(atlas, view).items() if code in shown},
    )
    sizes = [sum(of.get(code) == at for code in shown) for at in range(len(classes.labels))]
    second = second_of(atlas, view)
    legend = Legend(
        definition=atlas.indicators[view.indicator],
        second=atlas.indicators[second] if second else None,
        level=view.level,
        rows=tuple(zip(classes.colours, classes.labels, sizes, strict=True)),
        england=(classes.england, _england(atlas, view)),
        missing=sum(code not in of for code in shown),
        said=classes.said,
        fifth=classes.fifth,
        not_crossed=_not_crossed(atlas, view),
        flagged=bool(marks.flagged),
        selected=bool(view.selected),
        pale=len(shown) < len(classes.of),
        clusters=Counter(marks.clusters.values()),
    )
    with drawing.LOCK:
        return _draw(atlas, marks, legend, about, kind)


def _flags_matter(atlas: Atlas, view: ViewState) -> bool:
    """As on the screen: flags are of areas, and matter to what is modelled from patients; a map of
    two has no edges to spare."""
    modelled = atlas.indicators[view.indicator].modelled
    return view.level == "lsoa" and modelled and not second_of(atlas, view)


def _england(atlas: Atlas, view: ViewState) -> str:
    value = atlas.england(view.indicator).value
    return f"England {number_text.value(value, atlas.indicators[view.indicator])}"


def _not_crossed(atlas: Atlas, view: ViewState) -> str:
    """Why a second indicator that the view names is not on the map; else empty."""
    if not view.second or second_of(atlas, view):
        return ""
    both = [atlas.indicators[i] for i in (view.indicator, view.second)]
    kinds = next(one for one in both if one.kind == "category")
    return texts().crossed.impossible.format(label=kinds.label)


def _draw(atlas: Atlas, marks: Marks, legend: Legend, about: About, kind: str) -> bytes:
    library = drawing.library()
    names = " and ".join(name_of(one) for one in (legend.definition, legend.second) if one)
    title = wrapped(f"Seldom Heard: {names}", 72)
    head = wrapped(f"{about.sentence}.", 128)
    width = _MAP[1] - _MAP[0]
    streets = streets_in(atlas.basemap, frame_of(atlas, marks, width, _MAP_HEIGHT), width)
    if streets:
        thanked = (*about.attributions, f"{streets.credit}.")
        about = dataclasses.replace(about, attributions=thanked)
    foot = _foot(about)
    top = 50 + 30 * len(title) + _LINE * len(head)
    height = top + _MAP_HEIGHT + 22 + _LINE * len(foot) + 16
    settings = {"svg.hashsalt": _SALT, "svg.fonttype": "none", "hatch.linewidth": points(0.9)}
    with library.settings(settings):
        figure = library.Figure(
            figsize=(_WIDTH / drawing.DENSITY, height / drawing.DENSITY),
            dpi=drawing.DENSITY,
            facecolor=drawing.PAPER,
        )
        library.canvases[kind](figure)
        sheet = figure.add_axes((0, 0, 1, 1))
        sheet.set(xlim=(0, _WIDTH), ylim=(height, 0))
        sheet.axis("off")
        write(sheet, _SIDE, 22, "\n".join(title), size=24, weight="bold")
        below = {"color": drawing.MUTED, "linespacing": 1.15}
        write(sheet, _SIDE, 36 + 30 * len(title), "\n".join(head), size=16, **below)
        place = (_MAP[0] / _WIDTH, 1 - (top + _MAP_HEIGHT) / height)
        axes = figure.add_axes((*place, width / _WIDTH, _MAP_HEIGHT / height))
        draw_map(axes, atlas, marks, width, _MAP_HEIGHT, streets)
        if not marks.shown:
            middle = {"transform": axes.transAxes, "ha": "center", "va": "center"}
            box = {"facecolor": drawing.PAPER, "edgecolor": drawing.LINE, "pad": 8}
            write(axes, 0.5, 0.5, NOTHING, size=16, zorder=20, bbox=box, **middle)
        draw_legend(sheet, legend, *_LEGEND, top)
        write(sheet, _SIDE, top + _MAP_HEIGHT + 16, "\n".join(foot), color=drawing.MUTED, size=13)
        return _saved(figure, about, kind)


def _foot(about: About) -> list[str]:
    made = f"Seldom Heard, {day(about.made)}."
    if about.link and len(about.link) <= 120:
        made = f"{made} {about.link}"
    lines = wrapped(made, 165) + wrapped(_thanks(about), 165)
    return lines + wrapped(ECOLOGICAL, 165)


def _thanks(about: About) -> str:
    """The attributions, without those that another says in full."""
    every = about.attributions
    return " ".join(a for a in every if not any(a != other and a in other for other in every))


def _saved(figure: Any, about: About, kind: str) -> bytes:
    stream = io.BytesIO()
    description = cells.text(f"{about.sentence}. {ECOLOGICAL}")
    source = cells.text(_thanks(about))
    title = cells.text(f"{about.title}. {about.sentence}")
    if kind == "png":
        notes = {"Title": title, "Description": description, "Copyright": source, "Software": None}
        notes["Source"] = cells.text(about.link)
        figure.savefig(stream, format="png", dpi=2 * drawing.DENSITY, metadata=notes)
        return stream.getvalue()
    notes = {"Title": title, "Description": description, "Rights": source, "Date": None}
    notes |= {"Creator": "Seldom Heard", "Source": cells.text(about.link), "Language": "en-GB"}
    figure.savefig(stream, format="svg", metadata=notes)
    found = stream.getvalue()
    # A picture to those who cannot see it, named by its title; and a letter form of the same kind
    # and width where the first is not installed.
    found = found.replace(b"<svg ", b'<svg role="img" ', 1)
    return found.replace(b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")
