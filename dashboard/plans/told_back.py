"""Which decisions people were told of: telling without a date is still to come."""

from workspace.records import Plan


def told_actions(plan: Plan) -> set[str]:
    """The ids of the actions of which somebody was told, on a day that is known."""
    return {one.action_id for one in plan.told if one.action_id and one.on}
