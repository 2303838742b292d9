"""Responses without a usable place: how many, why, and of whom, as these counts may be told.

They are compared with nobody, for nobody knows where they live. Groups of which many gave no usable
place look less heard than they were, so a finding has to say of whom they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.exercise.respondents import NOT_SAID, Respondents
from layers.exercise.responses import REASON, Responses
from layers.statistics.suppression import Nesting, Rule, protect, rounded

_ALL = "all"


@dataclass(frozen=True)
class LeftOut:
    """Counts of responses without a usable place; NaN where one is hidden.

    Attributes
    ----------
    any
        Whether there are any.
    total
        All of them.
    reasons
        By key of a reason, most first; the hidden ones last.
    answers
        By question: by broad category, of those who answered it.
    many
        By question, and for the reasons, where no count of it may be told: the categories of which
        at least as many as are not small have no place. Told only where the others' small counts
        keep their room.
    """

    any: bool
    total: float
    reasons: pd.Series
    answers: Mapping[str, pd.Series]
    many: Mapping[str, frozenset[str]]


def left_out(responses: Responses, known: Respondents, rule: Rule) -> LeftOut:
    """What may be told of them.

    The total, the reasons and each question's answers go through suppression together, since they
    all add up to the same total.
    """
    frame = responses.left_out
    asked = [name for name in responses.questions if name in frame]
    count = frame["count"].astype(float)
    if not count.sum():
        return LeftOut(False, 0.0, pd.Series(dtype=float), {}, {})
    tables = {
        _ALL: pd.Series({_ALL: float(count.sum())}),
        REASON: count.groupby(frame[REASON]).sum(),
    }
    for name in asked:
        question = known.questions[name]
        broad = {one: question.broader(one) for one in question.categories} | {NOT_SAID: NOT_SAID}
        given = count.groupby(frame[name].map(broad)).sum()
        tables[name] = given.reindex([*question.broad, NOT_SAID], fill_value=0.0)
    nested = [
        Nesting(name, _ALL, pd.Series(_ALL, index=table.index))
        for name, table in tables.items()
        if name != _ALL
    ]
    shown = protect(tables, nested, rule)
    answers = {name: shown[name].drop(NOT_SAID) for name in asked}
    total = float(shown[_ALL].iloc[0])
    return LeftOut(
        any=True,
        total=total,
        reasons=shown[REASON].sort_values(ascending=False, kind="stable"),
        answers=answers,
        many={
            name: _many(tables[name].drop(NOT_SAID, errors="ignore"), total, rule)
            for name, told in {REASON: shown[REASON], **answers}.items()
            if nothing_told(told)
        },
    )


def _many(counts: pd.Series, total: float, rule: Rule) -> frozenset[str]:
    """Categories whose count is not small; none where that leaves the others too little room.

    Which they are is the same whatever a small count is. What they have at least, taken off the
    total, must leave as much as a small count may be and what the total is rounded by.
    """
    large = counts.index[counts >= max(rule.threshold, 1)]
    room = total - rule.threshold * len(large)
    return frozenset(map(str, large)) if room >= rule.threshold + rule.base else frozenset()


def ratio_with(
    observed: float, left: float, total: float, left_total: float, share: float
) -> float:
    """A group's ratio if those left out had been counted as if all of them lived here.

    Parameters
    ----------
    observed, total
        Responses of the group, and of all groups, as they are shown.
    left, left_total
        The same of those left out.
    share
        The group's share (0–1) of those asked.

    >>> ratio_with(20, 10, 100, 20, 0.5)
    0.5
    """
    return (observed + left) / ((total + left_total) * share)


def told_total(answers: pd.Series, rule: Rule) -> float:
    """All who answered a question, as the shown counts tell it: a hidden one stands as half the
    threshold, whatever it is."""
    return float(rounded(answers.fillna(rule.threshold / 2).sum(), rule)) if len(answers) else 0.0


def nothing_told(answers: pd.Series) -> bool:
    """Whether of a question's groups not one count may be told."""
    return bool(np.isnan(answers.to_numpy(dtype=float)).all())
