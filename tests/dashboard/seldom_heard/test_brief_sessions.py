"""The page of sessions in a brief: those that its address asks for, for the people of its zones."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from dashboard.parts.sessions import said
from dashboard.seldom_heard.brief import brief
from dashboard.seldom_heard.export_sessions import sessions_asked
from layers import Atlas
from layers.targeting.covering_problem import ProblemError
from tests.dashboard.seldom_heard.test_brief_tags import read
from tests.dashboard.seldom_heard.test_export_samples import MADE, SAMPLES, handed

ONE = SAMPLES["one area"]


def asked(atlas: Atlas, query: str) -> Any:
    context: Any = SimpleNamespace(atlas=atlas)
    with Flask(__name__).test_request_context(base_url="https://atlas.example.nhs.uk/"):
        return sessions_asked(context, ONE, query)


def test_the_page_stands_before_the_zones_with_the_answers_numbers(atlas: Atlas) -> None:
    sample = handed(atlas, ONE)
    answer, link = asked(atlas, f"n=2&r=1200&f={quote('c=imd_decile!d!9!r')}&p={'a' * 32}")
    zones = [zone.areas for zone in sample.handover.zones]
    assert [zone.areas for zone in answer.zones] == zones, "of the brief's own definition"
    assert link.startswith("https://atlas.example.nhs.uk/where-to-meet?")
    made = brief(
        sample.atlas, sample.handover, made=MADE, link=sample.link, sessions=(answer, link)
    )
    found = read(made)
    headings = found.headings(1)
    assert (
        headings.index("Where to meet")
        == headings.index(f"1. {sample.handover.zones[0].leading}") - 1
    )
    assert said.sentence(answer) in found.tree.text()
    [[_, *rows]] = found.tables("The sessions")
    people = [f"{one:,.0f}" for one in answer.sessions["people"]]
    assert [row[3] for row in rows] == people
    assert [row[2] for row in rows] == [str(zone) for zone in answer.sessions["zone"]]


def test_what_cannot_be_used_is_said_and_nothing_else_is_made(atlas: Atlas) -> None:
    assert asked(atlas, "") is None
    for query in ("n=many", "k=castle", "s=l00000000"):
        with pytest.raises(ProblemError):
            asked(atlas, query)
