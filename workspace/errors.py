"""What can go wrong with what is kept; each says what happened and what to do, for people."""

from collections.abc import Mapping
from typing import Any


class WorkspaceError(Exception):
    """Something kept could not be read or written. Nothing is half written."""


class Lost(WorkspaceError):
    """The database cannot be reached, or its file is gone."""

    def __init__(self) -> None:
        super().__init__(
            "Plans cannot be reached just now: their database does not answer. Maps and figures "
            "work as ever. Try again in a minute; if it goes on, tell whoever runs the atlas."
        )


class Full(WorkspaceError):
    """There is no room left to write."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left where plans are kept, so this was not saved. What was there is "
            "safe. Tell whoever runs the atlas, keep this page open, and save again."
        )


class Busy(WorkspaceError):
    """Others were writing for longer than anybody should wait."""

    def __init__(self) -> None:
        super().__init__("Many people are saving just now, so this was not saved. Save again.")


class Newer(WorkspaceError):
    """The database is of a newer release."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"Plans are kept in the shape of a newer release (version {version}), which this one "
            "does not know. Run that release, or restore a backup of this one’s."
        )


class NotThere(WorkspaceError):
    """There is no such record, or it was deleted."""

    def __init__(self, what: str = "record") -> None:
        super().__init__(f"This {what} is not there: it may have been deleted, or the link cut.")


class NotAllowed(WorkspaceError):
    """The person may not do this; the sentence says who may."""


class BadValues(WorkspaceError):
    """Values that cannot be kept.

    Attributes
    ----------
    faults
        A sentence by field; by ``""`` where it is about several together.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


class ChangedSince(WorkspaceError):
    """Somebody else changed a record since it was opened.

    Attributes
    ----------
    current
        The record as it is now.
    yours
        The values that were to be kept.
    """

    def __init__(self, current: Any, yours: Mapping[str, Any]) -> None:
        super().__init__("This was changed by somebody else since you opened it: here are both.")
        self.current, self.yours = current, dict(yours)
