"""Places that a table of own figures cannot be of, said as what they are."""

import re
from collections import Counter
from collections.abc import Iterable

from layers.exercise.code_patterns import CODE, plain
from layers.own.texts import TEXTS, say

_PRACTICE = re.compile(r"[A-HJ-NPVWY][0-9]{5}")
_MOSTLY = 0.5


def not_supported(cells: Iterable[str]) -> str:
    """A sentence that says what kind of place most filled cells of a column are; "" where they are
    none that is known.

    Codes of the Office for National Statistics begin with the kind of place, which
    ``[other_places]`` of ``texts.toml`` names.
    """
    filled = [text for cell in cells if (text := plain(cell))]
    kinds = TEXTS.sections["other_places"]
    found: Counter[str] = Counter()
    for text in filled:
        begins = (
            "practice" if _PRACTICE.fullmatch(text) else text[:3] if CODE.fullmatch(text) else ""
        )
        if begins in kinds:
            found[kinds[begins]] += 1
    kind, number = max(found.items(), key=lambda one: one[1], default=("", 0))
    return say("table", "not_supported", places=kind) if number > _MOSTLY * len(filled) else ""
