"""Names of zones, shorter, for where there is little room.

A zone that nobody has renamed is called by its neighbourhoods, the largest first, with a semicolon
between them (:mod:`layers.targeting.zones`).
"""

from dashboard.plans.texts import say

_BETWEEN = "; "


def short(name: str) -> str:
    """Its two largest neighbourhoods, and how many more there are."""
    parts = name.split(_BETWEEN)
    if len(parts) < 3:
        return name
    return say("zones", "and_more", names=_BETWEEN.join(parts[:2]), number=len(parts) - 2)


def largest(name: str) -> str:
    """Its largest neighbourhood alone."""
    return name.split(_BETWEEN)[0]
