"""The database of what is kept: SQLite in a file, or PostgreSQL by address.

One transaction at a time, whole or not at all. What the database says when it cannot is turned into
the sentences of :mod:`workspace.errors`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from workspace.errors import Busy, Full, Lost, WorkspaceError

MIGRATIONS = Path(__file__).with_name("migrations")
# How long a writer waits for others: writes take a few milliseconds each.
WAIT_MS = 5_000
# Settings of each SQLite connection, with their reasons.
PRAGMAS = {
    "journal_mode": "WAL",  # people read while somebody writes
    "foreign_keys": "ON",  # SQLite checks none unless told
    "busy_timeout": str(WAIT_MS),  # a second writer waits, rather than fail at once
    "synchronous": "FULL",  # what was said to be saved survives a power cut
    "secure_delete": "ON",  # what is erased is overwritten
    "trusted_schema": "OFF",  # a file from elsewhere runs no functions
}
_WRITES = "writes"
_NO_ROOM = ("disk is full", "No space left", "disk full", "could not extend file")
_LOCKED = ("database is locked", "lock timeout", "deadlock detected", "LockNotAvailable")


class Workspace:
    """A database of plans.

    Parameters
    ----------
    url
        As SQLAlchemy writes it: ``sqlite:///…`` or ``postgresql+psycopg://…``.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._engine: Engine | None = None
        self._made_for: tuple[Any, ...] = ()

    @property
    def file(self) -> Path | None:
        """SQLite's file; None for a server's database."""
        lite = self.url.get_backend_name() == "sqlite"
        return Path(self.url.database or "") if lite else None

    def upgrade(self) -> None:
        """Make the database where there is none, and bring it to this release's shape.

        Only one process at a time does it; the others wait.

        Raises
        ------
        WorkspaceError
            When it cannot be reached or written.
        """
        try:
            if self.file:
                self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.file.touch(mode=0o600)
        except OSError:
            raise Lost from None
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with _told(), self._connected().begin() as connection:
            if not self.file:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7365646)")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of what is kept; what is read stays readable afterwards."""
        with self._session(writes=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept when the block ends, or nothing of it where anything fails."""
        with self._session(writes=True) as session:
            yield session
            with _told():
                session.commit()

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        with _told():
            connection = self._connected().connect()
            try:
                connection = connection.execution_options(**self._options(writes))
                with Session(connection, expire_on_commit=False, autoflush=True) as session:
                    yield session
            finally:
                connection.close()

    def _options(self, writes: bool) -> dict[str, Any]:
        options: dict[str, Any] = {_WRITES: writes}
        if not self.file:
            options["isolation_level"] = "READ COMMITTED" if writes else "REPEATABLE READ"
            options["postgresql_readonly"] = not writes
        return options

    def _connected(self) -> Engine:
        """The engine of this process: a connection must not be shared with a forked one, nor be
        kept to a file that another has taken the place of."""
        now: tuple[Any, ...] = (os.getpid(),)
        if self.file:
            try:
                found = self.file.stat()
            except OSError:
                raise Lost from None
            now += (found.st_dev, found.st_ino)
        if self._engine is None or self._made_for != now:
            if self._engine is not None:
                # Of another process: let go of, not closed, which would tell the server.
                self._engine.dispose(close=self._made_for[0] == now[0])
            self._engine, self._made_for = self._made(), now
        return self._engine

    def _made(self) -> Engine:
        if not self.file:
            return create_engine(
                self.url,
                pool_pre_ping=True,  # the server may have been restarted
                connect_args={"connect_timeout": 5, "options": f"-c lock_timeout={WAIT_MS}"},
            )
        # mode=rw: a file that is gone is not silently begun anew.
        address = f"file:{self.file.resolve().as_posix()}?mode=rw"
        engine = create_engine(
            f"sqlite:///{address}&uri=true", connect_args={"check_same_thread": False}
        )
        event.listen(engine, "connect", _set)
        event.listen(engine, "begin", _begin)
        return engine


def _set(connection: Any, _: object) -> None:
    """Transactions begin when we say so, not when the driver thinks of it."""
    connection.isolation_level = None
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")


def _begin(connection: Connection) -> None:
    # A writer takes its turn at the start: one that began by reading could be refused at the end.
    writes = connection.get_execution_options().get(_WRITES, True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told() -> Iterator[None]:
    """What the database refuses, in a sentence."""
    try:
        yield
    except WorkspaceError:
        raise
    except DBAPIError as error:
        said = str(error.orig)
        if any(part in said for part in _NO_ROOM):
            raise Full from error
        if any(part in said for part in _LOCKED):
            raise Busy from error
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise Lost from error
        raise
