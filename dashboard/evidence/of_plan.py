"""What a plan adds to the pack: what it says of itself, its visits, and whom it heard."""

from collections.abc import Callable, Sequence

from dashboard.evidence.pack import Heard
from dashboard.evidence.texts import say
from dashboard.files.about import day
from dashboard.files.document import Bullets, Paragraph, Part, TableOf
from dashboard.files.table import Table
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.equality.subject import of_areas
from layers.practices.units import Unit
from workspace import fields
from workspace.records import Plan

# What a plan says of itself, in the order of the pack's own empty boxes.
SAID = ("purpose", "decision", "can_change", "cannot_change", "lead")
# Tables of whom a plan has heard, as they may be shown: no count of so few that one could be known.
Tables = Callable[[Plan], Sequence[Table]]


def unit_of(atlas: Atlas, plan: Plan) -> Unit | None:
    """The areas of a plan's zones that the atlas still has; None where it has none of them."""
    known = {code for zone in plan.zones for code in zone.areas} & set(atlas.areas.index)
    return of_areas(plan.title, known) if known else None


def heard(plan: Plan, tables: Sequence[Table]) -> Heard:
    """What it says of itself, its visits, and the tables of whom it heard."""
    own = [
        f"{fields.label('plan', name)}: {getattr(plan, name)}"
        for name in SAID
        if getattr(plan, name)
    ]
    said = visits(plan)
    before: list[Part] = [Paragraph(say("prepare", "plan"), strong=True), Bullets(own)]
    parts: list[Part] = [Paragraph(said), *zones(plan)]
    parts += [_written(table) for table in tables if table.codes]
    return Heard(before if own else [], [said], parts)


def visits(plan: Plan) -> str:
    """How many visits there were and when, in a sentence: of visits, never of people."""
    days = sorted(one.on for one in plan.activities if one.on)
    if not days:
        return say("heard", "no_visits")
    name = "visit" if len(plan.activities) == 1 else "visits"
    number = number_text.count(len(plan.activities))
    return say("heard", name, number=number, first=day(days[0]), last=day(days[-1]))


def zones(plan: Plan) -> list[Part]:
    """Each zone with whether it was heard, and why not."""
    status = [fields.choice("zone", "status", zone.status) for zone in plan.zones]
    rows = [
        (number_text.count(zone.number), zone.name, said, zone.why_not)
        for zone, said in zip(plan.zones, status, strict=True)
    ]
    head = [say("heard", name) for name in ("zone", "name", "status", "why_not")]
    return [TableOf(head, rows, say("heard", "zones"))] if rows else []


def _written(table: Table) -> TableOf:
    rows = [["" if cell is None else str(cell) for cell in row] for row in table.rows()]
    figures = [at for at, column in enumerate(table.columns) if column.kind != "text"]
    return TableOf(table.headers(), rows, table.level, figures)
