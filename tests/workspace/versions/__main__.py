"""``python -m tests.workspace.versions``: write this version's databases, before it is released."""

import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from scripts.local_postgres import LocalPostgres
from tests.workspace.full_plan import full_plan, kept_layer
from tests.workspace.versions import plan_file, script_of
from workspace import migrating, transfer
from workspace.database import Workspace


def written(workspace: Workspace) -> str:
    """The SQL that makes this database."""
    if workspace.file:
        with closing(sqlite3.connect(workspace.file)) as database:
            return "\n".join(database.iterdump()) + "\n"
    address = workspace.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = ["pg_dump", "--inserts", "--no-owner", "--no-acl", f"--dbname={address}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Without remarks, and without what only psql understands.
    lines = (line for line in said.splitlines() if line and not line.startswith(("--", "\\")))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Both databases, made by the migrations and with a plan and a layer in them; and the plan as
    a file."""
    with tempfile.TemporaryDirectory() as folder, LocalPostgres() as server:
        for url in (f"sqlite:///{Path(folder) / 'plans.sqlite3'}", server.database()):
            workspace = Workspace(url)
            workspace.upgrade()
            with workspace.writing() as session:
                plan = full_plan(session)
                kept_layer(session)
                file = plan_file(migrating.newest())
                file.write_bytes(transfer.to_json(session, plan.id) + b"\n")
            workspace.close()
            to = script_of(workspace, migrating.newest())
            to.write_text(written(workspace), encoding="utf-8")
            print(to.name)


if __name__ == "__main__":
    main()
