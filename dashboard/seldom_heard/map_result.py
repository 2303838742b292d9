"""What the map shows of a handover, its legend, and the line below it."""

from collections.abc import Collection, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts import found_map
from dashboard.parts.address import plain
from dashboard.parts.attributes import data
from dashboard.parts.map import legend_fold
from dashboard.parts.targets.handover import Handover
from dashboard.parts.terms import explained
from dashboard.seldom_heard import at_most, why_found
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording import number_text
from dashboard.wording.map_texts import map_texts
from layers.atlas import Atlas
from layers.targeting.area_search import Criterion

# How an area stands, with its colour (stripes of several); outside the places chosen is as not
# found, drawn fainter. "left" is found, and not taken; of
# "unknown" ones nothing says whether they meet what is asked.
STANDINGS: dict[str, str | list[str]] = {
    "firm": "#0a5a9c",
    "borderline": "#7fb3dc",
    "left": ["#7fb3dc", "#ffffff"],
    "near": "#f3d27a",
    "not_found": "#d5dce2",
    "unknown": ["#ffffff", "#d5dce2"],
    "outside": "#d5dce2",
}
# Only just found, or only just not.
DASHED = ("borderline", "near")
# Whose words are the longest.
_ROOM = {"borderline": "1.45", "left": "1.35", "outside": "1.5"}
_LOOKS = {name: at for at, name in enumerate(STANDINGS)}
# What the page says of its map while nothing is asked.
NOTHING = "targets-nothing"
# The unit says itself what "at or above 5%" comes to.
_SAID_BY_THEIR_AMOUNT = ("at_least", "at_most")


def nothing_asked(atlas: Atlas, search: str) -> dict[str, Any]:
    """What the page is told while there is no definition, or one that cannot be used."""
    everywhere = [_LOOKS["not_found"]] * len(atlas.areas)
    return {"search": search, "zones": [], "taken": 0, "cuts": [], "at_most": None} | {
        "map": _map(everywhere, [], fit=list(range(len(everywhere))), drawn=NOTHING)
    }


def for_map(atlas: Atlas, made: Handover, search: str) -> dict[str, Any]:
    """What the page is told of what was found.

    Returns
    -------
    dict
        ``search``, the address that it answers; ``map``, see
        :class:`dashboard.parts.found_map.FoundMap`; ``zones``, the places of each, the ``taken``
        first ones of which are taken; ``cuts``, what each criterion comes to; and ``at_most``, what
        follows the slider (:mod:`dashboard.seldom_heard.at_most`).
    """
    place = found_map.places(atlas, "lsoa")
    stands = standings(atlas, made)
    zones = [[place[code] for code in zone.areas] for zone, _ in at_most.in_order(made)]
    name = {code: one.zone.name for one in made.left for code in one.zone.areas} | {
        code: say("hover", "zone", number=n, name=zone.name)
        for n, zone in enumerate(made.zones, start=1)
        for code in zone.areas
    }
    lines = [
        found_map.line([say("hover", stands[code]) for code in place], strong=True),
        found_map.line(found_map.by_place(place, name)),
        *(_values(atlas, one.indicator, place) for one in made.targets.criteria),
    ]
    found = [place[code] for code in made.finding.found]
    within = [at for code, at in place.items() if stands[code] != "outside"]
    return {
        "search": search,
        "map": _map(
            [_LOOKS[stands[code]] for code in place],
            lines,
            fit=found_map.fitted(found, within),
            drawn=f"targets-{len(found)}",
        ),
        "zones": zones,
        "taken": len(made.zones),
        "cuts": _cuts(atlas, made),
        "at_most": _at_most(atlas, made),
    }


def _at_most(atlas: Atlas, made: Handover) -> dict[str, Any] | None:
    """What follows the slider, with how areas look when they are taken and when they are not."""
    told, off = at_most.of(atlas, made), at_most.ticked_off(made)
    if told is None:
        return None
    taken = set(made.finding.found) - off
    looks = [_LOOKS[one] for one in standings(atlas, made, taken).values()]
    return told | {"all": looks, "left": _LOOKS["left"]}


def standings(atlas: Atlas, made: Handover, taken: Collection[str] | None = None) -> dict[str, str]:
    """How each area stands, by code in order: a name of :data:`STANDINGS`.

    Parameters
    ----------
    taken
        The areas that are taken; those of the handover when not given.
    """
    found, firm = set(made.finding.found), set(made.finding.firm)
    near, within = set(made.finding.near["lsoa"]), made.within
    unknown = set(made.finding.unknown)
    chosen = set(made.areas_taken if taken is None else taken)

    def stands(code: str) -> str:
        if code in found and code not in chosen:
            return "left"
        if code in found:
            return "firm" if code in firm else "borderline"
        if code in near:
            return "near"
        if code in unknown:
            return "unknown"
        return "not_found" if within is None or code in within else "outside"

    return {str(code): stands(code) for code in atlas.areas.index}


def _map(
    of: list[int], lines: list[found_map.Line], *, fit: list[int], drawn: str
) -> found_map.FoundMap:
    looks: list[found_map.Look] = [
        {"colour": colour, "dashed": name in DASHED, "outside": name == "outside"}
        for name, colour in STANDINGS.items()
    ]
    return {"level": "lsoa", "looks": looks, "of": of, "lines": lines, "fit": fit, "drawn": drawn}


def _values(atlas: Atlas, indicator: str, place: Mapping[str, int]) -> found_map.Line:
    """A criterion's value at each area, in words."""
    definition = atlas.indicators[indicator]
    values = atlas.table(indicator)["value"].reindex(list(place))
    none = map_texts()["no_figure"]
    return found_map.line(
        say(
            "hover",
            "value",
            label=definition.label,
            value=none if value != value else number_text.value(value, definition),
        )
        for value in values.tolist()
    )


def in_view(atlas: Atlas, made: Handover) -> list[Component | str]:
    """The line below the map: how many areas, zones and residents are taken."""
    found = list(made.areas_taken)
    people = int(atlas.areas.loc[found, "residents"].sum())
    return [
        html.Strong(number_text.count(len(found))),
        f" {one_or_many('bar', 'area', len(found))} ",
        html.Strong(number_text.count(len(made.zones))),
        f" {one_or_many('bar', 'zone', len(made.zones))} ",
        html.Strong(number_text.count(people)),
        f" {say('bar', 'residents')}",
    ]


def legend(atlas: Atlas, made: Handover) -> list[Component]:
    """Each standing with its colour and how many areas have it."""
    found, taken, firm = (
        len(those) for those in (made.finding.found, made.taken.found, made.taken.firm)
    )
    near, unknown = made.finding.near["lsoa"].nunique(), len(made.finding.unknown)
    within = len(atlas.areas) if made.within is None else len(made.within)
    number = {
        "firm": firm,
        "borderline": taken - firm,
        "left": found - taken,
        "near": near,
        "not_found": within - found - near - unknown,
        "unknown": unknown,
        "outside": len(atlas.areas) - within,
    }
    graded = made.finding.graded
    there = {"outside": made.within is not None, "unknown": unknown > 0, "borderline": graded}
    shown = [name for name in STANDINGS if there.get(name, True)]
    called = {} if graded else {"firm": "found"}
    rows = [_standing(name, number[name], called.get(name, name)) for name in shown]
    means = say("legend", "firm_means") if graded else say("sure", "not_known")
    return [
        html.H2(made.title),
        html.Ul(rows, className="classes list-unstyled d-flex lh-sm small m-0 mt-lg-2"),
        legend_fold(html.P(explained(means), className="note firm-means")),
    ]


def _standing(name: str, number: int, called: str) -> Component:
    """A row; that of what is not taken is hidden where all is, until the slider is moved."""
    look = {"background": _background(STANDINGS[name])}
    look |= {"opacity": "0.3"} if name == "outside" else {}
    return html.Li(
        [
            html.Span(className="swatch", style=look),
            html.Span(say("legend", called), className="range d-block"),
            html.Span(number_text.count(number), className="size d-block text-body-secondary"),
        ],
        hidden=name == "left" and not number,
        style={"flex": _ROOM[name]} if name in _ROOM else None,
        **data(count=str(number), look=str(_LOOKS[name])),
    )


def _background(colour: str | list[str]) -> str:
    """A colour as styles have it; several as the stripes that the map has."""
    if isinstance(colour, str):
        return colour
    stops = [f"{one} {4 * at}px {4 * (at + 1)}px" for at, one in enumerate(colour)]
    return f"repeating-linear-gradient(135deg, {', '.join(stops)})"


def _cuts(atlas: Atlas, made: Handover) -> list[str]:
    """What each criterion comes to in its own unit, "That is 2.6% or more."; or nothing."""
    asked = zip(made.targets.criteria, made.finding.thresholds, strict=True)
    return [_comes_to(atlas, one, threshold) for one, threshold in asked]


def _comes_to(atlas: Atlas, criterion: Criterion, threshold: float) -> str:
    text = why_found.cut_off(atlas, criterion, threshold)
    if criterion.rule in _SAID_BY_THEIR_AMOUNT or not text:
        return ""
    low = atlas.indicators[criterion.indicator].polarity == "low"
    values = atlas.table(criterion.indicator)["value"]
    reached = values <= threshold if low else values >= threshold
    if criterion.rule == "local_top" and not reached.any():
        # Areas with the same value are found together or not at all.
        end, amount = "lowest" if low else "highest", plain(criterion.amount)
        return say("criteria", "all_alike", end=end, amount=amount)
    return say("criteria", "comes_to", value=text)
