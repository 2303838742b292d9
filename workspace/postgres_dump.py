"""A workspace in PostgreSQL, as a file: by its own ``pg_dump``, ``pg_restore`` and ``psql``."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import URL

from workspace.errors import WorkspaceError
from workspace.sqlite_file import to_disk

PROGRAMS = ("pg_dump", "pg_restore", "psql")


class NoPrograms(WorkspaceError):
    """PostgreSQL's own programs are not where this runs."""


def dump(url: URL, target: Path) -> None:
    """Write one state of the database to a file, whatever is written meanwhile.

    ``target`` is there whole and on the disk, or not at all.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={part}")
        _run(None, "pg_restore", "--list", str(part))
        to_disk(part)
        part.replace(target)
        to_disk(target.parent)
    finally:
        part.unlink(missing_ok=True)


def version(source: Path) -> str | None:
    """The version of the tables in a dump; None where it has none, so is none of a workspace."""
    rows = _run(None, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", source)
    found = re.search(rb"^COPY [^\n]*alembic_version[^\n]*\n([^\n\\]+)\n", rows, re.M)
    return found[1].decode() if found else None


def undump(url: URL, source: Path, tables: Iterable[str]) -> None:
    """Put a dump in the place of what the database holds, in one transaction.

    Parameters
    ----------
    tables
        Names of all tables of this release: a dump of an older one knows nothing of newer ones.
    """
    drop = "".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in tables)
    script = _run(
        None, "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--file=-", source
    )
    _run(
        url, "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        "--file=-", stdin=drop.encode() + script,
    )  # fmt: skip


def _run(url: URL | None, program: str, *arguments: str | Path, stdin: bytes = b"") -> bytes:
    """What a program of PostgreSQL's writes; where it fails, its own words as an error."""
    found = shutil.which(program)
    if found is None:
        raise NoPrograms(
            f"{program} is not here. PostgreSQL’s own programs ({', '.join(PROGRAMS)}) make and "
            "read its backups: run this where they are installed (Debian: postgresql-client), or "
            "let whoever looks after the database back it up."
        )
    environment = dict(os.environ)
    where: list[str] = []
    if url is not None:
        # Not as an argument, which everybody on the machine can read.
        if url.password is not None:
            environment["PGPASSWORD"] = str(url.password)
        plain = url.set(drivername="postgresql", password=None)
        where = [f"--dbname={plain.render_as_string(hide_password=False)}"]
    done = subprocess.run(
        [found, *where, *arguments], input=stdin, capture_output=True, env=environment, check=False
    )
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise WorkspaceError(f"{program} failed: {words[0] if words else done.returncode}")
    return done.stdout
