"""Finding seldom-heard populations: criteria over any indicators, met or missed, and why.

A criterion says how much need is enough: among England's or the atlas's highest x %, at or above
(or below) a value, or in a national decile. An area is found if it meets every required criterion
and at least k of the others, inside the limits. A found area is *firm* if it is still found when
every threshold is a tenth stricter and every share is at the cautious end of its interval.

Nothing is read but the atlas, and results do not depend on the order of its rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.membership import are_among
from layers.targeting.criterion_values import (
    TIGHTER,
    VALUE_RULES,
    Marks,
    Measure,
    column,
    measure,
)
from layers.targeting.criterion_values import Rule as Rule  # also asked for from here
from layers.targeting.texts import say

MOST_CRITERIA = 8


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
        ``national_top``: among the ``amount`` % of England's areas with most need (the highest
        values where neither end means need); ``local_top``: the same within the atlas;
        ``at_least`` / ``at_most``: a value in the indicator's unit; ``decile``: national decile
        ``amount`` or lower (1 = most need).
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
        One row for each found area and criterion, areas in code order and criteria in the
        definition's: ``lsoa``, ``indicator``, ``value``, ``lower``, ``upper``, ``threshold`` and
        ``stricter`` (the same a tenth stricter; both in the indicator's unit),
        ``national_decile``, ``margin``, ``people`` (numerator of a share), ``met``, ``doubt`` and
        ``place`` (see :class:`layers.targeting.criterion_values.Measure`; ``doubt`` is empty too
        where the criterion is not met). The margin is how far the value is past the threshold
        towards need, as a share of it: 0.5 for 15 where at least 10 is asked for, or 5 where at
        most 10 is. It is negative where a counted criterion is not met, and NaN for a threshold
        that is not above 0, of which nothing is a share.
    near
        One row for each near miss and criterion it misses, in the same order: ``lsoa``,
        ``indicator``, ``value``, ``threshold``, ``short_by`` (in the unit). A near miss would be
        found if every threshold were a tenth more lenient.
    thresholds
        One for each criterion, in the indicator's unit.
    unknown
        Codes, in code order, of areas that are neither found nor near misses for want of a figure:
        they would be found if they met every criterion that they have no figure of.
    graded
        Whether a tenth stricter means anything: not where all that is asked for moves in whole
        steps. Without it ``firm`` says nothing of how sure an area is.
    """

    found: pd.Index
    firm: pd.Index
    why: pd.DataFrame
    near: pd.DataFrame
    thresholds: tuple[float, ...] = ()
    unknown: pd.Index = field(default_factory=lambda: pd.Index([]))
    graded: bool = True

    def only(self, codes: Iterable[str]) -> "Finding":
        """The same of some of the areas found; near misses stay, which were not found."""
        wanted = set(codes)
        if len(wanted) == len(self.found):
            return self
        return replace(
            self,
            found=self.found[are_among(self.found, wanted)],
            firm=self.firm[are_among(self.firm, wanted)],
            why=self.why[self.why["lsoa"].isin(wanted)].reset_index(drop=True),
        )


def check(atlas: Atlas, definition: Definition) -> None:
    """Hold what a definition must be to be used on an atlas.

    Raises
    ------
    DefinitionError
        For no criterion or too many, an indicator that is unknown or has no comparison with
        England, a rule that does not suit it, or an amount out of range.
    """
    missing = [i for i in _named(definition) if i not in atlas.indicators]
    if missing and missing[0] in atlas.catalogue.indicators:
        label = atlas.catalogue.indicators[missing[0]].label
        raise DefinitionError(say("definition", "not_here", indicator=label))
    check_form(atlas.indicators, definition)
    for criterion in definition.criteria:
        indicator = atlas.indicators[criterion.indicator]
        national = criterion.rule in ("national_top", "decile") and indicator.kind != "decile"
        if national and np.isnan(atlas.england(indicator.id).percentiles).any():
            raise DefinitionError(say("definition", "no_national", indicator=indicator.label))


def check_form(indicators: Mapping[str, Indicator], definition: Definition) -> None:
    """Hold what can be told from the definitions of indicators alone, without an atlas.

    Raises
    ------
    DefinitionError
        As :func:`check`.
    """
    if not 1 <= len(definition.criteria) <= MOST_CRITERIA:
        raise DefinitionError(say("definition", "criteria", most=MOST_CRITERIA))
    for name in _named(definition):
        if name not in indicators:
            raise DefinitionError(say("definition", "unknown", name=name))
    for criterion in definition.criteria:
        if wrong := _wrong(indicators[criterion.indicator], criterion):
            label = indicators[criterion.indicator].label
            raise DefinitionError(say("criterion", wrong, indicator=label))
    counted = sum(not c.required for c in definition.criteria)
    if not 0 <= definition.at_least <= counted:
        raise DefinitionError(
            say("definition", "counted", at_least=definition.at_least, counted=counted)
        )
    if not 0 <= definition.people < np.inf:
        raise DefinitionError(say("definition", "people"))
    if definition.people and not definition.group:
        raise DefinitionError(say("definition", "no_group"))
    group = indicators[definition.group] if definition.group else None
    if group and not group.is_share:
        raise DefinitionError(say("definition", "not_share", group=definition.group))
    if group and not group.counts_people:
        raise DefinitionError(say("definition", "wards_only", group=definition.group))


def _named(definition: Definition) -> list[str]:
    """Ids of the indicators that a definition names."""
    return [c.indicator for c in definition.criteria] + [definition.group] * bool(definition.group)


def _wrong(indicator: Indicator, criterion: Criterion) -> str:
    """What is wrong with a criterion, by name in ``texts.toml``; empty if nothing is."""
    rule, amount = criterion.rule, criterion.amount
    top = rule in ("national_top", "local_top")
    if indicator.kind == "category":
        return "category"
    if not np.isfinite(amount):
        return "amount"
    if top and not 0 < amount <= 100:
        return "percent"
    if indicator.kind == "change" and rule not in VALUE_RULES:
        return "steps"
    if top and indicator.kind == "decile":
        return "tenths"
    if indicator.derived == "heard" and not (rule == "at_most" and 0 < amount <= 1):
        return "heard"
    if rule == "decile" and amount not in range(1, 11):
        return "decile"
    if rule == "decile" and indicator.polarity == "none":
        return "no_decile"
    return ""


def evaluate(atlas: Atlas, definition: Definition) -> Finding:
    """Find the areas of a definition, with the reasons.

    Raises
    ------
    DefinitionError
        When the definition cannot be used.
    """
    check(atlas, definition)
    codes = atlas.areas.index.sort_values()
    measures = [
        measure(atlas, c.indicator, c.rule, float(c.amount), codes) for c in definition.criteria
    ]
    met = np.array([m.met() for m in measures])
    stricter = np.array([m.met(TIGHTER, cautious=True) for m in measures])
    looser = np.array([m.met(-TIGHTER) for m in measures])
    allowed = _allowed(atlas, definition, codes)
    found = allowed & _enough(definition, met)
    near = allowed & _enough(definition, looser) & ~found
    maybe = met | np.array([np.isnan(m.strength) for m in measures])
    unknown = allowed & _enough(definition, maybe) & ~found & ~near
    return Finding(
        found=codes[found],
        firm=codes[found & _enough(definition, stricter)],
        why=_why(codes, measures, np.broadcast_to(found, met.shape), met),
        near=_near(codes, measures, near & ~met),
        thresholds=tuple(m.threshold for m in measures),
        unknown=codes[unknown],
        graded=any(m.graded for m in measures),
    )


def _allowed(atlas: Atlas, definition: Definition, codes: pd.Index) -> Marks:
    allowed = np.ones(len(codes), dtype=bool)
    if definition.within is not None:
        allowed &= are_among(codes, definition.within)
    if definition.group:
        people = column(atlas.table(definition.group).reindex(codes), "numerator")
        allowed &= np.nan_to_num(people) >= definition.people
    return allowed


def _enough(definition: Definition, met: Marks) -> Marks:
    """Which areas meet every required criterion and as many others as are asked for."""
    required = np.array([c.required for c in definition.criteria])
    enough = met[~required].sum(axis=0) >= definition.at_least
    return np.asarray(met[required].all(axis=0) & enough)


def _why(codes: pd.Index, measures: Sequence[Measure], wanted: Marks, met: Marks) -> pd.DataFrame:
    return _told(
        codes,
        measures,
        wanted,
        **{name: [column(m.table, name) for m in measures] for name in ("value", "lower", "upper")},
        threshold=[np.full(len(codes), m.threshold) for m in measures],
        stricter=[np.full(len(codes), m.stricter) for m in measures],
        national_decile=[m.decile for m in measures],
        margin=[m.margin() for m in measures],
        people=[m.people for m in measures],
        met=list(met),
        doubt=[np.where(m.met(), m.doubt(), "") for m in measures],
        place=[m.place() for m in measures],
    )


def _near(codes: pd.Index, measures: Sequence[Measure], wanted: Marks) -> pd.DataFrame:
    values = [column(m.table, "value") for m in measures]
    return _told(
        codes,
        measures,
        wanted,
        value=values,
        threshold=[np.full(len(codes), m.threshold) for m in measures],
        short_by=[np.abs(v - m.threshold) for v, m in zip(values, measures, strict=True)],
    )


def _told(
    codes: pd.Index,
    measures: Sequence[Measure],
    wanted: Marks,
    **columns: Sequence[npt.NDArray[Any]],
) -> pd.DataFrame:
    """One row for each wanted pair, areas in code order and criteria in the definition's."""
    area, criterion = np.nonzero(wanted.T)
    names = np.array([m.indicator for m in measures], dtype=object)[criterion]
    told = {name: np.array(each)[criterion, area] for name, each in columns.items()}
    return pd.DataFrame({"lsoa": codes[area], "indicator": names, **told})
