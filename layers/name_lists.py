"""Lists of names in a sentence."""

from collections.abc import Sequence


def listed(names: Sequence[str], most: int | None = None) -> str:
    """``A``, ``A and B``, ``A, B and C``.

    Parameters
    ----------
    names
        At least one.
    most
        Of more names than this and one, as many are named and the others counted: ``A, B, C and 4
        more`` for 3. None names all.

    Raises
    ------
    ValueError
        For no names.
    """
    if most is not None and len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
