"""The menu "Export": what its links ask for is what is shown."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from dashboard.parts.sessions.answer import work_out
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard.export_sessions import sessions_asked
from dashboard.where_to_meet import export_menu
from dashboard.where_to_meet.calendar_form import DAY
from layers import Atlas
from layers.targeting.area_search import Criterion

DEFINITION = Targets(
    name="Our winter & more", criteria=(Criterion("imd_decile", "decile", 1),),
    districts=("E08000018",),
)  # fmt: skip


def test_the_brief_is_of_the_same_zones_and_venues(atlas: Atlas) -> None:
    request = SessionRequest(definition=DEFINITION, number=3, reach=1_200, each_zone=False)
    answer = work_out(atlas, request)
    *_, (link, _, _) = export_menu.files(answer)
    path, query = urlsplit(link).path, urlsplit(link).query
    assert path == "/targets/pdf"
    targets, notes = read_targets(query, atlas)
    assert (targets, notes) == (DEFINITION, ())
    context: Any = SimpleNamespace(atlas=atlas)
    with Flask(__name__).test_request_context():
        again = sessions_asked(context, targets, parse_qs(query)["v"][0])
    assert again
    assert again[0].choice.venues == answer.choice.venues
    assert again[0].reach.people == answer.reach.people


def test_the_calendar_alone_takes_its_first_day_along(atlas: Atlas) -> None:
    answer = work_out(atlas, SessionRequest(districts=("E08000018",), number=2))
    links = [one.to_plotly_json()["props"] for one in export_menu.file_links(answer)]
    takes = {urlsplit(one["href"]).path: one.get("data-takes") for one in links}
    assert {path: field for path, field in takes.items() if field} == {
        "/where-to-meet/export/ics": f"from={DAY}"
    }


def test_without_a_definition_there_is_no_brief(atlas: Atlas) -> None:
    answer = work_out(atlas, SessionRequest(districts=("E08000018",), number=2))
    assert all(link.startswith("/where-to-meet/") for link, _, _ in export_menu.files(answer))
