"""The involvement section of an annual report: what each plan of a year was for, whom it heard and
what came of it (NHS Act 2006, sections 14Z45 and 14Z58).

A year is the health service's, from April to March, and is named by the one that it begins in.
Numbers of people are made of what is shown of each visit (:mod:`layers.exercise.head_counts`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.files.document import (
    Blank,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Part,
    TableOf,
)
from dashboard.plans.papers.said_and_done import action_text, of_action, of_finding, told_text
from dashboard.plans.papers.taking_part import taking_part
from dashboard.plans.papers.texts import number, on, say
from dashboard.wording import number_text
from layers.exercise import head_counts
from layers.statistics.suppression import HIDDEN, Rule, cell
from workspace import fields
from workspace.records import Action, Activity, Plan, Told

_FIRST_MONTH = 4
NOT_YET = "draft"


@dataclass(frozen=True)
class Year:
    """A year of reports: from April of ``begins`` to March of the next."""

    begins: int

    @classmethod
    def of(cls, day: date) -> "Year":
        """The year that a day is in."""
        return cls(day.year if day.month >= _FIRST_MONTH else day.year - 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.begins, _FIRST_MONTH, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.begins + 1, _FIRST_MONTH - 1, 31)

    @property
    def name(self) -> str:
        """``2026/27``."""
        return say("annual", "year", first=self.begins, last=f"{(self.begins + 1) % 100:02d}")

    def holds(self, day: date | None) -> bool:
        """Whether a day is in it."""
        return day is not None and self.first <= day <= self.last


def annual(plans: Sequence[Plan], year: Year, rule: Rule, *, made: date) -> Document:
    """The section for all plans that did something in a year."""
    those = [plan for plan in plans if in_year(plan, year)]
    about = [
        say("annual", "period", first=on(year.first), last=on(year.last)),
        say("annual", "duty"),
    ]
    parts: list[Part] = list(_head(those, year, made))
    if those:
        parts += [Heading(say("annual", "overview")), _overview(those, year, rule)]
        parts += [Note(say("heard", "rule")), Note(say("annual", "by_characteristic"))]
    for plan in those:
        parts += _one(plan, year, rule, made)
    parts.append(Heading(say("annual", "judgement")))
    parts += [Blank(say("annual", name), lines=5) for name in ("blank_difference", "blank_next")]
    title, subtitle = say("annual", "title"), say("annual", "subtitle", year=year.name)
    return Document(title, subtitle, about, parts, made)


def in_year(plan: Plan, year: Year) -> bool:
    """Whether a plan was agreed, under way or told back in a year; a draft never is."""
    if plan.status == NOT_YET:
        return False
    visited, told = [visit.on for visit in plan.activities], [one.on for one in plan.told]
    under_way = (
        plan.starts_on is not None
        and plan.starts_on <= year.last
        and (plan.ends_on or plan.starts_on) >= year.first
    )
    return under_way or any(map(year.holds, [plan.agreed_on, *visited, *told]))


def _visits(plan: Plan, year: Year) -> list[Activity]:
    return [visit for visit in plan.activities if year.holds(visit.on)]


def _told(plan: Plan, year: Year) -> list[Told]:
    return [one for one in plan.told if year.holds(one.on)]


def _people(visits: Sequence[Activity], rule: Rule) -> str:
    """How many people some visits heard, as it may be told: ``*`` where it may not."""
    return cell(head_counts.together([visit.people for visit in visits], rule))


def _head(plans: Sequence[Plan], year: Year, made: date) -> Iterator[Part]:
    if not plans:
        yield Paragraph(say("annual", "none"), strong=True)
        return
    visited = number("annual", "visited", sum(len(_visits(plan, year)) for plan in plans))
    yield Paragraph(number("annual", "head", len(plans), visits=visited), strong=True)
    actions = [action for plan in plans for action in plan.actions]
    told = [of_action(plan, action, made) for plan in plans for action in plan.actions]
    counts = {
        "changed": sum(action.status == "done" and bool(action.changed) for action in actions),
        "told": sum(any(year.holds(one.on) for one in those) for those in told),
        "untold": sum(not those for those in told),
    }
    said = [number("annual", name, count) for name, count in counts.items() if count]
    if said:
        yield Bullets(said)


def _overview(plans: Sequence[Plan], year: Year, rule: Rule) -> TableOf:
    names = ("plan", "decision", "duty_head", "visits", "heard_head", "status")
    rows = [
        (
            plan.title,
            plan.decision or say("all", "nothing_written"),
            fields.choice("plan", "duty", plan.duty) or say("all", "nothing_written"),
            number_text.count(len(_visits(plan, year))),
            _people(_visits(plan, year), rule),
            fields.choice("plan", "status", plan.status),
        )
        for plan in plans
    ]
    head = [say("annual", name) for name in names]
    return TableOf(head, rows, say("annual", "overview_caption"), figures=(3, 4))


def _one(plan: Plan, year: Year, rule: Rule, made: date) -> Iterator[Part]:
    yield Heading(plan.title)
    if plan.purpose:
        yield Paragraph(say("annual", "what_for", text=plan.purpose))
    yield Heading(say("annual", "whom"), 2)
    yield from _whom(plan, year, rule)
    yield Heading(say("annual", "said"), 2)
    if plan.findings:
        yield _findings(plan)
    else:
        yield Paragraph(say("annual", "no_findings"))
    yield Heading(say("annual", "told"), 2)
    told = [told_text(one) for one in _told(plan, year) if one.on and one.on <= made]
    yield Bullets(told) if told else Paragraph(say("annual", "not_told"))


def _whom(plan: Plan, year: Year, rule: Rule) -> Iterator[Part]:
    visits = _visits(plan, year)
    if not visits:
        yield Paragraph(say("annual", "no_visits"))
        return
    zones = len({visit.zone_id for visit in visits if visit.zone_id})
    went = number("annual", "visits", len(visits), zones=zones, all=len(plan.zones))
    people = _people(visits, rule)
    if people == HIDDEN:
        heard = say("annual", "few_people", threshold=rule.threshold)
    else:
        heard = say("annual", "about_people", people=people)
    yield Paragraph(f"{went} {heard}")
    yield Bullets(taking_part(plan, visits))


def _findings(plan: Plan) -> TableOf:
    head = [say("annual", name) for name in ("finding", "decided", "changed")]
    rows = []
    for finding in plan.findings:
        actions = of_finding(plan, finding)
        decided = " ".join(line for one in actions for line in (action_text(one), one.why) if line)
        changed = " ".join(one.changed for one in actions if one.changed)
        rows.append(
            (
                finding.statement or say("said", "gone"),
                decided or say("annual", "undecided"),
                changed or _unchanged(actions),
            )
        )
    return TableOf(head, rows, say("annual", "said_caption", title=plan.title))


def _unchanged(actions: Sequence[Action]) -> str:
    refused = bool(actions) and all(one.decision == "not" for one in actions)
    return say("annual", "nothing" if refused else "nothing_yet")
