"""What may change a plan: its own page, by POST, with the person's token and role. Nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from dashboard.settings.config import Config
from dashboard.web import plans_kept as plans_kept_module
from dashboard.web.errors import say, status_of
from dashboard.web.people import Person, person, plans_closed
from dashboard.web.plans_kept import GuardedWorkspace, plans_kept
from dashboard.web.refusal_texts import NO_ROLE, NOT_FROM_HERE, NOT_YOUR_ROLE, PLANS_OFF
from dashboard.web.replies import ROLE, USER
from dashboard.web.writes import add_writes, token, writer
from workspace import plans
from workspace.errors import Lost, NotAllowed, WorkspaceError
from workspace.roles import ROLES

OWN_PAGE = {"Origin": "http://localhost"}
VALUES = {"title": "Winter", "purpose": "To hear", "decision": "Hours", "asked": "all"}


@dataclass
class Context:
    workspace: GuardedWorkspace | None
    plans_why_not: str = ""


def server(context: Context) -> Flask:
    """Routes that write in the right way, and in wrong ones."""
    made = Flask("writes")
    if context.workspace:
        add_writes(made, context.workspace.key)

    def make() -> str:
        with context.workspace.writing() as session:
            return plans.make(session, VALUES, [], person().name).title

    @made.route("/right/<act>", methods=["GET", "POST", "PUT"])
    def right(act: str) -> str:
        writer(context, request.headers.get("Token", ""), act, own="Own" in request.headers)
        return make()

    @made.route("/forgot", methods=["GET", "POST"])
    def forgot() -> str:
        return make()

    @made.get("/read")
    def read() -> str:
        with context.workspace.reading() as session:
            return str(len(plans.plans(session)))

    @made.get("/token")
    def its_token() -> str:
        return token()

    @made.get("/closed")
    def closed() -> str:
        return plans_closed(context)

    @made.errorhandler(WorkspaceError)
    def not_kept(error: WorkspaceError) -> Response:
        return say(str(error), status_of(error))

    return made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> GuardedWorkspace:
    file = tmp_path_factory.mktemp("plans") / "plans.sqlite3"
    found, why_not = plans_kept(Config(workspace=f"sqlite:///{file}"))
    assert found is not None
    assert why_not == ""
    return found


@pytest.fixture
def client(workspace: GuardedWorkspace) -> FlaskClient:
    return server(Context(workspace)).test_client()


def at(name: str, role: str) -> dict[str, str]:
    return {USER: name, ROLE: role}


def token_of(client: FlaskClient, name: str, role: str) -> str:
    return client.get("/token", environ_overrides=at(name, role)).text


def number(workspace: GuardedWorkspace) -> int:
    with workspace.reading() as session:
        return len(plans.plans(session))


@pytest.fixture
def unchanged(workspace: GuardedWorkspace) -> Iterator[None]:
    before = number(workspace)
    yield
    assert number(workspace) == before


def test_a_page_of_the_atlas_can_write_for_whoever_may(
    client: FlaskClient, workspace: GuardedWorkspace
) -> None:
    before = number(workspace)
    given = OWN_PAGE | {"Token": token_of(client, "a", "editor")}
    answer = client.post("/right/edit", headers=given, environ_overrides=at("a", "editor"))
    assert (answer.status_code, answer.text) == (200, "Winter")
    assert number(workspace) == before + 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Referer": "http://localhost/plans"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("unchanged")
def test_what_does_not_come_from_the_atlas_s_own_page_is_refused(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    given = headers | {"Token": token_of(client, "a", "administrator")}
    answer = client.post("/right/edit", headers=given, environ_overrides=at("a", "administrator"))
    assert answer.status_code == 403
    assert answer.text.startswith(NOT_FROM_HERE)


@pytest.mark.parametrize("origin", [OWN_PAGE, {"Sec-Fetch-Site": "same-origin"}])
@pytest.mark.usefixtures("unchanged")
def test_only_the_person_s_own_token_does(client: FlaskClient, origin: dict[str, str]) -> None:
    own = token_of(client, "a", "editor")
    assert len(own) == 64
    others = [token_of(client, "b", "editor"), token_of(client, "", "editor")]
    for wrong in ("", own[:-1], own.upper(), own + "0", "é" * 64, *others):
        answer = client.post(
            "/right/edit",
            headers=origin | {"Token": wrong.encode().decode("latin-1")},
            environ_overrides=at("a", "editor"),
        )
        assert answer.status_code == 403, wrong
        assert answer.text.startswith(NOT_FROM_HERE)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
@pytest.mark.usefixtures("unchanged")
def test_only_post_writes(client: FlaskClient, method: str) -> None:
    given = OWN_PAGE | {"Token": token_of(client, "a", "editor")}
    answer = client.open(
        "/right/edit", method=method, headers=given, environ_overrides=at("a", "editor")
    )
    assert answer.status_code == 403


@pytest.mark.usefixtures("unchanged")
def test_a_role_that_may_not_is_told_so(client: FlaskClient) -> None:
    for role, act in (
        ("", "see"),
        ("viewer", "record_visit"),
        ("contributor", "edit"),
        ("editor", "agree"),
        ("lead", "erase"),
        ("administrator", "anything"),
    ):
        given = OWN_PAGE | {"Token": token_of(client, "a", "administrator")}
        answer = client.post(f"/right/{act}", headers=given, environ_overrides=at("a", role))
        assert answer.status_code == 403, (role, act)
        assert answer.text.startswith(NOT_YOUR_ROLE)


def test_contributors_change_what_they_have_entered(client: FlaskClient) -> None:
    given = OWN_PAGE | {"Token": token_of(client, "a", "contributor")}
    asked = {"path": "/right/change_own_visit", "environ_overrides": at("a", "contributor")}
    assert client.post(**asked, headers=given).status_code == 403
    assert client.post(**asked, headers=given | {"Own": "yes"}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.usefixtures("unchanged")
def test_code_that_forgets_to_ask_changes_nothing(client: FlaskClient, method: str) -> None:
    """The workspace itself refuses."""
    answer = client.open(
        "/forgot", method=method, headers=OWN_PAGE, environ_overrides=at("a", "administrator")
    )
    assert answer.status_code == 403


def test_whoever_has_no_role_reads_nothing(client: FlaskClient) -> None:
    for role in ("", "owner"):
        answer = client.get("/read", environ_overrides=at("a", role))
        assert (answer.status_code, answer.text.startswith(NO_ROLE)) == (403, True)
        assert client.get("/closed", environ_overrides=at("a", role)).text == NO_ROLE
    for role in ROLES:
        assert client.get("/read", environ_overrides=at("a", role)).status_code == 200
        assert client.get("/closed", environ_overrides=at("a", role)).text == ""


def test_a_token_is_for_those_who_may_write_and_holds_after_a_restart(
    client: FlaskClient, workspace: GuardedWorkspace
) -> None:
    assert token_of(client, "a", "viewer") == token_of(client, "a", "") == ""
    again = GuardedWorkspace(f"sqlite:///{workspace.file}")
    other = server(Context(again)).test_client()
    assert token_of(other, "a", "editor") == token_of(client, "a", "editor") != ""
    assert token_of(client, "b", "editor") != token_of(client, "a", "editor")


def test_where_none_are_kept_nothing_can_be_asked_for() -> None:
    found, why_not = plans_kept(Config())
    assert (found, why_not) == (None, PLANS_OFF)
    off = server(Context(None, PLANS_OFF)).test_client()
    assert off.get("/token", environ_overrides=at("", "administrator")).text == ""
    answer = off.post("/right/edit", headers=OWN_PAGE, environ_overrides=at("", "administrator"))
    assert (answer.status_code, answer.text.startswith(PLANS_OFF)) == (403, True)
    assert off.get("/closed").text == PLANS_OFF
    kept, why_not = plans_kept(Config(workspace="sqlite:////nowhere/p", host="0.0.0.0"))
    assert kept is None
    assert why_not.startswith("No plans are kept here: nobody signs in")


def test_a_workspace_that_comes_back_is_used_again(tmp_path: Path) -> None:
    """Lost at the start: the atlas starts, says so, and needs no second start."""
    folder = tmp_path / "not a folder yet"
    folder.write_text("")
    found, why_not = plans_kept(Config(workspace=f"sqlite:///{folder}/plans.sqlite3"))
    assert found is not None
    assert why_not == ""
    lost = server(Context(found)).test_client()
    assert lost.get("/token", environ_overrides=at("a", "editor")).text == ""
    answer = lost.get("/read", environ_overrides=at("a", "editor"))
    assert (answer.status_code, "cannot be reached" in answer.text) == (503, True)
    folder.unlink()
    assert lost.get("/read", environ_overrides=at("a", "editor")).text == "0"
    assert lost.get("/token", environ_overrides=at("a", "editor")).text != ""


def test_a_database_that_is_silent_is_not_waited_for_by_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else all threads would wait, and the rest of the atlas with them."""
    silent = GuardedWorkspace("postgresql+psycopg://nobody@db.example/plans")
    clock, asked = [100.0], []

    def in_vain(_: object) -> None:
        asked.append(clock[0])
        clock[0] += seconds
        raise Lost

    monkeypatch.setattr(GuardedWorkspace, "upgrade", in_vain)
    monkeypatch.setattr(plans_kept_module.time, "monotonic", lambda: clock[0])
    seconds = 5.0
    for _ in range(3):
        with pytest.raises(Lost):
            silent.reading()
    assert asked == [100.0]
    clock[0] += 6
    seconds = 0.01  # says at once that it is not there: then everybody may ask
    for _ in range(3):
        with pytest.raises(Lost):
            silent.reading()
    assert len(asked) == 4


def test_out_of_a_request_the_program_itself_may(workspace: GuardedWorkspace) -> None:
    assert not Person("", "").may("see")
    with workspace.writing() as session:
        assert plans.make(session, VALUES, [], "").id


def test_not_allowed_is_what_a_page_has_to_expect() -> None:
    assert status_of(NotAllowed("x")) == 403
