"""A process that forks another for each piece of heavy work, with limits, and does nothing else.

Heavy work in a worker's own threads would keep its memory, could not be stopped, and would hold up
everybody. A process of its own gives everything back, can be ended at any moment, and is less
urgent to the system than those who answer.

Forked from the worker before that has any thread, and never has one itself, so that it may fork
safely; what it shares with the worker costs no memory. The standard library's forking server does
the forking; it is handed its connections over a socket instead of listening for them.
"""

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import resource
import signal
import socket
import socketserver
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec

from dashboard.serving.queues import Lane
from dashboard.web.replies import LIMIT, Application, Environ, Reply, whole, with_body

_PIECE, _NUMBER = 65_536, 4  # bytes: of a piece, of a process id
_GRACE = 1  # seconds of processor time between asking a process to stop and ending it
_LESS_URGENT, _LEAST_URGENT = 10, 19  # above 0, where those are who answer
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Job(msgspec.Struct):
    """A request on its way to a process of its own."""

    environ: dict[str, str]
    body: bytes
    processor: int
    memory: int
    urgency: int


class Done(msgspec.Struct):
    """What came of it: a reply, or the limit that was met; and the processor time it took."""

    status: str = ""
    headers: list[tuple[str, str]] = []
    body: bytes = b""
    limit: str = ""
    seconds: float = 0.0


class LimitError(Exception):
    """The work was ended by a limit: ``processor``, ``memory``, ``answer`` or ``ended``.

    Or it could not be begun, or not be finished, for no fault of its own: ``gone``.
    """


class OutOfTimeError(BaseException):
    """The processor time is used up. Not an ``Exception``, so that nobody on the way takes it."""


class Workshop:
    """The worker's end: gives work away and waits for it without a thread.

    Parameters
    ----------
    application
        The WSGI application that does the work.
    close
        Sockets of the worker's that its workshop must not hold open.
    """

    def __init__(self, application: Application, close: list[Any]) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.control.close()
                for one in close:
                    one.close()
                _Forking(theirs, application).serve_forever()
            except BaseException:
                # Nothing above this line is for this process.
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(1)
        theirs.close()
        self.control.setblocking(False)

    async def work(
        self,
        environ: Environ,
        body: bytes,
        lane: Lane,
        spent: Callable[[float], None],
        *,
        last: bool = False,
    ) -> Reply:
        """The application's reply; when this is cancelled, the work is ended.

        Parameters
        ----------
        environ, body
            The request.
        lane
            Its limits.
        spent
            Told in the end how many seconds of processor time it took, however it ended.
        last
            Whether it is to be done only with what others leave of the processor.

        Raises
        ------
        LimitError
            When the work was ended by one of the lane's limits, or the workshop has gone.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            try:
                socket.send_fds(self.control, [b"j"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise LimitError("gone") from None
        reader, writer = await asyncio.open_connection(sock=ours)
        pid, done = 0, None
        try:
            pid = int.from_bytes(await reader.readexactly(_NUMBER), "big")
            text = {name: value for name, value in environ.items() if isinstance(value, str)}
            urgency = _LEAST_URGENT if last else _LESS_URGENT
            job = Job(text, body, lane.processor, lane.memory, urgency)
            writer.write(msgspec.msgpack.encode(job))
            writer.write_eof()
            done = await _done_by(reader, lane.answer)
            if done.limit:
                raise LimitError(done.limit)
            return Reply(done.status, done.headers, done.body)
        except (ConnectionError, EOFError):
            raise LimitError("gone") from None
        except LimitError:
            if self._is_gone():
                raise LimitError("gone") from None
            raise
        finally:
            if pid:
                spent(done.seconds if done else _processor_time(pid, lane.processor))
                _end(pid)
            writer.transport.abort()

    def _is_gone(self) -> bool:
        """Whether the workshop has ended; what it was working on has then ended with it."""
        try:
            return self.control.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True


async def _done_by(reader: asyncio.StreamReader, most: int) -> Done:
    found = bytearray()
    while piece := await reader.read(_PIECE):
        found += piece
        if len(found) > most:
            raise LimitError("answer")
    if not found:
        raise LimitError("ended")  # by the system, for its processor time or its memory
    return msgspec.msgpack.decode(found, type=Done)


def _processor_time(pid: int, unknown: float) -> float:
    """Seconds that a process and those it has waited for took until now, where that can be seen."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return unknown
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _end(pid: int) -> None:
    """End a process and all that it has started."""
    for end in (os.killpg, os.kill):  # the second for one that has no group of its own yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


class _Forking(socketserver.ForkingMixIn, socketserver.BaseServer):
    """The workshop's own end: takes connections from the worker, forks for each."""

    max_children = 1000  # never waits: the worker's queues are far shorter
    block_on_close = False

    def __init__(self, control: socket.socket, application: Application) -> None:
        super().__init__("", socketserver.BaseRequestHandler)
        self._control = control
        self._application = application
        gc.freeze()  # looking for rubbish would write to pages that all share
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGUSR1):
            signal.signal(number, signal.SIG_IGN)  # the worker decides when this ends
        signal.set_wakeup_fd(-1)

    def fileno(self) -> int:
        """What to wait for."""
        return self._control.fileno()

    def get_request(self) -> tuple[socket.socket, Any]:
        """A piece of work; ends this process when the worker has gone."""
        said, handles, *_ = socket.recv_fds(self._control, 1, 1)
        if not said:
            for pid in list(self.active_children or ()):
                _end(pid)
            os._exit(0)
        return socket.socket(fileno=handles[0]), None

    def close_request(self, request: Any) -> None:
        """Let go of a piece of work that a process of its own has."""
        request.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log what went wrong; the worker sees that no reply came."""
        logging.getLogger("seldom_heard").exception("error")

    def finish_request(self, request: Any, client_address: Any) -> None:
        """In the new process: do the work."""
        os.setpgid(0, 0)
        self._control.close()
        request.sendall(os.getpid().to_bytes(_NUMBER, "big"))
        content = bytearray()
        while piece := request.recv(_PIECE):
            content += piece
        done = _done(msgspec.msgpack.decode(bytes(content), type=Job), self._application)
        with contextlib.suppress(ConnectionError):  # nobody waits for it any more
            request.sendall(msgspec.msgpack.encode(done))


def _done(job: Job, application: Application) -> Done:
    environ = with_body(dict(job.environ), job.body)
    try:
        limit(job.processor, job.memory, job.urgency)
        reply = whole(application, environ)
    except OutOfTimeError:
        return Done(limit="processor", seconds=job.processor)
    except MemoryError:
        return Done(limit="memory", seconds=_own_processor_time())
    limited, seconds = environ.get(LIMIT, ""), _own_processor_time()
    return Done(reply.status, reply.headers, reply.body, limited, seconds)


def _own_processor_time() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def limit(processor: int, memory: int, urgency: int) -> None:
    """Limit this process, and those that it will start, where the system can.

    Parameters
    ----------
    processor
        Seconds of processor time from now: after them :class:`OutOfTimeError` is raised, and a
        little later the system ends the process.
    memory
        Bytes of address space beyond what it has now.
    urgency
        How far behind others it is when the processor is short: 0 to 19.
    """
    os.nice(urgency)
    signal.signal(signal.SIGXCPU, _out_of_time)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + processor
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        size = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    with contextlib.suppress(OSError):
        # Where memory runs short all the same, this process goes first and not the one that
        # answers.
        Path("/proc/self/oom_score_adj").write_text("1000")
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _out_of_time(_: int, __: FrameType | None) -> None:
    raise OutOfTimeError
