"""How classes are cut: the kind, how many, whose breaks, and own thresholds."""

from dash import html
from dash.development.base_component import Component

from dashboard.explore.controls import said
from dashboard.explore.view import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    MOST_THRESHOLDS,
    USUAL_CLASSES,
)
from dashboard.parts import fields
from dashboard.parts.address_form import Control
from dashboard.parts.control_labels import labels
from layers.atlas import Atlas

KIND, NUMBER, BREAKS, THRESHOLDS = (
    "classes-kind",
    "classes-number",
    "classes-national",
    "thresholds",
)
# Letters of a line of thresholds.
LONGEST = 120


def controls() -> tuple[Control, ...]:
    """All of them stand for one part of the address together."""
    return tuple(Control("k", name) for name in (KIND, NUMBER, BREAKS, THRESHOLDS))


def form(atlas: Atlas) -> Component:
    """The fields, folded until they are wanted."""
    numbers = [(str(n), str(n)) for n in range(FEWEST_CLASSES, MOST_CLASSES + 1)]
    whose = [("here", atlas.name), ("england", said("england"))]
    return html.Details(
        [
            html.Summary(said("classing")),
            fields.select(KIND, said("cut"), labels()["explore"]["classes"], "usual", beside=True),
            fields.select(NUMBER, said("number"), numbers, str(USUAL_CLASSES), beside=True),
            fields.select(BREAKS, said("breaks"), whose, "here", beside=True),
            fields.text(
                THRESHOLDS,
                said("thresholds"),
                longest=LONGEST,
                placeholder=said("thresholds_hint"),
                note=said("thresholds_note", most=MOST_THRESHOLDS),
            ),
        ],
        id="classes-details",
        className="my-3",
    )
