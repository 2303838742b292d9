"""Backup and restore of a whole workspace, while it is in use."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workspace import postgres_dump, sqlite_file
from workspace.database import Workspace
from workspace.errors import WorkspaceError
from workspace.migrating import known
from workspace.records import Base

_VERSION = "SELECT version_num FROM alembic_version"


class Unusable(WorkspaceError):
    """A file that is no backup, or cannot be written or read."""


def back_up(workspace: Workspace, to: Path) -> None:
    """Write one state of all that is kept to a file: whole, checked and on the disk, or not at all.

    Raises
    ------
    Unusable
        When the file cannot be written, or what is kept is damaged.
    """
    if workspace.file and to.exists() and to.samefile(workspace.file):
        raise Unusable(f"{to} is the database itself: name another file.")
    if not to.parent.is_dir():
        raise Unusable(f"There is no folder {to.parent}.")
    with _said(to):
        if not workspace.file:
            postgres_dump.dump(workspace.url, to)
            return
        # Beside the target first: an older backup of that name stays until the new one is good.
        with _beside(to) as made:
            sqlite_file.copy(workspace.file, made)
            _refuse(made)
            made.replace(to)
            sqlite_file.to_disk(to.parent)


def restore(workspace: Workspace, source: Path) -> Path | None:
    """Put a backup in the place of what is kept, whole or not at all.

    It is checked first, and brought to this release's shape where it is older. What was kept is
    backed up too, with the time in its name: beside the SQLite file, or beside the backup.

    Returns
    -------
    Where what was kept is now; None where there was nothing.

    Raises
    ------
    Unusable
        When the file is no backup of a workspace, is damaged, or is of a newer release.
    """
    if not source.is_file():
        raise Unusable(f"There is no file {source}.")
    with _said(source):
        return _restore_file(workspace, source) if workspace.file else _undump(workspace, source)


def _restore_file(workspace: Workspace, source: Path) -> Path | None:
    target = workspace.file
    assert target is not None
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _beside(target) as made:
        shutil.copyfile(source, made)
        _refuse(made)
        upgraded = Workspace(f"sqlite:///{made}")
        upgraded.upgrade()
        upgraded.close()
        _refuse(made)
        if not target.exists():
            sqlite_file.copy(made, target)
            return None
        kept = sqlite_file.named(target, "before")
        if sqlite_file.faults(target):
            # Nothing can be written into it, and it may still be wanted: put aside as it is.
            kept = sqlite_file.named(target, "damaged")
            for end in ("", "-wal", "-shm"):
                part = target.with_name(target.name + end)
                if part.exists():
                    part.rename(kept.with_name(kept.name + end))
            sqlite_file.copy(made, target)
            return kept
        sqlite_file.copy(target, kept)
        sqlite_file.put_in_place(made, target)
        return kept


def _undump(workspace: Workspace, source: Path) -> Path:
    version = postgres_dump.version(source)
    if version is None or not known(version):
        raise Unusable(_not_ours(source, version))
    kept = sqlite_file.named(source, "before")
    postgres_dump.dump(workspace.url, kept)
    postgres_dump.undump(workspace.url, source, [*Base.metadata.tables, "alembic_version"])
    workspace.upgrade()
    return kept


def _refuse(path: Path) -> None:
    """Let only a whole workspace through."""
    if found := sqlite_file.faults(path):
        raise Unusable(found[0])
    with sqlite_file.opened(path) as database:
        try:
            row = database.execute(_VERSION).fetchone()
        except sqlite3.OperationalError:
            row = None
    if row is None or not known(str(row[0])):
        raise Unusable(_not_ours(path, row and str(row[0])))


def _not_ours(path: Path, version: str | None) -> str:
    if version is None:
        return "The file is no backup of a workspace."
    return f"The file is of a newer release (version {version}): take that release to restore it."


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name in a folder of its own beside a file, which goes with all in it at the end."""
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        yield Path(folder) / path.name


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What the system and SQLite refuse, in a sentence."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise Unusable(f"{path}: {getattr(error, 'strerror', None) or error}.") from error
