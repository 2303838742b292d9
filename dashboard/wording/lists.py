"""Lists of names in a sentence."""

from collections.abc import Sequence

_MOST_NAMED = 3


def listed(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """``A``, ``A and B``, ``A, B and C``, ``A, B, C and 4 more``."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
