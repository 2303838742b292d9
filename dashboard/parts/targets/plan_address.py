"""Where a definition is saved as a plan: a link of each page that has a definition to hand over."""

from urllib.parse import quote

from dashboard.parts import links

_PAGE = "/plans?new="
# What the address has for a plan without zones: of an empty part, browsers and Dash tell nothing.
EMPTY = "empty"


def to_new_plan(query: str) -> str:
    """The address of the form of a new plan.

    Parameters
    ----------
    query
        Of the Seldom-heard page, with its ``?``: the zones that it finds become the plan's. Empty
        for a plan without zones.
    """
    return links.to(f"{_PAGE}{quote(query.lstrip('?') or EMPTY, safe='')}")
