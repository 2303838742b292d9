"""The map as a picture: PNG at twice the density of a screen, or SVG with its text as text.

The light look of the screen, with all that a picture needs on its own: the finding, what it is of
whom and when, the classes, England, which areas, where to look first, the day, and whom to thank.
"""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.explore.areas_in_view import highlighted, practices_of
from dashboard.explore.classes import Classes, second_of
from dashboard.explore.export_table import codes_of
from dashboard.explore.picture.brought_places import Brought
from dashboard.explore.picture.picture_legend import Legend, draw_legend
from dashboard.explore.picture.picture_map import Marks, draw_map, frame_of, shape_of
from dashboard.explore.places_shown import places_in_view
from dashboard.explore.view import ViewState
from dashboard.explore.view_clusters import clusters_of, lists
from dashboard.explore.view_finding import finding
from dashboard.explore.view_highest import Listed, highest_of
from dashboard.files import cells, drawing
from dashboard.files.about import ECOLOGICAL, NOTHING, PLACES_NOT_PEOPLE, About, day
from dashboard.files.basemap_frame import streets_in
from dashboard.files.credit import credit_line
from dashboard.files.drawing import points, wrapped, write
from dashboard.files.table import name_of
from dashboard.wording import number_text
from dashboard.wording.class_words import caption
from dashboard.wording.legend import level_words, texts
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

KINDS = ("png", "svg")
_WIDTH = 1280
_MAP = (24, 872)  # from and to, across
_LEAST_HEIGHT, _MOST_HEIGHT = 560, 860  # of the map, which is as high as what it shows
_LEGEND = (900, 1256)
_SIDE = 24
_LINE = 19
_PLACE = 36  # the height of a place in the list beside the map
_SALT = "seldom-heard"  # names inside an SVG come from it, so that they are the same every time


def picture(
    atlas: Atlas,
    view: ViewState,
    classes: Classes,
    *,
    about: About,
    kind: str = "png",
    only_selected: bool = False,
    brought: Sequence[Brought] = (),
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
    brought
        Places that somebody brought.

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
        practices=_practices(atlas, view),
        brought=brought,
    )
    sizes = [sum(of.get(code) == at for code in shown) for at in range(len(classes.labels))]
    second = second_of(atlas, view)
    legend = Legend(
        definition=atlas.indicators[view.indicator],
        second=atlas.indicators[second] if second else None,
        units=level_words(atlas, view.level).many,
        outside=level_words(atlas, view.level).outside,
        rows=tuple(zip(classes.colours, classes.labels, sizes, strict=True)),
        england=(classes.england, _england(atlas, view)),
        missing=sum(code not in of for code in shown),
        said=classes.said,
        fifth=classes.fifth,
        not_crossed=_not_crossed(atlas, view),
        flagged=bool(marks.flagged),
        selected=bool(view.selected),
        pale=len(shown) < len(classes.of) or bool(marks.clusters),
        practices=len(marks.practices),
        stations=len(atlas.extra("stations")) > 0,
        clusters=Counter(marks.clusters.values()),
        brought=[(one, 0) for one in brought],
    )
    said = Said(
        title=finding(atlas, view) or " and ".join(map(name_of, _shown(legend))),
        below=(*(_definition(one) for one in _shown(legend)), f"{about.sentence}."),
        listed=_lists(atlas, view),
    )
    with drawing.LOCK:
        return _draw(atlas, marks, legend, said, about, kind)


@dataclass(frozen=True)
class Said:
    """What the picture says in words: the finding as its title, what it is of below, and the places
    beside the map."""

    title: str
    below: tuple[str, ...]
    listed: Sequence[Listed]

    @property
    def described(self) -> str:
        """The same for people who do not see it, with the first place of each list."""
        first = (
            f"{one.title}: {one.places[0].name}, {one.places[0].number}." for one in self.listed
        )
        return " ".join([f"{self.title}.", *self.below, *first])


def _shown(legend: Legend) -> list[Indicator]:
    return [one for one in (legend.definition, legend.second) if one]


def _definition(definition: Indicator) -> str:
    """What an indicator is, of whom and when."""
    return f"{name_of(definition)}, {caption(definition)}."


def _lists(atlas: Atlas, view: ViewState) -> Sequence[Listed]:
    """What the card beside the map lists: clusters where they are highlighted, else the places
    with most need; none beside a selection, which has the card to itself."""
    if view.selected:
        return ()
    places = places_in_view(atlas, view)
    if clusters := lists(atlas, view, clusters_of(atlas, view, places)):
        return clusters
    highest = highest_of(atlas, view, places)
    return (highest,) if highest.places else ()


def _practices(atlas: Atlas, view: ViewState) -> list[tuple[float, float]]:
    those = atlas.practices.loc[practices_of(atlas, view), ["longitude", "latitude"]].dropna()
    return [(float(x), float(y)) for x, y in those.itertuples(index=False)]


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


def _draw(atlas: Atlas, marks: Marks, legend: Legend, said: Said, about: About, kind: str) -> bytes:
    library = drawing.library()
    title = wrapped(said.title, 76)
    head = [line for text in said.below for line in wrapped(text, 132)]
    width = _MAP[1] - _MAP[0]
    tall = round(min(max(width / shape_of(atlas, marks), _LEAST_HEIGHT), _MOST_HEIGHT))
    top = 36 + 30 * len(title) + _LINE * len(head)
    beside = library.Figure().add_axes((0, 0, 1, 1))  # to see how high the legend is
    tall = max(tall, round(draw_legend(beside, legend, *_LEGEND, 0)))
    frame = frame_of(atlas, marks, width, tall)
    legend = replace(legend, brought=[(one, len(one.inside(frame))) for one in marks.brought])
    streets = streets_in(atlas.basemap, frame, width)
    thanked = [*about.sources, *(one.source for one in marks.brought)]
    credits = credit_line(thanked) + (f" {streets.credit}." if streets else "")
    foot = wrapped(credits, 190) + wrapped(_made(about), 190)
    height = top + tall + 16 + 16 * len(foot) + 12
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
        write(sheet, _SIDE, 20, "\n".join(title), size=24, weight="bold")
        below = {"color": drawing.MUTED, "linespacing": 1.15}
        write(sheet, _SIDE, 26 + 30 * len(title), "\n".join(head), size=15, **below)
        place = (_MAP[0] / _WIDTH, 1 - (top + tall) / height)
        axes = figure.add_axes((*place, width / _WIDTH, tall / height))
        draw_map(axes, atlas, marks, width, tall, streets)
        if not marks.shown:
            middle = {"transform": axes.transAxes, "ha": "center", "va": "center"}
            box = {"facecolor": drawing.PAPER, "edgecolor": drawing.LINE, "pad": 8}
            write(axes, 0.5, 0.5, NOTHING, size=16, zorder=20, bbox=box, **middle)
        y = draw_legend(sheet, legend, *_LEGEND, top)
        _places(sheet, said.listed, y + 12, top + tall)
        under = top + tall + 14
        write(sheet, _SIDE, under, "\n".join(foot), color=drawing.MUTED, size=12)
        return _saved(figure, said, about, kind, marks.brought)


def _places(sheet: Any, listed: Sequence[Listed], y: float, end: float) -> None:
    """Places beside the map, as many as there is room for."""
    left, right = _LEGEND
    for one in listed:
        head = wrapped(one.title, 44)
        if y + 20 * len(head) + _PLACE > end:
            return
        write(sheet, left, y, "\n".join(head), size=14, weight="bold")
        y += 8 + 18 * len(head)
        for place in one.places:
            names = wrapped(place.name, 42)
            if y + _PLACE + 16 * (len(names) - 1) > end:
                return
            write(sheet, left, y, "\n".join(names), size=13)
            write(sheet, right, y, place.number, size=13, weight="bold", ha="right")
            y += 16 * len(names)
            write(sheet, left, y + 1, place.note, size=12, color=drawing.MUTED)
            y += 20
        y += 10


def _made(about: About) -> str:
    link = f" {about.link}" if about.link and len(about.link) <= 120 else ""
    return f"Seldom Heard, {day(about.made)}. {PLACES_NOT_PEOPLE}{link}"


def _saved(figure: Any, said: Said, about: About, kind: str, brought: Sequence[Brought]) -> bytes:
    stream = io.BytesIO()
    description = cells.text(f"{said.described} {ECOLOGICAL}")
    whose = (*about.attributions, *(one.attribution for one in brought))
    source = cells.text(" ".join(whose))
    title = cells.text(f"{said.title}. {about.sentence}")
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
