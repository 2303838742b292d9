"""Who has been heard from: responses against the residents who were asked.

If n responses came from residents at random, a group that is a share q of those asked would give
n·q of them. What is observed over what is so expected is the group's ratio: 1 is heard from as
often as its numbers suggest, 0.5 half as often.

:func:`tables` counts, :func:`layers.exercise.disclosure.published` hides small counts,
:func:`compare_all` works out everything else from the counts it is given: what is shown never says
more than the published counts do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.exercise.people_asked import aged
from layers.exercise.people_asked import residents as asked
from layers.exercise.respondents import NOT_SAID, Base, Question, Respondents, people
from layers.exercise.responses import Responses
from layers.geography import area_groups
from layers.statistics.chance_tests import discoveries, mean_distance, mid_p
from layers.statistics.intervals import Interval, wilson

# How sure: where all answer alike, one exercise in twenty at most names any group at all.
CHANCE = 0.05
FAR_LESS = 0.5
FAR_MORE = 2.0
# Of a silent area, at least so many responses were to be expected.
SILENT_FROM = 5.0
# Of those asked, the share that makes a network one of theirs: every district has a few patients of
# networks elsewhere.
LEAST_OF_NETWORK = 0.005

FAR, LESS, EXPECTED, MORE, FEW = "far_less", "less", "as_expected", "more", "too_few"
BY_CHANCE, UNKNOWN = "by_chance", "not_shown"
VERDICTS = (FAR, LESS, EXPECTED, MORE, BY_CHANCE, FEW, UNKNOWN)


@dataclass(frozen=True)
class Table:
    """Responses in the groups of one level, and what is needed to judge them.

    Attributes
    ----------
    observed
        Responses by group's code; NaN where they may not be shown.
    share
        Of those asked, the share (0–1) in each group.
    total
        Responses that the groups share out: those with an answer, for a question. As the shown
        counts tell it in a table that may be shown (:func:`layers.exercise.disclosure.told`).
    names
        What the groups are called.
    spread
        How many responses one response of a group is worth in certainty; 1 for plain counts.
    step
        To what multiple the counts were rounded.
    within
        By the id of a larger level: the group of it that each of these groups is a part of.
    """

    observed: pd.Series
    share: pd.Series
    total: float
    names: pd.Series
    spread: pd.Series | float = 1.0
    step: int = 1
    within: Mapping[str, pd.Series] = field(default_factory=dict)


def tables(atlas: Atlas, responses: Responses, base: Base, known: Respondents) -> dict[str, Table]:
    """Responses at every level: places, kinds of area, and what people said of themselves.

    Returns
    -------
    dict
        By id: the keys of ``area_groups.PLACES``, ``pcn``, and for each question that the file
        answers its id (broad categories) and, where every answer was given finely, its id with
        ``_parts``.
    """
    counts = responses.by_area(atlas.areas.index)
    population = asked(atlas, base, known.questions["age"])
    found = {
        level: of_place(atlas, level, counts, population, responses.total)
        for level in area_groups.PLACES
    }
    found[area_groups.NETWORK] = _of_networks(atlas, counts, population, responses.total)
    for name in responses.questions:
        question = known.questions[name]
        found[name] = _of_question(atlas, responses, base, known, question, fine=False)
        if responses.is_fine(question):
            parts = _of_question(atlas, responses, base, known, question, fine=True)
            found[f"{name}_parts"] = parts
    return found


def compare_all(every: Mapping[str, Table]) -> dict[str, pd.DataFrame]:
    """Groups of all levels, each against its share of those who were asked.

    Parameters
    ----------
    every
        All tables that are shown of an exercise: whether a group of one is named depends on the
        others, so no level has verdicts by itself.

    Returns
    -------
    dict
        A frame for each level. By group's code: ``name``, ``observed``, ``expected``, ``ratio``,
        its 95 % limits ``lower`` and ``upper``, and ``verdict``, one of ``VERDICTS``. Numbers are
        NaN where the count is not shown; the ratio and its limits also where nobody was asked.

    Limits: Wilson's of observed ÷ total, over the share. With a total that is given counts are
    binomial; exact limits would hold 1 too often where few are expected. They are each group's own.

    Verdicts: *surely* takes p values of :func:`chance` and
    :func:`layers.statistics.chance_tests.discoveries` over the groups of all levels, so that among
    everything that is looked at hardly any that chance made look odd is named. *Far less* is also
    surely below half, by the same control. Neither is said against the group's own limits. *By
    chance*: the limits leave out 1, and it is not sure.
    """
    frames = {name: figures(table) for name, table in every.items()}
    different, below_half = {}, {}
    for name, table in every.items():
        share = _shares(table)
        given = (table.observed, table.total, share, table.spread, table.step)
        fewer, more = chance(*given)
        different[name] = np.minimum(2 * np.minimum(fewer, more), 1.0)
        below_half[name] = chance(given[0], given[1], FAR_LESS * share, *given[3:])[0]
    sure, far = discoveries(different, CHANCE), discoveries(below_half, CHANCE)
    return {
        name: frame.assign(verdict=_verdicts(frame, sure[name], far[name]))
        for name, frame in frames.items()
    }


def figures(table: Table) -> pd.DataFrame:
    """What :func:`compare_all` gives of a level, without the verdicts."""
    observed, share = table.observed.astype(float), _shares(table)
    expected = table.total * table.share
    lower, upper = limits(observed, table.total, share, table.spread)
    return pd.DataFrame(
        {
            "name": table.names.reindex(observed.index),
            "observed": observed,
            "expected": expected,
            "ratio": observed / expected.where(expected > 0),
            "lower": lower,
            "upper": upper,
        }
    )


def _shares(table: Table) -> pd.Series:
    return table.share.where(table.share > 0)


def limits(
    observed: npt.ArrayLike, total: float, share: npt.ArrayLike, spread: npt.ArrayLike = 1.0
) -> Interval:
    """95 % limits of ratios, of any shape; see :func:`compare_all` and :class:`Table`."""
    # A response that is shared out counts as several, each of them smaller.
    count, n = _worth(observed, total, spread)
    found = wilson(count, n)
    part = np.asarray(share, dtype=float)
    return Interval(found.lower / part, found.upper / part)


def _worth(
    observed: npt.ArrayLike, total: float, spread: npt.ArrayLike
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    worth = np.asarray(spread, dtype=float)
    count = np.asarray(observed, dtype=float) * worth
    # Rounding may leave a count above the total.
    return count, np.fmax(total * worth, count)


def chance(
    observed: npt.ArrayLike,
    total: float,
    share: npt.ArrayLike,
    spread: npt.ArrayLike = 1.0,
    step: int = 1,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How likely chance alone gives a group so few responses as are shown, and so many.

    Parameters
    ----------
    observed
        Counts of any shape, as shown; NaN where hidden.
    step
        To what multiple they were rounded.

    Returns
    -------
    tuple
        Mid-P values (Lancaster 1961), 0–1. 1 where the count is hidden: small counts are, so a
        group may be hidden or not because of what was found. NaN where nobody was asked.

    Rounding to a multiple of s adds the variance (s² − 1) ÷ 12 to that of a count. Each response is
    then worth so much less in certainty; not where there is none, as 0 is never rounded.
    """
    count, part = np.asarray(observed, dtype=float), np.asarray(share, dtype=float)
    worth = np.asarray(spread, dtype=float)
    variance = total * part * (1 - part) / worth
    rounding = np.where(count > 0, (step**2 - 1) / 12, 0.0)
    whole = variance + rounding
    certain = np.divide(variance, whole, out=np.ones_like(whole), where=whole > 0)
    found, n = (np.rint(one) for one in _worth(count, total, worth * certain))
    unseen = np.isnan(count) & ~np.isnan(part)
    fewer, more = mid_p(found, n, part)
    return np.where(unseen, 1.0, fewer), np.where(unseen, 1.0, more)


def _verdicts(
    frame: pd.DataFrame, sure: npt.NDArray[np.bool_], far: npt.NDArray[np.bool_]
) -> npt.NDArray[np.str_]:
    ratio, lower, upper = frame["ratio"], frame["lower"], frame["upper"]
    # A hair: of a group that is everybody, the upper limit is 1 but for rounding.
    low, high = upper < 1 - 1e-9, lower > 1 + 1e-9
    # Neither surely different nor surely between half and double.
    open_ended = (lower <= FAR_LESS) | (upper >= FAR_MORE)
    cases = {
        UNKNOWN: frame["observed"].isna(),
        FAR: sure & low & far & (upper < FAR_LESS),
        LESS: sure & low,
        MORE: sure & high,
        BY_CHANCE: low | high,
        FEW: open_ended | ratio.isna(),
    }
    return np.select([np.asarray(case) for case in cases.values()], list(cases), EXPECTED)


def under_heard(frame: pd.DataFrame) -> pd.DataFrame:
    """Groups that are surely heard from too seldom, lowest ratio first.

    Parameters
    ----------
    frame
        What :func:`compare_all` gives.
    """
    return frame[frame["verdict"].isin([FAR, LESS])].sort_values("ratio", kind="stable")


def silent(areas: pd.DataFrame) -> pd.DataFrame:
    """Where nobody was heard from although at least five were to be expected, most first.

    Parameters
    ----------
    areas
        What :func:`compare_all` gives for a level of places. Chance leaves some of many places
        silent: only those that :func:`under_heard` names too are a finding.
    """
    found = areas[(areas["observed"] == 0) & (areas["expected"] >= SILENT_FROM)]
    return found.sort_values("expected", ascending=False, kind="stable")


def silent_by_chance(table: Table) -> float:
    """How many groups chance alone would leave silent, of those where five were to be expected.

    Σ (1 − q)ⁿ over them, with all n responses drawn at random from those asked.
    """
    share = table.share[table.total * table.share >= SILENT_FROM]
    return float(((1 - share) ** table.total).sum())


@dataclass(frozen=True)
class Dissimilarity:
    """How differently responders and residents are spread over groups.

    Attributes
    ----------
    index
        Share (0–1) of responders who would have to be others for the groups to be as large among
        them as among residents: ½ Σ│responders' share − residents' share│.
    by_chance
        What the same number of responses drawn at random would give on average.
    """

    index: float
    by_chance: float


def dissimilarity(table: Table) -> Dissimilarity:
    """The index of dissimilarity between responders and residents over one level's groups.

    NaN where a count is not shown; :func:`layers.exercise.disclosure.dissimilarities` says which
    counts to take. Source: Duncan and Duncan (1955).
    """
    total = float(table.observed.sum())
    if not total or table.observed.isna().any():
        return Dissimilarity(float("nan"), float("nan"))
    index = 0.5 * float((table.observed / total - table.share).abs().sum())
    chance = 0.5 * float(mean_distance(int(table.total), table.share).sum()) / table.total
    return Dissimilarity(index, chance)


# ---- counting ----


def of_place(
    atlas: Atlas, level: str, counts: pd.Series, population: pd.Series, total: int
) -> Table:
    """Responses by area in the groups of a level of places, beside residents who were asked."""
    code = area_groups.grouping(atlas, level)
    people_there = population.groupby(code).sum().drop("", errors="ignore")
    within = {}
    for larger in area_groups.PLACES:
        of = area_groups.grouping(atlas, larger)
        if larger != level and (of.groupby(code).nunique() == 1).all():
            within[larger] = of.groupby(code).first()
    return Table(
        observed=counts.groupby(code).sum().reindex(people_there.index).astype(float),
        share=people_there / population.sum(),
        total=total,
        names=area_groups.names(atlas, level),
        within=within,
    )


def _of_networks(atlas: Atlas, counts: pd.Series, population: pd.Series, total: int) -> Table:
    """Responses of an area are shared out as its registered patients are.

    A response then adds a fraction a to a network. Drawn at random it has the mean m = Σ q·a and
    the variance Σ q·a² − m², less than the m(1 − m) of a whole one: ``spread`` is the quotient.
    Networks that next to nobody asked is registered with (``LEAST_OF_NETWORK``) are left out.
    """
    shares = area_groups.network_shares(atlas)
    q = population / population.sum()
    mean = shares.mul(q, axis=0).sum()
    mean = mean[mean >= LEAST_OF_NETWORK]
    shares = shares[mean.index]
    variance = (shares**2).mul(q, axis=0).sum() - mean**2
    return Table(
        observed=shares.mul(counts, axis=0).sum(),
        share=mean,
        total=total,
        names=area_groups.network_names(atlas),
        spread=mean * (1 - mean) / variance,
    )


def _of_question(
    atlas: Atlas,
    responses: Responses,
    base: Base,
    known: Respondents,
    question: Question,
    *,
    fine: bool,
) -> Table:
    observed = responses.by_answer(question, fine=fine).drop(NOT_SAID)
    found = of_answers(atlas, base, question, observed)
    broader = pd.Series({one: question.broader(one) for one in found.share.index})
    return replace(found, within={question.id: broader}) if fine else found


def of_answers(atlas: Atlas, base: Base, question: Question, counts: pd.Series) -> Table:
    """Answers to a question by category, beside residents who were asked.

    Parameters
    ----------
    counts
        By the id of a category; none overlaps another. Those of people whom nobody asked, such as
        of an age below the youngest, are left out.
    """
    there = pd.Series({one: living(atlas, base, question, one) for one in counts.index})
    # Nobody below the age asked is compared.
    there = there[there > 0]
    observed = counts.reindex(there.index).astype(float)
    return Table(
        observed=observed,
        share=there / there.sum(),
        total=int(observed.sum()),
        names=pd.Series({one: question.categories[one].label for one in there.index}),
    )


def living(atlas: Atlas, base: Base, question: Question, category: str) -> float:
    """How many residents who were asked are of a category."""
    one = question.categories[category]
    there = aged(atlas, base, question, one) if question.ages else people(atlas, one)
    return float(there.sum())
