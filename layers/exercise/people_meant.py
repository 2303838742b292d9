"""The people whom a plan is meant for, where an answer to a question tells who is of them.

A plan's zones were chosen for one group of residents. Where this is a category of a question, or
made of some, those of the group are told apart from all others who answered.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.exercise.counts_over_time import Inside
from layers.exercise.representation import Table, living
from layers.exercise.respondents import Base, Question, Respondents

MEANT = "meant"
# The two groups of the table.
OF_THEM, OTHERS = "of_them", "others"
UNCLEAR = "unclear"


@dataclass(frozen=True)
class Meant:
    """The people whom a plan is meant for: what they are called, and the categories of a question
    that they are, none of which is part of another."""

    label: str
    question: Question
    categories: tuple[str, ...]

    @property
    def within(self) -> dict[str, str]:
        """The broad category that each of theirs is part of, or is."""
        return {one: self.question.broader(one) for one in self.categories}

    @property
    def whole(self) -> tuple[str, ...]:
        """Broad categories all of whose people are of them."""
        return tuple(one for one in self.question.broad if one in self.categories)

    @property
    def partly(self) -> tuple[str, ...]:
        """Broad categories some of whose people are of them."""
        return tuple(dict.fromkeys(w for one, w in self.within.items() if w != one))


@dataclass(frozen=True)
class MeantHeard:
    """How many were heard of the people whom a plan is meant for.

    Attributes
    ----------
    label
        What they are called.
    question
        The id of the one that tells who is of them.
    share
        Of the residents whom the plan asks, the share (0–1) that is of them.
    table
        Those of them and all others who answered, as it may be shown; None for none yet.
    unclear
        Whether answers were counted that do not tell who is of them, so that there may be more.
    """

    label: str
    question: str
    share: float
    table: Table | None
    unclear: bool


def meant_by(known: Respondents, indicator: str) -> Meant | None:
    """The people of an indicator; None where no question tells who is of them."""
    for made in known.made_of:
        if made.id == indicator:
            return Meant(made.label, known.questions[made.question], made.categories)
    for question in known.question:
        for one in question.category:
            if one.people == (indicator,) and not one.without:
                return Meant(one.label, question, (one.id,))
    return None


def answers(
    meant: Meant, heard: pd.DataFrame, visits: pd.Index, broad: Collection[str]
) -> pd.DataFrame:
    """People by visit: ``of_them``, ``others``, and ``unclear``.

    Parameters
    ----------
    heard
        As in :class:`layers.exercise.so_far.Diary`.
    broad
        The broad categories that are compared; other answers are left out.

    Unclear are those of whom a visit says a broad category alone of which some are meant. They are
    among the others: of nobody more is told than was said. Where a visit says any of its parts,
    the rest of the category is not meant.
    """
    question = meant.question
    compared = [one for one in question.categories if question.broader(one) in broad]
    mine = heard[(heard["question"] == question.id) & heard["category"].isin(compared)]
    count = mine.pivot_table("count", "activity", "category", "sum", fill_value=0)
    count = count.reindex(index=visits, columns=compared, fill_value=0)
    theirs = [
        one for one in compared if one in meant.categories or question.broader(one) in meant.whole
    ]
    of_them = count[theirs].sum(axis=1)
    unclear = pd.Series(0, index=visits)
    for whole in meant.partly:
        parts = [one for one in compared if one != whole and question.broader(one) == whole]
        unclear += count[whole].where(count[parts].sum(axis=1) == 0, 0)
    return pd.DataFrame({OF_THEM: of_them, OTHERS: count.sum(axis=1) - of_them, UNCLEAR: unclear})


def table_of(
    atlas: Atlas, known: Respondents, meant: Meant, base: Base, counts: pd.Series
) -> Table | None:
    """Those of them and all others who answered, beside residents; None where none lives here or
    none else does."""

    def there(categories: tuple[str, ...]) -> float:
        return sum(living(atlas, base, meant.question, one) for one in categories)

    share = there(meant.categories) / (there(meant.question.broad) or 1.0)
    if not 0 < share < 1:
        return None
    observed = counts[[OF_THEM, OTHERS]].astype(float)
    return Table(
        observed=observed,
        share=pd.Series({OF_THEM: share, OTHERS: 1 - share}),
        total=int(np.rint(observed.sum())),
        names=pd.Series({OF_THEM: meant.label, OTHERS: known.everybody_else}),
    )


def inside(meant: Meant, broad: Collection[str]) -> list[Inside]:
    """Which groups of the table and of its question hold the people of which others.

    Parameters
    ----------
    broad
        The broad categories that are compared.
    """
    name = meant.question.id
    whole = tuple(one for one in broad if one in meant.whole)
    partly = tuple(one for one in broad if one in meant.partly)
    none = tuple(one for one in broad if one not in {*whole, *partly})
    found = [
        Inside(MEANT, (OF_THEM,), name, (*whole, *partly)),
        Inside(MEANT, (OTHERS,), name, (*partly, *none)),
        Inside(name, whole, MEANT, (OF_THEM,)),
        Inside(name, none, MEANT, (OTHERS,)),
    ]
    return [one for one in found if one.parts and one.wholes]
