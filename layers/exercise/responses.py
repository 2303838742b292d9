"""The answers to an engagement exercise as counts: by area, and by what people said of themselves.

No row of a file and no postcode is kept: only how many answered with the same area and the same
characteristics.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from layers.exercise.respondents import NOT_SAID, Question

REASON = "reason"


def nobody() -> pd.DataFrame:
    """No responses left out."""
    return pd.DataFrame({REASON: pd.Series(dtype=object), "count": pd.Series(dtype="int64")})


@dataclass(frozen=True)
class Responses:
    """An exercise.

    Attributes
    ----------
    cells
        ``lsoa``, one column for each question that the file answers (category ids, ``""`` for not
        said), and ``count``: responses from the area with these answers. Only of the atlas's
        areas, each combination once.
    elsewhere
        Responses from outside the atlas's areas.
    left_out
        Responses that have no place, so that nobody knows whether they are from here: ``reason``
        (a key of ``layers/catalogue/place_codes.toml``), the same questions' columns, ``count``.
    """

    cells: pd.DataFrame
    elsewhere: int = 0
    left_out: pd.DataFrame = field(default_factory=nobody)

    @property
    def total(self) -> int:
        """Responses from the atlas's areas."""
        return int(self.cells["count"].sum())

    @property
    def questions(self) -> tuple[str, ...]:
        """Ids of the questions that the file answers."""
        return tuple(c for c in self.cells.columns if c not in ("lsoa", "count"))

    @property
    def unplaced(self) -> int:
        """Responses that have no place."""
        return int(self.left_out["count"].sum())

    def by_area(self, index: pd.Index) -> pd.Series:
        """Responses by area, in the order of an index of codes."""
        counts = self.cells["count"].groupby(self.cells["lsoa"]).sum()
        return counts.reindex(index, fill_value=0)

    def by_answer(self, question: Question, *, fine: bool) -> pd.Series:
        """Responses by category of a question; those not said stand under ``""``.

        Parameters
        ----------
        fine
            Into the categories without parts (see :func:`is_fine`), rather than the broad ones.
        """
        answers = self.cells[question.id]
        if not fine:
            broader = {one: question.broader(one) for one in question.categories}
            answers = answers.map({NOT_SAID: NOT_SAID, **broader})
        wanted = [*(question.fine if fine else question.broad), NOT_SAID]
        return self.cells["count"].groupby(answers).sum().reindex(wanted, fill_value=0)

    def is_fine(self, question: Question) -> bool:
        """Whether every answer to a question that has parts was given as one of the parts."""
        given = set(self.cells[question.id].unique()) - {NOT_SAID}
        return question.fine != question.broad and given <= set(question.fine)


def together(waves: Iterable[Responses]) -> Responses:
    """Several exercises, such as the waves of a survey, as one.

    Only questions that all of them answer are kept.
    """
    parts = list(waves)
    common = [q for q in parts[0].questions if all(q in one.questions for one in parts)]
    stacked = pd.concat([one.cells[["lsoa", *common, "count"]] for one in parts])
    cells = stacked.groupby(["lsoa", *common])["count"].sum().reset_index()
    left = pd.concat([one.left_out for one in parts])
    left = left.reindex(columns=[REASON, *common, "count"])
    return Responses(cells, sum(one.elsewhere for one in parts), left.reset_index(drop=True))
