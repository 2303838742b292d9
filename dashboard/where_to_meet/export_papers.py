"""Papers of sessions: the page of all with a route card each, and one card alone."""

from datetime import date

from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.papers import card_paper, sessions_paper
from dashboard.parts.sessions.route_card import card_of
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.where_to_meet.export_about import sources
from dashboard.where_to_meet.kept_session import kept_card

# Which session, in the address of a card: its number or its venue's id; of a plan, its record's.
SESSION = "y"


def sessions_pdf(answer: Answer, made: date, link: str) -> bytes:
    """The page of all sessions, then their cards; errors as for
    :func:`dashboard.parts.sessions.papers.sessions_paper`."""
    return sessions_paper(answer, sources(answer), made=made, link=link)


def card_pdf(answer: Answer, session: str, made: date, link: str) -> bytes:
    """One card; ``ProblemError`` where there is no such session."""
    return card_paper(card_of(answer, session), made=made, link=link)


def kept_card_pdf(
    context: Context, request: SessionRequest, session: str, made: date, link: str
) -> bytes:
    """The card of a session that a plan keeps; errors as for
    :func:`dashboard.where_to_meet.kept_session.kept_card`."""
    return card_paper(kept_card(context, request, session), made=made, link=link)
