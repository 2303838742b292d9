"""Whom a plan has heard so far, from what is kept of it: the one way for screens and files."""

from functools import lru_cache
from typing import Any

import pandas as pd

from layers.atlas import Atlas
from layers.exercise.people_meant import meant_by
from layers.exercise.respondents import load_respondents
from layers.exercise.so_far import Diary, SoFar, ZoneAsked, so_far
from layers.statistics.suppression import Rule
from workspace import diary
from workspace.records import Plan

# Of a zone that the plan has given up.
NOT_PURSUED = "not_pursued"
# A frame as something that can be looked up: its columns and its rows.
Rows = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]


def so_far_of(atlas: Atlas, session: Any, plan: Plan, rule: Rule) -> SoFar:
    """What may be shown of whom a plan has heard, against the residents that it asks.

    Parameters
    ----------
    session
        Of the workspace, in which the plan was read.
    """
    counts = diary.counts(session, [plan.id])
    frames = (counts.activities, counts.heard, counts.heard_at)
    zones = tuple(
        ZoneAsked(zone.id, zone.name, tuple(zone.areas), zone.status != NOT_PURSUED)
        for zone in plan.zones
    )
    groups = {zone.group_id for zone in plan.zones}
    group = groups.pop() if len(groups) == 1 else ""
    return _worked_out(atlas, tuple(map(_rows, frames)), zones, group, plan.asked, rule)


@lru_cache(maxsize=16)
def _worked_out(
    atlas: Atlas,
    counts: tuple[Rows, ...],
    zones: tuple[ZoneAsked, ...],
    group: str,
    base: str,
    rule: Rule,
) -> SoFar:
    known = load_respondents()
    frames = [pd.DataFrame(list(rows), columns=list(columns)) for columns, rows in counts]
    meant = meant_by(known, group)
    return so_far(atlas, known, Diary(*frames), zones, known.bases[base], rule, meant)


def _rows(frame: pd.DataFrame) -> Rows:
    return tuple(frame.columns), tuple(frame.itertuples(index=False, name=None))
