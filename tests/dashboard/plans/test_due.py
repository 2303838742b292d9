"""What is due: late things first, nothing twice, nothing of what is over."""

from datetime import date, timedelta

import pytest

from dashboard.plans.due import due
from workspace.records import Plan

TODAY = date(2026, 11, 29)


def said(plan: Plan, today: date = TODAY) -> list[tuple[bool, str]]:
    return [(one.late, one.text) for one in due(plan, today)]


def test_what_is_late_comes_before_what_is_to_come(plan: Plan) -> None:
    assert said(plan) == [
        (True, "The plan’s last day was 31 July 2026: close it, or give it more time"),
        (False, "Review on 1 December 2026"),
    ]
    assert said(plan, date(2026, 12, 8)) == [
        (True, "The plan’s last day was 31 July 2026: close it, or give it more time"),
        (True, "The review was due on 1 December 2026"),
        (False, "Session tomorrow: Tinsley Green Children’s Centre"),
        (
            False,
            "Action due on 18 December 2026: A recorded message in Somali, Urdu and Slovak "
            "(Joan Pryce)",
        ),
    ]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0, "Session today: Tinsley Green Children’s Centre"),
        (7, "Session on 9 December 2026: Tinsley Green Children’s Centre"),
        (
            -1,
            "Session of 9 December 2026 at Tinsley Green Children’s Centre: record the visit, or "
            "say that it was cancelled",
        ),
    ],
)
def test_a_session_is_said_a_week_ahead_and_until_it_is_recorded(
    plan: Plan, days: int, says: str
) -> None:
    assert says in [text for _, text in said(plan, date(2026, 12, 9) - timedelta(days))]
    assert "Session" not in str(said(plan, date(2026, 12, 1)))


def test_what_is_done_or_stopped_is_not_due(plan: Plan) -> None:
    overdue = (True, "Action was due on 18 December 2026: A recorded message in Somali, Urdu and "
                     "Slovak (Joan Pryce)")  # fmt: skip
    late = date(2027, 1, 4)
    assert overdue in said(plan, late)
    for action in plan.actions:
        action.status = "done"
    assert "Action" not in str(said(plan, late))


def test_a_closed_plan_asks_for_decisions_and_for_telling_people(plan: Plan) -> None:
    plan.status = "closed"
    assert (True, "1 finding has no decision yet") in said(plan)
    assert (True, "1 decision has not been told back yet") in said(plan)


def test_an_archived_plan_only_says_when_its_texts_go(plan: Plan) -> None:
    plan.status = "archived"
    assert said(plan) == []
    assert said(plan, date(2028, 3, 1)) == [(False, "Texts and contacts go on 31 March 2028")]
