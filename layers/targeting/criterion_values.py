"""One criterion's numbers over all areas: values, thresholds, and where areas stand by it.

Turned so that more is always more need, whichever rule and whichever end of the indicator.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.geography.national_standing import national_decile
from layers.targeting.written_cut import written_cut

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Rule = Literal["national_top", "local_top", "at_least", "at_most", "decile"]

TIGHTER = 0.1
VALUE_RULES = ("at_least", "at_most")


@dataclass(frozen=True)
class Measure:
    """One criterion's numbers over all areas."""

    indicator: str
    table: pd.DataFrame
    decile: Floats
    threshold: float  # in the indicator's unit
    stricter: float  # the same, a tenth stricter; NaN for what has no tenths
    strength: Floats  # what is compared: a value, or a place from 0 to 100; NaN where unknown
    cautious: Floats  # the same at the cautious end of the interval
    needed: float  # strength that is enough
    whole: float  # the amount of the rule on the scale of strength: a tenth of it is a tenth
    towards: float  # 1.0 if higher values are more need under this rule, else -1.0
    by_value: bool  # whether strength is a value, and not a place
    graded: bool  # whether it can be made a tenth stricter: not what moves in whole steps alone
    people: Floats  # numerator of a share; NaN where an area's own is not known

    def met(self, tighter: float = 0.0, *, cautious: bool = False) -> Marks:
        """Which areas meet the criterion, made stricter by a share of its amount."""
        strength = self.cautious if cautious else self.strength
        return np.asarray(strength >= self.needed + tighter * self.whole)

    def margin(self) -> Floats:
        """How far the value is past the threshold, as a share of it; NaN if that is not above 0."""
        if not self.threshold > 0:
            return np.full(len(self.strength), np.nan)
        return self.towards * (column(self.table, "value") / self.threshold - 1) + 0.0  # no -0.0

    def doubt(self) -> npt.NDArray[np.object_]:
        """Why an area that meets the criterion might not, if looked at more strictly.

        ``""`` where it would; ``range`` where the cautious end of its interval does not meet the
        threshold; ``edge`` where the value does not meet the stricter threshold; ``both`` where
        only the two together are not met: the cautious end, and the stricter threshold.
        """
        short = [
            self.met(TIGHTER, cautious=True),
            ~self.met(cautious=True),
            ~self.met(TIGHTER),
        ]
        return np.select(short, np.array(["", "range", "edge"], dtype=object), "both")

    def place(self) -> Floats:
        """For a place: the share of areas, in percent, with as much need or more; else NaN."""
        if self.by_value:
            return np.full(len(self.strength), np.nan)
        return 100 - self.strength


def measure(atlas: Atlas, indicator: str, rule: Rule, amount: float, codes: pd.Index) -> Measure:
    """One criterion's numbers, for the areas in the order of ``codes``."""
    definition = atlas.indicators[indicator]
    published = definition.kind == "decile"
    table = atlas.table(indicator).reindex(codes)
    value = column(table, "value")
    decile = value
    if not published:
        decile = national_decile(definition, column(table, "national_percentile"))
    threshold, stricter = amount, np.nan
    towards = -1.0 if definition.polarity == "low" else 1.0
    by_value = rule in VALUE_RULES
    graded = definition.kind != "change"
    if by_value:
        towards, end = (1.0, "lower") if rule == "at_least" else (-1.0, "upper")
        strength, cautious = towards * value, towards * column(table, end)
        needed = towards * amount
        # A change moves in whole steps, and nothing says where between two an area stands: as of a
        # published decile without a score, there is no stricter or more lenient threshold.
        whole = abs(amount) if graded else 0.0
        stricter = amount + towards * TIGHTER * whole if graded else np.nan
    else:
        whole = 10 * amount if rule == "decile" else amount
        needed = 100 - whole
        scale = finest(atlas, indicator) if published else indicator
        strength, cautious, edges = _places(
            atlas, scale, rule, [needed, needed + TIGHTER * whole], codes
        )
        if published:
            inside = value <= amount
            graded = not np.isnan(strength).all()
            strength = (
                _agreeing(strength, inside, needed)
                if graded
                else np.where(inside, 100.0, 0.0)  # nothing says where in its tenth an area stands
            )
            strength[np.isnan(value)] = np.nan
        else:
            limits = towards * column(table, "upper" if towards < 0 else "lower")
            cuts = []
            for place, edge in zip((needed, needed + TIGHTER * whole), edges, strict=True):
                cut = written_cut(value, strength >= place, edge, towards, definition.decimals)
                cautious = _agreeing(cautious, limits >= towards * cut, place)
                cuts.append(cut)
            threshold, stricter = cuts
            cautious[np.isnan(limits)] = np.nan
    # Without an interval the value itself is cautious; an unknown value never meets anything.
    cautious = np.where(np.isnan(strength), np.nan, np.fmin(cautious, strength))
    return Measure(
        indicator=indicator,
        table=table,
        decile=decile,
        threshold=threshold,
        stricter=float(stricter),
        strength=strength,
        cautious=cautious,
        needed=needed,
        whole=whole,
        towards=towards,
        by_value=by_value,
        graded=graded,
        people=column(table, "numerator")
        if definition.counts_people
        else np.full(len(codes), np.nan),
    )


def finest(atlas: Atlas, decile: str) -> str:
    """A published decile is too coarse to be made a tenth stricter: its score, or where that is not
    published its rank, is finer."""
    stem = decile.removesuffix("_decile")
    return next((n for n in (f"{stem}_score", f"{stem}_rank") if n in atlas.indicators), decile)


def _places(
    atlas: Atlas, indicator: str, rule: Rule, needed: list[float], codes: pd.Index
) -> tuple[Floats, Floats, list[float]]:
    """Each area's place from least (0) to most need (100), cautiously too; the values needed."""
    table = atlas.table(indicator).reindex(codes)
    low = atlas.indicators[indicator].polarity == "low"
    value, end = column(table, "value"), column(table, "upper" if low else "lower")
    if rule == "local_top":
        spread = np.sort(value[~np.isnan(value)])
        strength, cautious = _mid_rank(spread, value), _mid_rank(spread, end)
    else:
        spread = atlas.england(indicator).percentiles
        strength, cautious = column(table, "national_percentile"), _along(spread, end)
    edges = [_at(spread, 100 - place if low else place) for place in needed]
    return (100 - strength, 100 - cautious, edges) if low else (strength, cautious, edges)


def _agreeing(strength: Floats, inside: Marks, needed: float) -> Floats:
    """Places that never disagree with something else about who is inside: those of a score with
    the published decile, those of an interval's end with the threshold in the unit."""
    below = np.nextafter(needed, -np.inf)
    return np.where(inside, np.fmax(strength, needed), np.fmin(strength, below))


def _mid_rank(spread: Floats, values: Floats) -> Floats:
    """Place of any value among sorted ones: percent below it, ties by halves."""
    below = np.searchsorted(spread, values, side="left")
    up_to = np.searchsorted(spread, values, side="right")
    return np.where(np.isnan(values), np.nan, 50 * (below + up_to) / max(len(spread), 1))


def _along(spread: Floats, values: Floats) -> Floats:
    """Place of any value on the percentiles; the middle of those that equal it."""
    low = np.searchsorted(spread, values, side="left")
    high = np.searchsorted(spread, values, side="right")
    inner = np.clip(low, 1, len(spread) - 1)
    below, above = spread[inner - 1], spread[inner]
    step = np.where(above > below, above - below, 1.0)
    between = inner - 1 + np.clip((values - below) / step, 0, 1)
    return np.where(np.isnan(values), np.nan, np.where(low < high, (low + high - 1) / 2, between))


def _at(spread: Floats, place: float) -> float:
    """The value at a place from 0 to 100 among sorted ones."""
    if not len(spread):
        return float("nan")
    return float(np.interp(place, np.linspace(0, 100, len(spread)), spread))


def column(table: pd.DataFrame, name: str) -> Floats:
    """A column as plain numbers."""
    return table[name].to_numpy(dtype=float)
