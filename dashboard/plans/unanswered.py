"""What people said that has no answer yet, and answers that nobody was told."""

from workspace.records import Action, Finding, Plan


def undecided(plan: Plan) -> list[Finding]:
    """Findings on which nothing was decided."""
    decided = {action.finding_id for action in plan.actions}
    return [finding for finding in plan.findings if finding.id not in decided]


def untold(plan: Plan) -> list[Action]:
    """Decisions of which nobody was told."""
    told = {one.action_id for one in plan.told}
    return [action for action in plan.actions if action.id not in told]
