"""The classes of a map in words: what each holds, the values at the joins, which groups they are.

One maker for the screen, pictures and files. The browser makes the same
(``assets/modules/classes.js``); ``tests/golden/classes.json`` is read by the tests of both.
"""

import math
from collections.abc import Mapping, Sequence

from dashboard.wording.legend import texts
from dashboard.wording.number_text import fixed, with_unit
from layers.catalogue.definitions import Indicator
from layers.geography.class_breaks import STEPS, Breaks

MOST_DECIMALS = 6
# Decimals of own thresholds, as an address holds them.
OWN_DECIMALS = 4
CORE20_OF = "imd_decile"
COUNTED = ("share", "count", "rate")
WHOLE = ("count", "rank", "decile", "change")


def caption(definition: Indicator) -> str:
    """Of whom, or in which unit, and when: ``"% of all households, 21 March 2021"``."""
    unit = "" if definition.unit == definition.kind else definition.unit
    if definition.denominator:
        of = definition.denominator.text
        unit = f"% of {of[0].lower()}{of[1:]}"
    return ", ".join(filter(None, [unit, definition.period]))


def joins(cut: Breaks, definition: Indicator) -> list[str]:
    """The values where one class meets the next, written so that no two read alike.

    Each has the decimals that the indicator's values have; more, where it would have fewer than two
    significant figures, or read like its neighbour or like zero. Of what is counted in whole
    numbers it is the last number of the class below, or with own thresholds the first of that
    above.
    """
    inner = cut.bounds[:-1]
    whole = _whole(cut, definition)
    if whole:
        return [fixed(number, 0) for number in whole]
    if cut.from_above:
        return [_own(bound, definition.decimals) for bound in inner]
    return [_apart(inner, at, definition.decimals) for at in range(len(inner))]


def _whole(cut: Breaks, definition: Indicator) -> list[int]:
    """The joins as whole numbers; empty where there are others, or a class would hold none, and of
    counts that were shared out, which are no whole numbers."""
    if definition.kind not in WHOLE or definition.decimals:
        return []
    whole = [math.ceil(b) if cut.from_above else math.floor(b) for b in cut.bounds[:-1]]
    return whole if len(set(whole)) == len(whole) else []


def _own(bound: float, decimals: int) -> str:
    """A threshold with all the digits that were given."""
    given = fixed(bound, OWN_DECIMALS).rstrip("0")
    return fixed(bound, max(decimals, len(given.partition(".")[2])))


def _apart(bounds: Sequence[float], at: int, decimals: int) -> str:
    bound, text = bounds[at], ""
    # What is only near zero is told apart from it, so zero need not be.
    beside = [*bounds[max(at - 1, 0) : at], *bounds[at + 1 : at + 2], 0.0] if bound else []
    for more in range(_figures(bound, decimals), MOST_DECIMALS + 1):
        text = fixed(bound, more)
        if text not in [fixed(other, more) for other in beside]:
            break
    return text


def _figures(bound: float, decimals: int) -> int:
    """Decimals for two significant figures, without noughts that say nothing: 0.06 as it is, which
    with one would read as 0.1."""
    if not bound:
        return decimals
    wanted = max(decimals, 1 - math.floor(math.log10(abs(bound))))
    text = fixed(bound, min(wanted, MOST_DECIMALS))
    return max(decimals, len(text.partition(".")[2].rstrip("0")))


def class_words(cut: Breaks, definition: Indicator) -> list[str]:
    """What each class holds: ``"up to 1.6%"``, ``"over 1.6 to 4.2%"``, ``"over 4.2%"``."""
    if cut.kind == "category":
        return list(definition.categories)
    if cut.kind == "empty":
        return []
    if cut.kind == "decile":
        ends = texts().tenths
        middle = [str(decile) for decile in range(2, len(cut.bounds))]
        return [ends["first"], *middle, ends["last"]]
    if cut.kind == "change":
        return list(texts().changes["classes"])
    whole = _whole(cut, definition)
    if whole:
        step = 0 if cut.from_above else 1  # from the join to the first number of the class above
        ends_at = [number - 1 + step for number in whole]
        starts_at = [number + step for number in whole]
        lows, highs = [fixed(n, 0) for n in starts_at], [fixed(n, 0) for n in ends_at]
        form = texts().in_whole_numbers
    else:
        lows = highs = joins(cut, definition)
        form = texts().begins_there if cut.from_above else texts().ends_there
    return _ranges(cut, definition, lows, highs, form)


def _ranges(
    cut: Breaks,
    definition: Indicator,
    lows: Sequence[str],
    highs: Sequence[str],
    form: Mapping[str, str],
) -> list[str]:
    """Words from the lowest value of each class but the first, and the highest of each but the
    last."""
    unit = definition.unit
    if not highs:
        highest = fixed(cut.bounds[0], definition.decimals)
        return [form["first"].format(high=with_unit(highest, unit))]
    # Nothing of what is counted is below none.
    none = fixed(0, definition.decimals) == highs[0] and definition.kind in COUNTED
    first = "{high}" if none and not cut.from_above else form["first"]
    return [
        first.format(high=with_unit(highs[0], unit)),
        *(
            with_unit(high, unit)
            if low == high
            else form["middle"].format(low=low, high=with_unit(high, unit))
            for low, high in zip(lows, highs[1:], strict=False)
        ),
        form["last"].format(low=with_unit(lows[-1], unit)),
    ]


def class_colours(number: int, definition: Indicator) -> Sequence[str]:
    """Colours of classes, the lowest values first; darker for more need."""
    if definition.kind == "category":
        return texts().categories["colours"][:number]
    if definition.kind == "change" and number == len(STEPS):
        return texts().changes["colours"]
    ramp = texts().ramp[str(number)]
    return ramp[::-1] if definition.polarity == "low" else ramp


def fifth_said(cut: Breaks, definition: Indicator) -> str:
    """What national deciles 1 and 2 are together; empty for other classes."""
    if cut.kind != "decile":
        return ""
    return texts().tenths["core20" if definition.id == CORE20_OF else "fifth"]


def groups_said(cut: Breaks, asked: int, region: str, units: str, *, partly: bool = False) -> str:
    """Which kind of groups the classes are, in a sentence.

    Parameters
    ----------
    asked
        How many classes were wanted.
    region
        The name of the atlas.
    units
        What its areas of the level are called.
    partly
        Whether some of them have no figure: the groups are then of the others.
    """
    said, number = texts().said, len(cut.bounds)
    groups = f"{region} {units}"
    if partly:
        groups = said["known"].format(groups=groups)
    if cut.kind in ("category", "empty"):
        return ""
    key = cut.kind
    if number == 1:
        key = "one"
    elif key == "quantile":
        equal = "quantile" if number == asked else "uneven"
        key = "national" if cut.national else equal
    elif key == "equal" and partly and not cut.national:
        key = "equal_known"
    sentence = said[key].format(
        n=texts().numerals["words"][number],
        groups=groups,
        whose="England's" if cut.national else f"{region}'s",
    )
    return f"{sentence} {said['instead']}" if cut.instead else sentence
