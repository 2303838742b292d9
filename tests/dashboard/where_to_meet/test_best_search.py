"""The search for the best venues as it is asked for; tests/dashboard/serving has its process."""

import json
import logging
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import work_out
from dashboard.parts.sessions.session_request import read_request
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.where_to_meet.best_form import best_form
from dashboard.where_to_meet.best_search import BEST, PROGRESS, add_best
from layers import Atlas

QUERY = "?d=E08000018.E08000019"
JOB = "0123456789abcdef"
HALL = {"name": "Unity Centre", "longitude": -1.3565, "latitude": 53.4302, "postcode": "S60 1AA"}


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("search")
    context = Context(Config(), atlas, BrowserFiles(), plans_why_not="No plans are kept here.")
    add_best(server, context)
    return server.test_client()


def search(client: FlaskClient, query: str, **sent: Any) -> Any:
    return client.post(BEST + query, data=json.dumps({"job": JOB} | sent))


def test_it_finds_what_the_first_answer_missed(client: FlaskClient, atlas: Atlas) -> None:
    query = "?n=20"
    answer = search(client, query)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    found = answer.json
    first = work_out(atlas, read_request(query, atlas)[0])
    assert set(found) == {"venues", "bound"}
    # The page works the same out from the link.
    there = work_out(atlas, read_request(f"{query}&s={'.'.join(found['venues'])}", atlas)[0])
    assert there.choice.venues == tuple(found["venues"])
    assert there.choice.weight > first.choice.weight
    assert found["bound"] == pytest.approx(there.choice.weight, abs=1e-5)


def test_own_venues_are_searched_and_nothing_of_them_is_kept(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    found = search(client, f"{QUERY}&k=own&n=1", own=[HALL]).json
    [venue] = found["venues"]
    assert venue.startswith("o")
    assert found["bound"] > 0
    assert "Unity" not in caplog.text
    assert search(client, f"{QUERY}&k=own&n=1").status_code == 400


@pytest.mark.parametrize(
    ("query", "sent", "said"),
    [
        (
            "?n=1&b=l00000000",
            {},
            "to be kept is not on the lists any more: take it off.",
        ),
        (QUERY, {"own": "all"}, "could not be read"),
        (QUERY, {"job": "mine"}, "could not be read"),
        (f"?p={'0' * 32}", {}, "No plans are kept here."),
    ],
)
def test_what_cannot_be_answered_says_why(
    client: FlaskClient, query: str, sent: Any, said: str
) -> None:
    answer = search(client, query, **sent)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert said in answer.text


@pytest.mark.parametrize("job", ["", "x", JOB, "F" * 16, f"{JOB}%0a", "0" * 17])
def test_nobody_knows_how_a_search_stands_that_is_not_there(client: FlaskClient, job: str) -> None:
    answer = client.get(f"{PROGRESS}?job={job}")
    assert (answer.status_code, answer.json) == (200, None)


def test_the_line_has_every_word_that_the_browser_says(atlas: Atlas) -> None:
    answer = work_out(atlas, read_request(QUERY, atlas)[0])
    told = json.loads(getattr(best_form(answer), "data-told"))
    assert (told["best"], told["progress"]) == (BEST, PROGRESS)
    assert set(told["words"]) == {"seeking", "stands", "cancel", "cancelled", "failed", "too_much"}
    for part in ("{seconds}", "{best}", "{bound}"):
        assert part in told["words"]["stands"]
    assert "{why}" in told["words"]["failed"]
