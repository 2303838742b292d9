"""The equality monitoring report: who was heard by each characteristic, which were not asked, and
what was done so that people could take part."""

from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.files.about import thanks_together
from dashboard.files.document import (
    Blank,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    TableOf,
)
from dashboard.plans.papers.came_of_it import came_of_it
from dashboard.plans.papers.publications import publications
from dashboard.plans.papers.said_and_done import of_action, of_finding
from dashboard.plans.papers.taking_part import taking_part
from dashboard.plans.papers.texts import between, number, on, say, texts
from dashboard.plans.papers.whom_heard import silent, whom_heard, zone_by_zone
from dashboard.plans.so_far import sentences
from dashboard.wording.inside import inside
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.equality.characteristics import equality_for
from layers.exercise.so_far import SoFar
from layers.statistics.suppression import rule_text
from workspace import fields
from workspace.records import Plan

# What the report says of the plan itself, in this order; what is empty is said to be.
_OF_PLAN = ("purpose", "decision", "can_change", "cannot_change", "duty", "duty_why", "lead")
_BLANKS = {"blank_missing": 4, "blank_effect": 4, "blank_sign": 2}


def equality_report(atlas: Atlas, plan: Plan, found: SoFar, *, made: date) -> Document:
    """The report.

    Parameters
    ----------
    found
        Whom the plan has heard, as it may be shown.
    """
    about = [
        say("all", "status", status=fields.choice("plan", "status", plan.status).lower()),
        say("said", "when", when=between([visit.on for visit in plan.activities]))
        if plan.activities
        else "",
        say("all", "texts_gone", day=on(plan.texts_gone_on)) if plan.texts_gone_on else "",
    ]
    parts: list[Part] = [
        *_in_short(found),
        Heading(say("equality", "missing")),
        Bullets(missing(atlas, plan, found, made)),
        *_heard(found),
        Heading(say("equality", "zones")),
        *zone_by_zone(plan, found),
        Heading(say("equality", "characteristics")),
        Paragraph(say("equality", "characteristics_intro")),
        _characteristics(atlas, found),
        Heading(say("equality", "taking_part")),
        Bullets(taking_part(plan, plan.activities)),
        Heading(say("equality", "came_of_it")),
        came_of_it(plan),
        Heading(say("equality", "plan")),
        _plan(plan),
        Heading(say("equality", "judgement")),
        *(Blank(say("equality", name), lines) for name, lines in _BLANKS.items()),
        *_care(atlas, plan, found),
    ]
    return Document(say("equality", "title"), plan.title, about, parts, made)


def _in_short(found: SoFar) -> Iterator[Part]:
    """The sentence for somebody in a hurry, and what would help most."""
    yield Paragraph(sentences.headline(found), strong=True)
    if steps := sentences.next_steps(found):
        yield Paragraph(say("equality", "next"))
        yield Bullets(steps)


def missing(atlas: Atlas, plan: Plan, found: SoFar, until: date) -> list[str]:
    """What has not been done yet up to a day: zones first, then questions, then answers."""
    lines = silent(plan, found)
    kinds: dict[str, list[str]] = {"not_asked": [], "cannot_ask": []}
    for one in equality_for(atlas).characteristic:
        questions = texts().asks.get(one.id, ())
        if one.protected and not any(found.asked_at.get(name) for name in questions):
            kinds["not_asked" if questions else "cannot_ask"].append(inside(one.label))
    undecided = sum(not of_finding(plan, one) for one in plan.findings)
    untold = sum(not of_action(plan, one, until) for one in plan.actions)
    if not lines and plan.zones and not kinds["not_asked"]:
        lines.append(say("equality", "missing_none"))
    lines += [
        say("equality", name, characteristics=listed(those, len(those)))
        for name, those in kinds.items()
        if those
    ]
    for name, count in (("findings_undecided", undecided), ("findings_untold", untold)):
        if count:
            lines.append(number("equality", name, count))
    return lines


def _heard(found: SoFar) -> Iterator[Part]:
    yield Heading(say("equality", "heard"))
    yield from list(whom_heard(found)) or [Paragraph(say("equality", "nobody"))]


def _asked(found: SoFar, questions: Sequence[str]) -> str:
    """Whether any of some questions was asked, and at how many visits."""
    if not questions:
        return say("equality", "no_question")
    asked = max(found.asked_at.get(question, 0) for question in questions)
    if not asked:
        return say("equality", "asked_none")
    name = "asked_all" if asked == found.visits else "asked_at"
    return say("equality", name, asked=asked, visits=found.visits)


def _characteristics(atlas: Atlas, found: SoFar) -> TableOf:
    head = [say("equality", "characteristic"), say("equality", "asked")]
    rows = [
        (one.label, _asked(found, texts().asks.get(one.id, ())))
        for one in equality_for(atlas).characteristic
        if one.protected
    ]
    return TableOf(head, rows, say("equality", "characteristics_caption"))


def _plan(plan: Plan) -> TableOf:
    rows = []
    for name in _OF_PLAN:
        value = getattr(plan, name)
        if fields.field("plan", name).kind == "choice":
            value = fields.choice("plan", name, value)
        text = " ".join(value.split())
        rows.append((fields.label("plan", name), text or say("all", "nothing_written")))
    head = [say("equality", "head"), say("equality", "said")]
    return TableOf(head, rows, say("equality", "what_for"))


def _care(atlas: Atlas, plan: Plan, found: SoFar) -> Iterator[Part]:
    yield Heading(say("equality", "care"))
    repeats = sum(visit.repeats for visit in plan.activities)
    lines = [
        say("equality", "places_not_people"),
        *sentences.how(found, bool(plan.zones), repeats),
        rule_text(found.rule),
    ]
    thanked = [source["attribution"] for source, _ in publications(atlas, found)]
    yield Bullets([*lines, thanks_together(thanked)])
