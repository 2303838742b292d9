"""Numbers as people read them: thousands separated, percentages to one decimal, units said."""

from layers.definitions import Indicator


def count(number: float) -> str:
    """``1374978`` → ``"1,374,978"``."""
    return f"{number:,.0f}"


def percent(share: float, decimals: int = 1) -> str:
    """``16.46`` → ``"16.5%"``."""
    return f"{share:.{decimals}f}%"


def value(number: float | None, definition: Indicator) -> str:
    """A value with its unit as its indicator is written; ``"–"`` where there is none."""
    if number is None:
        return "–"
    text = f"{number:,.{definition.decimals}f}"
    if definition.unit == "%":
        return f"{text}%"
    return text
