"""Attributes of HTML whose names have a hyphen, which Python takes for a minus.

``html.Div(**aria(label="Map"), **data(answers=""))`` has ``aria-label`` and ``data-answers``.
"""

from typing import Any


def aria(**named: str) -> dict[str, Any]:
    """What helps those who listen: ``aria(live="polite")`` for ``aria-live="polite"``."""
    return _hyphened("aria", named)


def data(**named: str) -> dict[str, Any]:
    """Marks for the page's programs: ``data(answers="")`` for ``data-answers=""``."""
    return _hyphened("data", named)


def _hyphened(start: str, named: dict[str, str]) -> dict[str, Any]:
    return {f"{start}-{name.replace('_', '-')}": value for name, value in named.items()}
