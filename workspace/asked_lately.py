"""Which plans visited some areas lately."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.exercise.asked_lately import lately
from layers.statistics.suppression import Rule
from workspace.records import Activity, Plan, Zone


@dataclass(frozen=True)
class Asked:
    """What one plan did in the areas.

    Attributes
    ----------
    plan, title
        Its id, and what it is called.
    first, last
        Dates of its visits there.
    visits
        How many.
    kinds
        Ids of ``fields.toml``.
    people
        Heard there, as it may be told; NaN where it may not.
    """

    plan: str
    title: str
    first: date
    last: date
    visits: int
    kinds: tuple[str, ...]
    people: float


def asked_lately(session: Session, areas: Collection[str], today: date, rule: Rule) -> list[Asked]:
    """The plans that visited some areas in the last months, the latest first.

    Parameters
    ----------
    areas
        LSOA codes.
    """
    there = Plan.deleted_at.is_(None)
    zones = session.execute(
        select(Zone.id, Zone.areas)
        .join(Plan, Plan.id == Zone.plan_id)
        .where(there, Zone.deleted_at.is_(None))
    ).all()
    visits = session.execute(
        select(
            Activity.plan_id.label("plan"),
            Activity.zone_id.label("zone"),
            Activity.on,
            Activity.people,
            Activity.kind,
            Activity.lsoa,
        )
        .join(Plan, Plan.id == Activity.plan_id)
        .where(there, Activity.deleted_at.is_(None))
        .order_by(Activity.on, Activity.id)
    )
    activities = pd.DataFrame(visits.all(), columns=list(visits.keys()))
    areas_of = {one.id: one.areas for one in zones}
    found = lately(activities, areas_of, areas, today, rule)
    plans = session.scalars(select(Plan).where(Plan.id.in_(list(found.index))))
    titles = {plan.id: plan.title for plan in plans}
    return [
        Asked(
            plan=str(id),
            title=titles[id],
            first=first,
            last=last,
            visits=visits,
            kinds=tuple(kinds),
            people=people,
        )
        for id, first, last, visits, kinds, people in found.itertuples()
    ]
