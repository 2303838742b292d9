"""What a plan's page says of whom it has heard: findings first, nothing small, files alike."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.plans.so_far import tables
from dashboard.plans.so_far.section import section
from dashboard.plans.so_far.texts import texts
from layers import Atlas
from layers.exercise.people_meant import OF_THEM, OTHERS, MeantHeard
from layers.exercise.representation import Table
from layers.exercise.so_far import PLACES, SoFar
from layers.statistics.suppression import Rule, cell
from tests.dashboard.plans.words import parts, words
from workspace import plans
from workspace.database import Workspace
from workspace.records import Plan

TODAY = date(2026, 7, 1)
HERE = Path("dashboard/plans/so_far")
KINDS = ("zone", "place", "kind", "meant")


@pytest.fixture(scope="module")
def found(atlas: Atlas, filled: Workspace) -> dict[str, tuple[Plan, SoFar]]:
    """By a plan's status: the plan, and whom it has heard."""
    with filled.reading() as session:
        return {
            plan.status: (plan, so_far_of(atlas, session, plan, Rule()))
            for plan in plans.plans(session)
        }


@pytest.fixture
def running(found: dict[str, tuple[Plan, SoFar]]) -> tuple[Plan, SoFar]:
    return found["running"]


def test_the_finding_comes_first_and_names_zones_and_groups(running: tuple[Plan, SoFar]) -> None:
    said = [words(one) for one in section(*running, TODAY)]
    assert said[0] == "Whom we have heard so far"
    assert said[1].startswith(
        "About 265 people at 8 visits. Nobody has been to Tinsley and Carbrook yet. Heard least"
    )
    assert "fewer than 8 people heard at a visit are not told" in said[2]
    would = "These would balance it most: Visit Tinsley and Carbrook: nobody has been there yet."
    assert would in said[3]
    zones = next(text for text in said if "Last visit" in text)
    assert "Tinsley and Carbrook no visit yet 0" in zones
    assert "Eastwood no sure difference 30 41 0.72 (0.51–1.00) 2 23 June 2026, 8 days ago" in zones


def test_a_zone_that_is_not_pursued_is_not_missed(running: tuple[Plan, SoFar]) -> None:
    plan, told = running
    given_up = told.zones.assign(pursued=told.zones["visits"] > 0)
    said = words(section(plan, replace(told, zones=given_up), TODAY))
    assert "Nobody has been to" not in said
    assert "Visit Tinsley" not in said


def test_each_table_says_what_it_rests_on(running: tuple[Plan, SoFar]) -> None:
    said = words(section(*running, TODAY))
    assert "About 235 people; asked at 8 of 8 visits. This table holds the first 6 of these" in said
    assert "next at 9" in said


def test_no_small_count_is_shown(running: tuple[Plan, SoFar]) -> None:
    plan, told = running
    rows = [one for one in parts(section(plan, told, TODAY)) if type(one).__name__ == "Tr"]
    # The third cell of a row, below a head of "People heard".
    shown = [words(row.children[2]) for row in rows if type(row.children[2]).__name__ == "Td"]
    assert len(shown) == told.groups
    assert all(one == "*" or int(one) == 0 or int(one) >= 8 for one in shown)
    assert {cell(one) for one in told.zones["people"]} <= set(shown)


def test_a_plan_that_has_heard_nobody_says_where_to_start(
    found: dict[str, tuple[Plan, SoFar]],
) -> None:
    said = words(section(*found["draft"], TODAY))
    assert "Nobody has been heard yet" in said
    assert "Start with the zone" in said
    assert "How to read this" not in said


def test_files_hold_the_figures_of_the_page(running: tuple[Plan, SoFar]) -> None:
    _, told = running
    table = tables.groups(told)
    rows = list(table.rows())
    assert len(rows) == told.groups
    columns = {column.id: list(column.values) for column in table.columns}
    at = columns["group"].index("Male")
    row = told.compared["sex"].loc["male"]
    assert columns["people"][at] == row["observed"]
    assert columns["ratio"][at] == pytest.approx(row["ratio"], abs=1e-6)
    assert set(columns["hidden"]) <= {"yes", "no"}


def test_with_few_people_heard_it_says_so(running: tuple[Plan, SoFar]) -> None:
    plan, told = running
    few = replace(told, people=float("nan"), tables={}, compared={}, counted=0, next_at=3)
    said = words(section(plan, few, TODAY))
    assert "Fewer than 8 people so far." in said
    assert "from 3 visits on" in said


@pytest.mark.parametrize(
    ("of_them", "unclear", "said"),
    [
        (30.0, False, "“Roma”: about 30 of about 120 people who said (25.0%); among residents of"),
        (30.0, True, "“Roma”: at least about 30 of about 120 people who said (25.0%)"),
        (0.0, False, "“Roma”: nobody yet of about 120 people who said"),
        (None, True, "the visits did not say closely enough who is of them"),
        (None, False, "next at 9 visits that ask “Ethnic group”, after 8 so far"),
    ],
)
def test_whom_the_plan_is_meant_for_comes_with_the_finding(
    running: tuple[Plan, SoFar], of_them: float | None, unclear: bool, said: str
) -> None:
    plan, told = running
    table = None
    if of_them is not None:
        counts = pd.Series({OF_THEM: of_them, OTHERS: 120 - of_them})
        table = Table(counts, counts / 120, 120, pd.Series({OF_THEM: "Roma", OTHERS: "Others"}))
    theirs = MeantHeard("Roma", "ethnicity", 0.0412, table, unclear)
    finding = words(section(plan, replace(told, meant=theirs), TODAY)[1])
    assert said in finding
    assert "4.1%" in finding


def test_where_people_live_is_shown_or_when_it_will_be(running: tuple[Plan, SoFar]) -> None:
    plan, told = running
    assert "district" not in told.tables
    later = "by district and deprivation from 9 visits on that note it"
    assert later in words(section(plan, told, TODAY))
    unasked = {name: at for name, at in told.asked_at.items() if name not in PLACES}
    never = words(section(plan, replace(told, asked_at=unasked), TODAY))
    assert "No visit has noted where people live" in never


def test_every_text_is_used() -> None:
    code = "".join(path.read_text() for path in HERE.glob("*.py"))
    named = set(re.findall(r"""["']([a-z_]+)["']""", code))
    built = {f"{text}_{kind}" for text in ("group", "more") for kind in KINDS}
    built |= {"group_answer", "more_answer"}
    assert set(texts()) <= named | built


def test_figures_are_those_of_the_visits_that_are_there(atlas: Atlas, filled: Workspace) -> None:
    """What was worked out before is not told again once a visit has changed."""
    with filled.writing() as session:
        plan = next(one for one in plans.plans(session) if one.status == "closed")
        visit = plan.activities[0]
        before = so_far_of(atlas, session, plan, Rule()).zones.at[visit.zone_id, "people"]
        visit.people += 50
        session.flush()
        after = so_far_of(atlas, session, plan, Rule()).zones.at[visit.zone_id, "people"]
        session.rollback()
    assert after == before + 50
