"""Kept layers are in the atlas of those who may see them, by one look a request, and no other’s."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask, request
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from dashboard.explore.view_figures import uncompared
from dashboard.web import kept_layers
from dashboard.web.atlas_of_request import atlas_of_request
from dashboard.web.kept_layers import MOST_READ, KeptLayers
from dashboard.web.replies import ROLE, USER
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import MOST_LAYERS, OwnLayer
from tests.layers.own.layers import layer
from workspace import own_layers
from workspace.database import Workspace
from workspace.errors import Lost
from workspace.own_layers import MOST_SEEN, Viewer
from workspace.records import KeptLayer
from workspace.roles import NOBODY

ANN = Viewer("Ann", "editor")


@pytest.fixture
def workspace(tmp_path: Any) -> Iterator[Workspace]:
    made = Workspace(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    made.upgrade()
    yield made
    made.close()


def keep(workspace: Workspace, label: str, seen_by: str, who: Viewer = ANN) -> KeptLayer:
    until = own_layers.today() + own_layers.USUALLY
    with workspace.writing() as session:
        return own_layers.keep(session, layer(label=label), until, seen_by, who)


Seen = Callable[..., list[str]]


@pytest.fixture
def seen(workspace: Workspace, atlas: Atlas) -> Seen:
    """Labels of the own figures that a request of somebody's has."""
    server = Flask(__name__)
    mine = atlas_of_request(atlas, KeptLayers(workspace))

    def of(name: str, role: str) -> list[str]:
        with server.test_request_context():
            request.environ.update({USER: name, ROLE: role})
            own = [mine.indicators[one].label for one in mine.indicators if "own_" in one]
            assert len(mine.indicators) == len(atlas.indicators) + len(own)
        return own

    return of


def test_each_request_has_what_its_person_may_see(workspace: Workspace, seen: Seen) -> None:
    keep(workspace, "Mine", "owner")
    keep(workspace, "Ours", "editors")
    kept = keep(workspace, "All’s", "everyone")
    assert sorted(seen("Ann", "editor")) == ["All’s", "Mine", "Ours"]
    assert sorted(seen("Bo", "lead")) == ["All’s", "Ours"]
    assert seen("Cy", "viewer") == ["All’s"]
    assert seen("", "viewer") == ["All’s"]
    assert seen("Ann", NOBODY) == []
    assert seen("Cy", "viewer") == ["All’s"]  # nothing of another's request is left
    with workspace.writing() as session:
        own_layers.change(session, kept.id, 1, {"seen_by": "owner"}, ANN)
    assert seen("Cy", "viewer") == []
    with workspace.writing() as session:
        own_layers.remove(session, kept.id, 2, ANN)
    assert sorted(seen("Ann", "editor")) == ["Mine", "Ours"]


def test_who_brought_a_layer_is_said_to_others_alone(workspace: Workspace, atlas: Atlas) -> None:
    mine, server = KeptLayers(workspace), Flask(__name__)
    one = keep(workspace, "Ours", "everyone").layer_id

    def said(name: str) -> str:
        with server.test_request_context():
            request.environ.update({USER: name, ROLE: "editor"})
            known = with_own(atlas, mine())
            return str(uncompared(known.indicators[one]))

    assert "These figures were brought by Ann: England" in said("Bo")
    assert "These are your own figures" in said("Ann")
    keep(workspace, "Ours", "owner", Viewer("Bo", "editor"))
    assert "These are your own figures" in said("Bo")
    assert "brought by Ann" in said("Cy")


def test_where_nobody_signs_in_a_kept_layer_is_nobodys_in_particular(
    workspace: Workspace, atlas: Atlas
) -> None:
    mine, server = KeptLayers(workspace), Flask(__name__)
    kept = keep(workspace, "Ours", "everyone", Viewer("", "administrator")).layer_id
    with server.test_request_context():
        request.environ.update({USER: "", ROLE: "administrator"})
        known = with_own(atlas, [*mine(), layer(label="Held")])
        said = {one.id: str(uncompared(one)) for one in known.indicators.values() if one.is_own}
    assert "brought by somebody who uses this atlas: England" in said.pop(kept)
    [held] = said.values()
    assert "These are your own figures" in held


def test_a_request_asks_once_and_no_layer_is_read_twice(workspace: Workspace, seen: Seen) -> None:
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(str(given[2]))

    for number in range(3):
        keep(workspace, f"{number}", "everyone")
    event.listen(Engine, "before_cursor_execute", note)
    try:
        seen("Bo", "viewer")
        assert len([one for one in asked if "written" in one]) == 1
        asked.clear()
        seen("Cy", "lead")
        queries = [one for one in asked if one.startswith("SELECT")]
        assert len(queries) == 1
        assert "written" not in queries[0]
        asked.clear()
        assert seen("Cy", NOBODY) == []
        assert asked == []
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_what_is_read_has_a_bound(workspace: Workspace) -> None:
    kept, server = KeptLayers(workspace), Flask(__name__)
    assert MOST_READ >= 2 * (MOST_SEEN + MOST_LAYERS)
    for person in range(MOST_READ // MOST_SEEN + 2):
        who = Viewer(f"{person}", "editor")
        for number in range(MOST_SEEN):
            keep(workspace, f"{person} {number}", "owner", who)
        with server.test_request_context():
            request.environ.update({USER: who.name, ROLE: who.role})
            assert len(kept()) == MOST_SEEN
        assert len(kept._read) <= MOST_READ


def test_without_the_database_maps_work_and_wait_for_it_once(
    workspace: Workspace, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(workspace, "All’s", "everyone")
    tried: list[float] = []

    def lost(self: Workspace) -> AbstractContextManager[Session]:
        tried.append(time.monotonic())
        raise Lost

    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "reading", lost)
        assert [seen("Bo", "viewer") for _ in range(3)] == [[], [], []]
        assert len(tried) == 1
    assert seen("Bo", "viewer") == []  # it is left alone for a while
    monkeypatch.setattr(kept_layers.time, "monotonic", lambda: tried[0] + kept_layers.PAUSE + 1)
    assert seen("Bo", "viewer") == ["All’s"]


def test_nothing_is_kept_where_nothing_can_be(atlas: Atlas) -> None:
    with Flask(__name__).test_request_context():
        request.environ.update({USER: "Ann", ROLE: "lead"})
        found: list[OwnLayer] = KeptLayers(None)()
    assert found == []
