"""Where values stand out together: the clusters of a view by the names of their places."""

from collections.abc import Iterable

from dash.development.base_component import Component

from dashboard.explore.areas_in_view import highlighted
from dashboard.explore.view import ViewState
from dashboard.explore.view_highest import Listed, Place, shown
from dashboard.explore.view_texts import note, say, sentence
from dashboard.wording.legend import texts
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.geography.cluster_kinds import load_kinds
from layers.geography.levels import Places
from layers.targeting.zones import Zone, zones

# How many of each kind have a row: of areas alone among others there are only numbers.
MOST = {1: 5, 2: 3}


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


def headline(found: dict[int, list[Zone]]) -> str:
    """The largest cluster in a line: ``"High among high: Burngreave, 14 areas, 23,012 people"``;
    empty where nothing stands out."""
    if not found:
        return ""
    mark, (largest, *_) = next(iter(found.items()))
    return say(
        "cluster_headline",
        kind=load_kinds()[mark - 1].name,
        place=largest.name,
        areas=_areas(largest),
        people=count(largest.residents),
    )


def lists(found: dict[int, list[Zone]]) -> list[Listed]:
    """The largest of each kind that is listed by name."""
    return [
        Listed(
            say("clusters_are", kind=load_kinds()[mark - 1].name),
            [
                Place(
                    zone.name,
                    f"{', '.join(zone.districts)} · {_areas(zone)}",
                    count(zone.residents),
                    list(zone.areas),
                )
                for zone in found[mark][:most]
            ],
        )
        for mark, most in MOST.items()
        if mark in found
    ]


def clusters(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """The largest as a headline, then the largest of each kind, each of which selects itself, and
    how many more there are."""
    found = clusters_of(atlas, view, places)
    if not found:
        return []
    parts: list[Component] = [sentence("cluster_strong", text=headline(found))]
    for listed in lists(found):
        parts += shown(listed)
    rest = [zone for mark, most in MOST.items() for zone in found.get(mark, [])[most:]]
    if rest:
        more = say(
            "clusters_more",
            n=count(len(rest)),
            areas=count(sum(len(zone.areas) for zone in rest)),
            people=count(sum(zone.residents for zone in rest)),
        )
        parts.append(note(more))
    return parts


def _areas(zone: Zone) -> str:
    words = texts().level["lsoa"]
    return f"{count(len(zone.areas))} {words.one if len(zone.areas) == 1 else words.many}"
