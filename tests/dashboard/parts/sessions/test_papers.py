"""The paper of sessions is made once, read again, and compared with the answer."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from dashboard.files.paper_map import ground
from dashboard.files.typst_pdf import address
from dashboard.parts.sessions import said
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.papers import card_paper, session_link, sessions_paper
from dashboard.parts.sessions.papers.sessions_map import SHADES, sessions_map
from dashboard.parts.sessions.papers.sessions_sheet import sessions_sheet
from dashboard.parts.sessions.route_card import RouteCard
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.sessions.texts import TEXTS
from layers import Atlas
from layers.ground.candidates import OWN, candidate_venues
from tests.dashboard.parts.sessions.conftest import LINK, MOOR
from tests.dashboard.seldom_heard.test_brief_tags import Read, read

MADE = date(2026, 11, 22)
SOURCES: list[tuple[dict[str, Any], str]] = [({"attribution": "Source: the Office."}, "people")]


@pytest.fixture(scope="module")
def made(four: Answer) -> bytes:
    return sessions_paper(four, SOURCES, made=MADE, link=LINK)


@pytest.fixture(scope="module")
def paper(made: bytes) -> Read:
    return read(made)


def plain(text: str) -> str:
    """On one line, with words whole that a line was broken in at their hyphen."""
    text = text.replace("\u200b", "").replace("\u00a0", " ")
    return " ".join(text.split()).replace("- ", "-")


def test_one_page_of_all_then_one_for_each(paper: Read, four: Answer) -> None:
    assert len(paper.pages) == 5
    for number, (page, name) in enumerate(
        zip(paper.pages[1:], four.sessions["name"], strict=True), start=1
    ):
        assert page.startswith(f"Route card · session {number} of 4 {name}")
        for heading in ("Getting there", "Who else is near", "Interpreters", "To fill in"):
            assert heading in page
    assert paper.headings(1)[1:] == four.sessions["name"].tolist()


def test_the_page_of_all_has_the_answer(paper: Read, four: Answer) -> None:
    text = plain(paper.pages[0])
    assert said.sentence(four) in text
    assert said.proof(four) in text
    [[_, *rows]] = paper.tables("The sessions")
    for number, (row, (_, session)) in enumerate(
        zip(rows, four.sessions.iterrows(), strict=True), start=1
    ):
        assert row[0] == str(number)
        assert row[1].startswith(session["name"])
        assert session["postcode"] in plain(row[1])
        people, added = f"{session['people']:,.0f}", f"{session['added']:,.0f}"
        assert row[2:] == [people, added, f"{100 * session['so_far']:.1f}%"]
    reach = four.reach
    assert f"About {reach.everybody - reach.people:,.0f} (" in text
    first = reach.out_of_reach(four.atlas).iloc[0]
    where = f"The largest numbers of them live in {first['neighbourhood']} ({first['left']:,.0f}),"
    assert where in text
    more, fewer = reach.one_more(), reach.one_fewer()
    assert more
    assert fewer
    venue = four.asked.venues.loc[more[0], "name"]
    assert f"at {venue}, would add about {more[1]:,.0f} people." in text
    assert f"about {fewer[1]:,.0f} people would have no session within a walk" in text
    assert "Source: the Office." in text


def test_the_link_as_printed_is_the_address_and_nothing_more(paper: Read) -> None:
    """Somebody copies it, pastes it, and finds the same again."""
    [link] = paper.tree.all("Link")
    assert "".join(link.pieces().split()) == address(LINK)


def test_a_card_says_whom_it_reaches_and_what_to_ask(paper: Read, four: Answer) -> None:
    for page, venue in zip(paper.pages[1:], four.choice.venues, strict=True):
        card, text = RouteCard(four, venue), plain(page)
        for line in (*card.reached, card.check, card.sectors, *card.languages, *card.way):
            assert plain(line) in text
        for one in card.near:
            assert plain(f"{one.name} {one.said}") in text
        for question in TEXTS.sections["ask"].values():
            assert question in text


def test_it_keeps_the_rules_of_pdf_ua(made: bytes, paper: Read) -> None:
    root = paper.pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    levels = [int(tag.kind[1]) for tag in paper.tree.all("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    pictures = [tag.alt for tag in paper.tree.all("Figure") if tag.alt]
    assert [alt.split(" ")[0] for alt in pictures] == ["Map", *["Code", "Map"] * 4]
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile("ua1"))
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []


def test_classes_are_told_apart_by_a_copier_and_every_session_is_on_the_map(four: Answer) -> None:
    grey = [sum(int(shade[at : at + 2], 16) for at in (1, 3, 5)) / 765 for shade in SHADES]
    assert all(light - dark > 0.09 for light, dark in pairwise(grey))
    sheet = sessions_sheet(four, ground(four.atlas), "")
    drawn = re.findall(r'fill="#fff" text-anchor="middle" font-weight="700">(\d+)<',
                       sheet["map"]["svg"])  # fmt: skip
    assert sorted(drawn) == ["1", "2", "3", "4"]
    assert [one["shade"] for one in sheet["map"]["legend"]] == list(SHADES)


def test_a_code_opens_the_session_unless_no_address_finds_it(atlas: Atlas, four: Answer) -> None:
    card = RouteCard(four, four.choice.venues[2])
    assert session_link(card, LINK) == f"{LINK}#session-3"
    assert session_link(card, "") == ""
    own = str(candidate_venues(atlas, (OWN,), [MOOR]).index[0])
    asked = SessionRequest(kinds=("own",), number=1, must=(own,))
    assert session_link(RouteCard(work_out(atlas, asked, [MOOR]), own), LINK) == ""


def test_a_card_of_which_little_is_known_is_one_page_the_same_twice(atlas: Atlas) -> None:
    own = str(candidate_venues(atlas, (OWN,), [MOOR]).index[0])
    asked = SessionRequest(kinds=("own",), number=1, reach=300, must=(own,))
    card = RouteCard(work_out(atlas, asked, [MOOR]), own, {"date": "25 January 2027"})
    first, again = (card_paper(card, made=MADE, opens="") for _ in range(2))
    assert first == again
    found = read(first)
    assert len(found.pages) == 1
    text = plain(found.pages[0])
    assert "Moor *top* #let $x$" in text, "a name is never markup"
    assert "25 January 2027" in text


def test_a_school_of_a_postcode_alone_is_said_by_the_street_near_it(atlas: Atlas) -> None:
    schools = candidate_venues(atlas, ("school",), [])
    [bare] = schools[(schools["address"] == "") & (schools["postcode"] == "S9 5FP")].index
    asked = SessionRequest(kinds=("school",), number=1, must=(str(bare),))
    sheet = sessions_sheet(work_out(atlas, asked), ground(atlas), "")
    [[_, [_, where], *_]] = sheet["sessions"]["rows"]
    assert plain(where) == "School · near Greenland View, Darnall · S9 5FP"


def test_the_map_names_its_towns_beside_the_numbers_that_lie_over_them(atlas: Atlas) -> None:
    """Six sessions in two districts, of which one stands in the middle of Rotherham."""
    asked = SessionRequest(districts=("E08000018", "E08000019"), number=6)
    drawn = sessions_map(work_out(atlas, asked), ground(atlas), 100.0)
    for town in ("Rotherham", "Sheffield"):
        assert f">{town}</text>" in drawn
