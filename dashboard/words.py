"""Numbers as people read them: thousands separated, percentages to one decimal, units said."""

from layers.definitions import Indicator


def count(number: float) -> str:
    """``1374978`` → ``"1,374,978"``."""
    return f"{number:,.0f}"


def percent(share: float, decimals: int = 1) -> str:
    """``16.46`` → ``"16.5%"``."""
    return f"{share:.{decimals}f}%"


def times(number: float) -> str:
    """``1.1349`` → ``"1.13"``; ``"–"`` where there is none. Two decimals tell which side of 1."""
    return "–" if number != number else f"{number:.2f}"


def register_percent(share: float) -> str:
    """Prevalence of a register: rare conditions with two decimals, ``0.83%`` but ``15.9%``."""
    return percent(share, 2 if share < 1 else 1)


def between(lower: float, upper: float) -> str:
    """Limits of a prevalence: ``"0.71–0.95"`` or ``"15.4–16.4"``."""
    decimals = 2 if upper < 1 else 1
    return f"{lower:.{decimals}f}–{upper:.{decimals}f}"


def change(percent_: float) -> str:
    """``-3.16`` → ``"−3.2%"``, ``0.02`` → ``"no change"``."""
    text = f"{percent_:+.1f}%".replace("-", "−")
    return "no change" if text[1:] == "0.0%" else text


def value(number: float | None, definition: Indicator) -> str:
    """A value with its unit as its indicator is written; ``"–"`` where there is none."""
    if number is None:
        return "–"
    # Adding nothing takes the minus from a zero.
    shown = round(number, definition.decimals) + 0.0
    text = f"{shown:,.{definition.decimals}f}".replace("-", "−")
    if definition.unit == "%":
        return f"{text}%"
    return text
