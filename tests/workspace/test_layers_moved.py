"""Kept layers taken to another database, and the commands of whoever looks after one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.layers.own.layers import layer
from tests.workspace.full_plan import everything, kept_layer
from workspace import check, layers_moved, own_layers
from workspace.__main__ import main
from workspace.database import Workspace
from workspace.errors import BadValues
from workspace.own_layers import Viewer
from workspace.records import KeptLayer

ANN = Viewer("Ann", "editor")


def filled(workspace: Workspace) -> list[KeptLayer]:
    """Two that are kept, and one that was taken away."""
    until = own_layers.today() + own_layers.USUALLY
    with workspace.writing() as session:
        gone = own_layers.keep(session, layer(label="Gone"), until, "owner", ANN)
        own_layers.remove(session, gone.id, 1, ANN)
        mine = own_layers.keep(session, layer(label="Mine"), until, "owner", ANN)
        return [kept_layer(session), mine]


def taken(workspace: Workspace) -> bytes:
    with workspace.reading() as session:
        return layers_moved.to_json(session)


def rows(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """What is kept, by id, but who changed it last and when."""
    with workspace.reading() as session:
        return {
            one.id: {
                name: getattr(one, name)
                for name in KeptLayer.__table__.c.keys()  # noqa: SIM118  (columns, not a mapping)
                if name not in ("version", "changed_at", "changed_by")
            }
            for one in session.query(KeptLayer)
        }


def test_layers_arrive_as_they_were_once(
    workspace: Workspace, new_address: Callable[[], str]
) -> None:
    kept = {one.id for one in filled(workspace)}
    content = taken(workspace)
    other = Workspace(new_address())
    other.upgrade()
    for new in (2, 0):  # the second time all are there
        with other.writing() as session:
            assert layers_moved.bring_in(session, content, "B") == new
    assert rows(other) == {id: row for id, row in rows(workspace).items() if id in kept}
    assert check.faults(other) == []
    assert len([row for row in everything(other)["change"] if "brought_in" in row]) == 2
    other.close()


def test_what_cannot_be_read_is_said_and_nothing_is_kept(workspace: Workspace) -> None:
    filled(workspace)
    whole = json.loads(taken(workspace))
    before = everything(workspace)

    def with_first(**values: Any) -> bytes:
        first = whole["layers"][0] | {"id": "0" * 32} | values
        return json.dumps(whole | {"layers": [first, *whole["layers"][1:]]}).encode()

    for wrong in (
        b"", b"{}", b"\xff", b"[" * 100_000,
        json.dumps(whole | {"format_version": 2}).encode(),
        json.dumps(whole | {"layers": whole["layers"] * 2}).encode(),
        with_first(id="../x"), with_first(kind="map"), with_first(seen_by="all"),
        with_first(owner="x" * 300), with_first(owner="x\0"), with_first(keep_until="soon"),
        with_first(kept_at="2026-11-20T10:00:00+05:00"), with_first(written="{}"),
        with_first(version=7),
    ):  # fmt: skip
        with pytest.raises(BadValues, match="cannot be brought in"), workspace.writing() as session:
            layers_moved.bring_in(session, wrong, "B")
    assert everything(workspace) == before
    with workspace.writing() as session:
        assert layers_moved.bring_in(session, with_first(keep_until="2020-01-01"), "B") == 0


def test_the_commands(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept, _ = filled(workspace)
    monkeypatch.setenv("WORKSPACE", workspace.url.render_as_string(hide_password=False))
    file = tmp_path / "layers.json"
    assert main(["layers"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 3
    [line] = [line for line in listed if kept.id in line]
    assert line.endswith(f"by {kept.owner}, seen by everyone: {kept.label}")
    assert main(["layers-out", str(file)]) == 0
    assert file.stat().st_mode & 0o077 == 0
    assert main(["erase-layer", kept.id]) == 0
    assert main(["erase-layer", kept.id]) == 1
    assert kept.id not in {id for row in everything(workspace)["own_layer"] for id in row}
    assert main(["layers-in", str(file)]) == 0
    assert "not before: 1." in capsys.readouterr().out
    assert main(["export", str(tmp_path / "all")]) == 0
    assert kept.label in (tmp_path / "all" / "own_layer.csv").read_text("utf-8")
    assert main(["retention"]) == 0
    assert main(["check"]) == 0
