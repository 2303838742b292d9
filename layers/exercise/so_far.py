"""Whom a plan's visits have heard so far, against the residents it asks, and nothing given away.

The one way from a diary's counts to figures that people see, on screens and in files. People heard
by zone are sums of what is told of each visit (:mod:`layers.exercise.head_counts`); what people
said of themselves, and where they live, moves on in steps
(:mod:`layers.exercise.counts_over_time`). All is compared as an exercise's responses are
(:mod:`layers.exercise.representation`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, isnan, sqrt

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.exercise import head_counts, places_asked
from layers.exercise.counts_over_time import Inside, Moved, as_shown, step_after, steps
from layers.exercise.people_asked import residents
from layers.exercise.people_meant import (
    MEANT,
    OF_THEM,
    UNCLEAR,
    Meant,
    MeantHeard,
    answers,
    inside,
    table_of,
)
from layers.exercise.representation import Table, compare_all, of_answers, of_place
from layers.exercise.respondents import Base, Question, Respondents
from layers.geography import area_groups
from layers.statistics.suppression import Rule, standing

ZONES = "zone"
NOT_ASKED = "not_asked"
# Where people live who were heard. Smaller places would tell of single visits.
PLACES = ("district", area_groups.DEPRIVATION_FIFTH)


@dataclass(frozen=True)
class Diary:
    """What a plan's visits come to; with small counts among it.

    Attributes
    ----------
    activities
        ``activity``, ``zone`` (ids; ``""`` for none), ``on`` (date), ``people``, in the order in
        which they were entered.
    heard
        ``activity``, ``question``, ``category`` (of ``respondents.toml``; ``""`` not said,
        ``not_asked``), ``count``.
    heard_at
        ``activity``, ``lsoa``, ``count``.
    """

    activities: pd.DataFrame
    heard: pd.DataFrame
    heard_at: pd.DataFrame


@dataclass(frozen=True)
class ZoneAsked:
    """A zone of a plan: its id, what it is called, the LSOA codes of its areas, and whether the
    plan still means to go there."""

    id: str
    name: str
    areas: tuple[str, ...]
    pursued: bool = True


@dataclass(frozen=True)
class SoFar:
    """Everything that may be shown of whom a plan has heard.

    Attributes
    ----------
    rule
        Which counts are hidden.
    base
        Whom the plan asks.
    visits
        All of them, as the diary has them.
    counted
        Of those at which somebody was heard, the first so many are in tables of what was asked at
        each; 0 for none yet.
    next_at
        At how many visits such tables move on.
    people
        Heard in all; NaN where it may not be told.
    zones
        By the id of a zone, in order: ``name``, ``pursued``, ``visits``, ``last`` (date; NaT for
        none), ``people`` (NaN where hidden). Visits without a zone stand last, under ``""``, where
        there are any.
    tables
        As they may be shown: ``zone``, those of ``PLACES``, and by question.
    of_visits
        By table: how many of the visits that asked it holds, the first ones.
    asked_at
        By question and kind of place: at how many of all visits it was asked.
    one_place
        Whether all that the plan asks live in one group of each of ``PLACES``.
    meant
        The people whom the plan is meant for; None where no question tells who is of them.
    compared
        What :func:`layers.exercise.representation.compare_all` makes of the tables together.
    """

    rule: Rule
    base: Base
    visits: int
    counted: int
    next_at: int
    people: float
    zones: pd.DataFrame
    tables: Mapping[str, Table]
    of_visits: Mapping[str, int]
    asked_at: Mapping[str, int]
    one_place: bool
    meant: MeantHeard | None
    compared: Mapping[str, pd.DataFrame]

    @property
    def groups(self) -> int:
        """Groups that were looked at, of all tables."""
        return sum(len(frame) for frame in self.compared.values())

    @property
    def unvisited(self) -> list[str]:
        """The names of zones that are pursued and where nobody has been: that is not chance."""
        return list(self.zones.loc[(self.zones["visits"] == 0) & self.zones["pursued"], "name"])


def so_far(
    atlas: Atlas,
    known: Respondents,
    diary: Diary,
    zones: Sequence[ZoneAsked],
    base: Base,
    rule: Rule,
    meant: Meant | None = None,
) -> SoFar:
    """What may be shown of whom one plan has heard.

    Parameters
    ----------
    zones
        Those of the plan; the residents of their areas are those who were asked, or all residents
        where there is none.
    meant
        The people whom the plan is meant for, where a question tells who is of them.
    """
    here = _asked(atlas, zones)
    population = residents(here, base, known.questions["age"])
    activities = diary.activities[diary.activities["people"] > 0]
    by_zone = _by_zone(diary.activities, zones, rule)
    tables: dict[str, Table] = {}
    if len(zones) > 1 and len(activities):
        tables[ZONES] = _zones(activities, by_zone, zones, population, rule)
    asking = _asking(known, diary, pd.Index(activities["activity"]))
    moved = _moved(here, known, diary, asking, base, population, rule, meant)
    theirs = _meant_heard(here, known, diary, asking, base, moved, meant)
    if theirs and (theirs.unclear or theirs.table is None):
        moved.pop(MEANT, None)  # of a number that may be larger nothing is concluded
    elif theirs:
        asking[MEANT] = asking[theirs.question]
    tables |= {name: one.table for name, one in moved.items()}
    every = len(activities)
    done = steps(every)
    return SoFar(
        rule=rule,
        base=base,
        visits=len(diary.activities),
        counted=done[-1] if done else 0,
        next_at=step_after(every),
        people=head_counts.together(activities["people"], rule),
        zones=by_zone,
        tables=tables,
        of_visits={ZONES: every} | {name: one.visits for name, one in moved.items()},
        asked_at={name: len(visits) for name, visits in asking.items()},
        one_place=all(area_groups.grouping(here, level).nunique() == 1 for level in PLACES),
        meant=theirs,
        compared=compare_all(tables) if tables else {},
    )


def _asked(atlas: Atlas, zones: Sequence[ZoneAsked]) -> Atlas:
    """The atlas of the zones' areas; those that this release no longer has are left out."""
    areas = frozenset(code for zone in zones for code in zone.areas) & frozenset(atlas.areas.index)
    if not areas:
        return atlas
    return places_asked.part(atlas, places_asked.of_areas(atlas, areas, ""))


# ---- zones ----


def _by_zone(activities: pd.DataFrame, zones: Sequence[ZoneAsked], rule: Rule) -> pd.DataFrame:
    names = {zone.id: (zone.name, zone.pursued) for zone in zones}
    # A visit to a zone that was taken away since belongs to none.
    of = activities["zone"].where(activities["zone"].isin(list(names)), "")
    if (of == "").any():
        names[""] = ("", True)
    rows = []
    for id, (name, pursued) in names.items():
        mine = activities[of == id]
        people = head_counts.together(mine["people"], rule)
        rows.append((id, name, pursued, len(mine), pd.to_datetime(mine["on"]).max(), people))
    columns = ["zone", "name", "pursued", "visits", "last", "people"]
    return pd.DataFrame(rows, columns=columns).set_index("zone")


def _zones(
    activities: pd.DataFrame,
    by_zone: pd.DataFrame,
    zones: Sequence[ZoneAsked],
    population: pd.Series,
    rule: Rule,
) -> Table:
    """People heard by the zone that they were heard in, beside residents of each zone's areas."""
    ids = [zone.id for zone in zones]
    there = pd.Series(
        {zone.id: float(population.reindex(list(zone.areas)).sum()) for zone in zones}
    )
    inside = activities[activities["zone"].isin(ids)]
    told = pd.Series(standing(inside["people"], rule), index=inside["zone"].to_numpy())
    # Rounding of each visit adds up: as much as a step so wide would add.
    added = max(
        (head_counts.spread(mine["people"], rule) for _, mine in inside.groupby("zone")),
        default=0.0,
    )
    return Table(
        observed=by_zone["people"].reindex(ids),
        share=there / (there.sum() or 1.0),
        total=float(np.rint(told.sum())),
        names=by_zone["name"].reindex(ids),
        step=ceil(sqrt(12 * added + 1)),
    )


# ---- what people said of themselves, and where they live ----


def _moved(
    here: Atlas,
    known: Respondents,
    diary: Diary,
    asking: Mapping[str, pd.Index],
    base: Base,
    population: pd.Series,
    rule: Rule,
    meant: Meant | None,
) -> dict[str, Moved]:
    """By table: as it is shown now; only those that say something.

    Parameters
    ----------
    asking
        By question, and under ``PLACES``: the visits that asked, in order.
    """
    people = diary.activities.set_index("activity")["people"]
    found: dict[str, Moved] = {}
    for name, ids in asking.items():
        held: list[Inside] = []
        if name in known.questions:
            counts = _answers(known.questions[name], diary.heard, ids)
            table = of_answers(here, base, known.questions[name], counts.sum())
            tables = {name: (table, counts)}
            if meant and meant.question.id == name:
                broad = list(table.share.index)
                theirs = answers(meant, diary.heard, ids, broad)
                mine = table_of(here, known, meant, base, theirs.sum())
                if mine is not None:
                    tables[MEANT] = (mine, theirs)
                    held = inside(meant, broad)
        elif name == PLACES[0]:
            tables = _places(here, diary.heard_at, ids, population)
        else:
            continue
        # One group alone is compared with nothing.
        tables = {level: one for level, one in tables.items() if len(one[0].observed) > 1}
        done = steps(len(ids))
        heard = np.cumsum(head_counts.most(people.reindex(ids), rule))
        at_steps = [
            {level: _until(visits, table, counts) for level, (table, counts) in tables.items()}
            for visits in done
        ]
        found |= as_shown(at_steps, heard[[n - 1 for n in done]], done, rule, held)
    # What holds nothing but hidden counts says nothing; nor do questions that nobody answered.
    return {
        name: one
        for name, one in found.items()
        if one.table.observed.notna().any() and not isnan(one.table.total) and one.table.total > 0
    }


def _meant_heard(
    here: Atlas,
    known: Respondents,
    diary: Diary,
    asking: Mapping[str, pd.Index],
    base: Base,
    moved: Mapping[str, Moved],
    meant: Meant | None,
) -> MeantHeard | None:
    if meant is None:
        return None
    broad = meant.question.broad
    ids = asking.get(meant.question.id, pd.Index([]))
    shown = moved.get(MEANT)
    counts = answers(meant, diary.heard, ids[: shown.visits] if shown else ids, broad).sum()
    true = table_of(here, known, meant, base, counts)
    if true is None:
        return None
    unclear = bool(counts[UNCLEAR] > 0)
    told = shown is not None and not (unclear and counts[OF_THEM] == 0)
    return MeantHeard(
        label=meant.label,
        question=meant.question.id,
        share=float(true.share[OF_THEM]),
        table=shown.table if shown and told else None,
        unclear=unclear,
    )


def _asking(known: Respondents, diary: Diary, ids: pd.Index) -> dict[str, pd.Index]:
    """By question, and by each of ``PLACES``: the visits at which it was asked, in order."""
    heard = diary.heard[diary.heard["category"] != NOT_ASKED]
    asked = {
        name: ids[ids.isin(heard.loc[heard["question"] == name, "activity"])]
        for name in known.questions
    }
    asked |= dict.fromkeys(PLACES, ids[ids.isin(diary.heard_at["activity"])])
    return {name: visits for name, visits in asked.items() if len(visits)}


def _places(
    here: Atlas, heard_at: pd.DataFrame, ids: pd.Index, population: pd.Series
) -> dict[str, tuple[Table, pd.DataFrame]]:
    """By level: where the people live who live where the plan asks; and these by visit."""
    living = _living(here, heard_at, ids)
    return {
        level: (
            of_place(here, level, living.sum(), population, 0),
            living.T.groupby(area_groups.grouping(here, level)).sum().T,
        )
        for level in PLACES
    }


def _until(visits: int, table: Table, counts: pd.DataFrame) -> Table:
    """A table as it was after so many visits; ``counts`` by visit and group."""
    observed = counts[:visits].sum().reindex(table.share.index).astype(float)
    return replace(table, observed=observed, total=float(observed.sum()))


def _answers(question: Question, heard: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """People by visit and broad category, without those not said."""
    mine = heard[(heard["question"] == question.id)]
    mine = mine[mine["category"].isin(list(question.categories))]
    broad = mine["category"].map(question.broader)
    counts = mine["count"].groupby([mine["activity"], broad]).sum().unstack(fill_value=0)
    return counts.reindex(index=ids, columns=list(question.broad), fill_value=0)


def _living(here: Atlas, heard_at: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """People by visit and area, of those who live where the plan asks."""
    mine = heard_at[heard_at["lsoa"].isin(here.areas.index)]
    counts = mine["count"].groupby([mine["activity"], mine["lsoa"]]).sum().unstack(fill_value=0)
    return counts.reindex(index=ids, columns=here.areas.index, fill_value=0)
