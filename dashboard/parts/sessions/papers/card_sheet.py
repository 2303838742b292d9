"""A route card on one page of A4: what it says, and its map, for the template ``card.typ``."""

from typing import Any

from dashboard.files.outlines import circle
from dashboard.files.paper_map import Ground, Pin
from dashboard.files.paper_streets import credit_of
from dashboard.files.scan_code import scan_code
from dashboard.files.street_map import Tables, street_map, view_of
from dashboard.parts.sessions.route_card import RouteCard
from dashboard.parts.sessions.texts import say

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)  # of letters, points: the first that fits is taken
_WIDE, _TALL = 96.0, 86.0  # of the map, mm


def card_sheet(card: RouteCard, ground: Ground, known: Tables, opens: str) -> dict[str, Any]:
    """Everything that the card prints.

    Parameters
    ----------
    known
        What its map shows of the ground.
    opens
        The address that its code to scan opens; empty for no code.
    """
    streets, near = card.streets, card.near
    return {
        "sizes": list(SIZES),
        "kind": card.kind,
        "name": card.name,
        "where": card.where,
        "localities": card.localities,
        "check": card.check,
        "reached": card.reached,
        "assumed": card.assumed,
        "scan": _scan(card, opens),
        "map": _map(card, ground, known),
        "reach": say("card", "reach"),
        "english": _table(say("card", "english"), card.english),
        "communities": _table(say("card", "communities"), card.communities),
        "wards": _part("wards", card.wards, say("card", "wards_means")),
        "languages": _part("languages", card.languages, say("card", "languages_means")),
        "way": _part("way", card.way, say("card", "lines")),
        "streets": _part("streets", [streets], say("card", "streets_means")),
        "sectors": _part("sectors", [card.sectors] if card.sectors else [], ""),
        "near": _part(
            "near",
            [[one.letter, one.name, one.said] for one in near],
            "" if near else say("card", "near_none", metres=f"{card.straight:,.0f}"),
        ),
        "ask": _part("ask", card.asked, ""),
        "write": _part("write", card.to_fill_in, say("card", "notes")),
        "care": " ".join([say("card", "care"), *credit_of(ground.basemap)]),
    }


def _map(card: RouteCard, ground: Ground, known: Tables) -> dict[str, str | float]:
    row, answer = card.row, card.answer
    edge = circle(row["longitude"], row["latitude"], card.straight)
    view = view_of(edge, _TALL, _WIDE)
    others = answer.sessions.drop(index=card.venue)[["longitude", "latitude"]].astype(float)
    pins = [Pin(one.letter, one.longitude, one.latitude) for one in card.near]
    pins += [
        Pin(str(card.number_of(venue)), longitude, latitude)
        for venue, longitude, latitude in others.itertuples()
        if view.inside(*view.at(longitude, latitude), 1)
    ]
    here = Pin(str(card.number), row["longitude"], row["latitude"])
    drawn = street_map(ground, known, view, edge, card.around, pins, centre=here)
    return {
        "svg": drawn,
        "alt": say("card", "map", number=card.number),
        "caption": say("card", "key_streets" if ground.basemap else "key"),
        "tall": _TALL,
        "wide": _WIDE,
    }


def _scan(card: RouteCard, opens: str) -> dict[str, str] | None:
    svg = scan_code(opens)
    alt, caption = say("card", "code", number=card.number), say("card", "scan")
    return {"svg": svg, "alt": alt, "caption": caption} if svg else None


def _table(title: str, rows: list[list[str]]) -> dict[str, Any]:
    return {"head": [title, say("card", "of_people")], "rows": rows}


def _part(name: str, lines: list[Any], note: str) -> dict[str, Any]:
    return {"title": say("card", name), "lines": lines, "note": note}
