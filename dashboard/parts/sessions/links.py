"""Where other pages lead to "Where to meet": to the page, and to its files of a plan's sessions."""

from dashboard.parts import links
from dashboard.parts.address import query_of
from dashboard.parts.sessions.session_request import PATH

# Files of the page; of which answer, or of which session of a plan, their query says.
EXPORT = f"{PATH}/export"
CARD = f"{EXPORT}/card.pdf"


def to_where_to_meet(plan_id: str) -> str:
    """The page's address for a plan: for its zones, with its own venues."""
    return links.to(f"{PATH}{query_of({'p': plan_id})}")


def to_card(plan_id: str, session_id: str) -> str:
    """The address of the route card of one of a plan's sessions."""
    return links.to(f"{CARD}{query_of({'p': plan_id, 'y': session_id})}")
