"""Why places have no slope to compare, each reason said once, and what to look at instead."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.inequality import page_pieces
from dashboard.inequality.comparable import comparable, other_places
from dashboard.inequality.texts import say
from dashboard.inequality.view import MOST_COMPARED, InequalityView
from dashboard.parts import links, place_gradient
from layers.atlas import Atlas
from layers.inequality.gradient import FIFTHS
from layers.inequality.guards import Guard
from layers.name_lists import listed
from layers.statistics.equal_groups import FEWEST_MEMBERS

# A slope takes five groups of three practices.
FEWEST_PRACTICES = FIFTHS * FEWEST_MEMBERS


def shown(atlas: Atlas, view: InequalityView, refused: Mapping[str, Guard]) -> list[Component]:
    """The places that are refused, by name with what refuses them; nothing where none is."""
    few = _few_practices(atlas, view, refused)
    reasons: dict[str, list[str]] = {}
    for name, guard in refused.items():
        if name not in few:
            reasons.setdefault(f"{guard.label}. {guard.text}", []).append(name)
    said = [
        html.P([html.Strong(f"{listed(names)}: "), reason], className="flag refused")
        for reason, names in reasons.items()
    ]
    return [*said, *_of_practices(atlas, view, few)]


def _few_practices(
    atlas: Atlas, view: InequalityView, refused: Mapping[str, Guard]
) -> dict[str, int]:
    """Of a register: the places with too few practices for a slope, and how many they have."""
    if not place_gradient.register_of(atlas, view.indicator):
        return {}
    keys = {comparable(atlas)[key]: key for key in view.compared}
    counts = {
        name: len(place_gradient.place(atlas, keys[name]).practices or ()) for name in refused
    }
    return {name: number for name, number in counts.items() if 0 < number < FEWEST_PRACTICES}


def _of_practices(atlas: Atlas, view: InequalityView, few: Mapping[str, int]) -> list[Component]:
    if not few:
        return []
    text = say(
        "not_compared",
        "few",
        names=listed([*few]),
        label=atlas.indicators[view.indicator].label,
        counts=listed([f"{number} in {name}" for name, number in few.items()]),
        fewest=FEWEST_PRACTICES,
    )
    ways = [_larger(atlas, view), *_lists(atlas, view, few)]
    return [
        html.P(text, className="flag refused"),
        html.Ul([html.Li(way) for way in ways], id="instead"),
    ]


def _larger(atlas: Atlas, view: InequalityView) -> Component:
    places = dict([*other_places(atlas)["places"].items()][:MOST_COMPARED])
    return page_pieces.inside(
        say("not_compared", "larger", places=listed([*places.values()])),
        view.query(compared=tuple(places)),
    )


def _lists(atlas: Atlas, view: InequalityView, few: Mapping[str, int]) -> list[Component]:
    """To the Practices page: what each network's practices have recorded."""
    register = place_gradient.register_of(atlas, view.indicator)
    networks = other_places(atlas)["networks"]
    return [
        html.A(
            say("not_compared", "recorded", place=name),
            href=links.to(f"/practices?c={key}&r={register}&s=recorded"),
        )
        for key, name in networks.items()
        if key in view.compared and name in few
    ]
