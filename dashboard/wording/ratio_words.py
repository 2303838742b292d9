"""How a figure compares with another, in words: ``ratio_words.toml``, which an analyst edits."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Any

from layers import toml_file

FILE = Path(__file__).parent / "ratio_words.toml"
# Up to which ratio each of these is said, below that from which whole numbers of times are.
_STEPS = (
    (0.22, "less_than_quarter"),
    (0.30, "quarter"),
    (0.37, "third"),
    (0.45, "less_than_half"),
    (0.55, "half"),
    (0.85, "less"),
    (0.97, "slightly_less"),
    (1.03, "same"),
    (1.15, "slightly_more"),
    (1.40, "more"),
    (1.60, "one_and_a_half"),
    (1.80, "above_one_and_a_half"),
)
# A ratio is about so many times where it is within this share of it, nearly so many from this far
# below, and more than so many up to where it is nearly one more.
_ABOUT, _NEARLY = 0.03, 0.2
# From here on a ratio is said as the nearest whole number.
_ROUGHLY = 10


def compared(figure: float, other: float, *, measured: bool = True) -> str:
    """What stands between a figure and another.

    Parameters
    ----------
    figure, other
        As exact as they are known: written with few digits they may seem further apart.
    measured
        Whether nought of it is none at all, so that one figure can be twice another: so of shares
        and rates, not of scores.

    Returns
    -------
    str
        Such as "nearly twice" for 37.2 and 20.2, "slightly less than" for 1.6 and 1.8. Of what is
        not measured from nought, only which is more.
    """
    said = _texts()
    if figure == other:
        return str(said["same"])
    if not measured or other <= 0 or figure < 0:
        return str(said["more" if figure > other else "less"])
    ratio = figure / other
    for most, name in _STEPS:
        if ratio <= most:
            return str(said[name])
    return _times(ratio)


def _times(ratio: float) -> str:
    """A ratio of nearly two or more."""
    said = _texts()
    whole = round(ratio) if ratio >= _ROUGHLY else math.floor(ratio + _NEARLY)
    numbers = ["", "", said["twice"]]
    numbers += [said["times"].format(number=one) for one in said["numbers"]]
    known = whole < len(numbers)
    times = numbers[whole] if known else said["times"].format(number=f"{whole:,}")
    if ratio >= _ROUGHLY or abs(ratio / whole - 1) <= _ABOUT:
        name = "about"
    else:
        name = "nearly" if ratio < whole else "more_times"
    return str(said[name].format(times=times))


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    return toml_file.read(FILE, dict[str, Any])
