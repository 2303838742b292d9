"""The numbers and the order of a plan's sessions, the same on its page, its map and its papers."""

from datetime import date

from workspace.records import Meeting, Plan


def session_numbers(plan: Plan) -> dict[str, int]:
    """By the session's id its number, from 1: in the order in which they were planned (their ids
    begin with the time), which dates, and what becomes of others, do not change."""
    return {id: number for number, id in enumerate(sorted(one.id for one in plan.meetings), 1)}


def sessions_in_order(plan: Plan) -> list[Meeting]:
    """All of a plan's sessions: what comes first, first; what has no date yet, last."""

    def when(one: Meeting) -> tuple[bool, date, str, str]:
        return one.on is None, one.on or date.max, one.starts if one.on else "", one.id

    return sorted(plan.meetings, key=when)
