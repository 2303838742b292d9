"""A PostgreSQL on this machine, in a folder of its own, reached through a socket in that folder.

For tests and benchmarks. Nobody but its user and root can reach it, so it asks for no password.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

# It refuses to run as root; the first of these that the machine has runs it then.
USERS = ("postgres", "nobody")


def find_postgres() -> Path | None:
    """The folder of its programs: ``POSTGRES`` (``none``: no one), or where they are installed."""
    named = os.environ.get("POSTGRES")
    if named:
        return None if named == "none" else Path(named)
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    return max(versions, key=lambda folder: float(folder.parent.name), default=None)


class LocalPostgres:
    """A server with nothing in it; started, stopped and cleared away by ``with``.

    What it has acknowledged is on the disk, as in service: only the making of its folder is not
    waited for.
    """

    def __init__(self) -> None:
        programs = find_postgres()
        if programs is None:
            raise RuntimeError("PostgreSQL is not here: scripts/ensure-postgres provides it")
        self.programs = programs
        self._made = 0

    def __enter__(self) -> "LocalPostgres":
        # Not in pytest's folder, which only root may enter; and a socket's path must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="seldom-heard-pg-", dir=roomy_memory()))
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def _start(self) -> None:
        data, user = self.folder / "data", _unprivileged()
        if user:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._as: dict[str, Any] = (
            {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        )
        subprocess.run(
            [self.programs / "initdb", "--pgdata", data, "--username", "atlas", "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"],
            check=True, capture_output=True, cwd=self.folder, **self._as,
        )  # fmt: skip
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [self.programs / "postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses="],
            stdout=self._log, stderr=subprocess.STDOUT, cwd=self.folder, **self._as,
        )  # fmt: skip
        for _ in range(400):
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self._address("postgres")).close()
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        self._stop()
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stop(self) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # at once: nobody wants its folder any more
            self._process.wait(20)
        self._log.close()

    def _address(self, database: str) -> str:
        return f"postgresql://atlas@/{database}?host={self.folder}"

    def database(self) -> str:
        """The address of one more empty database, as WORKSPACE takes it."""
        self._made += 1
        name = f"plans_{self._made}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name).replace("postgresql:", "postgresql+psycopg:")


def roomy_memory() -> str | None:
    """A folder in memory with room for many databases, some 8 MB each, where there is one: what is
    thrown away has no need of the disk."""
    found = Path("/dev/shm")
    return str(found) if found.is_dir() and shutil.disk_usage(found).free > 2e9 else None


def _unprivileged() -> "pwd.struct_passwd | None":
    """Whom to start it as; None where this process is not root already."""
    if os.geteuid() != 0:
        return None
    for name in USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError(f"PostgreSQL does not run as root, and there is no user {USERS[0]}")
