"""The scale on which pictures show a ratio: logarithmic, so that half is as far from 1 as twice.

Its middle is 1; what lies beyond an end stands at that end.
"""

from math import log

LEAST, MOST = 0.25, 4.0
# What is written along it.
TICKS = {0.25: "¼", 0.5: "½", 1.0: "1", 2.0: "2", 4.0: "4"}


def place(ratio: float) -> float:
    """Where a ratio is on the scale, in percent of its width: 0 to 100."""
    held = min(max(ratio, LEAST), MOST)
    return 100 * log(held / LEAST) / log(MOST / LEAST)


def beyond(ratio: float) -> bool:
    """Whether a ratio lies further out than the scale goes."""
    return not LEAST <= ratio <= MOST
