"""A workspace as one SQLite file: copied while others write, looked at, put in another's place.

All by SQLite's online backup: it copies one state, whatever is written meanwhile, and what it
writes into is changed in one transaction. Source: https://www.sqlite.org/backup.html
"""

import contextlib
import itertools
import os
import secrets
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

# Another process writes for milliseconds; whoever waits longer than this waits in vain.
PATIENCE = 30.0


def copy(source: Path, target: Path) -> None:
    """Copy a database that may be in use. ``target`` is there whole and on the disk, or not at all.

    Raises
    ------
    sqlite3.Error, OSError
        Where the source cannot be read or the target not be written; ``target`` is as before.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        # Made here for its rights: nobody else may read what it holds.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with opened(source) as one, opened(part) as other:
            one.backup(other)
            # A file by itself: without a log that would have to be carried along.
            other.execute("PRAGMA journal_mode = DELETE")
        to_disk(part)
        part.replace(target)
        to_disk(target.parent)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(source: Path, target: Path) -> None:
    """Give a database the content of another, in one transaction: those who have it open go on."""
    with opened(source) as one, opened(target) as other:
        one.backup(other)


def named(path: Path, what: str) -> Path:
    """A name beside a file that nobody has: ``plans.before-2026-11-29T131415.sqlite3``."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")
    ends = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    names = (path.with_name(f"{path.stem}.{what}-{stamp}{end}{path.suffix}") for end in ends)
    return next(name for name in names if not name.exists())


def faults(path: Path) -> list[str]:
    """What is wrong with a file, as sentences: damaged pages, rows that refer to nothing."""
    try:
        with opened(path) as database:
            damage = [str(row[0]) for row in database.execute("PRAGMA integrity_check(20)")]
            broken = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [f"The file is damaged or is no database: {error}."]
    found = [f"The file is damaged: {line}." for line in damage if line != "ok"]
    return found + [
        f"A row of “{table}” ({row}) refers to a row of “{parent}” that is not there."
        for table, row, parent, _ in broken
    ]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """An existing database; it is closed at the end, unlike by sqlite3's own ``with``."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(address, uri=True, timeout=PATIENCE)
    try:
        yield database
    finally:
        database.close()


def to_disk(path: Path) -> None:
    """Wait until a file, or what a folder lists, would outlast a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
