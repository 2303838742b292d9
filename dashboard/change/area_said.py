"""What has become of a place's areas, in words: for the page, its map's picture and its files."""

from dashboard.change.place import Place
from dashboard.change.texts import one_or_many, say
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count
from layers.change.decile_change import Moves


def sentences(found: Moves, place: Place) -> list[str]:
    """How many areas moved which way, and who lives where the most deprived fifth changed."""
    every, compared = found.every.areas, found.compared.areas
    if not compared:
        return [say("areas", "compared_none", areas=place.inside)]
    first = say(
        "areas",
        "compared_all" if compared == every else "compared",
        areas=place.inside,
        compared=count(compared),
        more=count(found.more.areas),
        same=count(found.same.areas),
        less=count(found.less.areas),
    )
    into, out = found.into, found.out_of
    if not into.areas and not out.areas:
        return [first, say("areas", "neither")]
    parts = {
        "areas": count(into.areas),
        "people": count(into.residents),
        "others": count(out.areas),
        "other_people": count(out.residents),
    }
    if not into.areas:
        return [first, say("areas", "into_none", **parts)]
    return [first, one_or_many("areas", "into", into.areas, **parts)]


def left_out(found: Moves) -> str:
    """How many areas are not compared, and why; empty where all are."""
    those = {"divided": found.divided, "redrawn": found.redrawn, "mixed": found.mixed}
    reasons = [
        say("areas", name, number=count(people.areas))
        for name, people in those.items()
        if people.areas
    ]
    number = found.every.areas - found.compared.areas
    if not number:
        return ""
    return one_or_many(
        "areas", "not_compared", number, number=count(number), reasons=listed(reasons)
    )
