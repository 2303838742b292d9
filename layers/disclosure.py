"""Tables of an exercise as they may be shown: small counts hidden in all of them together."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pandas as pd

from layers import groupings
from layers.atlas import Atlas
from layers.joint import combined
from layers.raking import Margin, RakingError
from layers.representation import Dissimilarity, Table, dissimilarity
from layers.respondents import NOT_SAID, Respondents
from layers.responses import Responses
from layers.suppression import Nesting, Rule, protect

# Over so many groups one number gives none of them away.
MANY_GROUPS = 20


def nesting(tables: Mapping[str, Table]) -> list[Nesting]:
    """Which tables' groups add up to which others'."""
    return [
        Nesting(parts, whole, of)
        for parts, table in tables.items()
        for whole, of in table.within.items()
        if whole in tables
    ]


def published(tables: Mapping[str, Table], rule: Rule | None = None) -> dict[str, Table]:
    """The tables with small counts hidden and the others rounded.

    All that are shown or exported of one exercise must go through together: what one of them
    hides another could give away.
    """
    rule = rule or Rule()
    counts = {name: table.observed for name, table in tables.items()}
    shown = protect(counts, nesting(tables), rule)
    return {
        name: replace(table, observed=shown[name], step=rule.base) for name, table in tables.items()
    }


def filled(areas: Table, districts: Table) -> pd.Series:
    """Counts of areas with a guess for the hidden ones, made from shown counts only.

    What is left of a district's count, once the areas shown are taken off, is shared out over the
    hidden ones by how many responses were expected of each. Where the district's own count is
    hidden, its areas get what is left of the whole exercise. For a smoothed map, never for a
    table of counts.
    """
    expected = areas.total * areas.share
    of = areas.within["district"]
    unseen = areas.observed.isna()
    seen_there = areas.observed.fillna(0.0).groupby(of).sum()
    left = (districts.observed - seen_there).clip(lower=0.0)
    room = expected.where(unseen, 0.0).groupby(of).sum()
    lost = left.isna()
    if lost.any():
        rest = max(areas.total - float(areas.observed.sum()) - float(left.sum()), 0.0)
        left = left.where(~lost, rest * room / (float(room[lost].sum()) or 1.0))
    ratio = left / room.where(room > 0)
    return areas.observed.where(~unseen, expected * of.map(ratio))


def dissimilarities(
    tables: Mapping[str, Table], shown: Mapping[str, Table]
) -> dict[str, Dissimilarity]:
    """How differently responders and residents are spread, at every level.

    From true counts over many groups; over few, from the shown ones, and NaN where one of them is
    hidden: of two groups, the index would tell both.
    """
    return {
        name: dissimilarity(table if len(table.observed) >= MANY_GROUPS else shown[name])
        for name, table in tables.items()
    }


def weighable(
    atlas: Atlas,
    responses: Responses,
    known: Respondents,
    shown: Mapping[str, Table],
    wanted: list[str],
    rule: Rule,
) -> tuple[pd.Series, list[Margin]]:
    """Responses in every combination of some margins, and the margins to weight them to.

    Both are made of tables that are shown whole and of counts as they could be shown, so that
    weights give nothing away: see :mod:`layers.joint`.

    Parameters
    ----------
    wanted
        Ids of levels of place, or of questions (broad categories).

    Raises
    ------
    RakingError
        For a table with a hidden count, or margins that together would give one away.
    """
    for name in wanted:
        if shown[name].observed.isna().any():
            raise RakingError(
                f"{_label(known, name)}: some groups are too small to show, and weights would give "
                "them away. Leave this margin out."
            )
    if not wanted:
        return pd.Series(dtype=float), []
    cells = categories(atlas, responses, known, shown, wanted)
    places = [name for name in wanted if name not in known.questions]
    public = {}
    if len(places) > 1:
        estimate = _by_area(atlas, shown)
        public = {
            (a, b): estimate.groupby([groupings.grouping(atlas, one) for one in (a, b)])
            .sum()
            .unstack(fill_value=0)
            for a, b in combinations(places, 2)
        }
    found = combined(
        cells,
        responses.cells["count"],
        {name: list(shown[name].share.index) for name in wanted},
        rule,
        public,
    )
    return found["count"], [
        Margin(_label(known, name), found[name], shown[name].share) for name in wanted
    ]


def categories(
    atlas: Atlas,
    responses: Responses,
    known: Respondents,
    shown: Mapping[str, Table],
    wanted: list[str],
) -> pd.DataFrame:
    """The category of each cell of the responses in each margin; ``""`` where it was not said."""
    return pd.DataFrame({name: _category(atlas, responses, known, shown, name) for name in wanted})


def _label(known: Respondents, name: str) -> str:
    return known.questions[name].label if name in known.questions else groupings.PLACES[name]


def _category(
    atlas: Atlas,
    responses: Responses,
    known: Respondents,
    shown: Mapping[str, Table],
    name: str,
) -> pd.Series:
    """The category of each cell of the responses."""
    if name not in known.questions:
        return responses.cells["lsoa"].map(groupings.grouping(atlas, name))
    question = known.questions[name]
    broader = {one: question.broader(one) for one in question.categories}
    category = responses.cells[name].map({NOT_SAID: NOT_SAID, **broader})
    # Answers of people whom the exercise did not ask count as not said.
    return category.where(category.isin(shown[name].share.index), NOT_SAID)


def _by_area(atlas: Atlas, shown: Mapping[str, Table]) -> pd.Series:
    """Responses by area as the finest shown level tells them, in a place by residents asked."""
    level = next(name for name in ("lsoa", "msoa", "ward", "district") if name in shown)
    table = shown[level]
    counts = table.observed if level == "district" else filled(table, shown["district"])
    of = groupings.grouping(atlas, level)
    residents = atlas.areas["residents"].astype(float)
    return residents / residents.groupby(of).transform("sum") * of.map(counts).astype(float)
