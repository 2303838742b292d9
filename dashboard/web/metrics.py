"""Figures for monitoring, in Prometheus' text format: requests, their times, exports, memory.

The workers count in one piece of anonymous memory that the first process makes and they inherit,
a row for each; whoever is asked adds the rows up. Made by hand because the client library's way
with several processes is files in a folder, which a read-only container does not have and which
ends a worker (SIGBUS) when a small tmpfs is full. A row outlives its worker, so no total ever
falls, and no lock spans processes, so a worker that is killed leaves none behind.
"""

import mmap
import os
import threading
import time
from collections.abc import Hashable, Iterator
from pathlib import Path

from dashboard.web.request_kinds import KINDS, LANES, LIMITS

ROWS = 64  # workers at once, old ones and new ones together
STATUSES = (
    *(200, 204, 206, 301, 302, 304, 308),
    *(400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 421, 422, 429, 431, 500, 503, 507),
)
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
FORMATS = ("csv", "zip", "xlsx", "geojson", "gpkg", "png", "svg", "pdf", "docx", "json", "other")
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "other"


def _columns() -> list[Hashable]:
    columns: list[Hashable] = ["pid"]
    for kind in KINDS:
        columns += [("requests", kind, status) for status in (*STATUSES, OTHER)]
        columns += [("bucket", kind, at) for at in range(len(BOUNDS) + 1)]
        columns.append(("seconds", kind))
    columns += [("exports", name) for name in FORMATS]
    columns += [("limits", lane, limit) for lane in LANES for limit in LIMITS]
    columns.append("closed")
    return columns


class Metrics:
    """The figures of one app, over all of its workers."""

    def __init__(self) -> None:
        self._columns = {column: at for at, column in enumerate(_columns())}
        self._cells = memoryview(mmap.mmap(-1, 8 * ROWS * len(self._columns))).cast("d")
        self._lock = threading.Lock()
        self._taken: dict[Hashable, int] = {}
        self._row = 0
        self._began = time.time()

    # ---- counting, in a worker ----

    def request(self, kind: str, status: int, seconds: float) -> None:
        """Count an answer and the time until it was ready."""
        bucket = next((at for at, b in enumerate(BOUNDS) if seconds <= b), len(BOUNDS))
        with self._lock:
            self._add(("requests", kind, status if status in STATUSES else OTHER), 1)
            self._add(("bucket", kind, bucket), 1)
            self._add(("seconds", kind), seconds)

    def export(self, path: str) -> None:
        """Count a file that was handed out, by its ending."""
        ending = path.rpartition("/")[2].rpartition(".")[2]
        with self._lock:
            self._add(("exports", ending if ending in FORMATS else OTHER), 1)

    def limit(self, lane: str, limit: str) -> None:
        """Count a request on which a limit has acted."""
        with self._lock:
            self._add(("limits", lane, limit), 1)

    def closed(self, number: int) -> None:
        """Count connections that were closed to make room for others."""
        with self._lock:
            self._add("closed", number)

    def _add(self, column: Hashable, amount: float) -> None:
        self._cells[self._row * len(self._columns) + self._columns[column]] += amount

    # ---- rows: the first process gives them out, so that no two workers share one ----

    def take_row(self, worker: Hashable) -> None:
        """In the first process, before a worker is forked: the row that it will count in."""
        # Without a free row it shares the last: a few counts may be lost, and nothing else.
        free = (row for row in range(ROWS) if row not in self._taken.values())
        self._row = self._taken[worker] = next(free, ROWS - 1)

    def began(self) -> None:
        """In a new worker: say whose the row is, with a lock that no thread of the first holds."""
        self._lock = threading.Lock()
        self._set_pid(self._row, os.getpid())

    def free_row(self, worker: Hashable) -> None:
        """In the first process, when a worker has ended: its counts stay, its row is free."""
        row = self._taken.pop(worker, None)
        if row is not None:
            self._set_pid(row, 0)

    def _set_pid(self, row: int, pid: int) -> None:
        self._cells[row * len(self._columns)] = pid

    # ---- telling ----

    def text(self) -> str:
        """Everything, in Prometheus' text format 0.0.4."""
        return "\n".join(self._lines()) + "\n"

    def _sum(self, column: Hashable) -> float:
        at, width = self._columns[column], len(self._columns)
        return sum(self._cells[row * width + at] for row in range(ROWS))

    def _lines(self) -> Iterator[str]:
        name = "seldom_heard_requests_total"
        yield from _head(name, "counter", "Answers, by kind of request and status.")
        for kind in KINDS:
            for status in (*STATUSES, OTHER):
                count = self._sum(("requests", kind, status))
                if count or status == 200:
                    yield f'{name}{{kind="{kind}",status="{status}"}} {count:.0f}'

        name = "seldom_heard_request_seconds"
        yield from _head(name, "histogram", "Time until an answer was ready, by kind of request.")
        for kind in KINDS:
            count = 0.0
            for at, bound in enumerate((*(f"{b:g}" for b in BOUNDS), "+Inf")):
                count += self._sum(("bucket", kind, at))
                yield f'{name}_bucket{{kind="{kind}",le="{bound}"}} {count:.0f}'
            yield f'{name}_sum{{kind="{kind}"}} {self._sum(("seconds", kind)):.6f}'
            yield f'{name}_count{{kind="{kind}"}} {count:.0f}'

        name = "seldom_heard_exports_total"
        yield from _head(name, "counter", "Files handed out, by format.")
        for ending in FORMATS:
            yield f'{name}{{format="{ending}"}} {self._sum(("exports", ending)):.0f}'

        name = "seldom_heard_limits_total"
        yield from _head(name, "counter", "Requests on which a limit has acted, by kind of work.")
        for lane in LANES:
            for limit in LIMITS:
                count = self._sum(("limits", lane, limit))
                if count or limit == "queue":
                    yield f'{name}{{work="{lane}",limit="{limit}"}} {count:.0f}'

        name = "seldom_heard_connections_closed_total"
        yield from _head(name, "counter", "Connections closed to make room for others.")
        yield f"{name} {self._sum('closed'):.0f}"

        workers = self._workers()
        for name, key, said in (
            ("seldom_heard_worker_resident_bytes", "Rss", "Memory, shared pages counted in full."),
            ("seldom_heard_worker_memory_bytes", "Pss", "Memory, shared pages by their share."),
        ):
            yield from _head(name, "gauge", f"{said} By worker.")
            for row, pid in workers:
                size = _memory(pid, key)
                if size is not None:
                    yield f'{name}{{worker="{row}"}} {size}'

        yield from _head("seldom_heard_workers", "gauge", "Workers that are running.")
        yield f"seldom_heard_workers {len(workers)}"
        yield from _head("seldom_heard_start_time_seconds", "gauge", "When the atlas was started.")
        yield f"seldom_heard_start_time_seconds {self._began:.3f}"

    def _workers(self) -> list[tuple[int, int]]:
        """Row and process id of each that runs; without gunicorn, this process alone."""
        width = len(self._columns)
        found = [(row, int(self._cells[row * width])) for row in range(ROWS)]
        return [(row, pid) for row, pid in found if pid] or [(self._row, os.getpid())]


def _head(name: str, kind: str, said: str) -> Iterator[str]:
    yield f"# HELP {name} {said}"
    yield f"# TYPE {name} {kind}"


def _memory(pid: int, key: str) -> int | None:
    """Bytes of a process, ``Rss`` or ``Pss``; None where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith(f"{key}:")), None)
