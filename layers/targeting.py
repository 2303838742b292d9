"""Finding seldom-heard populations: criteria over any indicators, met or missed, and why.

A criterion says how much need is enough: among England's or the atlas's highest x %, at or above
(or below) a value, or in a national decile. An area is found if it meets every required criterion
and at least k of the others, inside the limits. A found area is *firm* if it is still found when
every threshold is a tenth stricter and every share is at the cautious end of its interval.

All functions are pure: nothing is read but the atlas, and results do not depend on row order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.definitions import Indicator

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Rule = Literal["national_top", "local_top", "at_least", "at_most", "decile"]

MOST_CRITERIA = 8
TIGHTER = 0.1


class DefinitionError(ValueError):
    """A definition cannot be used. The message says what is wrong and what would do."""


@dataclass(frozen=True)
class Criterion:
    """How much need is enough, for one indicator.

    Attributes
    ----------
    indicator
        Its id.
    rule
        ``national_top``: among the ``amount`` % of England's areas with most need;
        ``local_top``: the same within the atlas; ``at_least`` / ``at_most``: a value in the
        indicator's unit; ``decile``: national decile ``amount`` or lower (1 = most need).
    amount
        Percent, value or decile, as the rule says.
    required
        Whether an area must meet it, or it only counts towards the definition's ``at_least``.
    """

    indicator: str
    rule: Rule
    amount: float
    required: bool = True


@dataclass(frozen=True)
class Definition:
    """Whom an engagement team wants to hear from.

    Attributes
    ----------
    criteria
        One to eight.
    at_least
        How many of the criteria that are not required must be met.
    within
        Codes of the areas that may be found; None means all. (Districts, wards, networks and
        practices are turned into areas by whoever asks.)
    group, people
        A share's id, and the fewest people of its numerator that an area must have.
    """

    criteria: tuple[Criterion, ...]
    at_least: int = 0
    within: frozenset[str] | None = None
    group: str = ""
    people: float = 0.0


@dataclass(frozen=True)
class Finding:
    """What a definition finds.

    Attributes
    ----------
    found, firm
        Area codes in code order; firm ones are among the found.
    why
        One row for each found area and criterion: ``lsoa``, ``indicator``, ``value``,
        ``lower``, ``upper``, ``threshold``, ``national_decile``, ``margin`` (how far past the
        threshold, as a share of it; negative where a counted criterion is not met), ``people``
        (numerator of a share), ``met``.
    near
        One row for each near miss and criterion it misses: ``lsoa``, ``indicator``, ``value``,
        ``threshold``, ``short_by``. A near miss would be found if every threshold were a tenth
        more lenient.
    """

    found: pd.Index
    firm: pd.Index
    why: pd.DataFrame
    near: pd.DataFrame


def check(atlas: Atlas, definition: Definition) -> None:
    """Hold what a definition must be.

    Raises
    ------
    DefinitionError
        For no criterion or too many, an unknown indicator, a rule that does not suit it, or an
        amount out of range.
    """
    if not 1 <= len(definition.criteria) <= MOST_CRITERIA:
        raise DefinitionError(f"Give between one and {MOST_CRITERIA} criteria.")
    for criterion in definition.criteria:
        _check_criterion(atlas, criterion)
    counted = sum(not c.required for c in definition.criteria)
    if not 0 <= definition.at_least <= counted:
        raise DefinitionError(
            f"At least {definition.at_least} of {counted} counted criteria cannot be asked for."
        )
    if definition.group and (
        definition.group not in atlas.indicators or not atlas.indicators[definition.group].is_share
    ):
        raise DefinitionError(f"{definition.group!r} is not a share, so it has no people to count.")


def _check_criterion(atlas: Atlas, criterion: Criterion) -> None:
    if criterion.indicator not in atlas.indicators:
        raise DefinitionError(f"There is no indicator called {criterion.indicator!r}.")
    definition = atlas.indicators[criterion.indicator]
    label = definition.label
    if definition.kind == "category":
        raise DefinitionError(f"{label} is a class, not an amount: use it as a filter.")
    if not np.isfinite(criterion.amount):
        raise DefinitionError(f"{label}: the amount is not a number.")
    if criterion.rule in ("national_top", "local_top") and not 0 < criterion.amount <= 100:
        raise DefinitionError(f"{label}: give a percentage over 0 and up to 100.")
    if criterion.rule == "decile" and criterion.amount not in range(1, 11):
        raise DefinitionError(f"{label}: a decile is a whole number from 1 to 10.")
    if criterion.rule in ("national_top", "decile") and definition.kind != "decile":
        if np.isnan(atlas.england(criterion.indicator).percentiles).any():
            raise DefinitionError(
                f"{label} has no national comparison: use a value, or the highest share here."
            )


def national_decile(definition: Indicator, percentile: npt.ArrayLike) -> Floats:
    """National decile from a percentile: 1 is the tenth of England's areas with most need.

    NaN where there is no percentile, or where neither end of the indicator means more need.
    """
    p = np.asarray(percentile, dtype=float)
    if definition.polarity == "high":
        return np.clip(np.ceil((100 - p) / 10), 1, 10)
    if definition.polarity == "low":
        return np.clip(np.ceil(p / 10), 1, 10)
    return np.full(p.shape, np.nan)


def evaluate(atlas: Atlas, definition: Definition) -> Finding:
    """Find the areas of a definition, with the reasons.

    Raises
    ------
    DefinitionError
        When the definition cannot be used.
    """
    check(atlas, definition)
    measures = [_measure(atlas, c) for c in definition.criteria]
    met = [m.met(0.0) for m in measures]
    allowed = _allowed(atlas, definition)
    found = _combine(definition, met, allowed)
    firm = found & _combine(definition, [m.met(TIGHTER, cautious=True) for m in measures], allowed)
    loose = _combine(definition, [m.met(-TIGHTER) for m in measures], allowed) & ~found
    codes = atlas.areas.index
    return Finding(
        found=codes[found],
        firm=codes[firm],
        why=_why(codes, found, definition, measures, met),
        near=_near(codes, loose, definition, measures, met),
    )


@dataclass(frozen=True)
class _Measure:
    """One criterion's numbers over all areas, turned so that more is always more need."""

    criterion: Criterion
    table: pd.DataFrame
    strength: Floats  # what is compared: a percentile, or a value, signed towards need
    cautious: Floats  # the same at the cautious end of the interval
    needed: float  # strength that is enough
    threshold: float  # the same in the indicator's unit, for people
    decile: Floats

    def met(self, tighter: float, *, cautious: bool = False) -> Marks:
        """Which areas meet the criterion with a threshold stricter by a share of it."""
        strength = self.cautious if cautious else self.strength
        with np.errstate(invalid="ignore"):
            return np.asarray(strength >= self._moved(tighter))

    def _moved(self, tighter: float) -> float:
        if self.criterion.rule in ("at_least", "at_most"):
            return self.needed + abs(self.needed) * tighter
        # The highest x % become the highest x·(1 − tighter) %.
        return 100 - (100 - self.needed) * (1 - tighter)


def _measure(atlas: Atlas, criterion: Criterion) -> _Measure:
    definition = atlas.indicators[criterion.indicator]
    table = atlas.table(criterion.indicator)
    # A published decile is too coarse to make a tenth stricter: its score is finer.
    scale_id = criterion.indicator
    if definition.kind == "decile" and criterion.indicator.endswith("_decile"):
        score = criterion.indicator.removesuffix("_decile") + "_score"
        scale_id = score if score in atlas.indicators else scale_id
    scale = atlas.indicators[scale_id]
    finer = atlas.table(scale_id)
    low_is_need = scale.polarity == "low"
    values = table["value"].to_numpy(dtype=float)
    end = finer["upper" if low_is_need else "lower"].to_numpy(dtype=float)
    careful = np.where(np.isnan(end), finer["value"].to_numpy(dtype=float), end)
    percentile = finer["national_percentile"].to_numpy(dtype=float)
    decile = (
        values
        if definition.kind == "decile"
        else national_decile(definition, table["national_percentile"])
    )
    amount = criterion.amount
    if criterion.rule in ("at_least", "at_most"):
        sign = 1.0 if criterion.rule == "at_least" else -1.0
        other = table["lower" if sign > 0 else "upper"].to_numpy(dtype=float)
        wary = np.where(np.isnan(other), values, other)
        return _Measure(criterion, table, sign * values, sign * wary, sign * amount, amount, decile)
    if criterion.rule == "local_top":
        strength = _mid_rank(finer["value"].to_numpy(dtype=float))
        spread = _spread(finer["value"].to_numpy(dtype=float))
        needed = 100 - amount
    else:
        strength = percentile
        spread = atlas.england(scale_id).percentiles
        needed = 100 - (10 * amount if criterion.rule == "decile" else amount)
    wary = (
        np.minimum(strength, _along(spread, careful))
        if not low_is_need
        else np.maximum(strength, _along(spread, careful))
    )
    threshold = float(np.interp(needed if not low_is_need else 100 - needed, range(101), spread))
    if low_is_need:
        strength, wary = 100 - strength, 100 - wary
    if definition.kind == "decile":
        threshold = amount if criterion.rule == "decile" else threshold
    measure = _Measure(criterion, table, strength, wary, needed, threshold, decile)
    if definition.kind == "decile" and criterion.rule == "decile":
        return _exact_decile(measure, values)
    return measure


def _exact_decile(measure: _Measure, published: Floats) -> _Measure:
    """Let a published decile decide by itself: the score's percentile must not disagree with it."""
    inside = published <= measure.criterion.amount
    edge = measure.needed
    strength = np.where(
        inside, np.maximum(measure.strength, edge), np.minimum(measure.strength, edge - 1e-9)
    )
    return replace(measure, strength=strength, cautious=np.minimum(measure.cautious, strength))


def _allowed(atlas: Atlas, definition: Definition) -> Marks:
    codes = atlas.areas.index
    allowed = np.ones(len(codes), dtype=bool)
    if definition.within is not None:
        allowed &= codes.isin(list(definition.within))
    if definition.group and definition.people > 0:
        people = atlas.table(definition.group)["numerator"].to_numpy(dtype=float)
        allowed &= np.nan_to_num(people) >= definition.people
    return allowed


def _combine(definition: Definition, met: Sequence[Marks], allowed: Marks) -> Marks:
    found = allowed.copy()
    count = np.zeros(len(allowed), dtype=int)
    for criterion, marks in zip(definition.criteria, met, strict=True):
        if criterion.required:
            found &= marks
        else:
            count += marks
    return found & (count >= definition.at_least)


def _margin(measure: _Measure) -> Floats:
    """How far a value is past the threshold, as a share of the threshold; more is more need."""
    values = measure.table["value"].to_numpy(dtype=float)
    sign = -1.0 if _less_is_need(measure) else 1.0
    scale = abs(measure.threshold) or 1.0
    return sign * (values - measure.threshold) / scale


def _less_is_need(measure: _Measure) -> bool:
    if measure.criterion.rule == "at_most":
        return True
    if measure.criterion.rule == "at_least":
        return False
    values, decile = measure.table["value"], pd.Series(measure.decile, index=measure.table.index)
    # Deciles and polarity "low" run the other way; the decile itself tells which.
    known = values.notna() & decile.notna()
    if not known.any():
        return False
    return float(np.corrcoef(values[known], decile[known])[0, 1]) > 0


def _why(
    codes: pd.Index,
    found: Marks,
    definition: Definition,
    measures: Sequence[_Measure],
    met: Sequence[Marks],
) -> pd.DataFrame:
    frames = []
    for measure, marks in zip(measures, met, strict=True):
        frame = measure.table.loc[found, ["value", "lower", "upper"]].copy()
        frame.insert(0, "indicator", measure.criterion.indicator)
        frame["threshold"] = measure.threshold
        frame["national_decile"] = measure.decile[found]
        frame["margin"] = _margin(measure)[found]
        frame["people"] = measure.table.loc[found, "numerator"]
        frame["met"] = marks[found]
        frames.append(frame.rename_axis("lsoa").reset_index())
    order = {c.indicator: at for at, c in enumerate(definition.criteria)}
    table = pd.concat(frames, ignore_index=True)
    return table.sort_values(
        ["lsoa", "indicator"],
        key=lambda c: c.map(order) if c.name == "indicator" else c,
        ignore_index=True,
    )


def _near(
    codes: pd.Index,
    loose: Marks,
    definition: Definition,
    measures: Sequence[_Measure],
    met: Sequence[Marks],
) -> pd.DataFrame:
    frames = []
    for measure, marks in zip(measures, met, strict=True):
        missed = loose & ~marks
        frame = measure.table.loc[missed, ["value"]].copy()
        frame.insert(0, "indicator", measure.criterion.indicator)
        frame["threshold"] = measure.threshold
        frame["short_by"] = (frame["value"] - measure.threshold).abs()
        frames.append(frame.rename_axis("lsoa").reset_index())
    return pd.concat(frames, ignore_index=True).sort_values(
        ["lsoa", "indicator"], ignore_index=True
    )


@lru_cache(maxsize=256)
def _ranks(values: tuple[float, ...]) -> Floats:
    series = pd.Series(values)
    known = series.notna().sum()
    return ((series.rank(method="average") - 0.5) / known * 100).to_numpy()


def _mid_rank(values: Floats) -> Floats:
    """Percentile of each value among the areas of the atlas, ties by halves."""
    return _ranks(tuple(values.tolist()))


def _spread(values: Floats) -> Floats:
    return np.percentile(values[~np.isnan(values)], range(101))


def _along(spread: Floats, values: Floats) -> Floats:
    """Percentile of any value on a spread; the middle of the percentiles that equal it."""
    low = np.searchsorted(spread, values, side="left")
    high = np.searchsorted(spread, values, side="right")
    inner = np.clip(low, 1, len(spread) - 1)
    below, above = spread[inner - 1], spread[inner]
    step = np.where(above > below, above - below, 1.0)
    between = inner - 1 + np.clip((values - below) / step, 0, 1)
    return np.where(np.isnan(values), np.nan, np.where(low < high, (low + high - 1) / 2, between))
