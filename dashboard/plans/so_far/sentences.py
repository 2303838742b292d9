"""What is said of whom a plan has heard so far, in sentences."""

from collections.abc import Sequence
from math import isnan

from dashboard.plans.so_far.texts import say
from dashboard.wording.inside import inside
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count
from layers.exercise.respondents import load_respondents
from layers.exercise.so_far import PLACES, ZONES, SoFar
from layers.exercise.what_next import what_next
from layers.geography import area_groups

# Of all tables so many groups are named.
MOST_NAMED = 3


def headline(found: SoFar) -> str:
    """How many were heard, and who was heard least."""
    if not found.visits:
        return say("nobody")
    if isnan(found.people):
        heard = say("heard_few", threshold=found.rule.threshold)
    else:
        name = "heard_one" if found.visits == 1 else "heard"
        heard = say(name, people=count(found.people), visits=count(found.visits))
    return f"{heard} {_least(found)}"


def _least(found: SoFar) -> str:
    wanted = what_next(found)[:MOST_NAMED]
    if wanted:
        return say("least", groups=listed([group(one.table, one.name) for one in wanted]))
    return say("even") if found.counted else say("early", next=found.next_at)


def next_steps(found: SoFar) -> list[str]:
    """Whom to hear next, and about how many of each, a line each; none where nothing stands out."""
    return [
        _large(say(_of(one.table, "more"), more=count(one.more), **_parts(one.table, one.name)))
        for one in what_next(found)[:MOST_NAMED]
    ]


def silent(found: SoFar, pursued: Sequence[str]) -> str:
    """The zones without a visit, of those that are pursued; empty for none."""
    zones = found.zones[found.zones["visits"] == 0]
    names = [str(name) for id, name in zones["name"].items() if id in set(pursued)]
    return say("silent", zones=listed(names, len(names))) if names else ""


def group(table: str, name: str) -> str:
    """A group as it is called within a sentence."""
    return say(_of(table, "group"), **_parts(table, name))


def _of(table: str, text: str) -> str:
    """Which text is for groups of a table."""
    kind = "answer"
    if table == ZONES:
        kind = "zone"
    elif table in PLACES:
        kind = "kind" if table == area_groups.DEPRIVATION_FIFTH else "place"
    return f"{text}_{kind}"


def _parts(table: str, name: str) -> dict[str, str]:
    if table == area_groups.DEPRIVATION_FIFTH:
        name = inside(name)
    question = "" if table == ZONES else label(table).lower()
    return {"name": name, "question": question}


def label(table: str) -> str:
    """What a table of people's answers, or of places, is called."""
    if table in area_groups.PLACES:
        return area_groups.PLACES[table]
    return load_respondents().questions[table].label


def ordered(found: SoFar) -> list[str]:
    """Tables of groups: people's own answers in the questions' order, then places."""
    questions = [name for name in load_respondents().questions if name in found.tables]
    return [*questions, *(name for name in reversed(PLACES) if name in found.tables)]


def not_shown(found: SoFar) -> str:
    """Which questions were asked and have no table yet; empty where all have, or none may."""
    if not found.counted:
        return ""
    names = [
        label(name)
        for name in load_respondents().questions
        if name in found.asked_at and name not in found.tables
    ]
    return say("none_of", levels=listed(names, len(names))) if names else ""


def rests_on(found: SoFar, table: str) -> str:
    """How many people and visits a table rests on."""
    name = "rests_place" if table in PLACES else "rests"
    asked, of = found.asked_at[table], found.of_visits[table]
    people, visits = count(found.tables[table].total), count(found.visits)
    said = say(name, people=people, asked=count(asked), visits=visits)
    return said if of == asked else f"{said} {say('as_of', of=count(of))}"


def how(found: SoFar, zones: bool, repeats: int) -> list[str]:
    """How the tables are to be read, a sentence or two for each line.

    Parameters
    ----------
    zones
        Whether the plan has any.
    repeats
        At how many visits people may have been heard before.
    """
    base = found.base.label.lower()
    lines = [
        say("means", groups=count(found.groups)),
        f"{say('asked' if zones else 'asked_all', base=base)} {found.base.note}".strip(),
        f"{say('zones_mean')} {say('left_out')}",
        say("alike"),
        say("steps", next=count(found.next_at)),
        say("visits_rule", threshold=found.rule.threshold),
    ]
    if repeats:
        lines.append(say("repeats", repeats=count(repeats), visits=count(found.visits)))
    return lines


def _large(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
