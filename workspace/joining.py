"""What two people changed of a record at once: joined field by field, so that nothing of either is
dropped without a word. Only what both changed is left for the second to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What a record holds, by field.
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Joined:
    """Two people's changes of a record.

    Attributes
    ----------
    values
        The record as it is now, with what the second changed.
    both
        Of fields that both changed, and differently: the values there are now.
    alone
        Fields that only the first has changed.
    """

    values: dict[str, Any]
    both: dict[str, Any]
    alone: list[str]


def joined(was: Values, mine: Values, now: Values) -> Joined:
    """Join two people's changes.

    Parameters
    ----------
    was
        What both began with.
    mine
        What the second to save has made of it; a field that it does not name is as it was.
    now
        What the first has made of it.
    """
    changes, others = changed(was, mine), changed(was, now)
    apart = changed(now, changes)
    both = {name: now.get(name) for name in apart if name in others}
    alone = [name for name in others if name not in changes]
    return Joined({**now, **changes}, both, alone)


def changed(was: Values, now: Values) -> dict[str, Any]:
    """What of some values is other than it was; ``None`` and nothing are the same."""
    return {name: value for name, value in now.items() if _same(value) != _same(was.get(name))}


def _same(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value or ""
