"""Where a team looks, whom it wants to reach, and how large a zone may be."""

from functools import lru_cache
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.paper_words import capital
from dashboard.parts import fields
from dashboard.parts.accordions import accordion
from dashboard.parts.address import WHOLE
from dashboard.parts.address_form import Control, Props
from dashboard.parts.chips import CHIPS, chips
from dashboard.parts.combobox import Option, chosen, combobox, groups, indicators, offered
from dashboard.parts.control_labels import labels
from dashboard.parts.targets.target_definition import (
    DEFAULT_GROUP,
    DEFAULT_LARGEST,
    HELD,
    LARGEST,
    MOST_PEOPLE,
    Targets,
)
from dashboard.seldom_heard.texts import say
from dashboard.wording.label_mark import label_mark
from layers.atlas import GROUPING, Atlas
from layers.geography import levels

PAGE = "seldom-heard"
DISTRICTS, GROUP, PEOPLE, ZONE = "target-district", "group", "people", "largest"
LIMITS = "limits"
# Places that are added one by one: by the letter in the address, the name of the field that adds.
ADDED = {"b": "target-grouping", "w": "target-ward", "n": "target-network", "p": "target-practice"}


def held_in(field: str) -> str:
    """Id of the store with the codes that a field has added."""
    return f"{field}-codes"


def where_parts() -> tuple[Control, ...]:
    """The parts of the address that say where."""
    districts = Control("d", DISTRICTS, otherwise=(), join=".", sorted=True)
    added = (
        Control(letter, held_in(field), "data", otherwise=(), join=".")
        for letter, field in ADDED.items()
    )
    return (districts, *added)


def whom_parts() -> tuple[Control, ...]:
    """The parts of the address that say whom, and how large a zone may be."""
    return (
        Control("g", chosen(GROUP), "data", otherwise=DEFAULT_GROUP),
        Control("q", PEOPLE, otherwise=0),
        Control("z", ZONE, otherwise=DEFAULT_LARGEST),
    )


def whom(atlas: Atlas) -> list[Component]:
    """The people to reach, and who they are."""
    return [
        combobox(
            GROUP,
            say("group", "label"),
            _groups_of_people(atlas),
            DEFAULT_GROUP,
            placeholder=say("group", "search"),
        ),
        html.P(id="group-means", className="note"),
    ]


def where(atlas: Atlas) -> list[Component]:
    """Districts, and under "More limits" all other places and numbers."""
    districts = [(code, atlas.districts[code]) for code in sorted(atlas.districts)]
    words = atlas.grouping.words if atlas.grouping else None
    more = [
        html.Div(
            _adds(atlas, "grouping", "b", one=words.one if words else ""), hidden=words is None
        ),
        *_adds(atlas, "ward", "w"),
        *_adds(atlas, "practice", "p"),
        *_adds(atlas, "network", "n"),
        html.P(labels()["seldom_heard"]["practices"].format(held=HELD), className="note"),
        _number(PEOPLE, "people", 0, 0, MOST_PEOPLE),
        _number(ZONE, "largest", DEFAULT_LARGEST, 1, LARGEST),
    ]
    return [
        fields.checklist(DISTRICTS, say("places", "districts"), districts),
        accordion({say("places", "limits"): html.Div(more)}, id=LIMITS),
    ]


def props(atlas: Atlas, targets: Targets) -> list[Props]:
    """What these controls show for a definition."""
    codes = {"b": targets.own_groups, "w": targets.wards, "n": targets.pcns, "p": targets.practices}
    named = any(codes.values())
    added = []
    for letter, field in ADDED.items():
        names = {one["value"]: one["label"] for one in _choices(atlas)[letter]}
        mine = [(code, names[code]) for code in codes[letter] if code in names]
        added += [
            Props(held_in(field), {"data": list(codes[letter])}),
            Props(
                f"{field}-chips",
                {"children": chips(PAGE, field, mine)},
                shape=".".join(codes[letter]),
            ),
        ]
    return [
        Props(DISTRICTS, {"value": sorted(targets.districts)}),
        *added,
        # What limits the places is not hidden; what a person has opened stays open.
        *([Props(LIMITS, {"active_item": say("places", "limits")})] if named else []),
        *_offered_anew(atlas),
        Props(chosen(GROUP), {"data": targets.group}),
        Props("group-means", {"children": _group_means(atlas, targets.group)}),
        Props(PEOPLE, {"value": targets.people}),
        Props(ZONE, {"value": targets.largest}),
    ]


def _groups_of_people(atlas: Atlas) -> dict[str, Any]:
    return indicators([name for name, one in atlas.indicators.items() if one.counts_people])


def _offered_anew(atlas: Atlas) -> list[Props]:
    """The people that can be chosen, where somebody's own figures may have come since the page was
    made."""
    if not atlas.own_layers:
        return []
    shape = ".".join(atlas.own_layers)
    return [Props(offered(GROUP), {"data": _groups_of_people(atlas)}, shape)]


def _adds(atlas: Atlas, name: str, letter: str, **parts: str) -> list[Component]:
    """A field that adds places, and the places that it has added."""
    field = ADDED[letter]
    return [
        combobox(
            field,
            say("places", name, **parts),
            groups({"": _choices(atlas)[letter]}),
            placeholder=say("places", f"any_{name}", **parts),
            search_only=True,
            within=name if name == "ward" else "",
        ),
        html.Div(id=f"{field}-chips", className=CHIPS),
        dcc.Store(id=held_in(field), data=[]),
    ]


def _number(control: str, name: str, value: int, low: int, high: int) -> Component:
    wrong = labels()["seldom_heard"]["wrong"]["whole"].format(low=low, high=f"{high:,}")
    return fields.number(
        control,
        say("places", name),
        value,
        low=low,
        high=high,
        pattern=WHOLE,
        wrong=wrong,
        beside=True,
    )


def _group_means(atlas: Atlas, group: str) -> list[Component | str | None]:
    definition = atlas.indicators[group]
    mark = label_mark(definition)
    tag = html.Span(mark, className="tag") if mark else None
    numerator, denominator = definition.numerator, definition.denominator
    who = numerator.text if numerator else definition.label
    of = denominator.text if denominator else ""
    return [tag, say("group", "means", who=capital(who), of=f"{of[:1].lower()}{of[1:]}")]


@lru_cache(maxsize=1)
def _choices(atlas: Atlas) -> dict[str, list[Option]]:
    """Own groups, wards, networks and practices by their letter in the address, by name."""
    areas = atlas.areas.drop_duplicates("ward_code").sort_values(["ward", "ward_code"])
    practices = atlas.practices
    networks = practices[practices["pcn_code"] != ""].drop_duplicates("pcn_code")
    none = say("places", "no_network")
    own = levels.areas_at(atlas, GROUPING)[["name", "district"]] if atlas.grouping else None
    return {
        "b": []
        if own is None
        else [
            {"value": code, "label": name, "note": district}
            for code, name, district in own.itertuples()
        ],
        "w": [
            {"value": code, "label": name, "note": district}
            for code, name, district in areas[["ward_code", "ward", "district"]].itertuples(
                index=False
            )
        ],
        "n": [
            {"value": code, "label": name, "note": place}
            for code, name, place in networks[["pcn_code", "pcn", "place"]].itertuples(index=False)
        ],
        "p": [
            {"value": code, "label": name, "note": f"{place} · {pcn or none}", "search": code}
            for code, name, place, pcn in practices[["name", "place", "pcn"]].itertuples()
        ],
    }
