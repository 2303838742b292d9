"""What a person has decided about a file, and what a change of a control makes of it.

The browser holds what was decided, and sends it with the file and what has been changed since.
"""

from typing import Any, Literal

import msgspec

from dashboard.heard.places_asked import Where

# What the control of an answer shows of which nobody has said what it means.
UNKNOWN = "?"


class Change(msgspec.Struct, forbid_unknown_fields=True):
    """A control of the check step has another value.

    Attributes
    ----------
    of
        What it decides.
    question, answer
        Whose column it is; and which of the answers there.
    """

    of: Literal["base", "sheet", "place", "count", "column", "meaning"]
    value: str
    question: str = ""
    answer: str = ""


class Asking(msgspec.Struct, forbid_unknown_fields=True):
    """What the person has decided so far; see :class:`dashboard.heard.upload.exercise.Choices`.

    ``changes`` come on top of the others, in their order; ``made_up`` says that the file is the
    example.
    """

    base: str = ""
    sheet: str = ""
    place: str = ""
    count: str | None = None
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    meanings: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    margins: list[str] = msgspec.field(default_factory=list)
    where: Where | None = None
    changes: list[Change] = msgspec.field(default_factory=list)
    made_up: bool = False

    def decided(self) -> "Asking":
        """With the changes made."""
        found = self
        for change in self.changes:
            found = _changed(found, change)
        return msgspec.structs.replace(found, changes=[])

    def told(self) -> dict[str, Any]:
        """What was decided about the file, for the browser to hold."""
        every: dict[str, Any] = msgspec.to_builtins(self)
        names = ("base", "sheet", "place", "count", "columns", "meanings")
        return {name: every[name] for name in names}


def _changed(asking: Asking, change: Change) -> Asking:
    replace = msgspec.structs.replace
    value, question = change.value, change.question
    if change.of == "sheet":  # another sheet has columns of its own
        return replace(asking, sheet=value, place="", count=None, columns={}, meanings={})
    if change.of == "column":
        meanings = {name: one for name, one in asking.meanings.items() if name != question}
        return replace(asking, columns={**asking.columns, question: value}, meanings=meanings)
    if change.of == "meaning":
        mine = {**asking.meanings.get(question, {}), change.answer: value}
        if value == UNKNOWN:
            del mine[change.answer]
        return replace(asking, meanings={**asking.meanings, question: mine})
    return replace(asking, **{change.of: value})
