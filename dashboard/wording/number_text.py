"""Numbers as people read them: thousands separated, percentages to one decimal, units said.

The browser writes them the same way (``assets/modules/numbers.js``); ``tests/golden/numbers.json``
is read by the tests of both.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

from dashboard.wording.legend import forms, texts
from layers.catalogue.definitions import Indicator

# Finer than any figure is written: rounding to it takes off what binary fractions add.
_FINEST = 6


def fixed(number: float, decimals: int) -> str:
    """``1374978.5`` → ``"1,374,979"``, ``49.15`` with one decimal → ``"49.2"``.

    Halves go away from zero, as people round; a minus is a minus sign, and zero has none.
    """
    exact = _exact(number, decimals)
    return f"{exact if exact else abs(exact):,f}".replace("-", "−")


def rounded(number: float, decimals: int) -> float:
    """The number that :func:`fixed` writes."""
    return float(_exact(number, decimals)) + 0.0


def _exact(number: float, decimals: int) -> Decimal:
    written = Decimal(repr(round(float(number), _FINEST)))
    return written.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def count(number: float) -> str:
    """``1374978`` → ``"1,374,978"``."""
    return fixed(number, 0)


def percent(share: float, decimals: int = 1) -> str:
    """``16.46`` → ``"16.5%"``."""
    return f"{fixed(share, decimals)}%"


def times(number: float) -> str:
    """``1.1349`` → ``"1.13"``; ``"–"`` where there is none. Two decimals tell which side of 1."""
    return "–" if number != number else fixed(number, 2)


def register_percent(share: float) -> str:
    """Prevalence of a register: rare conditions with two decimals, ``0.83%`` but ``15.9%``."""
    return percent(share, 2 if share < 1 else 1)


def between(lower: float, upper: float) -> str:
    """Limits of a prevalence: ``"0.71–0.95"`` or ``"15.4–16.4"``."""
    decimals = 2 if upper < 1 else 1
    return f"{fixed(lower, decimals)}–{fixed(upper, decimals)}"


def change(percent_: float) -> str:
    """``-3.16`` → ``"−3.2%"``, ``0.02`` → ``"no change"``."""
    text = fixed(percent_, 1)
    if text == "0.0":
        return "no change"
    return f"{text}%" if text.startswith("−") else f"+{text}%"


def value(number: float | None, definition: Indicator) -> str:
    """A value with its unit, as its indicator is written: ``"16.5%"``, ``"23 people"``; of a
    category its name; ``"–"`` where there is none."""
    if number is None or number != number:
        return "–"
    if definition.kind == "category":
        return definition.categories[int(number)]
    text = fixed(number, definition.decimals)
    if definition.kind == "change" and number > 0:
        text = f"+{text}"
    return with_unit(text, definition.unit)


def whole_value(number: float | None, definition: Indicator) -> str:
    """The same with all the decimals that the number has, for one that is applied as it is written:
    a threshold of ``"2.604%"``."""
    if number is None or number != number or definition.kind in ("category", "change"):
        return value(number, definition)
    text = fixed(number, max(definition.decimals, decimals_of(number)))
    return with_unit(text, definition.unit)


def decimals_of(number: float) -> int:
    """How many decimals it takes to write a number: 3 for ``2.604``; at most six."""
    exponent = Decimal(repr(round(float(number), _FINEST))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def with_unit(text: str, unit: str) -> str:
    """A written number with its unit: ``"16.5"`` → ``"16.5%"``.

    A unit that somebody typed may have braces too: the first in its form are the number's.
    """
    many, one = forms(unit)
    return (one if text == "1" else many).replace("{number}", text, 1)


def standing(percentile: float) -> str:
    """Where a value stands among England's areas: ``"among the highest 3% in England"``."""
    top = 100 - percentile
    said = texts().standing
    if top <= 50:
        return said["highest"].format(share=max(1, math.ceil(top)))
    return said["lowest"].format(share=max(1, math.ceil(percentile)))


def often(share: float) -> str:
    """``16.5`` → ``"about 1 in 6"``, where that helps and is right within a tenth: from 1% to 50%,
    but not 40%, which is neither 1 in 2 nor 1 in 3; else empty."""
    if not 1 <= share <= 50:
        return ""
    number = math.floor(100 / share + 0.5)
    return texts().often["text"].format(number=number) if _near(100 / number, share) else ""


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= other / 10
