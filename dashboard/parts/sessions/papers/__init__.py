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

TEMPLATE = Path(__file__).with_name("sessions_paper.typ")

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
    cards = [RouteCard(answer, venue) for venue in answer.choice.venues]
    sheet = sessions_sheet(answer, known)
    return _set(answer, title_of(answer), sheet, cards, known, sources, made, link)


def card_paper(card: RouteCard, *, made: date, link: str) -> bytes:
    """The card of one session alone; else as :func:`sessions_paper`."""
    title = say("card", "title", name=card.name)
    known = ground(card.answer.atlas)
    return _set(card.answer, title, None, [card], known, (), made, link)


def _set(
    answer: Answer,
    title: str,
    sheet: dict[str, Any] | None,
    cards: Iterable[RouteCard],
    known: Ground,
    sources: Sources,
    made: date,
    link: str,
) -> bytes:
    tables = street_map.tables(answer.atlas)
    address = typst_pdf.address(link)
    content = {
        "title": title,
        "running_title": title,
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "day": day(made),
        "sentence": said.sentence(answer),
        "sheet": sheet,
        "cards": [card_sheet(card, known, tables, address) for card in cards],
        "link": address,
        "again": say("sheet", "again"),
        "thanks": thanks_together(
            [*(one["attribution"] for one, _ in sources), *credit_of(answer.atlas.basemap)]
        ),
    }
    return typst_pdf.pdf(TEMPLATE, content, made=made)
