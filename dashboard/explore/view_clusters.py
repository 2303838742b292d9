"""Where values stand out together: the clusters of a view by the names of their places."""

import json
from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard.explore.areas_in_view import highlighted
from dashboard.explore.view import ViewState
from dashboard.explore.view_highest import Listed, Place, shown
from dashboard.explore.view_texts import note, say, sentence, texts
from dashboard.parts.attributes import data
from dashboard.parts.terms import row
from dashboard.wording.legend import texts as legend_texts
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.geography.cluster_kinds import clustered, load_kinds
from layers.geography.levels import Places
from layers.targeting.zones import Zone, zones

# How many of each kind have a row: of areas alone among others there are only numbers.
MOST = {1: 5, 2: 3}
# How many the sentence names.
IN_WORDS = 3


def clusters_of(atlas: Atlas, view: ViewState, places: Places) -> dict[int, list[Zone]]:
    """The clusters that a view highlights: areas in view with the same mark that touch, by mark,
    most residents first; empty for a view without.

    Parameters
    ----------
    places
        Of the areas in view.
    """
    marks = highlighted(atlas, view)
    here: Iterable[str] = atlas.areas.index[places] if marks else []
    by_mark: dict[int, list[str]] = {}
    for code in here:
        if code in marks:
            by_mark.setdefault(marks[code], []).append(code)
    return {
        mark: zones(atlas, codes, largest=len(codes)) for mark, codes in sorted(by_mark.items())
    }


def headline(atlas: Atlas, view: ViewState, found: dict[int, list[Zone]]) -> str:
    """The largest cluster in a line: ``"Where most deprivation gathers: around Burngreave &
    Grimesthorpe and Crabtree & Fir Vale (17 areas, 33,375 people)"``; empty where nothing stands
    out."""
    if not found:
        return ""
    mark = leading(atlas, view, found)
    what = gathering(atlas, view, mark)
    return say("gathers_headline", what=what, place=_around(found[mark][0]))


def leading(atlas: Atlas, view: ViewState, found: dict[int, list[Zone]]) -> int:
    """The mark that is said first: of high values among high, or of low among low where these mean
    more need; where there are none of these, the first that there are."""
    low = atlas.indicators[clustered(atlas, view.indicator)].polarity == "low"
    return next(mark for mark in (2 if low else 1, *found) if mark in found)


def gathering(atlas: Atlas, view: ViewState, mark: int) -> str:
    """What gathers in the clusters of a mark: ``"Where most deprivation gathers"``."""
    usual = f"gathers_{mark}"
    own = f"{usual}_{clustered(atlas, view.indicator)}"
    return say(own if own in texts() else usual)


def lists(atlas: Atlas, view: ViewState, found: dict[int, list[Zone]]) -> list[Listed]:
    """The largest of each kind that is listed by name, the kind that is said first at the top."""
    if not found:
        return []
    first = leading(atlas, view, found)
    return [
        Listed(
            say("clusters_are", kind=load_kinds()[mark - 1].name),
            [
                Place(
                    zone.name,
                    f"{', '.join(zone.districts)} · {_areas(len(zone.areas))}",
                    count(zone.residents),
                    list(zone.areas),
                )
                for zone in found[mark][:most]
            ],
        )
        for mark, most in sorted(MOST.items(), key=lambda one: one[0] != first)
        if mark in found
    ]


def clusters(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """Where it gathers in a sentence, then the largest of each kind, each of which selects itself,
    and how many more there are."""
    found = clusters_of(atlas, view, places)
    if not found:
        return []
    mark, of = leading(atlas, view, found), clustered(atlas, view.indicator)
    other = of != view.indicator
    parts: list[Component] = [
        html.H2(gathering(atlas, view, mark)),
        _in_words(found[mark]),
        note(say("gathers_of", label=atlas.indicators[of].label) if other else say("gathers_back")),
        _switch("show_all", on=False),
    ]
    for ranked in lists(atlas, view, found):
        parts += shown(ranked)
    rest = [zone for mark, most in MOST.items() for zone in found.get(mark, [])[most:]]
    if rest:
        more = say(
            "clusters_more",
            n=count(len(rest)),
            areas=_areas(_number(rest)),
            people=_people(rest),
        )
        parts.append(note(more))
    return [*parts, row("Moran's I")]


def offered(atlas: Atlas, view: ViewState) -> list[Component]:
    """The way to the clusters of a view that does not show them; nothing where there are none."""
    of = clustered(atlas, view.indicator) if view.level == "lsoa" and not view.second else ""
    if not of:
        return []
    name = "show_gathering" if of == view.indicator else "show_gathering_of_score"
    return [_switch(name, on=True)]


def _switch(text: str, *, on: bool) -> Component:
    change = json.dumps({"clusters": on}, separators=(",", ":"))
    return html.Button(
        say(text), type="button", className="btn btn-plain my-2 d-print-none", **data(view=change)
    )


def _in_words(those: list[Zone]) -> Component:
    """Clusters of one kind: all areas and people together, the largest by name, and how many more
    there are."""
    whole = {"areas": _areas(_number(those)), "people": _people(those)}
    if len(those) == 1:
        return sentence("gathers_one", **whole, place=listed(those[0].leading.split("; ")))
    named = [_around(zone) for zone in those[:IN_WORDS]]
    if rest := those[IN_WORDS:]:
        more = {"areas": _areas(_number(rest)), "people": _people(rest)}
        named.append(say("gathers_rest", n=count(len(rest)), **more))
    return sentence("gathers_sentence", **whole, n=count(len(those)), places="; ".join(named))


def _number(those: Iterable[Zone]) -> int:
    return sum(len(zone.areas) for zone in those)


def _people(those: Iterable[Zone]) -> str:
    return count(sum(zone.residents for zone in those))


def _around(zone: Zone) -> str:
    """A cluster by its neighbourhoods: ``"Rotherham Central and Eastwood & East Dene (12 areas,
    21,037 people)"``."""
    place = listed(zone.leading.split("; "))
    people = count(zone.residents)
    return say("gathers_around", place=place, areas=_areas(len(zone.areas)), people=people)


def _areas(number: int) -> str:
    words = legend_texts().level["lsoa"]
    return f"{count(number)} {words.one if number == 1 else words.many}"
