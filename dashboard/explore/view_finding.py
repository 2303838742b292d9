"""What a view shows, in a sentence or two: over the map, and the title of its picture, its link and
its files."""

import numpy as np

from dashboard.explore.classes import crossed_classes, second_of
from dashboard.explore.found_place import selected_title, unnamed
from dashboard.explore.phrases import NOBODY, About, Phrase, phrases, plain
from dashboard.explore.places_shown import (
    is_limited,
    named,
    only_in,
    places_in_view,
    residents,
    units,
    units_of,
)
from dashboard.explore.view import ViewState
from dashboard.explore.view_clusters import clusters_of, headline, leading
from dashboard.explore.view_figures import (
    FIFTH,
    UNCOMPARED,
    england_beside,
    measure,
    most_deprived,
    over,
    written,
)
from dashboard.explore.view_highest import MOST_NEED_IN_BOTH, highest_of
from dashboard.explore.view_short import short
from dashboard.explore.view_texts import say
from dashboard.files.table import name_of
from dashboard.parts.address import MOST_SELECTED
from dashboard.parts.areas_known import places_known, where_known
from dashboard.wording import number_text
from dashboard.wording.legend import corners, level_words
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count
from dashboard.wording.ratio_words import compared
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.levels import Places

# Letters that two lines hold over a map and its card 1,080 points wide.
TWO_LINES = 190
# So many places are named; of more there is only how many.
MOST_NAMES = 3
# Kinds of which nought is none at all, so that one figure can be twice another.
MEASURED = ("share", "rate")
# Kinds whose figures of a selection stand for themselves: there is no average to set beside others.
UNLIKE = ("decile", *UNCOMPARED)


def finding(atlas: Atlas, view: ViewState) -> str:
    """The words of :func:`said_over_map`, without the last full stop."""
    return plain(said_over_map(atlas, view))


def said_over_map(atlas: Atlas, view: ViewState) -> list[Phrase]:
    """What is selected and its figure; else the largest cluster where clusters are highlighted,
    how many areas have most need and how many people live there, or the figure of all that is in
    view beside England's, how many are above that where there is room to say so, and which is
    highest. Empty where there is nothing to say."""
    if view.selected:
        return _selected(atlas, view)
    places = places_in_view(atlas, view)
    if not len(places):
        return []
    definition, where = atlas.indicators[view.indicator], named(atlas, view, len(places))
    found = clusters_of(atlas, view, places)
    if largest := headline(atlas, view, found):
        areas = found[leading(atlas, view, found)][0].areas
        return [Phrase(largest, {"codes": list(areas)})]
    crossed = _is_crossed(atlas, view)
    shown = [definition, *([atlas.indicators[view.second]] if crossed else [])]
    known = places_known(atlas, shown, places)
    if not len(known):
        return phrases("finding_none", NOBODY, label=name_of(definition), where=where)
    if crossed:
        return _most_need_in_both(atlas, view, places, known, where)
    if definition.kind == "decile":
        return _most_deprived(atlas, view, places, where)
    if definition.kind == "category":
        return _commonest(atlas, view, places, where)
    if definition.kind == "change":
        return _moved(atlas, view, places, where)
    figure = _figure(atlas, view, places, where)
    highest = _highest(atlas, view, places)
    if not figure:
        label = Phrase(name_of(definition))
        return [label, *highest] if highest else []
    whole = [*figure, *_beyond_england(atlas, view, places), *highest]
    return whole if _fits(whole) else [*figure, *highest]


def _fits(said: list[Phrase]) -> bool:
    return len(plain(said)) <= TWO_LINES


def _selected(atlas: Atlas, view: ViewState) -> list[Phrase]:
    definition = atlas.indicators[view.indicator]
    places = atlas.areas.index.get_indexer(levels.members(atlas, view.selected, view.level))
    title = selected_title(atlas, view)
    about = {"codes": list(view.selected)}
    if definition.kind == "decile" and over(atlas, definition.id, places).value is None:
        return _selected_fifth(atlas, view, places)
    if definition.kind == "change" and len(places) > 1:
        return _moved(atlas, view, places, title)
    if definition.kind in UNLIKE:
        value = short(atlas, definition, places).value
        label = "" if definition.kind == "decile" else f"{name_of(definition)}, "
        return phrases("finding_selected", about, label=label, place=title, value=value)
    if len(view.selected) > 1:
        units = level_words(atlas, view.level).many
        title = say("selected_units", n=count(len(view.selected)), units=units)
    return _figure(atlas, view, places, title, about, among=len(view.selected) > 1)


def _selected_fifth(atlas: Atlas, view: ViewState, places: Places) -> list[Phrase]:
    """Of several deciles, which have no average: by name, how many residents live in the fifth."""
    definition, title = atlas.indicators[view.indicator], selected_title(atlas, view)
    known = units(atlas, view.level)
    names = list(dict.fromkeys(known.names[known.codes.index(one)] for one in view.selected))
    if title == unnamed(atlas, view) and len(names) <= MOST_NAMES:
        title = listed(names)
    found = most_deprived(atlas, definition.id, places).places
    return phrases(
        "finding_selected_fifth",
        {"codes": list(view.selected)},
        place=title,
        n=count(residents(atlas, found)),
        of=count(residents(atlas, places)),
        whose=say("whose_one" if len(view.selected) == 1 else "whose_several"),
        measure=measure(definition),
    )


def _is_crossed(atlas: Atlas, view: ViewState) -> bool:
    """Whether the map crosses two indicators that have figures at its level."""
    return bool(second_of(atlas, view)) and bool((crossed_classes(atlas, view).of >= 0).any())


def _most_need_in_both(
    atlas: Atlas, view: ViewState, places: Places, known: Places, where: str
) -> list[Phrase]:
    """How many units of the map's level are in the square of most need, which where they are few,
    and how many people live there; of those alone that have both figures where one is somebody's
    own."""
    first, second = (atlas.indicators[one] for one in (view.indicator, view.second))
    most = corners(first.polarity, second.polarity)[MOST_NEED_IN_BOTH]
    same = corners(first.polarity, first.polarity)[MOST_NEED_IN_BOTH] == most
    inside = units_of(atlas, view.level, places)
    of = crossed_classes(atlas, view).of.to_numpy()
    found = inside[of[inside] == MOST_NEED_IN_BOTH]
    level_of = levels.places_at(atlas, view.level)[1]
    people = residents(atlas, places[np.isin(level_of[places], found)])
    part = len(known) < len(places)
    inside = inside[of[inside] >= 0] if part else inside
    counted_in = places[np.isin(level_of[places], inside)] if part else places
    every = residents(atlas, counted_in)
    names = [units(atlas, view.level).names[at] for at in found]
    few = view.level != "lsoa" and 0 < len(names) <= MOST_NAMES
    among = _among(view, places, where)
    if part and view.level == "lsoa":
        among = where_known(where, len(known), both=True, among=is_limited(view))
    elif view.level != "lsoa":
        nouns = level_words(atlas, view.level).many
        name = "units_with" if is_limited(view) else "units_in"
        place = only_in(atlas, view.level) if where == atlas.name else ""
        where_both = say("with_both", where=where) if part else place or where
        among = say(name, n=count(len(inside)), units=nouns, where=where_both)
    return phrases(
        "finding_both",
        {"square": MOST_NEED_IN_BOTH},
        most=say(
            "most_in_both" if same else "most_in_each",
            most=most,
            first=_bare(first),
            second=_bare(second),
        ),
        n=count(len(found)),
        of=among,
        which=say("which", names=listed(names)) if few else "",
        people=count(people),
        share=number_text.percent(100 * people / every if every else 0.0),
        whom=say("whom_limited") if is_limited(view) or part else where,
    )


def _bare(definition: Indicator) -> str:
    """What an indicator is called beside another: of deprivation without how it is measured."""
    name = name_of(definition)
    return name.partition(": ")[0] if definition.is_iod else name


def _most_deprived(atlas: Atlas, view: ViewState, places: Places, where: str) -> list[Phrase]:
    """How many areas are in the most deprived fifth, whatever larger areas the map shows, and who
    lives there."""
    definition = atlas.indicators[view.indicator]
    found = most_deprived(atlas, definition.id, places).places
    people, every = residents(atlas, found), residents(atlas, places)
    share = 100 * people / every if every else 0.0
    said = number_text.percent(share)
    name = "finding_one_fifth" if len(found) == 1 else "finding_fifth"
    about: About = {"among": list(range(1, FIFTH + 1))} if view.level == "lsoa" else NOBODY
    alone = phrases(
        name,
        about,
        n=count(len(found)),
        of=_among(view, places, where),
        people=count(people),
        share=said,
        whom=say("whom_limited") if is_limited(view) else where,
        measure=measure(definition),
    )
    england = england_beside(atlas, definition)
    if england is None:
        return alone
    beside = _beside((share, said), (england, number_text.percent(england)))
    compared_too = [*alone, Phrase(beside)]
    return compared_too if _fits(compared_too) else alone


def _among(view: ViewState, places: Places, where: str) -> str:
    """All areas of the view, to follow "of"; by practices or several filters that is their name."""
    return where if is_limited(view) else say("areas_in", n=count(len(places)), where=where)


def _commonest(atlas: Atlas, view: ViewState, places: Places, where: str) -> list[Phrase]:
    """Of kinds, the one that most areas are of."""
    definition = atlas.indicators[view.indicator]
    kinds = atlas.column(view.indicator, "value")[places]
    known, number = np.unique(kinds[~np.isnan(kinds)], return_counts=True)
    if not len(known):
        return []
    kind = int(known[np.argmax(number)])
    found = places[kinds == kind]
    return phrases(
        "finding_kind",
        {"among": [kind]} if view.level == "lsoa" else NOBODY,
        n=count(len(found)),
        of=_among(view, places, where),
        kind=definition.categories[kind],
        people=count(residents(atlas, found)),
    )


def _moved(atlas: Atlas, view: ViewState, places: Places, where: str) -> list[Phrase]:
    """Of changes, how many of the areas that can be compared went towards need, and who lives
    there."""
    moved = atlas.column(view.indicator, "value")[places]
    known, found = places[~np.isnan(moved)], places[moved < 0]
    if view.selected:
        return phrases(
            "finding_selected_moved",
            {"codes": list(view.selected)},
            place=where,
            n=count(len(found)),
            of=count(len(known)),
            people=count(residents(atlas, found)),
        )
    return phrases(
        "finding_moved",
        {"under": 0.0} if view.level == "lsoa" else NOBODY,
        n=count(len(found)),
        of=_among(view, known, where),
        people=count(residents(atlas, found)),
    )


def _figure(
    atlas: Atlas,
    view: ViewState,
    places: Places,
    where: str,
    about: About = NOBODY,
    *,
    among: bool | None = None,
) -> list[Phrase]:
    """The figure of some areas together beside England's; empty where they have none.

    Parameters
    ----------
    among
        Whether ``where`` is itself so many areas; as the view's filters say when not given.
    """
    definition = atlas.indicators[view.indicator]
    known = places_known(atlas, [definition], places)
    if 0 < len(known) < len(places):
        among = is_limited(view) if among is None else among
        where = where_known(where, len(known), among=among)
    value = over(atlas, definition.id, places).value
    if value is None:
        return []
    england, beside = england_beside(atlas, definition), ""
    if england is not None:
        figures = ((value, written(value, definition)), (england, written(england, definition)))
        beside = _beside(figures[0], figures[1], measured=definition.kind in MEASURED)
    return phrases(
        "finding_figure",
        about,
        label=name_of(definition),
        about=say("about") if definition.modelled else "",
        value=written(value, definition),
        where=where,
        beside=beside,
    )


def _beside(value: tuple[float, str], england: tuple[float, str], measured: bool = True) -> str:
    """England's figure after another, and how they compare; each with how it is written. Where both
    are written alike, that is all that is said."""
    (figure, text), (other, other_text) = value, england
    words = compared(figure, figure if text == other_text else other, measured=measured)
    return say("finding_beside", compared=words, england=other_text)


def _beyond_england(atlas: Atlas, view: ViewState, places: Places) -> list[Phrase]:
    """How many areas of the view's level have more of it than England, or less of it where less is
    more need; nothing of figures that several areas share, nor where it is none or one alone."""
    definition = atlas.indicators[view.indicator]
    england = england_beside(atlas, definition)
    if england is None or (definition.grain and view.level == "lsoa"):
        return []
    inside = units_of(atlas, view.level, places)
    values = levels.values_at(atlas, definition.id, view.level)[inside]
    low = definition.polarity == "low"
    number = int((values < england).sum() if low else (values > england).sum())
    if len(inside) < 2 or not number:
        return []
    return phrases(
        "finding_below_england" if low else "finding_above_england",
        {"under" if low else "over": float(f"{england:.6g}")},
        n=count(number),
        of=count(len(inside)),
        units=_units(atlas, view.level),
    )


def _units(atlas: Atlas, level: str) -> str:
    """What those of a level are called; where they do not cover the atlas, with where they are."""
    units, place = level_words(atlas, level).many, only_in(atlas, level)
    return say("units_of", units=units, where=place) if place else units


def _highest(atlas: Atlas, view: ViewState, places: Places) -> list[Phrase]:
    """The first of the places with most need."""
    top = highest_of(atlas, view, places).places[:1]
    low = atlas.indicators[view.indicator].polarity == "low"
    name = "finding_lowest" if low else "finding_highest"
    return [
        phrase
        for one in top
        for phrase in phrases(
            name, {"codes": one.codes[:MOST_SELECTED]}, place=one.name, value=one.number
        )
    ]
