"""Where other pages lead to "Where to meet": to the page, and to its files of a plan's sessions."""

from dataclasses import replace

from dashboard.parts import links
from dashboard.parts.address import query_of
from dashboard.parts.sessions.session_request import PATH, SessionRequest
from dashboard.parts.targets.target_definition import Targets

# Files of the page; of which answer, or of which session of a plan, their query says.
EXPORT = f"{PATH}/export"
CARD = f"{EXPORT}/card.pdf"


def to_where_to_meet(plan_id: str, group: str = "") -> str:
    """The page's address for a plan: for its zones, with its own venues.

    Parameters
    ----------
    group
        The indicator of the people to reach; "" for the one that is usual there.
    """
    asked = SessionRequest(plan=plan_id)
    return links.to(f"{PATH}{(replace(asked, group=group) if group else asked).query()}")


def of_definition(targets: Targets) -> str:
    """The page's address for the zones that a definition finds, and the people it is to reach."""
    return links.to(f"{PATH}{SessionRequest(group=targets.group, definition=targets).query()}")


def to_card(plan_id: str, session_id: str) -> str:
    """The address of the route card of one of a plan's sessions."""
    return links.to(f"{CARD}{query_of({'p': plan_id, 'y': session_id})}")
