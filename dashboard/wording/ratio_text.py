"""Recorded over expected beside its usual range, in numbers that do not contradict the verdict.

Two decimals are enough, but where they would make the ratio one with a limit: 0.654 is below the
range from 0.658, and “0.66, usual from 0.66” would not say so. Then all get a third.
"""


def decimals(ratio: float, *limits: float) -> int:
    """How many decimals a ratio and the limits of its usual range are written with: 2, or 3."""
    return 3 if f"{ratio:.2f}" in [f"{limit:.2f}" for limit in limits] else 2


def written(ratio: float, lower: float, upper: float) -> tuple[str, str, str]:
    """A ratio and the limits of its usual range: ``("0.90", "0.78", "1.24")``."""
    places = decimals(ratio, lower, upper)
    return f"{ratio:.{places}f}", f"{lower:.{places}f}", f"{upper:.{places}f}"
