"""Ways between Explore and Practices that keep the practices or networks that somebody looks at.

What is chosen stands in each page's address, by letters of its own. The navigation's links carry
it from one page to the other (``assets/modules/frame.js``): a page says with :func:`carried` what
the address of the other is to have.
"""

from collections.abc import Sequence
from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard.parts.address import query_of
from layers.practices.units import Unit

EXPLORE, PRACTICES = "/", "/practices"
# What the browser calls them, wherever the atlas is served: their paths without the first stroke.
NAMES = {page: page[1:] for page in (EXPLORE, PRACTICES)}
# In the address of Practices: the units that are looked at.
UNITS = "v"
# The store of what the navigation's links carry.
CARRIED = "carried"


def page_of(keys: Sequence[str]) -> str:
    """The address of the page of some practices or networks, by their keys."""
    return f"{PRACTICES}{query_of({UNITS: '.'.join(keys)})}"


def expected_of(register: str) -> str:
    """The address of the list of practices, a register recorded against what is expected."""
    return f"{PRACTICES}{query_of({'r': register, 's': 'recorded'})}"


def areas_of(units: Sequence[Unit]) -> str:
    """The address of Explore filtered by some units; empty where none of them is a filter of it."""
    parts = _filters(units)
    return f"{EXPLORE}{query_of(parts)}" if any(parts.values()) else ""


def carried(units: Sequence[Unit]) -> dict[str, Any] | None:
    """What the way from Practices to Explore carries of the units that are looked at: the page it
    is said on, the page it leads to, and the parts of its address, the empty ones taken off."""
    if not areas_of(units):
        return None
    # What was selected on Explore, and the place that it was led to, are another question's.
    return {
        "of": NAMES[PRACTICES],
        "to": NAMES[EXPLORE],
        "parts": _filters(units) | {"s": "", "y": ""},
    }


def store() -> Component:
    """Where a page says what is carried from it."""
    return dcc.Store(id=CARRIED)


def _filters(units: Sequence[Unit]) -> dict[str, str]:
    """Explore's filters for practices and networks; a group of one's own is its practices. Places
    have no filter of this kind."""
    practices = [
        code for one in units if one.kind in ("practice", "group") for code in one.practices
    ]
    return {
        "p": ".".join(dict.fromkeys(practices)),
        "c": ".".join(one.key for one in units if one.kind == "pcn"),
    }
