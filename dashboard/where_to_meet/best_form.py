"""The line below a first answer that says how the search for a better one goes.

``assets/modules/pages/where-to-meet-best.js`` begins it, fills the line, and gives what was found
to the store ``meet-best``; all of its words, addresses and times come from here.
"""

import msgspec
from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import data
from dashboard.parts.sessions.answer import Answer
from dashboard.where_to_meet.best_search import BEST, PROGRESS
from dashboard.where_to_meet.texts import TEXTS

LINE = "best-said"
# Seconds before it begins, as somebody may be moving a control still, and between two looks.
BEGINS_AFTER, LOOKS_EVERY = 1.0, 1.5
_WORDS = ("seeking", "cancel", "cancelled", "failed", "too_much")


def best_form(answer: Answer) -> Component:
    """The line, empty until the search begins."""
    words = TEXTS.sections["best"]
    # What counts by an exercise's silence is no number of people.
    stands = "stands_weighed" if answer.request.silence else "stands"
    told = {
        "best": BEST,
        "progress": PROGRESS,
        "after": BEGINS_AFTER,
        "every": LOOKS_EVERY,
        "words": {name: words[name] for name in _WORDS} | {"stands": words[stands]},
    }
    return html.P(
        id=LINE,
        className="note d-print-none",
        role="status",
        **data(told=msgspec.json.encode(told).decode()),
    )
