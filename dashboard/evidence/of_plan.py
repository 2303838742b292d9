"""What a plan adds to the pack: what it says of itself, its visits, and whom it heard."""

from collections.abc import Callable, Iterable

from dashboard.evidence.pack import Heard
from dashboard.evidence.texts import say
from dashboard.files.about import day
from dashboard.files.document import Bullets, Note, Paragraph, Part, TableOf
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.equality.subject import of_areas
from layers.exercise.so_far import SoFar
from layers.practices.units import Unit
from layers.statistics.suppression import rule_text
from workspace import fields
from workspace.records import Plan

# What a plan says of itself, in the order of the pack's own empty boxes.
SAID = ("purpose", "decision", "can_change", "cannot_change", "lead")
# Whom a plan has heard as parts of a paper, the sentence for somebody in a hurry first: the papers
# of plans have it (dashboard/plans/papers), which this page's room does not know.
WhomHeard = Callable[[SoFar], Iterable[Part]]


def unit_of(atlas: Atlas, plan: Plan) -> Unit | None:
    """The areas of a plan's zones that the atlas still has; None where it has none of them."""
    known = {code for zone in plan.zones for code in zone.areas} & set(atlas.areas.index)
    return of_areas(plan.title, known) if known else None


def heard(plan: Plan, found: SoFar, whom_heard: WhomHeard) -> Heard:
    """What it says of itself, its zones, and whom it heard.

    Parameters
    ----------
    found
        Whom the plan has heard, as it may be shown.
    """
    own = [
        f"{fields.label('plan', name)}: {getattr(plan, name)}"
        for name in SAID
        if getattr(plan, name)
    ]
    before: list[Part] = [Paragraph(say("prepare", "plan"), strong=True), Bullets(own)]
    first, *rest = whom_heard(found)
    parts = [first, Paragraph(visits(plan)), *zones(plan), *rest]
    if found.visits:
        parts.append(Note(rule_text(found.rule)))
    headline = " ".join(first.texts())
    five = [say("five", "heard", headline=headline)]
    return Heard(before if own else [], five, parts, findings(plan))


def visits(plan: Plan) -> str:
    """How many visits there were and when, in a sentence: of visits, never of people."""
    days = sorted(one.on for one in plan.activities)
    if not days:
        return say("heard", "no_visits")
    name = "visit" if len(plan.activities) == 1 else "visits"
    number = number_text.count(len(plan.activities))
    return say("heard", name, number=number, first=day(days[0]), last=day(days[-1]))


def findings(plan: Plan) -> list[Part]:
    """What people said, by theme, as the plan has it; none where nothing is kept of it."""
    rows = [
        (one.theme, one.statement, fields.choice("finding", "voices", one.voices))
        for one in plan.findings
        if one.statement
    ]
    head = [fields.label("finding", name) for name in ("theme", "statement", "voices")]
    return [TableOf(head, rows, say("heard", "findings"))] if rows else []


def zones(plan: Plan) -> list[Part]:
    """Each zone with whether it was heard, and why not."""
    status = [fields.choice("zone", "status", zone.status) for zone in plan.zones]
    rows = [
        (f"{number_text.count(zone.number)}. {zone.name}", said, zone.why_not)
        for zone, said in zip(plan.zones, status, strict=True)
    ]
    head = [say("heard", name) for name in ("zone", "status", "why_not")]
    return [TableOf(head, rows, say("heard", "zones"))] if rows else []
