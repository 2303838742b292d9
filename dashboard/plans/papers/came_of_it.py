"""What came of what people said, for a report: each finding, what is decided, and who does it."""

from collections.abc import Iterator, Sequence

from dashboard.files.document import Paragraph, TableOf
from dashboard.plans.papers.said_and_done import action_text, of_finding
from dashboard.plans.papers.texts import on, say
from workspace import fields
from workspace.records import Action, Finding, Plan


def came_of_it(plan: Plan) -> TableOf | Paragraph:
    """A row for each finding, in the order of the plan, then one for what answers none."""
    rows = [_row(plan, finding, of_finding(plan, finding)) for finding in plan.findings]
    if others := of_finding(plan, None):
        rows.append(_row(plan, None, others))
    if not rows:
        return Paragraph(say("equality", "no_findings"))
    head = [say("equality", name) for name in ("finding", "finding_of", "decided", "by_whom")]
    return TableOf(head, rows, say("equality", "came_of_it_caption"))


def _row(plan: Plan, finding: Finding | None, actions: Sequence[Action]) -> tuple[str, ...]:
    decided = " ".join(line for one in actions for line in (action_text(one), one.why) if line)
    return (
        (finding.statement or say("said", "gone")) if finding else say("equality", "other_action"),
        "; ".join(_of(plan, finding)) if finding else "",
        decided or say("equality", "undecided"),
        "; ".join(_by_whom(one) for one in actions if one.decision != "not"),
    )


def _of(plan: Plan, finding: Finding) -> Iterator[str]:
    """How many voices said so, and the zones in which it was heard."""
    if voices := fields.choice("finding", "voices", finding.voices):
        yield voices
    at = {visit.zone_id for visit in plan.activities if visit.id in finding.activities}
    zones = [zone.name for zone in plan.zones if zone.id in {finding.zone_id, *at}]
    yield ", ".join(zones) or say("equality", "whole_plan")


def _by_whom(action: Action) -> str:
    owner = action.owner or say("equality", "owner_none")
    status = fields.choice("action", "status", action.status).lower()
    unfinished = action.due and action.status in ("not_started", "under_way")
    due = say("equality", "due", due=on(action.due)) if unfinished else ""
    return ", ".join(filter(None, [owner, status, due]))
