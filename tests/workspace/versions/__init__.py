"""Of each released version a database with data in it, as SQL, and a plan as a file;
:mod:`.__main__` writes it."""

import sqlite3
from pathlib import Path

import psycopg

from workspace.database import Workspace

FOLDER = Path(__file__).parent


def script_of(workspace: Workspace, version: str) -> Path:
    """Where the SQL stands that makes such a database as that version left it."""
    return FOLDER / f"{version}.{workspace.url.get_backend_name()}.sql"


def plan_file(version: str) -> Path:
    """A plan as that version took it to another installation."""
    return FOLDER / f"{version}.json"


def make(workspace: Workspace, version: str) -> None:
    """Make an empty database one of an older version."""
    script = script_of(workspace, version).read_text(encoding="utf-8")
    if workspace.file:
        database = sqlite3.connect(workspace.file)
        database.executescript(script)
        database.close()
        return
    address = workspace.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        connection.execute(script.encode())
