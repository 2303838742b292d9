"""The verdict on places' slopes in a sentence, with its uncertainty: which is steeper, if that can
be told at all.

The slope leads: it is fitted through every group, while the gap rests on the two ends alone, and
is said of them alone.
"""

from dataclasses import dataclass

import pandas as pd

from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.texts import say
from layers.inequality.gap_differences import Contrasts, Kind
from layers.inequality.gradient_figures import group_of
from layers.name_lists import listed
from layers.table_rows import cell


@dataclass(frozen=True)
class Pair:
    """Two places by one measure, the one with the larger measure first.

    ``a`` and ``b`` are their figures; ``size``, ``lower`` and ``upper`` how much larger the first
    is. Where the two run opposite ways neither is larger (``opposite``): the higher figure is
    first.
    """

    first: str
    second: str
    a: float
    b: float
    size: float
    lower: float
    upper: float
    apart: bool

    @property
    def opposite(self) -> bool:
        """Whether one runs the other way round than the other."""
        return self.a * self.b < 0

    @classmethod
    def of(cls, found: Contrasts, row: pd.Series) -> "Pair":
        """A row of the contrasts' pairs."""
        first, second, kind = str(row["first"]), str(row["second"]), row["measure"]
        a, b = (float(cell(found.places, place, kind)) for place in (first, second))
        # Both below 0: the one further below has the larger gap.
        sign = -1.0 if a + b < 0 and a * b >= 0 else 1.0
        size, *limits = (sign * float(row[name]) for name in ("difference", "lower", "upper"))
        if size < 0:
            first, second, a, b, size = second, first, b, a, -size
            limits = [-limit for limit in limits]
        return cls(first, second, a, b, size, min(limits), max(limits), bool(row["apart"]))

    def words(self, scale: Scale) -> dict[str, str]:
        """What sentences are filled in with."""
        return {
            "first": self.first,
            "second": self.second,
            "a": scale.difference(self.a),
            "b": scale.difference(self.b),
            "size": scale.difference_of(max(self.a, self.b), min(self.a, self.b), self.size),
            "lower": scale.number(self.lower),
            "upper": scale.number(self.upper),
        }


def pairs_of(found: Contrasts, kind: Kind) -> list[Pair]:
    """Every two places by one measure; none where an end of all but one has too few areas."""
    rows = found.pairs[found.pairs["measure"] == kind]
    return [Pair.of(found, row) for _, row in rows.iterrows()]


def sentence(found: Contrasts, scale: Scale, label: str, explained: str = "") -> str:
    """Which place has the steeper slope; that none has, if none can be told apart.

    Parameters
    ----------
    explained
        What a slope is (:func:`slope_explained`), where it is first spoken of.
    """
    pairs, parts = pairs_of(found, "slope"), {"label": label, "explained": explained}
    apart = [pair for pair in pairs if pair.apart]
    if len(pairs) == 1:
        return say("verdict", _slopes(pairs[0]), **parts, **pairs[0].words(scale))
    if not apart:
        furthest = max(pairs, key=lambda pair: pair.size)
        places = listed([str(name) for name in found.places.index])
        return say("verdict", "none", **parts, places=places, **furthest.words(scale))
    told = "; ".join(
        say("verdict", "pair_opposite" if pair.opposite else "pair", **pair.words(scale))
        for pair in apart
    )
    rest = len(pairs) - len(apart)
    more = say("verdict", "rest", number=rest, all=len(pairs)) if rest else ""
    return f"{say('verdict', 'some', **parts, said=told)} {more}".strip()


def slope_explained(ends: tuple[str, str], number: int) -> str:
    """What a slope is, in half a sentence.

    Parameters
    ----------
    ends
        What the first and the last end are called.
    number
        Into how many groups each place is cut; 0 stands for England's tenths.
    """
    most, least = ends
    groups = f"{'' if number else 'England’s '}{group_of(number)}s"
    return say("verdict", "explained", most=most, least=least, groups=groups)


def ends(found: Contrasts, scale: Scale, members: str) -> str:
    """The same by the gap between the two ends alone, in a sentence to follow the first.

    Parameters
    ----------
    members
        What a place is made of: ``areas`` or ``practices``.
    """
    pairs = pairs_of(found, "gap")
    if not pairs:
        return say("verdict", "ends_not", members=members)
    if len(pairs) > 1:
        apart = [pair for pair in pairs if pair.apart]
        if not apart:
            return say("verdict", "ends_none")
        named = listed([say("verdict", "ends_pair", **pair.words(scale)) for pair in apart])
        return say("verdict", "ends_some", said=named)
    kind = "ends_apart" if pairs[0].apart else "ends_level"
    return say("verdict", kind, **pairs[0].words(scale))


def _slopes(pair: Pair) -> str:
    if not pair.apart:
        return "level"
    return "opposite" if pair.opposite else "larger"
