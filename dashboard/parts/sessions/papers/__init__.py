"""Sessions on paper: a page of all with their map, and a route card each, as accessible PDFs."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.files import street_map, typst_pdf
from dashboard.files.about import day, thanks_together
from dashboard.files.paper_map import Ground, ground
from dashboard.files.paper_streets import credit_of
from dashboard.parts.sessions import said
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.papers.card_sheet import card_sheet
from dashboard.parts.sessions.papers.sessions_sheet import sessions_sheet, title_of
from dashboard.parts.sessions.route_card import RouteCard
from dashboard.parts.sessions.texts import say
from layers.ground.candidates import OWN

TEMPLATE = Path(__file__).with_name("sessions_paper.typ")

# Maps of more would take more memory than a paper has; each card can be had alone.
MOST_CARDS = 20

Sources = Sequence[tuple[dict[str, Any], str]]


def sessions_paper(answer: Answer, sources: Sources, *, made: date, link: str) -> bytes:
    """The page of all sessions, then the card of each: the same bytes for the same arguments.

    Parameters
    ----------
    sources
        Publications that the answer rests on, as :func:`dashboard.files.about.known_sources` gives
        them.
    made
        The day to print; nothing here looks at a clock.
    link
        The page's address that finds the same again; empty where it is not known.

    Raises
    ------
    dashboard.files.typst_pdf.PdfError
        When Typst cannot make the file, or takes too long.
    """
    known = ground(answer.atlas)
    cards = [RouteCard(answer, venue) for venue in answer.choice.venues[:MOST_CARDS]]
    sheet = sessions_sheet(answer, known, typst_pdf.address(link), _without_card(answer))
    opened = [(card, session_link(card, link)) for card in cards]
    return _set(answer, title_of(answer), sheet, opened, known, sources, made)


def card_paper(card: RouteCard, *, made: date, opens: str) -> bytes:
    """The card of one session alone; ``opens``: the address in its code to scan, empty for none.
    Else as :func:`sessions_paper`."""
    title = say("card", "title", name=card.name)
    known = ground(card.answer.atlas)
    return _set(card.answer, title, None, [(card, opens)], known, (), made)


def session_link(card: RouteCard, link: str) -> str:
    """The address that opens a session on the page of its answer; empty where none would: own
    venues are in no address, but in a plan."""
    answer = card.answer
    found = bool(answer.request.plan) or OWN not in set(answer.sessions["kind"])
    return f"{link}#session-{card.number}" if link and found else ""


def _without_card(answer: Answer) -> str:
    """Where to take the cards that the paper has not; empty where it has all."""
    many = len(answer.choice.venues) > MOST_CARDS
    return say("sheet", "more_cards", most=MOST_CARDS) if many else ""


def _set(
    answer: Answer,
    title: str,
    sheet: dict[str, Any] | None,
    cards: Iterable[tuple[RouteCard, str]],
    known: Ground,
    sources: Sources,
    made: date,
) -> bytes:
    tables = street_map.tables(answer.atlas)
    content = {
        "title": title,
        "running_title": title,
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "day": day(made),
        "sentence": said.sentence(answer),
        "sheet": sheet,
        "cards": [
            card_sheet(card, known, tables, typst_pdf.address(opens)) for card, opens in cards
        ],
        "thanks": thanks_together(
            [*(one["attribution"] for one, _ in sources), *credit_of(answer.atlas.basemap)]
        ),
    }
    return typst_pdf.pdf(TEMPLATE, content, made=made)
