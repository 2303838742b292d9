"""Where plans are kept, as pages get it: nobody reads or writes there who may not.

Whatever a page or a route forgets to ask, the workspace itself refuses: to read for somebody
without a role, and to write in a request that :func:`dashboard.web.writes.writer` has not let
through.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from typing import Any

from flask import has_request_context

from dashboard.settings.config import Config
from dashboard.web.people import person
from dashboard.web.refusal_texts import NO_ROLE, NOT_FROM_HERE, PLANS_OFF, PLANS_OPEN_TO_OTHERS
from dashboard.web.writes import has_passed
from workspace import retention
from workspace.database import Workspace
from workspace.errors import Lost, NotAllowed, WorkspaceError
from workspace.location import OFF, place
from workspace.write_key import make_write_key, write_key

_log = logging.getLogger("seldom_heard")
# Seconds after which a database that has not answered is left alone, and for how long.
_LONG, _PAUSE = 1.0, 5.0
# Seconds after which a process looks again for what is due: within an hour of the day's beginning.
TEND_EVERY = 3600.0


class GuardedWorkspace(Workspace):
    """A workspace that, within a request, asks who makes it.

    Where it cannot be reached at the start, it is tried anew each time that it is asked.
    """

    def __init__(self, url: str, undo_days: int = 30) -> None:
        super().__init__(url)
        self._undo_days = undo_days
        self._begun = False
        self._tended = -TEND_EVERY
        self._key = b""
        self._not_before = 0.0

    def begin(self) -> None:
        """Bring it to this release's shape, unless that was done already; let go what is due.

        Raises
        ------
        workspace.errors.WorkspaceError
            When it cannot be reached or written.
        """
        if not self._begun:
            with self._with_patience():
                self.upgrade()
            if not self._read_key():
                with super().writing() as session:
                    make_write_key(session)
            self._begun = True
        if time.monotonic() - self._tended >= TEND_EVERY:
            self._tended = time.monotonic()  # first: others go on meanwhile
            self._tend()

    def _tend(self) -> None:
        """Empty and delete what is due. Whoever comes first need not know that it could not be."""
        try:
            with super().writing() as session:
                gone = retention.apply(session, self._undo_days)
            if gone:
                self.sweep()
                _log.info("plans: what was due is gone", extra={"fields": asdict(gone)})
        except WorkspaceError as error:
            said = {"error": type(error).__name__}
            _log.error("plans: what is due could not go", extra={"fields": said})

    def key(self) -> bytes:
        """What tokens are signed with."""
        if not self._key:
            self.begin()
            self._key = self._read_key()
        return self._key

    @contextmanager
    def _with_patience(self) -> Iterator[None]:
        """Where a server's silence was waited for in vain, nobody else waits for it just now: the
        threads that would are those that show the rest of the atlas."""
        begun = time.monotonic()
        if begun < self._not_before:
            raise Lost
        try:
            yield
        except Lost:
            if time.monotonic() - begun > _LONG:
                self._not_before = time.monotonic() + _PAUSE
            raise

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Any]:
        with self._with_patience(), super()._session(writes=writes) as session:
            yield session

    def _read_key(self) -> bytes:
        with super().reading() as session:
            return write_key(session)

    def reading(self) -> AbstractContextManager[Any]:  # type: ignore[override]
        """As the workspace's own.

        Raises
        ------
        workspace.errors.NotAllowed
            When whoever makes the request may not see plans.
        """
        if has_request_context() and not person().may("see"):
            raise NotAllowed(NO_ROLE)
        self.begin()
        return super().reading()

    def writing(self) -> AbstractContextManager[Any]:  # type: ignore[override]
        """As the workspace's own.

        Raises
        ------
        workspace.errors.NotAllowed
            When the request was not let through to change anything.
        """
        if has_request_context() and not has_passed():
            raise NotAllowed(NOT_FROM_HERE)
        self.begin()
        return super().writing()


def plans_kept(config: Config) -> tuple[GuardedWorkspace | None, str]:
    """The workspace of some settings, ready where it can be reached.

    Returns
    -------
    tuple
        None where no plans are kept, and then why not, in a sentence for people.
    """
    if config.workspace == OFF:
        return None, PLANS_OFF
    if not config.may_keep_plans:
        return None, PLANS_OPEN_TO_OTHERS
    workspace = GuardedWorkspace(config.workspace, config.undo_days)
    try:
        workspace.begin()
        workspace.close()  # the processes that are forked have connections of their own
    except WorkspaceError as error:  # the atlas starts all the same
        where = {"error": type(error).__name__, "at": place(config.workspace)}
        _log.error("plans cannot be reached", extra={"fields": where})
    return workspace, ""
