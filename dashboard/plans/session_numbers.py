"""The numbers of a plan's sessions, the same in its list and on its map."""

from workspace.records import Plan


def session_numbers(plan: Plan) -> dict[str, int]:
    """By the session's id its number, from 1: in the order in which they were planned (their ids
    begin with the time), which dates, and what becomes of others, do not change."""
    return {id: number for number, id in enumerate(sorted(one.id for one in plan.meetings), 1)}
