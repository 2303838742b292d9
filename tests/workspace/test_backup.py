"""Backup, restore, check, export, retention and erasing, as whoever looks after it does them."""

import csv
import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from tests.workspace.full_plan import AREAS, WHO, everything, filled, full_plan, heard
from workspace import backup, check, diary, edits, fields, plans, postgres_dump, retention
from workspace.__main__ import main
from workspace.backup import Unusable
from workspace.database import Workspace
from workspace.errors import WorkspaceError
from workspace.records import RECORDS, Activity, Finding, Plan, Zone, now

TODAY = date(2026, 11, 29)


@pytest.fixture
def command(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that ``python -m workspace`` finds."""
    monkeypatch.setenv("WORKSPACE", workspace.url.render_as_string(hide_password=False))
    return workspace


def test_a_backup_during_writes_restores_to_one_state(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    done, failed = threading.Event(), []

    def write() -> None:
        values = {"plan_id": plan.id, "on": "2026-11-20", "people": 5, "counted": "counted"}
        try:
            while not done.is_set():
                with workspace.writing() as session:
                    diary.keep_activity(session, values, heard(), {AREAS[0]: 5}, WHO)
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    copies = [tmp_path / f"{number}.backup" for number in range(3)]
    try:
        for copy in copies:
            backup.back_up(workspace, copy)
    finally:
        done.set()
        writer.join()
    assert failed == []
    before = everything(workspace)
    visits = []
    for copy in copies:
        kept = backup.restore(workspace, copy)
        assert check.faults(workspace) == []
        restored = everything(workspace)
        visits.append(len(restored["activity"]))
        # Each visit with all that was counted at it, or not at all; and its line of the log.
        assert len(restored["heard"]) == visits[-1] * sum(map(len, heard().values()))
        assert len(restored["heard_at"]) == visits[-1] + 1
        lines = [row for row in restored["change"] if "activity" in row]
        assert len(lines) == visits[-1]
    assert visits == sorted(visits)
    assert visits[-1] <= len(before["activity"])
    assert kept is not None
    assert kept.is_file()
    assert {path.suffix for path in tmp_path.iterdir()} <= {".backup"}  # nothing half is left


def test_what_was_kept_before_a_restore_is_beside_it(workspace: Workspace, tmp_path: Path) -> None:
    backup.back_up(workspace, tmp_path / "empty")
    with workspace.writing() as session:
        full_plan(session)
    full = everything(workspace)
    kept = backup.restore(workspace, tmp_path / "empty")
    assert not any(rows for name, rows in everything(workspace).items() if name != "secret")
    assert kept is not None
    assert ".before-" in kept.name
    assert kept.stat().st_mode & 0o077 == 0
    backup.restore(workspace, kept)
    assert everything(workspace) == full
    with workspace.writing() as session:  # and it goes on
        full_plan(session)


@pytest.mark.parametrize("kind", ["text", "empty", "other", "half", "newer", "nothing", "folder"])
def test_what_is_no_backup_changes_nothing(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    with workspace.writing() as session:
        full_plan(session)
    before, file = everything(workspace), tmp_path / "file"
    if kind == "text":
        file.write_text("SELECT 1;" * 500)
    elif kind == "empty":
        file.touch()
    elif kind == "other":
        sqlite3.connect(file).execute("CREATE TABLE cats (name)").connection.close()
    elif kind == "folder":
        file.mkdir()
    elif kind in ("half", "newer"):
        if kind == "newer":
            with workspace.writing() as session:
                session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        backup.back_up(workspace, file) if kind == "half" else copied(workspace, file)
        if kind == "half":
            content = file.read_bytes()
            file.write_bytes(content[: len(content) // 2])
        else:
            with workspace.writing() as session:
                session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(WorkspaceError) as error:
        backup.restore(workspace, file)
    assert len(str(error.value)) > 20
    assert everything(workspace) == before
    assert check.faults(workspace) == []


def copied(workspace: Workspace, to: Path) -> None:
    """A backup by the database's own means, which look at nothing."""
    if workspace.file:
        with sqlite3.connect(workspace.file) as one, sqlite3.connect(to) as other:
            one.backup(other)
        other.close()
        one.close()
    else:
        postgres_dump.dump(workspace.url, to)


def test_a_damaged_file_is_put_aside_and_a_backup_takes_its_place(tmp_path: Path) -> None:
    file = tmp_path / "plans.sqlite3"
    workspace = Workspace(f"sqlite:///{file}")
    workspace.upgrade()
    with workspace.writing() as session:
        full_plan(session)
    before = everything(workspace)
    backup.back_up(workspace, tmp_path / "backup")
    workspace.close()
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 9] = b"\xff" * 4096 * 8
    file.write_bytes(content)
    assert "damaged" in check.faults(workspace)[0]
    with pytest.raises(WorkspaceError), workspace.reading() as session:
        plans.plans(session)
    with pytest.raises(Unusable):
        backup.back_up(workspace, tmp_path / "backup")
    kept = backup.restore(workspace, tmp_path / "backup")
    assert kept is not None
    assert kept.read_bytes() == bytes(content)
    assert everything(workspace) == before


def test_a_backup_never_takes_the_place_of_the_database(tmp_path: Path) -> None:
    workspace = Workspace(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    workspace.upgrade()
    (tmp_path / "link").symlink_to(tmp_path / "plans.sqlite3")
    for to in (tmp_path / "plans.sqlite3", tmp_path / "link", tmp_path / "none" / "x", tmp_path):
        with pytest.raises(Unusable):
            backup.back_up(workspace, to)
    workspace.close()
    assert check.faults(workspace) == []


def test_commands_of_whoever_looks_after_it(
    command: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with command.writing() as session:
        plan = full_plan(session)
    before = everything(command)
    assert main(["check"]) == 0
    assert main(["backup", str(tmp_path / "copy")]) == 0
    assert main(["export", str(tmp_path / "tables")]) == 0
    assert main(["erase", plan.id, "--yes"]) == 0
    assert main(["erase", plan.id, "--yes"]) == 1
    assert main(["export", str(tmp_path / "tables")]) == 1
    assert everything(command)["plan"] == []
    assert main(["restore", str(tmp_path / "copy")]) == 0
    assert everything(command) == before
    assert main(["upgrade"]) == 0
    assert main(["retention"]) == 0
    said = capsys.readouterr()
    assert "All is whole" in said.out
    assert "restore stopped" not in said.err
    for name, rows in before.items():
        if name != "secret":
            with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert len(list(csv.reader(file))) == len(rows) + 1
    assert not (tmp_path / "tables" / "secret.csv").exists()


def test_check_names_what_is_wrong(command: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    with command.writing() as session:
        full_plan(session)
        other = full_plan(session)
    with command.writing() as session:
        session.execute(update(Activity).where(Activity.plan_id == other.id).values(people=1))
        zone = plans.plans(session)[0].zones[0].id
        session.execute(update(Finding).values(zone_id=zone))
        session.add(Zone(plan_id=other.id, number=9, name="By hand", areas=[]))
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "1 people were heard, but 5 counted" in said
    assert "its zone is of another plan" in said
    assert "the log of changes does not know it" in said


def test_at_its_date_texts_go_and_sums_stay(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)  # to be kept until 20 November
        later = plans.make(session, filled("plan", {}) | {"keep_until": "2027-11-20"}, [], WHO)
        there = plans.plan(session, plan.id)
        edits.delete(session, Activity, there.activities[0].id, 1, WHO)
    sums = everything(workspace)
    with workspace.writing() as session:
        assert not retention.apply(session, 30, date(2026, 11, 19))
    assert everything(workspace) == sums
    with workspace.writing() as session:
        assert retention.apply(session, 30, TODAY).plans == 1
    with workspace.writing() as session:
        assert not retention.apply(session, 30, TODAY)  # once is enough
    with workspace.reading() as session:
        for name, record in RECORDS.items():
            for one in session.query(record).all():
                for each in fields.of(name):
                    if one.id != later.id and each.kind in ("text", "long"):
                        assert (getattr(one, each.id) == "") == each.goes, (name, each.id)
        kept = plans.plan(session, plan.id)
        assert kept.texts_gone_on == TODAY
        assert kept.version > 1  # nobody puts a text back unknowingly
        assert plans.plan(session, later.id).purpose
    after = everything(workspace)
    assert [after[name] for name in ("heard", "heard_at")] == [
        sums[name] for name in ("heard", "heard_at")
    ]


def test_what_was_deleted_goes_for_good_after_its_days(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = plans.plan(session, full_plan(session).id)
        visit, other = plan.activities[0], full_plan(session)
        edits.delete(session, Activity, visit.id, 1, WHO)
        edits.delete(session, Plan, other.id, 1, WHO)
    today = now().date()
    with workspace.writing() as session:
        assert not retention.apply(session, 30, today + timedelta(days=30)).records
    with workspace.writing() as session:
        assert retention.apply(session, 30, today + timedelta(days=31)).records == 2
    after = everything(workspace)
    assert [len(after[name]) for name in ("plan", "zone", "activity", "heard")] == [1, 1, 0, 0]
    assert check.faults(workspace) == []
    with workspace.reading() as session:
        assert plans.plan(session, plan.id).findings[0].activities == []


def test_what_is_erased_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    file = tmp_path / "plans.sqlite3"
    workspace = Workspace(f"sqlite:///{file}")
    workspace.upgrade()
    with workspace.writing() as session:
        plan = full_plan(session)
    workspace.sweep()
    word = b"What was said"
    assert word in file.read_bytes()
    with workspace.writing() as session:
        plans.erase(session, plan.id, WHO)
    workspace.sweep()
    for path in tmp_path.iterdir():
        assert word not in path.read_bytes(), path.name
