"""The card of one session: the venue, whom it reaches, how to get there, who else is near."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.links import CARD
from dashboard.parts.sessions.route_card import RouteCard
from dashboard.parts.sessions.texts import say as shared
from dashboard.where_to_meet.export_menu import chosen_query
from dashboard.where_to_meet.reached_groups import groups
from dashboard.where_to_meet.texts import say


def session_card(answer: Answer, venue: str) -> Component:
    """The card, as it stands above the list.

    Parameters
    ----------
    venue
        Id of one of the answer's sessions.
    """
    card = RouteCard(answer, venue)
    return html.Div(
        [
            html.Div(
                [
                    html.H2(say("card", "title", number=card.number, name=card.name)),
                    html.Button(
                        say("card", "close"),
                        type="button",
                        className="btn btn-plain",
                        id="session-close",
                    ),
                ],
                className="d-flex justify-content-between align-items-start gap-2 pt-2 pt-lg-0",
            ),
            html.P(card.where, className="note"),
            html.P(card.check, className="flag"),
            *(html.P(line) for line in card.reached),
            html.P(_paper(answer, venue), className="d-print-none"),
            _section("who", groups(answer, venue)),
            _section("languages", [*card.languages, _note("languages_means")], is_open=True),
            _section("way", [*card.way, _note("lines")]),
            _section("streets", [card.localities, card.streets, _note("streets_means")]),
            _section("near", _near(card)),
            html.P(card.assumed, className="note"),
        ],
        className="profile zone-card session-card border-bottom mb-3 pb-2",
    )


def _paper(answer: Answer, venue: str) -> Component:
    """The link to the route card on paper."""
    return html.A(
        say("card", "paper"),
        href=links.to(f"{CARD}{chosen_query(answer, y=venue)}"),
        download="",
        **data(file=say("card", "paper_what")),
    )


def _near(card: RouteCard) -> list[Any]:
    if not card.near:
        return [shared("card", "near_none", metres=f"{card.straight:,.0f}")]
    items = [html.Li([html.Strong(one.name), f", {one.said}"]) for one in card.near]
    return [html.Ul(items)]


def _note(name: str) -> Component:
    return html.P(shared("card", name), className="note")


def _section(name: str, inner: Sequence[Any], *, is_open: bool = False) -> Component:
    lines = [html.P(one) if isinstance(one, str) else one for one in inner if one]
    title = say("card", name)
    return html.Details(
        [html.Summary(title), html.Div(lines, className="small")],
        open=is_open,
        className="section",
    )
