"""What is due in a plan: what is late, and what comes in the next days."""

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.files.about import day
from dashboard.plans.texts import one_or_many, say
from dashboard.plans.told_back import told_actions
from workspace.edits import ARCHIVED
from workspace.records import Action, Meeting, Plan

# How far ahead is looked: for most things, for sessions, and before texts are emptied.
AHEAD, SESSIONS_AHEAD, KEEP_AHEAD = timedelta(14), timedelta(7), timedelta(60)
# Of an action: nothing more is to be done about it.
OVER = ("done", "stopped")


@dataclass(frozen=True, order=True)
class Due:
    """One thing that is due.

    Attributes
    ----------
    on
        When; for what has no date, such as telling people back, the day that is asked about.
    text
        A sentence, without its full stop.
    late
        Whether it should be done already.
    """

    on: date
    text: str
    late: bool


def due(plan: Plan, today: date) -> list[Due]:
    """What is due, the latest first; of an archived plan only that its texts go."""
    found = _keeping(plan, today)
    if plan.status != ARCHIVED:
        found += [
            *(one for action in plan.actions for one in _action(action, today)),
            *(one for meeting in plan.meetings for one in _meeting(meeting, today)),
            *_dates(plan, today),
            *_unanswered(plan, today),
        ]
    return sorted(found, key=lambda one: (not one.late, one.on, one.text))


def _action(action: Action, today: date) -> list[Due]:
    if action.due is None or action.status in OVER or action.due > today + AHEAD:
        return []
    what = action.what or say("due", "no_what")
    if action.owner:
        what = say("due", "owner", what=what.rstrip("."), owner=action.owner)
    late = action.due < today
    name = "overdue" if late else "action"
    return [Due(action.due, say("due", name, day=day(action.due), what=what.rstrip(".")), late)]


def _meeting(meeting: Meeting, today: date) -> list[Due]:
    on = meeting.on
    if on is None or meeting.status != "planned" or on > today + SESSIONS_AHEAD:
        return []
    near = {today: "session_today", today + timedelta(1): "session_tomorrow"}
    name = "session_past" if on < today else near.get(on, "session")
    return [Due(on, say("due", name, day=day(on), venue=meeting.venue), on < today)]


def _dates(plan: Plan, today: date) -> list[Due]:
    found = []
    if plan.review_on and plan.review_on <= today + AHEAD:
        late = plan.review_on < today
        name = "review_past" if late else "review"
        found.append(Due(plan.review_on, say("due", name, day=day(plan.review_on)), late))
    if plan.status == "running" and plan.ends_on and plan.ends_on < today:
        found.append(Due(plan.ends_on, say("due", "ended", day=day(plan.ends_on)), True))
    return found


def _unanswered(plan: Plan, today: date) -> list[Due]:
    """Findings without a decision, and decisions of which nobody was told: due once visits end."""
    if plan.status not in ("closed", "told_back"):
        return []
    decided = {action.finding_id for action in plan.actions}
    told = told_actions(plan)
    counts = {
        "undecided": sum(finding.id not in decided for finding in plan.findings),
        "untold": sum(action.id not in told for action in plan.actions),
    }
    return [Due(today, one_or_many("due", name, n), True) for name, n in counts.items() if n]


def _keeping(plan: Plan, today: date) -> list[Due]:
    until = plan.keep_until
    if until is None or plan.texts_gone_on is not None or until > today + KEEP_AHEAD:
        return []
    name = "keep_past" if until < today else "keep"
    return [Due(until, say("due", name, day=day(until)), until < today)]
