"""Two who edit the same things, a disk that is full, a database that goes away and comes back."""

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from scripts.local_postgres import LocalPostgres
from tests.workspace.full_plan import AREAS, WHO, everything, full_plan, heard
from workspace import check, database, diary, edits, plans
from workspace.changes import history
from workspace.database import Workspace
from workspace.errors import Busy, ChangedSince, Full, Lost
from workspace.records import Zone

EDITS = 1000
FIELDS = ("name", "lead", "why_not")


def test_of_a_thousand_edits_none_is_lost_silently(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database.PRAGMAS, "synchronous", "OFF")  # no power cut here: quicker
    with workspace.writing() as session:
        zones = [{"number": n, "name": str(n), "areas": AREAS} for n in (1, 2)]
        plan = plans.make(session, {"title": "Two editors", "asked": "all"}, zones, WHO)
    with workspace.reading() as session:
        ids = [zone.id for zone in plans.plan(session, plan.id).zones]
    # What was said to be kept: the version that it made of which zone, the field, the value.
    kept: list[tuple[str, int, str, str]] = []
    refused: list[str] = []
    failed: list[BaseException] = []
    # They begin each edit together: neither can be done before the other has begun.
    together = threading.Barrier(2, timeout=60)

    def edit(seed: int) -> None:
        chance, seen = random.Random(seed), dict.fromkeys(ids, 1)
        try:
            for number in range(EDITS // 2):
                id_, field = chance.choice(ids), chance.choice(FIELDS)
                value = f"value {number} of {seed}"
                together.wait()
                try:
                    with workspace.writing() as session:
                        zone = edits.change(session, Zone, id_, seen[id_], {field: value}, WHO)
                    kept.append((id_, zone.version, field, value))
                    seen[id_] = zone.version
                except ChangedSince as error:
                    refused.append(value)
                    seen[id_] = error.current.version
        except BaseException as error:
            failed.append(error)
            together.abort()

    editors = [threading.Thread(target=edit, args=(seed,)) for seed in (1, 2)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert failed == []
    assert len(kept) + len(refused) == EDITS
    assert len(refused) > 10, "they did not meet"
    with workspace.reading() as session:
        for id_ in ids:
            mine = sorted(one[1:] for one in kept if one[0] == id_)
            # Each made a version of its own, from the one before: nobody wrote over another.
            assert [version for version, _, _ in mine] == list(range(2, len(mine) + 2))
            zone = session.get(Zone, id_)
            assert zone is not None
            last = {field: value for _, field, value in mine}
            assert {field: getattr(zone, field) for field in last} == last
            assert len(history(session, plan.id, id_)) == 1 + len(mine)
    assert check.faults(workspace) == []


def keep_visit(workspace: Workspace, plan_id: str) -> None:
    values = {"plan_id": plan_id, "on": "2026-11-20", "people": 5, "counted": "counted"}
    with workspace.writing() as session:
        diary.keep_activity(session, values | {"summary": "x" * 3000}, heard(), {AREAS[0]: 5}, WHO)


def test_a_full_disk_is_said_and_nothing_is_half(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    workspace.close()
    if workspace.file:
        monkeypatch.setitem(database.PRAGMAS, "max_page_count", "60")
    else:
        # What PostgreSQL says then, after part of the visit was written.
        with workspace.writing() as session:
            session.execute(
                text(
                    "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                    "RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
                )
            )
            session.execute(
                text("CREATE TRIGGER no_room AFTER INSERT ON heard_at EXECUTE FUNCTION no_room()")
            )
    before: dict[str, Any] = {}

    def fill() -> None:
        for _ in range(60):
            before.update(everything(workspace))
            keep_visit(workspace, plan.id)

    with pytest.raises(Full, match="no room left"):
        fill()
    assert everything(workspace) == before  # and can be read
    workspace.close()
    if workspace.file:
        monkeypatch.undo()
    else:
        with workspace.writing() as session:
            session.execute(text("DROP TRIGGER no_room ON heard_at"))
    keep_visit(workspace, plan.id)  # room again: it goes on
    assert len(everything(workspace)["activity"]) == len(before["activity"]) + 1
    assert check.faults(workspace) == []


def lost_and_found(workspace: Workspace, server: LocalPostgres | None) -> tuple[Any, Any]:
    """What makes a database unreachable, and what brings it back."""
    if workspace.file:
        away = workspace.file.with_name("away")
        return (lambda: workspace.file.rename(away)), (lambda: away.rename(workspace.file))
    assert server is not None
    name = workspace.url.database
    engine = create_engine(workspace.url.set(database="postgres"), isolation_level="AUTOCOMMIT")

    def rename(one: str, other: str) -> None:
        with engine.connect() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"),
                {"n": one},
            )
            connection.execute(text(f"ALTER DATABASE {one} RENAME TO {other}"))

    return (lambda: rename(name, "away")), (lambda: rename("away", name))


def test_a_lost_database_is_said_and_is_used_again_once_it_is_back(
    workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    before = everything(workspace)
    server = None if workspace.file else request.getfixturevalue("postgres")
    lose, find = lost_and_found(workspace, server)
    lose()
    for _ in range(2):
        with pytest.raises(Lost, match="cannot be reached just now"):
            keep_visit(workspace, plan.id)
        with pytest.raises(Lost):
            everything(workspace)
    find()
    assert everything(workspace) == before
    keep_visit(workspace, plan.id)


def test_whoever_waits_too_long_is_told_to_save_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    workspace.close()
    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", "50")
    monkeypatch.setattr(database, "WAIT_MS", 50)
    other = Workspace(workspace.url.render_as_string(hide_password=False))

    def hold(then: Callable[[], None]) -> None:
        with other.writing() as session:
            edits.change(session, Zone, plan_zone(session, plan.id), 1, {"name": "First"}, WHO)
            then()

    def change() -> None:
        with workspace.writing() as session:
            edits.change(session, Zone, zone, 1, {"name": "Second"}, WHO)

    with workspace.reading() as session:
        zone = plan_zone(session, plan.id)
    with pytest.raises(Busy, match="Save again"):
        hold(change)
    change()  # nothing of the first was kept, and nothing is held
    other.close()


def plan_zone(session: Any, plan_id: str) -> str:
    return plans.plan(session, plan_id).zones[0].id
