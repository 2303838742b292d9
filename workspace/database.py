"""The database of what is kept: SQLite in a file, or PostgreSQL by address.

One transaction at a time, whole or not at all. What the database refuses is said in the sentences
of :mod:`workspace.errors`.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from workspace import migrating, sqlite_file
from workspace.errors import Full, Lost, Newer
from workspace.refusals import in_sentences

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
# Of PostgreSQL's locks that programs agree on: one process at a time changes the tables.
_UPGRADE_LOCK = 7365646


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

        Only one process at a time does it; the others wait. A SQLite file of an older shape is kept
        beside the new one, with its version in its name: an older release can be gone back to.

        Raises
        ------
        WorkspaceError
            When it cannot be reached or written, or is of a newer release.
        """
        try:
            if self.file:
                self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.file.touch(mode=0o600)
        except OSError as error:
            raise Lost from error
        engine = self._made()
        try:
            with in_sentences(), engine.connect() as connection:
                if self.file:
                    # Changing a table makes it anew, and dropping the old one would take along all
                    # that refers to it. Outside a transaction, in which SQLite ignores it.
                    driver: Any = connection.connection.driver_connection
                    driver.execute("PRAGMA foreign_keys = OFF")
                with connection.begin():
                    self._upgrade(connection)
        finally:
            engine.dispose()

    def _upgrade(self, connection: Connection) -> None:
        if not self.file:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
        before = migrating.version(connection)
        if before == migrating.newest():
            return
        if before is not None:
            if not migrating.known(before):
                raise Newer(before)
            if self.file:
                try:
                    sqlite_file.copy(self.file, sqlite_file.named(self.file, f"version-{before}"))
                except (OSError, sqlite3.Error) as error:
                    raise Full from error
        migrating.upgrade(connection)
        if self.file and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("A migration left rows that refer to nothing; nothing was changed.")

    def close(self) -> None:
        """Let go of the connections of this process."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def sweep(self) -> None:
        """Take what was erased out of the files that the database keeps beside its own."""
        with in_sentences(), self._connected().connect() as connection:
            driver: Any = connection.connection.driver_connection
            if self.file:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("VACUUM")

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
            with in_sentences():
                session.commit()

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        with in_sentences():
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
            except OSError as error:
                raise Lost from error
            now += (found.st_dev, found.st_ino)
        if self._engine is None:
            self._engine = self._made()
        elif self._made_for != now:
            # Connections of another process are let go of, not closed, which would tell the server.
            # What the engine knows of statements it keeps: a forked process begins warm.
            self._engine.dispose(close=self._made_for[0] == now[0])
        self._made_for = now
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
