"""Numbers as people read them: thousands separated, percentages to one decimal, units said."""

from decimal import ROUND_HALF_UP, Decimal

from layers.definitions import Indicator

# Finer than any figure is written: rounding to it takes off what binary fractions add.
_FINEST = 6


def fixed(number: float, decimals: int) -> str:
    """``49.15`` with one decimal → ``"49.2"``: halves go up, as the browser writes them too.

    Python's own formatting would say 49.1, because 49.15 is a little less in binary.
    """
    written = Decimal(repr(round(float(number), _FINEST) + 0.0))
    return f"{written.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0:,f}"


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
    size = fixed(abs(percent_), 1)
    return "no change" if size == "0.0" else f"{'+' if percent_ > 0 else '−'}{size}%"


def value(number: float | None, definition: Indicator) -> str:
    """A value with its unit as its indicator is written; ``"–"`` where there is none."""
    if number is None:
        return "–"
    text = fixed(number, definition.decimals).replace("-", "−")
    if definition.unit == "%":
        return f"{text}%"
    return text
