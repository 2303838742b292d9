"""Each role against each route and callback of plans; what nobody thought of is refused.

Routes and callbacks are found in the app: a new one that shows or changes plans fails here until
it has its line, in ``READS`` or in ``plan_requests.py``.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.dashboard.web.plan_requests import REQUESTS
from tests.dashboard.web.plans_app import OWN_PAGE, SECRETS, PlansApp, plans_app
from tests.dashboard.web.test_hostile import Hostile
from tests.workspace.made_up_plan import TITLE
from workspace.roles import NOBODY, ROLES, may

EVERYBODY = [NOBODY, *ROLES]
# Callbacks and routes that only show: which act that is.
READS = {
    "dashboard.plans.page.show": "see",
    "dashboard.plans.page.hear": "see",
    "dashboard.plans.visit.page.tell": "see",
    "POST /plans/visits/places": "record_visit",
    # The page's frame, the same for everybody: what is in it comes by the callbacks above.
    "GET /plans": "see",
    # With what is kept of people's own.
    "GET /data/own": "see",
    "GET /plans/visit": "see",
}
# Routes that make files of plans: which act that is, and an address of one.
_OF_PLAN = "GET /plans/export/<plan_id>/<paper>/<ending>"
FILES = (
    ("GET /evidence/<name>", "see", "/evidence/pack.docx?plan={plan}"),
    (_OF_PLAN, "see", "/plans/export/{plan}/tables/zip"),
    (_OF_PLAN, "see", "/plans/export/{plan}/sessions/ics"),
    (_OF_PLAN, "export_counts", "/plans/export/{plan}/move/json"),
    ("GET /where-to-meet/export/<name>", "see", "/where-to-meet/export/csv?p={plan}"),
    ("POST /where-to-meet/export/<name>", "see", "/where-to-meet/export/csv?p={plan}"),
    ("GET /plans/export/annual/<ending>", "see", "/plans/export/annual/docx"),
)
WRITES = {one.through for one in REQUESTS.values()}
# From elsewhere, or from who says nothing.
FOREIGN: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "null"},
    {"Origin": "http://evil.example"},
    {"Sec-Fetch-Site": "cross-site", **OWN_PAGE},
    {"Sec-Fetch-Site": "none"},
)
HOSTILE = 10_000
Ask = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlansApp]:
    with pytest.MonkeyPatch.context() as patch:
        yield plans_app(tmp_path_factory.mktemp("plans"), patch)


@pytest.fixture
def found(kept: PlansApp) -> PlansApp:
    kept.begin()
    return kept


def everything(found: PlansApp) -> dict[str, Ask]:
    """How to ask for each route and callback of the whole app, as far as can be known of all."""

    def of_callback(name: str) -> Ask:
        return lambda role: found.call(role, found.filled(name, "administrator"))

    def of_route(method: str, address: str) -> Ask:
        body = {"token": found.tokens["administrator"], "plan": found.plan}
        more = {"json": body} if method == "POST" else {}
        return lambda role: found.ask(role, method, f"{address}?p={found.plan}", **more)

    asks = {name: of_callback(name) for name in found.callbacks}
    for rule, method, address in found.routes():
        if method != "HEAD":
            asks[f"{method} {rule}"] = of_route(method, address)
    return asks


def of_plans(name: str) -> bool:
    """Whether a route or callback is one of plans by where it is."""
    return name.startswith("dashboard.plans.") or " /plans" in name or " /evidence" in name


def test_everything_of_plans_has_its_act(found: PlansApp) -> None:
    known = {*READS, *(through for through, _, _ in FILES), *WRITES}
    asks = everything(found)
    assert {name for name in asks if of_plans(name)} - known == set()
    assert known - asks.keys() == set()
    for name, ask in asks.items():
        found.opened.clear()
        ask("administrator")
        assert not found.opened or name in known, f"{name} opens the workspace: which act is it?"
        # Else it would be tried on nothing.
        assert found.opened or not name.startswith("dashboard.plans.") or name in WRITES, name


@pytest.mark.parametrize("what", REQUESTS)
def test_each_role_changes_what_it_may_and_nothing_else(found: PlansApp, what: str) -> None:
    one = REQUESTS[what]
    for role in EVERYBODY:
        found.begin()
        before = found.dump()
        # With a token that is theirs, or one that somebody has lent them.
        for token in (role, "administrator"):
            answer = one.send(found, role, token)
            assert answer.status_code < 500, (role, answer.text)
            allowed = may(role, one.act, one.own) and token == role
            assert (found.dump() != before) is allowed, (role, token, answer.text[:500])
            assert (True in found.opened) is allowed or what in NEEDS_A_LOOK, (role, token)
            if allowed:
                break


def test_a_plan_that_is_here_comes_in_only_as_a_copy_and_only_whole(found: PlansApp) -> None:
    one, before = REQUESTS["bring in a plan"], found.dump()
    body = one.body(found, "lead", "lead")
    [file] = [each for each in body["inputs"] if each["id"] == "plans-file"]
    good = file["value"]["text"]
    for text, said in ((good, "plans-bring-copy"), (good[:-9], "cannot be brought in"), ("", "no")):
        file["value"] = {"text": text, "copy": False}
        assert said in found.call("lead", body).text
        assert found.dump() == before
    file["value"] = {"text": good, "copy": True}
    answer = found.call("lead", body).json["response"]
    id = next(props["data"] for key, props in answer.items() if key.startswith("plans-next"))[-32:]
    with sqlite3.connect(found.file) as connection:
        asked = "SELECT title FROM plan WHERE id = ?"
        assert connection.execute(asked, (id,)).fetchone() == (f"{TITLE} (copy)",)


# Whether it is one's own is known only once it has been looked at, in the writer's transaction.
NEEDS_A_LOOK = ("change another's visit",)


@pytest.mark.parametrize("role", EVERYBODY)
def test_whoever_may_not_is_shown_nothing(found: PlansApp, role: str) -> None:
    before = found.dump()
    for name, ask in everything(found).items():
        if name in READS and may(role, READS[name]):
            continue
        found.opened.clear()
        answer = ask(role)
        assert answer.status_code < 500, name
        assert True not in found.opened, name
        if not may(role, "see"):
            assert found.opened == found.looked == [], name
            assert not [word for word in SECRETS if word.encode() in answer.data], name
    assert found.looked.count(True) == 0 < len(found.looked) or not may(role, "see")
    assert found.dump() == before


@pytest.mark.parametrize(("act", "address"), [file[1:] for file in FILES])
def test_files_are_made_for_those_who_may(found: PlansApp, act: str, address: str) -> None:
    first = next(role for role in EVERYBODY if may(role, act))
    for role in EVERYBODY[: EVERYBODY.index(first) + 1]:
        answer = found.ask(role, "GET", address.format(plan=found.plan))
        assert answer.status_code == (200 if may(role, act) else 403), (role, answer.text)
        assert "attachment" in answer.headers.get("Content-Disposition", "") or not may(role, act)
    assert True not in found.opened


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_nothing_is_written_for_another_site(found: PlansApp, headers: dict[str, str]) -> None:
    before = found.dump()
    for what, one in REQUESTS.items():
        answer = one.send(found, "administrator", "administrator", headers=headers)
        assert answer.status_code < 500, what
        assert True not in found.opened, what
    assert found.dump() == before


def test_nothing_is_written_by_looking(found: PlansApp) -> None:
    """GET and HEAD of every route there is, and every page, with a token in the address too."""
    before = found.dump()
    pages = ("/", "/plans", "/plans/visit", "/seldom-heard", "/heard")
    looked = [(method, address) for _, method, address in found.routes() if method != "POST"]
    looked += [(method, page) for page in pages for method in ("GET", "HEAD")]
    assert len(looked) > 60
    for method, address in looked:
        asked = f"{address}?p={found.plan}&token={found.tokens['administrator']}"
        assert found.ask("administrator", method, asked).status_code < 500, address
    assert True not in found.opened
    assert found.dump() == before


def test_pages_give_tokens_to_those_alone_who_may_write(found: PlansApp) -> None:
    for role in EVERYBODY:
        text = found.ask(role, "GET", f"/plans?p={found.plan}").text
        seen = [one for one, token in found.tokens.items() if token and token in text]
        assert seen == ([role] if may(role, "record_visit") else [])


def hostile(found: PlansApp) -> Iterator[tuple[str, dict[str, str], str, Any]]:
    """Role, headers, address and body of hostile requests: a good one with something changed.

    In turn from people who may not, from other sites' pages, and from who may all but has no token.
    """
    make, sent = Hostile(), list(REQUESTS.values())
    senders = [("viewer", OWN_PAGE), ("administrator", OWN_PAGE)]
    senders += [("administrator", headers) for headers in FOREIGN]
    good = [
        (one.through, one.body(found, role, NOBODY if headers == OWN_PAGE else role), role, headers)
        for one in sent
        for role, headers in senders
    ]
    for _ in range(HOSTILE):
        through, body, role, headers = make.random.choice(good)
        address = "/plans/visits" if " /" in through else "/_dash-update-component"
        yield role, headers, address, _changed(make, body)


def _changed(make: Hostile, body: dict[str, Any]) -> dict[str, Any]:
    if "inputs" in body:
        return make.body(body)
    return body | {make.random.choice([*body, "x"]): make.value()}


def test_ten_thousand_hostile_bodies(found: PlansApp) -> None:
    before, statuses = found.dump(), Counter[int]()
    for role, headers, address, body in hostile(found):
        data = json.dumps(body).encode("utf-8", "replace")
        more = {"data": data, "content_type": "application/json", "headers": headers}
        answer = found.ask(role, "POST", address, **more)
        said = (role, address, data[:800], answer.text[:200])
        assert answer.status_code < 500, said
        statuses[answer.status_code] += 1
    assert statuses.total() == HOSTILE
    # Some of each were let through to the pages' own code, which says in a panel why not.
    assert min(statuses[status] for status in (200, 400, 403)) > HOSTILE / 50
    assert True not in found.opened
    assert found.dump() == before


def test_hostile_values_of_whoever_may_are_no_error(found: PlansApp) -> None:
    """The same from people who may: kept or refused, never a failure, nothing half."""
    make, sent = Hostile(), list(REQUESTS.values())
    bodies = [(one, one.body(found, "administrator", "administrator")) for one in sent]
    for _ in range(HOSTILE // 10):
        one, body = make.random.choice(bodies)
        address = "/plans/visits" if " /" in one.through else "/_dash-update-component"
        data = json.dumps(_changed(make, body)).encode("utf-8", "replace")
        answer = found.ask(
            "administrator", "POST", address, data=data, content_type="application/json"
        )
        assert answer.status_code < 500, (data[:800], answer.text[:200])
