"""The kept layers of whoever makes a request: what its atlas has beside the published figures."""

import logging
import time
from collections.abc import Mapping

from flask import g, has_request_context

from dashboard.web.people import person
from layers.own.own_layer import OwnLayer
from workspace import own_layers
from workspace.database import Workspace
from workspace.errors import WorkspaceError
from workspace.own_layers import Viewer

_log = logging.getLogger("seldom_heard")
# Seconds for which a database that could not be asked is left alone: maps wait for none.
PAUSE = 60.0
# How many layers a process has read at hand. What is written in one never changes.
MOST_READ = 100


class KeptLayers:
    """Asks a workspace, once for each request, and reads no layer twice.

    Where the workspace cannot be reached, nothing of it is shown, and everything else as ever.
    """

    def __init__(self, workspace: Workspace | None) -> None:
        self._workspace = workspace
        self._read: Mapping[str, OwnLayer] = {}
        self._not_before = 0.0

    def __call__(self) -> list[OwnLayer]:
        """Those that whoever makes the request at hand may see."""
        if self._workspace is None or not person().may("see"):
            return []
        if time.monotonic() < self._not_before:
            return []
        try:
            return self._of(self._workspace, viewer())
        except WorkspaceError as error:
            self._not_before = time.monotonic() + PAUSE
            said = {"error": type(error).__name__}
            _log.error("kept layers cannot be reached", extra={"fields": said})
            return []

    def _of(self, workspace: Workspace, who: Viewer) -> list[OwnLayer]:
        with workspace.reading() as session:
            wanted = own_layers.in_atlas(session, who)
            g.brought_by = {name: held.of for name, held in wanted.items()}
            missing = [held.record for name, held in wanted.items() if name not in self._read]
            new = own_layers.written(session, missing) if missing else []
        # Another mapping each time: threads that read the old one are not disturbed.
        read = {**self._read, **{one.id: one for one in new if isinstance(one, OwnLayer)}}
        if missing:
            others = [name for name in read if name not in wanted]
            for name in others[: max(0, len(read) - MOST_READ)]:
                del read[name]
            self._read = read
        return [read[name] for name in wanted if name in read]


def brought_by(id: str) -> str:
    """Who brought a layer that whoever makes the request at hand did not bring: the name of whom it
    is kept for; empty for their own, where nobody signs in, and without a request."""
    return g.get("brought_by", {}).get(id, "") if has_request_context() else ""


def kept_unnamed(id: str) -> bool:
    """Whether a layer is kept here and it is not known whose it is, since nobody signs in."""
    if not has_request_context() or person().name:
        return False
    return g.get("brought_by", {}).get(id) == ""


def viewer() -> Viewer:
    """Who makes the request at hand, as the workspace asks for it."""
    who = person()
    return Viewer(who.name, who.role)
