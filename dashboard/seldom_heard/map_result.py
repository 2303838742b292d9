"""What the map shows of a handover, its legend, and the line below it."""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard import why_found
from dashboard.seldom_heard.texts import one_or_many, say, texts
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.exercise.heard_criterion import HEARD

# How an area stands, with its colour; outside the places chosen is as not found, drawn fainter.
STANDINGS = {
    "firm": "#0a5a9c",
    "borderline": "#7fb3dc",
    "near": "#f3d27a",
    "not_found": "#d5dce2",
    "outside": "#d5dce2",
}
DOT = "#5c3566"  # a practice of the zone that is looked at
EXPLORE = "/"  # where areas are opened
# The unit says itself what "at or above 5%" comes to.
_SAID_BY_THEIR_AMOUNT = ("at_least", "at_most")


def for_browser() -> dict[str, Any]:
    """Words and colours of what the browser draws."""
    return {
        "colours": list(STANDINGS.values()),
        "standings": list(STANDINGS),
        "hover": dict(texts()["hover"]),
        "curve": texts()["curve"] | {"explore": EXPLORE},
    }


def nothing_asked() -> dict[str, Any]:
    """What the map is told while there is no definition."""
    numbers = ("found", "firm", "near", "outside", "zones", "cuts", "criteria")
    return {
        **{name: [] for name in numbers},
        "title": say("page", "nothing_title"),
        "where": "",
        "heard": {},
    }


def for_map(atlas: Atlas, made: Handover) -> dict[str, Any]:
    """Places (by position in the list of areas) of what was found, and what each criterion asks."""
    place = {code: at for at, code in enumerate(atlas.areas.index)}

    def places(codes: Iterable[str]) -> list[int]:
        return [place[code] for code in codes]

    within = made.within
    return {
        "title": made.title,
        "found": places(made.finding.found),
        "firm": places(made.finding.firm),
        "near": places(dict.fromkeys(made.finding.near["lsoa"])),
        "outside": [] if within is None else [at for c, at in place.items() if c not in within],
        "zones": [{"name": zone.name, "areas": places(zone.areas)} for zone in made.zones],
        "cuts": _cuts(atlas, made),
        "criteria": [
            {"indicator": one.indicator, "label": atlas.indicators[one.indicator].label}
            for one in made.targets.criteria
        ],
        "where": made.where,
        "heard": _heard(atlas, made),
    }


def of_whom(targets: Targets) -> dict[str, Any]:
    """The people to reach, and whose practices the map shows."""
    return {
        "group": targets.group,
        "practices": list(targets.practices),
        "pcns": list(targets.pcns),
    }


def in_view(atlas: Atlas, made: Handover) -> list[Component | str]:
    """The line below the map: how many areas, zones and residents."""
    found = list(made.finding.found)
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
    found, firm = len(made.finding.found), len(made.finding.firm)
    near = made.finding.near["lsoa"].nunique()
    within = len(atlas.areas) if made.within is None else len(made.within)
    number = {
        "firm": firm,
        "borderline": found - firm,
        "near": near,
        "not_found": within - found - near,
        "outside": len(atlas.areas) - within,
    }
    shown = [name for name in STANDINGS if name != "outside" or made.within is not None]
    rows = [_standing(at, name, number[name]) for at, name in enumerate(shown)]
    dot = html.Span(className="key-dot me-1", style={"background": DOT}, **aria(hidden="true"))
    return [
        html.H2(made.title),
        html.Ul(rows, className="classes list-unstyled d-flex lh-sm small m-0 mt-lg-2"),
        html.P(say("legend", "firm_means"), className="note firm-means"),
        html.P([dot, say("legend", "dot")], className="note", id="dots-mean", hidden=True),
    ]


def _standing(at: int, name: str, number: int) -> Component:
    look = {"background": STANDINGS[name]} | ({"opacity": "0.3"} if name == "outside" else {})
    return html.Li(
        [
            html.Span(className=f"swatch swatch-{at}", style=look),
            html.Span(say("legend", name), className="range d-block"),
            html.Span(number_text.count(number), className="size d-block text-body-secondary"),
        ],
        style={"flex": "1.5"} if name == "outside" else None,  # its words are the longest
        **data(count=str(number)),
    )


def _cuts(atlas: Atlas, made: Handover) -> list[str]:
    """What each criterion comes to in its own unit, "That is 2.6% or more."; or nothing."""
    asked = zip(made.targets.criteria, made.finding.thresholds, strict=True)
    texts_ = [
        "" if one.rule in _SAID_BY_THEIR_AMOUNT else why_found.cut_off(atlas, one, threshold)
        for one, threshold in asked
    ]
    return [say("criteria", "comes_to", value=text) if text else "" for text in texts_]


def _heard(atlas: Atlas, made: Handover) -> dict[int, float]:
    """By place: the ratio of an own exercise that is asked for."""
    if made.targets.heard is None:
        return {}
    values = atlas.table(HEARD)["value"]
    return {at: float(one) for at, one in enumerate(values) if one == one}
