"""Every version that was ever released comes up to this one, with what is in it.

Before a release with a new migration: ``python -m tests.workspace.versions``; the files of earlier
versions are never touched again.
"""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from tests.workspace import versions
from tests.workspace.full_plan import WHO, everything, full_plan
from workspace import check, edits, migrating, plans, sqlite_file
from workspace.database import Workspace
from workspace.errors import Newer
from workspace.records import Plan

EVERY = sorted({path.name.split(".")[0] for path in versions.FOLDER.glob("*.sql")})
# What a later migration may do: a column more, for which SQLite makes the table anew.
NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "next", "{newest}", None, None
def upgrade():
    with op.batch_alter_table("plan", recreate="{recreate}") as batch:
        batch.add_column(sa.Column("more", sa.Text(), nullable=False, server_default="x"))
    {then}
"""


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Makes this process one of a release with one more migration."""

    def make(kind: str, then: str = "pass") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        recreate = "always" if kind == "sqlite" else "auto"
        script = NEXT.format(newest=migrating.newest(), recreate=recreate, then=then)
        (folder / "versions" / "next.py").write_text(script)
        monkeypatch.setattr(migrating, "MIGRATIONS", folder)
        forget()

    yield make
    monkeypatch.undo()
    forget()


def forget() -> None:
    for one in (migrating._scripts, migrating.newest, migrating.known):
        one.cache_clear()


def test_each_version_has_its_databases() -> None:
    revisions = sorted(script.revision for script in migrating._scripts().walk_revisions())
    assert revisions == EVERY, "python -m tests.workspace.versions writes this version's"


@pytest.mark.parametrize("version", EVERY)
def test_each_version_comes_up_with_all_that_is_in_it(workspace_url: str, version: str) -> None:
    workspace = Workspace(workspace_url)
    versions.make(workspace, version)
    engine = workspace._made()
    with engine.connect() as connection:
        assert migrating.version(connection) == version
        shape = inspect(connection)
        columns = {
            name: sorted(one["name"] for one in shape.get_columns(name))
            for name in sorted(shape.get_table_names())
            if name != "alembic_version"
        }
        before = contents(connection, columns)
    engine.dispose()
    assert all(before.values()), "a table without a row"
    workspace.upgrade()
    assert check.faults(workspace) == []
    with workspace.writing() as session:
        assert contents(session.connection(), columns) == before
        plan = plans.plans(session)[0]
        assert [len(plan.zones), len(plan.activities), len(plan.told)] == [1, 1, 1]
        edits.change(session, Plan, plan.id, plan.version, {"title": "Another"}, WHO)
    workspace.close()


def contents(connection: Any, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """All rows of some columns of each table, as text."""
    found = {}
    for name, wanted in columns.items():
        if name != "secret":  # nothing of a plan
            listed = ", ".join(f'"{one}"' for one in wanted)
            rows = connection.execute(text(f"SELECT {listed} FROM {name}"))
            found[name] = sorted(repr(tuple(row)) for row in rows)
    return found


def test_making_a_table_anew_keeps_what_refers_to_it(
    workspace: Workspace, next_release: Callable[..., None]
) -> None:
    with workspace.writing() as session:
        full_plan(session)
    before, version = everything(workspace), migrating.newest()
    next_release(workspace.url.get_backend_name())
    workspace.upgrade()
    assert everything(workspace) == before
    with workspace.reading() as session:
        assert session.scalar(text("SELECT more FROM plan")) == "x"
    if workspace.file:
        # The older release's file is kept beside, whole.
        (kept,) = workspace.file.parent.glob(f"plans.version-{version}-*.sqlite3")
        assert sqlite_file.faults(kept) == []
        assert everything(Workspace(f"sqlite:///{kept}")) == before


def test_a_migration_that_fails_changes_nothing(
    workspace: Workspace, next_release: Callable[..., None]
) -> None:
    with workspace.writing() as session:
        full_plan(session)
    before, version = everything(workspace), migrating.newest()
    next_release(workspace.url.get_backend_name(), "raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        workspace.upgrade()
    assert everything(workspace) == before
    with workspace.reading() as session:
        assert migrating.version(session.connection()) == version


def test_a_database_of_a_newer_release_is_said_and_left_alone(workspace: Workspace) -> None:
    with workspace.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Newer, match=r"newer release \(version 9999\)"):
        workspace.upgrade()


def test_processes_that_start_together_make_it_once(workspace_url: str) -> None:
    failed: list[BaseException] = []

    def upgrade() -> None:
        try:
            Workspace(workspace_url).upgrade()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=upgrade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert check.faults(Workspace(workspace_url)) == []
