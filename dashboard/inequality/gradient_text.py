"""How the page writes a gradient's numbers: units, decimals, and what its groups are called."""

import math
from dataclasses import dataclass

from dashboard.inequality.texts import say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.inequality import guards, orderings
from layers.inequality.gradient import Gradient
from layers.inequality.gradient_figures import group

NUMBERS = {5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}
ORDINALS = {1: "", 2: "2nd ", 3: "3rd "} | {n: f"{n}th " for n in range(4, 11)}


@dataclass(frozen=True)
class Scale:
    """How values of one gradient are written.

    Attributes
    ----------
    definition
        Of the indicator.
    decimals
        More than the indicator's own where the slope is known more exactly.
    ratio
        Whether one value can be so many times another.
    """

    definition: Indicator
    decimals: int
    ratio: bool

    @classmethod
    def of(cls, definition: Indicator, half_width: float) -> "Scale":
        """The scale on which an interval of this half width can be told from its value."""
        needed = math.ceil(-math.log10(half_width)) if half_width > 0 else 0
        least = max(definition.decimals, 1)
        return cls(definition, max(least, min(needed, 3)), guards.ratio_scale(definition))

    @property
    def percent(self) -> bool:
        """Whether values are percentages."""
        return self.definition.unit == "%"

    def number(self, value: float) -> str:
        """``9.4``, ``1,204.0``, ``−0.3``."""
        return number_text.fixed(value, self.decimals)

    def value(self, value: float) -> str:
        """``9.4%`` or ``31.2 per 1,000 at risk``."""
        return number_text.with_unit(self.number(value), self.definition.unit)

    def difference(self, value: float) -> str:
        """``5.9 points`` for percentages, else ``12.1``."""
        return f"{self.number(value)}{' points' if self.percent else ''}"

    def rounded(self, value: float) -> float:
        """As a reader gets it who takes the shown number for the whole of it."""
        return round(value, self.decimals) + 0.0  # no minus before a zero

    def adds_up(self, first: float, second: float, difference: float) -> bool:
        """Whether two values as shown give the first less the second as shown."""
        shown = [self.rounded(value) for value in (first, second, difference)]
        return abs(shown[0] - shown[1] - shown[2]) < 0.5 * 10**-self.decimals

    def difference_of(self, first: float, second: float, difference: float) -> str:
        """:meth:`difference`, saying that it is worked out before rounding where it seems wrong."""
        size = self.difference(difference)
        fits = self.adds_up(first, second, difference)
        return size if fits else say("rounding", "before", size=size)

    def between(self, lower: float, upper: float) -> str:
        """Limits: ``5.7 to 6.1``."""
        return f"{self.number(lower)} to {self.number(upper)}"

    @property
    def unit(self) -> str:
        """What a value is of, for an axis: ``%`` or ``per 1,000 at risk``."""
        return self.definition.unit


def scale_of(atlas: Atlas, made: Gradient) -> Scale:
    """The scale that suits a gradient."""
    half = float(made.slope.sii_upper - made.slope.sii_lower) / 2
    return Scale.of(atlas.indicators[made.indicator], half)


def likely(made: Gradient, name: str, **parts: object) -> str:
    """Words for an interval: how sure a value is, or, without counts, how much areas differ."""
    spread = any(one.key == "spread" for one in made.guards)
    return say("range_spread" if spread else "range_sure", name, **parts)


def ordered_by(atlas: Atlas, ordering: str) -> str:
    """What places are ordered by: ``deprivation (IMD 2025)`` or ``share: Roma``."""
    known = orderings.orderings_of(atlas)
    return (
        known[ordering].short if ordering in known else f"share: {atlas.indicators[ordering].label}"
    )


def short_ends(atlas: Atlas, ordering: str) -> tuple[str, str]:
    """The two ends where there is little room: ``most deprived`` or ``highest share``."""
    by = orderings.ordering_of(atlas, ordering)
    first, last = (
        f"{text.split(maxsplit=1)[0].rstrip(':')} share"
        if text.startswith(("highest", "lowest"))
        else text
        for text in (by.first, by.last)
    )
    return first, last


def ends(atlas: Atlas, made: Gradient, each: str = "") -> tuple[str, str]:
    """The two ends: ``most deprived tenth`` and ``least deprived tenth``.

    Parameters
    ----------
    each
        What a group is called; ``tenth`` or ``fifth`` when not given.
    """
    by = orderings.ordering_of(atlas, made.ordering)
    what = each or group(made)
    if made.by == "national" and what != "end":
        what += " of England"
    first, last = (_end(text, what) for text in (by.first, by.last))
    if made.by == "national" and what == "tenth of England":
        # A place need not have areas in England's first or last tenth.
        first = f"{ORDINALS[made.groups.index[0]]}{first}"
        last = f"{ORDINALS[11 - made.groups.index[-1]]}{last}"
    return first, last


def people(atlas: Atlas, indicator: str) -> str:
    """Whom a share is of: ``people``, ``households`` or ``patients``."""
    definition = atlas.indicators[indicator]
    if definition.counts_households:
        return "households"
    return "patients" if definition.register else "people"


def population(atlas: Atlas, indicator: str) -> str:
    """Over how many people live in a group; of somebody's own figure, which may count anything
    else, that they are residents."""
    return say("gap", "residents" if atlas.indicators[indicator].is_own else "people")


def count(number: float) -> str:
    """Cases as people read them: never more exact than they are known."""
    return number_text.count(round(number, -2) if number >= 1000 else number)


def _end(text: str, what: str) -> str:
    """``most deprived`` → ``most deprived tenth``; ``highest …`` → ``tenth with the highest …``."""
    kind, colon, label = text.partition(": ")
    if colon:
        return f"{what} with the {kind} share of “{label}”"
    if text.startswith(("highest", "lowest")):
        return f"{what} with the {text}"
    return f"{text} {what}"
