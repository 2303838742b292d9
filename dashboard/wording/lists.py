"""Lists of names in a sentence."""

from collections.abc import Sequence

from layers import name_lists

_MOST_NAMED = 3


def listed(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """``A``, ``A and B``, ``A, B and C``, ``A, B, C and 4 more``."""
    return name_lists.listed(names, most)
