"""At most so many places: the slider over what was found, its sentence, and its picture.

While somebody moves the slider, the browser lights so many places on the map, fills the curve and
writes the sentence from what is sent here (``assets/modules/pages/seldom-heard-at-most.js``); once
they let go, the address says how many, and the server follows.
"""

from itertools import accumulate
from typing import Any, NamedTuple

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields
from dashboard.parts.address_form import Control
from dashboard.parts.attributes import aria, data
from dashboard.parts.curve_picture import END, LEFT, filled
from dashboard.parts.found_map import places
from dashboard.parts.targets import chosen_address
from dashboard.parts.targets.chosen_address import AREAS
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.targeting.zones import Zone

BLOCK, SLIDER, NUMBER, UNIT = "at-most", "at-most-slider", "at-most-number", "at-most-unit"
SAID, PICTURE = "at-most-said", "at-most-picture"
ZONES = "zones"


def unit_control() -> Control:
    """Whether zones or areas are taken; as many of the one are not as many of the other."""
    return Control("u", UNIT, otherwise=ZONES, texts={ZONES: ""}, resets=("m",))


def unit_of(targets: Targets) -> str:
    """The value of that control."""
    return AREAS if targets.by_areas else ZONES


def block() -> Component:
    """The slider with its number, and room for the sentence and the picture.

    It stays while the server works out what follows, so that nobody loses the slider under their
    hand. The browser fills it.
    """
    # A slider of Dash's own cannot be used by everybody; the browser's can.
    slider = dbc.Input(id=SLIDER, type="range", min=1, step=1, class_name="d-print-none")
    number = dbc.Input(id=NUMBER, type="number", min=1, step=1)
    unit = fields.buttons(
        UNIT,
        say("at_most", "unit"),
        [(ZONES, say("at_most", ZONES)), (AREAS, say("at_most", AREAS))],
        ZONES,
        hide_label=True,
        className="m-0",
    )
    return html.Section(
        [
            html.Div(
                [
                    dbc.Label(say("at_most", "label"), html_for=NUMBER, class_name="m-0"),
                    number,
                    unit,
                ],
                className="d-flex flex-wrap align-items-center gap-2 d-print-none",
            ),
            dbc.Label(say("at_most", "slider"), html_for=SLIDER, class_name="visually-hidden"),
            slider,
            html.P(id=SAID, className="fw-semibold mb-1"),
            html.Div(id=PICTURE),
        ],
        id=BLOCK,
        hidden=True,
        **data(letters=chosen_address.LETTERS),
        **aria(label=say("at_most", "name")),
    )


def ticked_off(made: Handover) -> set[str]:
    """Codes of the areas of zones that are ticked off."""
    return {code for left in made.left if left.why == "off" for code in left.zone.areas}


def in_order(made: Handover) -> list[tuple[Zone, float]]:
    """Zones as the browser numbers them, with the people of the group to reach in each.

    First those taken, then those beyond the first so many, then those ticked off.
    """
    taken = zip(made.zones, made.zone_people, strict=True)
    left = [one for why in ("beyond", "off") for one in made.left if one.why == why]
    return [*taken, *((one.zone, one.people) for one in left)]


class Order(NamedTuple):
    """What the slider takes, first to last: the areas of each step, and its people."""

    steps: list[tuple[str, ...]]
    people: list[float]
    number: int


def order(made: Handover) -> Order:
    """Zones, or areas where these are counted, with most people of the group first.

    Nothing of a zone that is ticked off is taken: of areas, such a step takes none.
    """
    off = ticked_off(made)
    if made.targets.by_areas:
        codes, people = (made.steps_found[name].tolist() for name in ("lsoa", "people"))
        steps: list[tuple[str, ...]] = [() if code in off else (code,) for code in codes]
        held = [float(n) if step else 0.0 for n, step in zip(people, steps, strict=True)]
        return Order(steps, held, min(made.targets.most or len(steps), len(steps)))
    kept = [(zone.areas, n) for zone, n in in_order(made) if off.isdisjoint(zone.areas)]
    return Order([areas for areas, _ in kept], [n for _, n in kept], len(made.zones))


def of(atlas: Atlas, made: Handover) -> dict[str, Any] | None:
    """What the browser is told to follow the slider; None where there is nothing to choose from.

    Returns
    -------
    dict
        ``number``, how many are taken; ``steps``, the places (see
        :func:`dashboard.parts.found_map.places`) of each; ``people`` and ``shares`` (0–1) reached
        with one, with two, and so on; ``picture``, with its curve from ``begins`` to ``ends``;
        whether ``areas`` are counted; and ``texts``.
    """
    steps, people, number = order(made)
    found = made.reaches_found[-1]
    if len(made.finding.found) < 2 or not steps or not found.people:
        return None
    place = places(atlas, "lsoa")
    every = found.people / found.of_group
    reached = list(accumulate(people))
    shares = [min(1.0, held / every) for held in reached]
    unit = unit_of(made.targets)
    return {
        "number": number,
        "steps": [[place[code] for code in step] for step in steps],
        "people": [round(held, 6) for held in reached],
        "shares": [round(share, 6) for share in shares],
        "picture": filled(
            shares,
            number,
            unit=say("at_most", f"taken_{unit}"),
            about=say("at_most", f"about_{unit}", most=number_text.count(len(steps))),
        ),
        "begins": LEFT,
        "ends": END,
        "areas": made.targets.by_areas,
        "texts": _texts(atlas, made, unit, shares),
    }


def _texts(atlas: Atlas, made: Handover, unit: str, shares: list[float]) -> dict[str, str]:
    """Sentences for any number, whose number, people and share the browser fills in."""
    group, found = atlas.indicators[made.targets.group], made.reaches_found[-1]
    given = {
        "most": number_text.count(len(shares)),
        "about": say("at_most", "about") if group.modelled else "",
        "all": number_text.count(found.people / found.of_group),
        "every": number_text.percent(100 * shares[-1]),
        **{name: f"{{{name}}}" for name in ("number", "people", "share")},
    }
    every = "all" if len(shares) > 1 else "only"
    names = {"some": "some", "one": "one", "all": every, "value": "value"}
    return {name: say("at_most", f"{which}_{unit}", **given) for name, which in names.items()}
