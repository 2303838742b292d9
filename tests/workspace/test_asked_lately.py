"""Who was asked lately in some areas, across plans."""

from datetime import date

import numpy as np

from layers.statistics.suppression import Rule
from tests.workspace.made_up_plan import TITLE, ZONES, made_up_plan
from workspace import edits, plans
from workspace.asked_lately import asked_lately
from workspace.database import Workspace
from workspace.diary import keep_activity
from workspace.records import Plan

RULE = Rule()
TODAY = date(2026, 7, 1)


def test_plans_with_visits_to_an_area_in_the_last_year(workspace: Workspace) -> None:
    with workspace.writing() as session:
        made_up_plan(session, 1)
        made_up_plan(session, 2, title="Another", status="closed")
        made_up_plan(session, 3, title="A draft", status="draft")
    burngreave, tinsley = ZONES[1][1][:1], ZONES[4][1]
    with workspace.reading() as session:
        found = asked_lately(session, burngreave, TODAY, RULE)
        assert {one.title for one in found} == {"Another", TITLE}
        # 65 and 24 people, each as it is told: 65 and 25.
        assert [(one.visits, one.people) for one in found] == [(2, 90), (2, 90)]
        assert found[0].first == date(2026, 4, 21)
        assert found[0].kinds == ("drop_in", "event")
        assert asked_lately(session, tinsley, TODAY, RULE) == []
        assert asked_lately(session, [], TODAY, RULE) == []
        # A year after the first of the two.
        later = asked_lately(session, burngreave, date(2027, 5, 1), RULE)
        assert [(one.visits, one.people) for one in later] == [(1, 25), (1, 25)]
        first = plans.plans(session)[0]
    with workspace.writing() as session:
        edits.delete(session, Plan, first.id, first.version, "somebody")
    with workspace.reading() as session:
        assert first.id not in {one.plan for one in asked_lately(session, burngreave, TODAY, RULE)}


def test_a_visit_held_in_an_area_counts_and_where_people_live_does_not(
    workspace: Workspace,
) -> None:
    """For a single area, that somebody from there was heard would be told."""
    venue, home = ZONES[4][1][0], "E01007357"
    with workspace.writing() as session:
        plan = made_up_plan(session, 1)
    with workspace.writing() as session:
        zone = plans.plan(session, plan.id).zones[0].id
        values = {"plan_id": plan.id, "zone_id": zone, "on": date(2026, 6, 30), "people": 5}
        keep_activity(
            session, values | {"lsoa": venue, "counted": "counted"}, {}, {home: 5}, "somebody"
        )
    with workspace.reading() as session:
        [here] = asked_lately(session, [venue], TODAY, RULE)
        assert here.visits == 1
        assert np.isnan(here.people)
        assert asked_lately(session, [home], TODAY, RULE) == []
