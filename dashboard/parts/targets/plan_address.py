"""Where other pages lead to plans: to a plan's page, and to where a definition is saved as one."""

from urllib.parse import quote

from dashboard.parts import links
from dashboard.parts.address import query_of

PATH = "/plans"
# What the address has for a plan without zones: of an empty part, browsers and Dash tell nothing.
EMPTY = "empty"


def to_plan(id: str) -> str:
    """The path of a plan's page."""
    return f"{PATH}{query_of({'p': id})}"


def to_new_plan(query: str) -> str:
    """The address of the form of a new plan.

    Parameters
    ----------
    query
        Of the Seldom-heard page, with its ``?``: the zones that it finds become the plan's. Empty
        for a plan without zones.
    """
    return links.to(f"{PATH}?new={quote(query.lstrip('?') or EMPTY, safe='')}")
