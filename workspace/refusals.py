"""What databases say when they cannot, as the sentences of :mod:`workspace.errors`."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from workspace.errors import Busy, Full, Lost, WorkspaceError

# By the beginning of SQLite's name of an error, https://www.sqlite.org/rescode.html, and of
# PostgreSQL's code of it, https://www.postgresql.org/docs/current/errcodes-appendix.html
_SQLITE: dict[str, type[Full] | type[Busy] | type[Lost]] = {
    "SQLITE_FULL": Full,
    "SQLITE_IOERR_SHMSIZE": Full,  # the file beside it that readers and writers share
    "SQLITE_BUSY": Busy,
    "SQLITE_LOCKED": Busy,
    "SQLITE_IOERR": Lost,
    "SQLITE_CANTOPEN": Lost,
    "SQLITE_CORRUPT": Lost,
    "SQLITE_NOTADB": Lost,
    "SQLITE_READONLY": Lost,
    "SQLITE_PERM": Lost,
}
_POSTGRES: dict[str, type[Full] | type[Busy] | type[Lost]] = {
    "53100": Full,  # disk
    "53": Busy,  # other things that run short, such as connections
    "55P03": Busy,  # waited for a lock long enough
    "40": Busy,  # two that waited for each other
    "23505": Busy,  # the same record sent twice at the same moment: the second finds it
    "23503": Busy,  # what it refers to went at the same moment
    "08": Lost,  # the connection
    "25006": Lost,  # a copy that only reads
    "28": Lost,  # its password
    "3D": Lost,  # no such database
    "42P01": Lost,  # no such table
    "57": Lost,  # shutting down, starting
    "58": Lost,  # its disk
    "XX": Lost,  # damaged
}


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn what a database refuses in the block into a sentence; our own slips stay as they are."""
    try:
        yield
    except NoConnectionFree as error:
        raise Busy from error
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind from error


def _kind(error: DBAPIError) -> type[WorkspaceError] | None:
    said = error.orig
    if name := getattr(said, "sqlite_errorname", None):
        if name == "SQLITE_ERROR" and "no such table" in str(said):
            return Lost
        return next((kind for start, kind in _SQLITE.items() if name.startswith(start)), None)
    if state := getattr(said, "sqlstate", None):
        return next((kind for start, kind in _POSTGRES.items() if state.startswith(start)), None)
    lost = error.connection_invalidated or isinstance(error, OperationalError)
    return Lost if lost else None
