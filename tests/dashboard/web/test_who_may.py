"""Each role against each route and callback of plans; what nobody thought of is refused.

Routes and callbacks are found in the app: a new one that shows or changes plans fails here until
its line says which act it is.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.dashboard.web.plans_app import OWN_PAGE, SECRETS, PlansApp, callback, plans_app
from tests.dashboard.web.test_hostile import Hostile
from workspace.roles import NOBODY, ROLES, may

EVERYBODY = [NOBODY, *ROLES]
# Which act each is, by the callback's function and by the route's method and rule.
READS: dict[str, str] = {}
WRITES: dict[str, str] = {}
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
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlansApp]:
    with pytest.MonkeyPatch.context() as patch:
        yield plans_app(tmp_path_factory.mktemp("plans"), patch)


def everything(found: PlansApp) -> dict[str, Ask]:
    """How to ask for each route and callback of the whole app, as its own page would."""

    def of_callback(body: dict[str, Any]) -> Ask:
        def ask(role: str, token: str, **more: Any) -> TestResponse:
            return callback(found, role, found.filled(body, token), **more)

        return ask

    def of_route(method: str, address: str) -> Ask:
        def ask(role: str, token: str, **more: Any) -> TestResponse:
            body = {"json": {"token": token, "plan": found.plan}} if method == "POST" else {}
            return found.ask(role, method, f"{address}?p={found.plan}", **body, **more)

        return ask

    asks = {name: of_callback(body) for name, body in found.callbacks().items()}
    for rule, method, address in found.routes():
        if method != "HEAD":
            asks[f"{method} {rule}"] = of_route(method, address)
    return asks


def of_plans(name: str) -> bool:
    """Whether a route or callback is one of plans by where it is."""
    return name.startswith("dashboard.plans.") or " /plans" in name


def test_everything_of_plans_has_its_act(found: PlansApp) -> None:
    known = {*READS, *WRITES}
    asks = everything(found)
    assert {name for name in asks if of_plans(name)} - known == set()
    assert known - asks.keys() == set()
    for name, ask in asks.items():
        found.opened.clear()
        ask("administrator", found.tokens["administrator"])
        if found.opened:
            assert name in known, f"{name} opens the workspace: say here which act it is"
        if any(found.opened):
            assert name in WRITES, f"{name} writes: say here which act it is"


@pytest.mark.parametrize("role", EVERYBODY)
def test_whoever_may_not_is_shown_and_changes_nothing(found: PlansApp, role: str) -> None:
    before = found.dump()
    for name, ask in everything(found).items():
        act = WRITES.get(name) or READS.get(name)
        if act and may(role, act):
            continue
        found.opened.clear()
        # With whatever token: a person's own is refused with the wrong role.
        answer = ask(role, found.tokens["administrator"])
        assert answer.status_code < 500, name
        assert True not in found.opened, name
        if not may(role, "see"):
            assert found.opened == [], name
            assert not [word for word in SECRETS if word in answer.text], name
    assert found.dump() == before


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_nothing_is_written_for_another_site(found: PlansApp, headers: dict[str, str]) -> None:
    before, asks = found.dump(), everything(found)
    for name in WRITES:
        found.opened.clear()
        answer = asks[name]("administrator", found.tokens["administrator"], headers=headers)
        assert answer.status_code < 500, name
        assert True not in found.opened, name
    assert found.dump() == before


def test_nothing_is_written_with_another_s_token(found: PlansApp) -> None:
    before, asks = found.dump(), everything(found)
    for name in WRITES:
        for token in ("", found.tokens["editor"], "0" * 64):
            found.opened.clear()
            asks[name]("administrator", token)
            assert True not in found.opened, name
    assert found.dump() == before


def test_nothing_is_written_by_looking(found: PlansApp) -> None:
    """GET and HEAD of every route there is, and every page."""
    before = found.dump()
    pages = [f"{page}?p={found.plan}" for page in ("/plans", "/plans/visit", "/seldom-heard", "/")]
    looked = [(method, address) for _, method, address in found.routes() if method != "POST"]
    looked += [(method, page) for page in pages for method in ("GET", "HEAD")]
    assert len(looked) > 60
    found.opened.clear()
    for method, address in looked:
        token = f"token={found.tokens['administrator']}"
        address = f"{address}{'&' if '?' in address else '?'}{token}"
        assert found.ask("administrator", method, address).status_code < 500, address
    assert True not in found.opened
    assert found.dump() == before


def test_a_page_that_nobody_may_see_says_so_and_a_token_is_for_who_may_write(
    found: PlansApp,
) -> None:
    for role in (NOBODY, "viewer"):
        for page in ("/plans", f"/plans?p={found.plan}"):
            text = found.ask(role, "GET", page).text
            assert not [token for token in found.tokens.values() if token and token in text]
            if role == NOBODY:
                assert not [word for word in SECRETS if word in text]


def hostile(found: PlansApp) -> Iterator[tuple[str, dict[str, str], str, Any]]:
    """Role, headers, name and body of every hostile request: half of them of those who may not."""
    make, asks = Hostile(), found.callbacks()
    names = [name for name in asks if name in WRITES or name in READS]
    routes = [name for name in WRITES if " /" in name]
    for number in range(HOSTILE):
        may_not = number % 2
        role = "viewer" if may_not and number % 4 == 1 else "administrator"
        headers = FOREIGN[number % len(FOREIGN)] if may_not and role != "viewer" else OWN_PAGE
        token = found.tokens["administrator"]
        if routes and make.random.random() < 0.4:
            body = {"token": token, "plan": found.plan}
            for _ in range(make.random.randrange(4)):
                body[make.random.choice([*KEYS, make.text()[:20]])] = make.value()
            yield role, headers, make.random.choice(routes), body
        elif names:
            name = make.random.choice(names)
            yield role, headers, name, make.body(found.filled(asks[name], token))


# What bodies of a visit may have, and what they may not.
KEYS = ("token", "plan", "id", "version", "values", "heard", "heard_at", "despite", "__proto__")


def test_ten_thousand_hostile_bodies(found: PlansApp) -> None:
    rules = {f"{method} {rule}": (method, address) for rule, method, address in found.routes()}
    statuses: Counter[int] = Counter()
    before = found.dump()
    for role, headers, name, body in hostile(found):
        data = json.dumps(body).encode("utf-8", "replace")
        more = {"data": data, "content_type": "application/json", "headers": headers}
        method, address = rules.get(name, ("POST", "/_dash-update-component"))
        found.opened.clear()
        answer = found.ask(role, method, address, **more)
        said = (name, role, data[:600], answer.text[:200])
        assert answer.status_code < 500, said
        assert True not in found.opened or (role, headers) == ("administrator", OWN_PAGE), said
        statuses[answer.status_code] += 1
    assert statuses.total() == HOSTILE
    assert statuses[400] > HOSTILE / 10
    assert found.dump() == before
