"""What was done so that people could take part: languages, interpreters, access, partners."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.plans.papers.texts import number, say
from dashboard.wording.lists import listed
from workspace import fields
from workspace.records import Activity, Plan


def taking_part(plan: Plan, visits: Sequence[Activity]) -> list[str]:
    """A line for each thing that was done at visits, was missing, or is not known."""
    if not visits:
        return [say("equality", "no_visits"), *_partners(plan, visits)]
    return [
        *_languages(visits),
        *_interpreters(visits),
        *_access(visits),
        _kinds(visits),
        *_partners(plan, visits),
        *_doubts(visits),
    ]


def languages(visits: Sequence[Activity]) -> list[str]:
    """Languages that visits were held in, each once, as they were written, in plain order."""
    spoken = (
        one.strip() for visit in visits for one in visit.languages.replace(";", ",").split(",")
    )
    return sorted({one.casefold(): one for one in spoken if one}.values(), key=str.casefold)


def _languages(visits: Sequence[Activity]) -> Iterator[str]:
    spoken = languages(visits)
    if spoken:
        yield say("equality", "languages", languages=listed(spoken, len(spoken)))
    else:
        yield say("equality", "no_languages")


def _interpreters(visits: Sequence[Activity]) -> Iterator[str]:
    names = {"wanted_there": "there", "wanted_missing": "missing", "": "unsaid"}
    for answer, name in names.items():
        count = sum(visit.interpreter == answer for visit in visits)
        if count:
            yield number("equality", f"interpreter_{name}", count)


def _access(visits: Sequence[Activity]) -> Iterator[str]:
    said = list(dict.fromkeys(visit.access for visit in visits if visit.access))
    if said:
        yield say("equality", "access", access="; ".join(said))
    else:
        yield say("equality", "access_none")


def _kinds(visits: Sequence[Activity]) -> str:
    found = Counter(visit.kind for visit in visits)
    unsaid = say("equality", "kind_unsaid")
    said = [
        say(
            "equality",
            "kind_of",
            kind=(fields.choice("activity", "kind", kind) or unsaid).lower(),
            count=count,
        )
        for kind, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    return say("equality", "kinds", kinds=listed(said, len(said)))


def _partners(plan: Plan, visits: Sequence[Activity]) -> Iterator[str]:
    """Those that took part in a visit, apart from those that have said yes and no more."""
    there = {visit.partner_id for visit in visits}
    names = {
        "partners": [one.name for one in plan.partners if one.id in there],
        "partners_willing": [
            one.name for one in plan.partners if one.answer == "yes" and one.id not in there
        ],
    }
    for name, those in names.items():
        if those:
            yield say("equality", name, partners=listed(those, len(those)))
    if not any(names.values()):
        yield say("equality", "partners_none")


def _doubts(visits: Sequence[Activity]) -> Iterator[str]:
    doubts = {
        "nobody_heard": sum(not visit.people for visit in visits),
        "estimated": sum(visit.counted == "estimated" for visit in visits),
        "repeats": sum(visit.repeats for visit in visits),
    }
    for name, count in doubts.items():
        if count:
            yield number("equality", name, count)
