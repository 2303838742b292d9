"""Where ages alone make an illness more or less common than in what it stands beside, it is said.

Adjusted figures are for gaps; here a plain figure stands beside South Yorkshire's or England's,
and one sentence says that ages differ so much that it matters (by a tenth or more).
"""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.inequality import age_adjustment
from layers.practices import profile

# What is said of one figure, of several, and where no model gives a number.
ONE = "{kind} than {place}: from ages alone, {value} would be expected here (modelled)."
ONE_REGISTER = (
    "{kind} than {place} ({here} are 65 or over, against {there}), which alone {does} this figure."
)
SEVERAL = "{kind} than {place}: from ages alone one would expect here {values} (modelled)."
AGES = (
    "{number} older people live here than in {place} on average ({here} are 65 or over, against "
    "{there}); that alone {does} most figures of disease."
)


def note(atlas: Atlas, definition: Indicator, weights: pd.Series) -> str:
    """What ages do to one figure of a place, beside the atlas's or England's; "" for nothing."""
    if definition.register:
        return _registers(atlas, [definition], weights, ONE_REGISTER)
    expected = _expected(atlas, definition, weights)
    if expected is None:
        return ""
    found, place = expected
    return ONE.format(
        kind=_kind(found), place=place, value=number_text.value(found.expected, definition)
    )


def together(atlas: Atlas, indicators: Iterable[str], weights: pd.Series) -> list[str]:
    """The same of several figures: at most a sentence for what is counted and one for registers."""
    every = [atlas.indicators[name] for name in indicators]
    said: dict[tuple[str, str], list[str]] = {}
    for definition in every:
        expected = _expected(atlas, definition, weights)
        if expected is not None:
            found, place = expected
            value = number_text.value(found.expected, definition)
            said.setdefault((_kind(found), place), []).append(
                f"{value} for {definition.label[0].lower()}{definition.label[1:]}"
            )
    lines = [
        SEVERAL.format(kind=kind, place=place, values=", ".join(values))
        for (kind, place), values in said.items()
    ]
    line = _registers(atlas, every, weights, AGES)
    return [*lines, line] if line else lines


def _expected(
    atlas: Atlas, definition: Indicator, weights: pd.Series
) -> tuple[age_adjustment.Ages, str] | None:
    for beside, name in ((_whole(atlas), atlas.name), (None, "England")):
        found = age_adjustment.compared(atlas, definition.id, weights, beside)
        if found is not None:
            return found, name
    return None


def _registers(atlas: Atlas, registers: Iterable[Indicator], weights: pd.Series, text: str) -> str:
    if not any(one.register in age_adjustment.RISING for one in registers):
        return ""
    for beside, name in ((_whole(atlas), atlas.name), (None, "England")):
        found = age_adjustment.older(atlas, weights, beside)
        if found is not None and found.here is not None and found.there is not None:
            return text.format(
                kind=_kind(found),
                number="More" if found.older else "Fewer",
                place=name,
                here=number_text.percent(found.here),
                there=number_text.percent(found.there),
                does="raises" if found.older else "lowers",
            )
    return ""


def _kind(found: age_adjustment.Ages) -> str:
    return "Older" if found.older else "Younger"


@lru_cache(maxsize=1)
def _whole(atlas: Atlas) -> pd.Series:
    return profile.whole(atlas)
