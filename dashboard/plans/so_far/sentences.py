"""What is said of whom a plan has heard so far, in sentences."""

from math import isnan

from dashboard.plans.so_far.texts import say
from dashboard.wording.inside import inside
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count, percent
from layers.exercise.counts_over_time import step_after
from layers.exercise.people_meant import MEANT, OF_THEM
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
    return " ".join(filter(None, [heard, meant(found), _unvisited(found), _least(found)]))


def protects(found: SoFar) -> str:
    """Why numbers are rounded or hidden; empty where none is shown, or none is changed."""
    rule = found.rule
    if not found.visits or (rule.base <= 1 and rule.threshold <= 1):
        return ""
    return say("protects", base=rule.base, threshold=rule.threshold)


def meant(found: SoFar) -> str:
    """How many were of the people whom the plan is meant for; empty where no question tells, or
    nobody was heard yet."""
    theirs = found.meant
    if theirs is None or not found.visits:
        return ""
    share, table = percent(100 * theirs.share), theirs.table
    parts = {"name": theirs.label, "question": label(theirs.question), "share": share}
    if table is not None:
        of_them, total = float(table.observed[OF_THEM]), table.total
        parts |= {
            "people": count(of_them),
            "of": count(total),
            "percent": percent(100 * of_them / total),
        }
        if not of_them:
            return say("meant_none", **parts)
        return say("meant_at_least" if theirs.unclear else "meant_heard", **parts)
    asked = found.asked_at.get(theirs.question, 0)
    if not asked:
        return say("meant_not_asked", **parts)
    if theirs.unclear:
        return say("meant_unclear", **parts)
    return say("meant_later", **parts, next=count(step_after(asked)), visits=count(asked))


def _unvisited(found: SoFar) -> str:
    zones = found.unvisited
    return say("silent", zones=listed(zones, len(zones))) if zones else ""


def _least(found: SoFar) -> str:
    wanted = what_next(found)[:MOST_NAMED]
    if wanted:
        return say("least", groups=listed([group(one.table, one.name) for one in wanted]))
    if not found.counted:
        return say("early", next=found.next_at)
    return "" if found.unvisited else say("even")


def next_steps(found: SoFar) -> list[str]:
    """Where to go and whom to hear next, and about how many of each, a line each; none where
    nothing stands out, or nobody was heard yet."""
    zones = found.unvisited if found.visits else []
    first = [say("next_zones", zones=listed(zones, len(zones)))] if zones else []
    more = [
        _large(say(_of(one.table, "more"), more=count(one.more), **_parts(one.table, one.name)))
        for one in what_next(found)
    ]
    return [*first, *more][:MOST_NAMED]


def group(table: str, name: str) -> str:
    """A group as it is called within a sentence."""
    return say(_of(table, "group"), **_parts(table, name))


def _of(table: str, text: str) -> str:
    """Which text is for groups of a table."""
    kind = "answer"
    if table == ZONES:
        kind = "zone"
    elif table == MEANT:
        kind = MEANT
    elif table in PLACES:
        kind = "kind" if table == area_groups.DEPRIVATION_FIFTH else "place"
    return f"{text}_{kind}"


def _parts(table: str, name: str) -> dict[str, str]:
    if table == area_groups.DEPRIVATION_FIFTH:
        name = inside(name)
    question = "" if table in (ZONES, MEANT) else label(table).lower()
    return {"name": name, "question": question}


def label(table: str) -> str:
    """What a table of people's answers, or of places, is called."""
    if table == MEANT:
        return say("meant_label")
    if table in area_groups.PLACES:
        return area_groups.PLACES[table]
    return load_respondents().questions[table].label


def ordered(found: SoFar) -> list[str]:
    """Tables of groups: the people whom the plan is meant for, people's own answers in the
    questions' order, then places."""
    questions = [name for name in load_respondents().questions if name in found.tables]
    theirs = [MEANT] if MEANT in found.tables else []
    return [*theirs, *questions, *(name for name in reversed(PLACES) if name in found.tables)]


def not_shown(found: SoFar) -> str:
    """Which questions were asked and have no table yet, and when where people live is shown where
    it is not yet; empty where all have a table, or nobody was heard."""
    lines = [_no_answers(found), _no_places(found)]
    return " ".join(filter(None, lines)) if found.visits else ""


def _no_places(found: SoFar) -> str:
    if any(level in found.tables for level in PLACES):
        return ""
    noted = found.asked_at.get(PLACES[0], 0)
    if not noted:
        return say("places_never")
    if found.one_place:
        return say("places_one")
    return say("places_later", noted=count(noted), next=count(step_after(noted)))


def _no_answers(found: SoFar) -> str:
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
