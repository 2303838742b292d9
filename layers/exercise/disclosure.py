"""Tables of an exercise as they may be shown: small counts hidden in all of them together."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.exercise.joint_margins import combined
from layers.exercise.raking import Margin, RakingError
from layers.exercise.representation import Dissimilarity, Table, dissimilarity
from layers.exercise.respondents import NOT_SAID, Respondents
from layers.exercise.responses import Responses
from layers.geography import area_groups
from layers.statistics.suppression import Nesting, Rule, alone, is_small, protect, standing

# Of a table with more of those asked in hidden groups, no index is told: it would mostly be of what
# stands for them.
MOST_HIDDEN = 0.1
# A table with less of those asked in groups that are told is not shown: its total would be a guess.
LEAST_TOLD = 0.5


def nesting(tables: Mapping[str, Table]) -> list[Nesting]:
    """Which tables' groups add up to which others'."""
    return [
        Nesting(parts, whole, of)
        for parts, table in tables.items()
        for whole, of in table.within.items()
        if whole in tables
    ]


def published(tables: Mapping[str, Table], rule: Rule | None = None) -> dict[str, Table]:
    """The tables with small counts hidden, the others rounded, and totals made of what is shown.

    All that are shown or exported of one exercise must go through together: what one of them
    hides another could give away.

    Totals are those of :func:`told`, never the true ones: "147 of 150 hold an answer" would tell a
    3. All tables of places have one, that of the table of places with least hidden. A table whose
    total cannot be told is not shown at all.
    """
    rule = rule or Rule()
    counts = {name: table.observed for name, table in tables.items()}
    expected = {
        name: table.share * float(standing(table.observed, rule).sum())
        for name, table in tables.items()
    }
    shown = protect(counts, nesting(tables), rule, expected)
    totals = _totals(tables, shown, rule)
    return {
        name: replace(
            table,
            # As many NaNs as groups, where the total is one.
            observed=shown[name] + 0 * totals[name],
            total=totals[name],
            step=rule.base,
        )
        for name, table in tables.items()
    }


def told(true: Table, shown: pd.Series, rule: Rule) -> float:
    """A table's total as its shown counts tell it; NaN where they tell too little.

    Each hidden small count stands as half the threshold, each larger one as if the group had
    answered as often as all others did. So the total is the same whatever the hidden counts are.
    """
    unseen = shown.isna()
    small = unseen & is_small(true.observed, rule)
    # Where all is hidden, zeros among it, nothing is told.
    rest = 1 - float(true.share[unseen & ~small].sum())
    if rest < LEAST_TOLD or unseen.all():
        return float("nan")
    return float(np.rint((shown.sum() + rule.threshold / 2 * small.sum()) / rest))


def told_alone(table: Table, rule: Rule) -> float:
    """The total of a table by itself, before others are looked at."""
    expected = table.share * float(standing(table.observed, rule).sum())
    shown = alone(table.observed.to_numpy()[None, :], expected.to_numpy(), rule)[0]
    return told(table, pd.Series(shown, index=table.observed.index), rule)


def _totals(
    tables: Mapping[str, Table], shown: Mapping[str, pd.Series], rule: Rule
) -> dict[str, float]:
    """By table; one for all tables of places, and one for a question and its parts."""
    found = {name: told(table, shown[name], rule) for name, table in tables.items()}
    places = [name for name in tables if name in area_groups.PLACES and not np.isnan(found[name])]
    best = min(
        places,
        key=lambda name: (float(tables[name].share[shown[name].isna()].sum()), len(shown[name])),
        default="",
    )
    for name in tables:
        if name in area_groups.PLACES or name == area_groups.NETWORK:
            found[name] = found[best] if best else float("nan")
        whole = name.removesuffix("_parts")
        if whole != name and whole in found:
            found[name] = found[whole]
    return found


def filled(areas: Table, districts: Table) -> pd.Series:
    """Counts of areas with a guess for the hidden ones, made from shown counts only.

    What is left of a district's count, once the areas shown are taken off, is shared out over the
    hidden ones by how many responses were expected of each. Where the district's own count is
    hidden, its areas get what is left of the whole exercise. For the means that a smoothed map is
    drawn to, never for a table of counts.
    """
    expected = areas.total * areas.share
    of = areas.within["district"]
    seen = areas.observed
    unseen = seen.isna()
    seen_there = seen.fillna(0.0).groupby(of).sum()
    left = (districts.observed - seen_there).clip(lower=0.0)
    room = expected.where(unseen, 0.0).groupby(of).sum()
    lost = left.isna()
    if lost.any():
        rest = max(areas.total - float(seen.sum()) - float(left.sum()), 0.0)
        left = left.where(~lost, rest * room / (float(room[lost].sum()) or 1.0))
    ratio = left / room.where(room > 0)
    return seen.where(~unseen, expected * of.map(ratio))


def dissimilarities(
    tables: Mapping[str, Table], shown: Mapping[str, Table], rule: Rule | None = None
) -> dict[str, Dissimilarity]:
    """How differently responders and residents are spread, at every level.

    From the counts as shown, with what stands for hidden ones in :func:`told`; NaN where much is
    hidden.
    """
    rule = rule or Rule()
    return {name: _dissimilarity(table, shown[name], rule) for name, table in tables.items()}


def _dissimilarity(true: Table, shown: Table, rule: Rule) -> Dissimilarity:
    unseen = shown.observed.isna()
    if float(shown.share[unseen].sum()) > MOST_HIDDEN:
        return dissimilarity(shown)
    small = is_small(true.observed, rule)
    stand = (shown.total * shown.share).where(~small, rule.threshold / 2)
    return dissimilarity(replace(shown, observed=shown.observed.where(~unseen, stand)))


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
    weights give nothing away: see :mod:`layers.exercise.joint_margins`.

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
            (a, b): estimate.groupby([area_groups.grouping(atlas, one) for one in (a, b)])
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
    return known.questions[name].label if name in known.questions else area_groups.PLACES[name]


def _category(
    atlas: Atlas,
    responses: Responses,
    known: Respondents,
    shown: Mapping[str, Table],
    name: str,
) -> pd.Series:
    """The category of each cell of the responses."""
    if name not in known.questions:
        return responses.cells["lsoa"].map(area_groups.grouping(atlas, name))
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
    of = area_groups.grouping(atlas, level)
    residents = atlas.areas["residents"].astype(float)
    return residents / residents.groupby(of).transform("sum") * of.map(counts).astype(float)
