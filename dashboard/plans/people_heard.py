"""How many people were heard in each zone and at each visit, as it may be told."""

from collections.abc import Mapping

from dashboard.plans.texts import say
from layers.exercise import head_counts
from layers.statistics.suppression import HIDDEN, Rule, cell
from workspace.records import Plan


def in_zones(plan: Plan, rule: Rule) -> dict[str, str]:
    """By a zone's id, as the table of zones under "so far" has it."""
    people: dict[str | None, list[int]] = {zone.id: [] for zone in plan.zones}
    for visit in plan.activities:
        people.setdefault(visit.zone_id, []).append(visit.people)
    return _told(
        {zone.id: cell(head_counts.together(people[zone.id], rule)) for zone in plan.zones}
    )


def in_all(plan: Plan, rule: Rule) -> str:
    """Of the whole plan, as "so far" has it."""
    return cell(head_counts.together([visit.people for visit in plan.activities], rule))


def at_visits(plan: Plan, rule: Rule) -> dict[str, str]:
    """By a visit's id."""
    people = head_counts.shown([visit.people for visit in plan.activities], rule)
    return _told({v.id: cell(number) for v, number in zip(plan.activities, people, strict=True)})


def _told(cells: Mapping[str, str]) -> dict[str, str]:
    """In words, where a number is hidden."""
    return {id: say("zones", "hidden") if text == HIDDEN else text for id, text in cells.items()}
