"""All processes of a server, watched: their memory, and whether they are again as they were.

From /proc only, so that watching costs the server nothing.
"""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.server import memory

_PAGE = os.sysconf("SC_PAGE_SIZE") / 1e6
# As before: what imports and caches keep is no leak, what an attack leaves behind is.
KEPT = 100.0  # MB
NEW_THREADS = 40  # pools of threads fill as they are needed
# All are ended when they come to have so much together: the machine is wanted for other things.
MOST_TOGETHER = 4000.0  # MB
_NOT_HELD = {"0A", "06"}  # listening, and closed already: of no connection that is held


def tree(roots: Sequence[int]) -> list[int]:
    """The processes and all their descendants that live now."""
    found, ahead = [], list(roots)
    while ahead:
        pid = ahead.pop()
        try:
            threads = list(Path(f"/proc/{pid}/task").iterdir())
            ahead += [int(c) for t in threads for c in (t / "children").read_text().split()]
        except OSError:  # ended in the meantime
            continue
        found.append(pid)
    return found


def together(roots: Sequence[int]) -> float:
    """MB of the processes and all their descendants, shared pages by their share."""
    total = 0.0
    for pid in tree(roots):
        with contextlib.suppress(OSError):  # ended in the meantime
            total += memory(pid).get("pss", 0.0)
    return total


def end(roots: Sequence[int]) -> None:
    """End processes that were started here, and their descendants, at once."""
    for pid in tree(roots):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def connections(port: int) -> int:
    """Those to a port that some process still holds."""
    count = 0
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        count += (
            fields[1].endswith(f":{port:04X}") and fields[3] not in _NOT_HELD and fields[9] != "0"
        )
    return count


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def _threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


class Watch:
    """Looks at a server's processes four times a second, from when it is made.

    A process that was there from the start counts by its resident memory over its own at the start;
    one that came later, forked for a piece of work, by the memory that it shares with nobody.

    Parameters
    ----------
    roots
        The first process of each group: the server's, and the proxy's.
    port
        Whose connections count.
    """

    def __init__(self, roots: Sequence[int], port: int) -> None:
        self._roots, self._port = roots, port
        self._start = {pid: _resident(pid) for pid in tree(roots)}
        self._threads = sum(_threads(pid) for pid in self._start)
        self._together = together(roots)
        self.most_over = 0.0  # MB, of any one process
        self.most_together = 0.0  # MB over the start, of all
        self.most_in_all = self._together  # MB
        self.most_processes = 0  # at once, beyond those of the start
        self.unlike = time.monotonic()  # when it was last not as before
        self.why = ""
        self.stopped = False  # for their memory

    def look(self) -> None:
        """Take note of everything once."""
        now, threads, over = tree(self._roots), 0, {}
        for pid in now:
            try:
                if pid in self._start:
                    over[pid] = _resident(pid) - self._start[pid]
                    threads += _threads(pid)
                else:
                    over[pid] = memory(pid).get("private_dirty", 0.0)
            except OSError:
                continue
        new = [pid for pid in now if pid not in self._start]
        gone = len(self._start.keys() - set(now))
        self.most_over = max(self.most_over, *over.values(), 0.0)
        self.most_processes = max(self.most_processes, len(new))
        unlike = []
        if len(new) != gone:  # a worker that was replaced is none too many
            unlike.append(f"{len(new)} processes more, {gone} gone")
        if threads > self._threads + NEW_THREADS:
            unlike.append(f"{threads - self._threads} threads more")
        if any(mb > KEPT for mb in over.values()):
            unlike.append(f"{max(over.values()):.0f} MB more")
        if (held := connections(self._port)) > 12:  # those who measure have some
            unlike.append(f"{held} connections")
        if unlike:
            self.unlike, self.why = time.monotonic(), ", ".join(unlike)

    async def go_on(self) -> None:
        """Look until cancelled."""
        for turn in range(1 << 30):
            self.look()
            if turn % 4 == 0:
                self.most_in_all = max(self.most_in_all, together(self._roots))
                self.most_together = self.most_in_all - self._together
            if self.most_together > MOST_TOGETHER and not self.stopped:
                self.stopped = True
                end(self._roots)
            await asyncio.sleep(0.25)
