"""What benchmarks and tests share about servers: start gunicorn, wait, read its memory, stop it.

Only processes started here are ended, each by its own id.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

# How others' applications are served: the product's own worker knows the product only.
THREADS = ("--worker-class", "gthread", "--threads", "8")
REPOSITORY = Path(__file__).parent.parent
# Settings of the person's own shell must not change what is measured.
SETTINGS = (
    "SNAPSHOT", "TILES_URL", "TILES_ATTRIBUTION", "ACCESS_LOG", "HOST", "AUTH", "AUTH_HEADER",
    "TRUSTED_PROXIES", "ALLOWED_HOSTS", "METRICS_ADDRESSES", "EXPORTS_PER_MINUTE",
    "HIDE_COUNTS_BELOW", "WORKSPACE", "WORKSPACE_OPEN", "ROLES", "AUTH_GROUPS_HEADER", "UNDO_DAYS",
)  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A gunicorn with the project's own ``gunicorn.conf.py``, on a free port of this machine.

    Parameters
    ----------
    application
        ``module:name`` of another application than the one in ``gunicorn.conf.py``; it is served
        by gunicorn's own threads.
    workers
        How many worker processes.
    environment
        Further variables, such as ``SNAPSHOT``.
    ready
        The path whose first answer means that the server is up.
    under
        A command that is given the server's as its arguments, such as ``prlimit``.
    """

    def __init__(
        self,
        application: str = "",
        *,
        workers: int = 2,
        environment: Mapping[str, str] | None = None,
        ready: str = "/healthz",
        under: Sequence[str] = (),
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        ours = [
            sys.executable,
            "-m",
            "dashboard",
            *((*THREADS, application) if application else ()),
        ]
        self._command = [*under, *ours]
        self._ready = ready
        self._count = workers
        self._environment = {k: v for k, v in os.environ.items() if k not in SETTINGS}
        self._environment |= {"PORT": str(self.port), "WEB_CONCURRENCY": str(workers)}
        # Nobody's own plans are touched.
        self._environment |= {"WORKSPACE": "off"} | dict(environment or {})
        self.seconds_to_ready = 0.0

    def __enter__(self) -> "Server":
        self._log = tempfile.TemporaryFile()
        self._begin = time.perf_counter()
        self._process = subprocess.Popen(
            self._command,
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wait(self, patience: float = 120.0) -> None:
        until = time.perf_counter() + patience
        while time.perf_counter() < until:
            if self._process.poll() is not None:
                raise SystemExit(f"{' '.join(self._command)} ended at once:\n{self.log()}")
            try:
                with urllib.request.urlopen(self.url + self._ready, timeout=10) as answer:
                    if answer.status == 200:
                        break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.005)
        else:
            raise SystemExit(f"{self.url}{self._ready} did not answer in {patience:.0f} s.")
        self.seconds_to_ready = time.perf_counter() - self._begin
        while len(self.workers) < self._count:  # the last one is being forked
            time.sleep(0.005)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def log(self, last: int = 4000) -> str:
        """The end of what the server has written, in characters."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")[-last:]

    @property
    def master(self) -> int:
        return self._process.pid

    @property
    def workers(self) -> list[int]:
        """Process ids of the workers, oldest first."""
        text = Path(f"/proc/{self.master}/task/{self.master}/children").read_text()
        return sorted(int(pid) for pid in text.split())

    def worker_behind(self, connection: socket.socket) -> int | None:
        """The worker that has accepted a connection to this server; None before that."""
        local = connection.getsockname()[1]
        wanted = (f"0100007F:{self.port:04X}", f"0100007F:{local:04X}")
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if (fields[1], fields[2]) == wanted:
                target = f"socket:[{fields[9]}]"
                break
        else:
            return None
        for pid in self.workers:
            for handle in Path(f"/proc/{pid}/fd").iterdir():
                try:
                    if str(handle.readlink()) == target:
                        return pid
                except OSError:  # closed in the meantime
                    continue
        return None


def memory(pid: int) -> dict[str, float]:
    """MB (10⁶ bytes) of a process: ``rss``; ``pss``, where shared pages count by their share."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = dict(re.findall(r"^(Rss|Pss|Private_Dirty): +(\d+) kB", text, re.M))
    return {name.lower(): int(kb) * 1024 / 1e6 for name, kb in found.items()}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A markdown table, columns padded so that it reads well in a terminal too."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    rule = "|" + "|".join("-" * (w + 2) for w in widths) + "|"
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(cells, widths, strict=True)) + " |"
        for cells in (head, *rows)
    ]
    return "\n".join([lines[0], rule, *lines[1:]])
