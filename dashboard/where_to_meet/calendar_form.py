"""The first day for the calendar file: a field, and its part of the address.

The answer does not depend on it. It stands in the page's address, and the browser puts what the
field holds into the address of the calendar file (``data-takes``, ``assets/modules/fields.js``).
"""

from datetime import date

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard.parts import fields
from dashboard.parts.address import Parts
from dashboard.parts.address_form import Control, Props
from dashboard.parts.sessions.session_request import FIRST_DAY, LETTERS
from dashboard.where_to_meet.export_calendar import is_day
from dashboard.where_to_meet.texts import say

DAY = "meet-first-day"
# The days that a calendar file can begin with.
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


def address_part() -> Control:
    """Its part of the address."""
    return Control(FIRST_DAY, DAY, otherwise="", quiet=True)


def first_day_field() -> Component:
    """The field, empty as usual."""
    inner = dbc.Input(
        id=DAY,
        type="date",
        min=_FIRST.isoformat(),
        max=_LAST.isoformat(),
        debounce=fields.PAUSE,
    )
    return fields.field(DAY, say("form", "first_day"), inner, note=say("form", "first_day_note"))


def read(search: str) -> tuple[str, tuple[str, ...]]:
    """The day of an address, as it is written there, and what is said of it; empty for none, and
    for what is no such day."""
    text = Parts(search, LETTERS | {FIRST_DAY}).text(FIRST_DAY)
    if not text or is_day(text):
        return text, ()
    return "", (say("form", "first_day_wrong"),)


def props(day: str) -> Props:
    """What the field shows for a day."""
    return Props(DAY, {"value": day})
