"""Whom a plan has heard so far, from what is kept of it: the one way for screens and files."""

from typing import Any

from layers.atlas import Atlas
from layers.exercise.respondents import load_respondents
from layers.exercise.so_far import Diary, SoFar, ZoneAsked, so_far
from layers.statistics.suppression import Rule
from workspace import diary
from workspace.records import Plan


def so_far_of(atlas: Atlas, session: Any, plan: Plan, rule: Rule) -> SoFar:
    """What may be shown of whom a plan has heard, against the residents that it asks.

    Parameters
    ----------
    session
        Of the workspace, in which the plan was read.
    """
    known = load_respondents()
    counts = diary.counts(session, [plan.id])
    return so_far(
        atlas,
        known,
        Diary(counts.activities, counts.heard, counts.heard_at),
        [ZoneAsked(zone.id, zone.name, tuple(zone.areas)) for zone in plan.zones],
        known.bases[plan.asked],
        rule,
    )
