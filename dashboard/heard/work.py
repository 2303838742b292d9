"""What an exercise says: every level's table as it may be shown, the map's ratios, the silent."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.heard.carried import Asked
from layers import groupings
from layers.atlas import Atlas
from layers.disclosure import dissimilarities, filled, published, stand_ins, told_alone
from layers.representation import (
    SILENT_FROM,
    Dissimilarity,
    Table,
    compare,
    silent,
    tables,
)
from layers.respondents import Respondents
from layers.smoothing import empirical_bayes
from layers.suppression import Rule

# Places from large to small; the map shows the smallest that has enough responses.
PLACES = ("district", "ward", "msoa", "lsoa")


@dataclass(frozen=True)
class Found:
    """Everything that the page and the files show of an exercise, and nothing they may not.

    Attributes
    ----------
    asked
        What was sent: counts and whom the exercise asked.
    rule
        Which counts are hidden, and how others are rounded.
    shown
        Tables with small counts hidden, by level.
    compared
        What :func:`layers.representation.compare` makes of each.
    apart
        The index of dissimilarity of each level.
    left_out
        Levels of places with too few responses for their number of places.
    mapped
        The level that the map shows.
    smoothed
        Its ratios, smoothed, by code.
    silent
        Places of that level where nobody was heard from.
    """

    asked: Asked
    rule: Rule
    shown: Mapping[str, Table]
    compared: Mapping[str, pd.DataFrame]
    apart: Mapping[str, Dissimilarity]
    left_out: tuple[str, ...]
    mapped: str
    smoothed: pd.Series
    silent: pd.DataFrame

    @property
    def total(self) -> float:
        """Responses from the atlas's areas, as the shown counts tell it; NaN where they do not."""
        return self.shown[PLACES[0]].total


def work_out(atlas: Atlas, known: Respondents, asked: Asked, rule: Rule) -> Found:
    """Compare an exercise with those it asked.

    A level of places with fewer than ``SILENT_FROM`` responses to be expected for each place on
    average is left out: nearly all of it would be hidden, and to keep it hidden much of the larger
    places' counts would be hidden too.
    """
    every = tables(atlas, asked.responses, asked.base, known)
    # Not the true number: which tables are shown would tell it.
    total = told_alone(every[PLACES[0]], rule)
    left_out = tuple(
        level for level in PLACES[1:] if not total >= SILENT_FROM * len(every[level].observed)
    )
    kept = {name: table for name, table in every.items() if name not in left_out}
    shown = published(kept, rule)
    compared = {name: compare(table) for name, table in shown.items()}
    mapped = [level for level in PLACES if level in kept][-1]
    return Found(
        asked=asked,
        rule=rule,
        shown=shown,
        compared=compared,
        apart=dissimilarities(kept, shown, rule),
        left_out=left_out,
        mapped=mapped,
        smoothed=_smoothed(shown, mapped, stand_ins(kept[mapped], shown[mapped], rule)),
        silent=silent(compared[mapped]),
    )


def labels(known: Respondents, name: str) -> str:
    """What a level is called."""
    if name in groupings.PLACES:
        return groupings.PLACES[name]
    if name == groupings.NETWORK:
        return "Primary care network (PCN)"
    question = known.questions[name.removesuffix("_parts")]
    return f"{question.label}, in detail" if name.endswith("_parts") else question.label


def _smoothed(shown: Mapping[str, Table], mapped: str, small: pd.Series) -> pd.Series:
    table = shown[mapped]
    expected = table.total * table.share
    if mapped == "district":
        return table.observed / expected
    counts = filled(table, shown["district"], small)
    return empirical_bayes(counts.fillna(expected), expected, table.within["district"])
