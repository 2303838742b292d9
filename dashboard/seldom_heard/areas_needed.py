"""How many areas do I need? The controls; the browser draws the curve as they are changed.

The curve is that of :func:`layers.targeting.reach.curve`, drawn by
``assets/modules/pages/seldom-heard-needed.js`` from the numbers that the browser has.
"""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields
from dashboard.parts.address import DECIMAL
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard.criterion_rules import LEAST
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas

AMONG, BY, SHARE = "needed-among", "needed-by", "needed-share"
USUAL_SHARE = 50  # percent of the people to reach


def controls(atlas: Atlas, made: Handover) -> Component:
    """Which areas are taken, in which order, and how many people they are to hold.

    What a person chose here stays when the definition changes (``persistence``): it is theirs, not
    the address's.
    """
    found = len(made.finding.found)
    every = len(atlas.areas) if made.within is None else len(made.within)
    number, wrong = fields.typed_number(
        SHARE,
        USUAL_SHARE,
        low=LEAST,
        high=100,
        pattern=DECIMAL,
        wrong=say("needed", "wrong"),
        pause=False,  # the curve follows each key
    )
    parts = [
        fields.radios(
            AMONG,
            say("needed", "among"),
            [
                ("found", one_or_many("needed", "found", found, number=number_text.count(found))),
                (
                    "all",
                    say(
                        "needed",
                        "all",
                        number=number_text.count(every),
                        where=made.where or atlas.name,
                    ),
                ),
            ],
            "found",
            hide_label=True,
            className="d-print-none",
        ),
        fields.select(
            BY,
            say("needed", "by"),
            [("count", say("needed", "count")), ("rate", say("needed", "rate"))],
            "count",
            beside=True,
        ),
        html.Div(
            [
                dbc.Label(f"{say('needed', 'share')} ", html_for=SHARE),
                number,
                say("needed", "of_them"),
                html.Span(id="needed-answer", role="status", className="fw-semibold"),
                wrong,
            ],
            className="to-reach my-2",
        ),
        html.Div(id="curve"),
        html.P(id="needed-at", className="note"),
        html.Div(
            id="needed-take",
            className="small d-print-none d-flex flex-wrap gap-2 align-items-center",
        ),
    ]
    for one in (AMONG, BY, SHARE):
        _found(parts, one).persistence = True
        _found(parts, one).persistence_type = "memory"
    return html.Div(parts, id="needed")


def _found(parts: list[Component], control: str) -> Any:
    """A control by its id."""
    return next(
        one
        for part in parts
        for one in part._traverse()
        if isinstance(one, Component) and getattr(one, "id", "") == control
    )
