"""What an exercise says: every level's table as it may be shown, the map's ratios, the silent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.heard.places_asked import UnsaidError, question
from dashboard.heard.texts import texts
from dashboard.heard.wire_format import Asked
from layers.atlas import Atlas
from layers.exercise import places_asked as extents
from layers.exercise.disclosure import dissimilarities, filled, published, told_alone
from layers.exercise.places_asked import Extent, ExtentError
from layers.exercise.representation import (
    SILENT_FROM,
    Dissimilarity,
    Table,
    compare_all,
    silent,
    silent_by_chance,
    tables,
)
from layers.exercise.respondents import Respondents
from layers.exercise.unplaced_responses import LeftOut, left_out
from layers.geography import area_groups
from layers.statistics.smoothing import empirical_bayes
from layers.statistics.suppression import Rule

# Places from large to small; the map shows the smallest that has enough responses.
PLACES = ("district", "ward", "msoa", "lsoa")
# Levels that put together areas from all over, and cut across places. Of few areas, their counts
# and those of places would give small ones away.
KINDS = (
    area_groups.DEPRIVATION,
    area_groups.DEPRIVATION_FIFTH,
    *area_groups.FIFTHS,
    area_groups.NETWORK,
)
FEWEST_AREAS = 100


@dataclass(frozen=True)
class Found:
    """Everything that the page and the files show of an exercise, and nothing they may not.

    Attributes
    ----------
    asked
        What was sent: whom the exercise asked, and counts from where it asked.
    atlas
        The whole atlas.
    here
        The atlas of the areas where it asked: what everything below is worked out from.
    extent
        These areas; all of the atlas's where nobody has said it and nothing speaks against it.
    outside
        Responses from other areas of the atlas: never shown as they are.
    unplaced
        Those without a usable place, as they may be told.
    rule
        Which counts are hidden, and how others are rounded.
    shown
        Tables with small counts hidden, by level.
    compared
        What :func:`layers.exercise.representation.compare_all` makes of them together.
    apart
        The index of dissimilarity of each level.
    left_out
        Levels of places with too few responses for their number of places.
    mapped
        The level that the map shows.
    smoothed
        Its ratios, smoothed, by code.
    silent
        Places of that level where nobody was heard from, surely or by chance.
    silent_by_chance
        How many of them chance alone would give.
    """

    asked: Asked
    atlas: Atlas
    here: Atlas
    extent: Extent
    outside: int
    unplaced: LeftOut
    rule: Rule
    shown: Mapping[str, Table]
    compared: Mapping[str, pd.DataFrame]
    apart: Mapping[str, Dissimilarity]
    left_out: tuple[str, ...]
    mapped: str
    smoothed: pd.Series
    silent: pd.DataFrame
    silent_by_chance: float

    @property
    def total(self) -> float:
        """Responses from the areas asked, as the shown counts tell it; NaN where they do not."""
        return self.shown[PLACES[0]].total

    @property
    def groups(self) -> int:
        """Groups that were looked at, of all levels."""
        return sum(len(frame) for frame in self.compared.values())


def work_out(atlas: Atlas, known: Respondents, asked: Asked, rule: Rule) -> Found:
    """Compare an exercise with those it asked.

    A level of places with fewer than ``SILENT_FROM`` responses to be expected for each place on
    average is left out: nearly all of it would be hidden, and to keep it hidden much of the larger
    places' counts would be hidden too.

    Raises
    ------
    UnsaidError
        Where nobody has said where it asked, and a district's silence makes that matter.
    layers.exercise.places_asked.ExtentError
        Where no response came from the places asked.
    """
    extent = asked.where or extents.everywhere(atlas)
    responses, outside = extents.inside(asked.responses, extent)
    if not responses.total:
        raise ExtentError(texts().where["none_inside"].replace("{where}", extent.label))
    asked = replace(asked, responses=responses)
    here = extents.part(atlas, extent)
    every = _named(atlas, extent, tables(here, responses, asked.base, known))
    # Not the true number: which tables are shown would tell it.
    total = told_alone(every[PLACES[0]], rule)
    too_small = tuple(
        level for level in PLACES[1:] if not total >= SILENT_FROM * len(every[level].observed)
    )
    kept = {
        name: table
        for name, table in every.items()
        # One group alone is compared with nothing; districts frame what is smaller.
        if name not in too_small and (len(table.observed) > 1 or name == "district")
        if len(here.areas) >= FEWEST_AREAS or name not in KINDS
    }
    shown = published(kept, rule)
    if asked.where is None and (
        first := question(atlas, kept["district"], shown["district"], rule, every["ward"])
    ):
        raise UnsaidError(first)
    compared = compare_all(shown)
    mapped = _mapped(shown)
    return Found(
        asked=asked,
        atlas=atlas,
        here=here,
        extent=extent,
        outside=outside,
        unplaced=left_out(responses, known, rule),
        rule=rule,
        shown=shown,
        compared=compared,
        apart=dissimilarities(kept, shown, rule),
        left_out=too_small,
        mapped=mapped,
        smoothed=_smoothed(shown, mapped),
        silent=silent(compared[mapped]),
        silent_by_chance=silent_by_chance(shown[mapped]),
    )


def _named(atlas: Atlas, extent: Extent, every: Mapping[str, Table]) -> dict[str, Table]:
    """The tables, with word in the names of places that only a part of them was asked."""
    named = dict(every)
    for level in PLACES[:-1]:
        names = every[level].names
        some = names.index.isin(list(extents.partly(atlas, extent, level)))
        named[level] = replace(every[level], names=names.where(~some, names + extents.PART))
    return named


def labels(known: Respondents, name: str) -> str:
    """What a level is called."""
    if name in area_groups.PLACES:
        return area_groups.PLACES[name]
    if name == area_groups.NETWORK:
        return "Primary care network (PCN)"
    question = known.questions[name.removesuffix("_parts")]
    return f"{question.label}, in detail" if name.endswith("_parts") else question.label


def _mapped(shown: Mapping[str, Table]) -> str:
    """The finest level of places of which more than half of those asked live where it is shown."""
    for level in reversed(PLACES):
        if level in shown and float(shown[level].share[shown[level].observed.notna()].sum()) > 0.5:
            return level
    return PLACES[0]


def _smoothed(shown: Mapping[str, Table], mapped: str) -> pd.Series:
    """Ratios drawn towards their district's; where a count is hidden, the district's own."""
    table, districts = shown[mapped], shown["district"]
    expected = table.total * table.share
    if mapped == "district":
        return table.observed / expected
    of = table.within["district"]
    found = empirical_bayes(filled(table, districts).fillna(expected), expected, of)
    district = of.map(districts.observed / (districts.total * districts.share))
    return found.where(table.observed.notna(), district)
