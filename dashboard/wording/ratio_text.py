"""Recorded over expected beside its usual range, in numbers that do not contradict the verdict.

Two decimals are enough, but where they would make the ratio one with a limit: 0.655 is below the
range from 0.661, and "0.66, usual from 0.66" would not say so. Then all get a third, or a fourth.
"""

_DECIMALS = (2, 3, 4)


def decimals(ratio: float, *limits: float) -> int:
    """How many decimals tell a ratio from the limits of its usual range; 2 where it is one."""
    for places in _DECIMALS:
        if f"{ratio:.{places}f}" not in [f"{limit:.{places}f}" for limit in limits]:
            return places
    return _DECIMALS[0]


def written(ratio: float, lower: float, upper: float) -> tuple[str, str, str]:
    """A ratio and the limits of its usual range: ``("0.90", "0.78", "1.24")``."""
    places = decimals(ratio, lower, upper)
    return f"{ratio:.{places}f}", f"{lower:.{places}f}", f"{upper:.{places}f}"
