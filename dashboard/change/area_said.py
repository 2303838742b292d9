"""What has become of a place's areas, in words: for the page, its map's picture and its files."""

import pandas as pd

from dashboard.change.area_table import kept
from dashboard.change.index_said import in_sentence
from dashboard.change.place import Place
from dashboard.change.texts import one_or_many, say
from dashboard.change.view import Kept
from dashboard.wording.lists import listed
from dashboard.wording.number_text import count
from layers.change import decile_change
from layers.change.decile_change import OVERALL, Moves


def said(found: pd.DataFrame, place: Place, which: Kept, index: str = OVERALL) -> list[str]:
    """All that is said of a place first: the areas asked for, where not all are; then every move.

    Parameters
    ----------
    found
        The place's areas, as :func:`layers.change.decile_change.areas` gives them.
    index
        What is compared of them.
    """
    asked = asked_for(found, place, which, index)
    moves = decile_change.moves(found)
    return [*asked, *sentences(moves, place, index, named=bool(asked))]


def asked_for(found: pd.DataFrame, place: Place, which: Kept, index: str = OVERALL) -> list[str]:
    """How many areas are of the kind that was asked for, and how many people live there; nothing
    where all are."""
    if which == "all":
        return []
    rows = kept(found, which)
    number = len(rows)
    those = one_or_many(
        "areas",
        f"kept_{which}",
        number,
        number=count(number) if number else say("registers", "nobody"),
    )
    people = count(rows["residents"].sum())
    name = "kept" if number else "kept_none"
    start = in_sentence("start", index)
    return [say("areas", name, start=start, areas=place.inside, those=those, people=people)]


def sentences(
    found: Moves, place: Place, index: str = OVERALL, *, named: bool = False
) -> list[str]:
    """How many areas moved which way, and who lives where the most deprived fifth changed.

    Parameters
    ----------
    named
        Whether a sentence before has said what is compared.
    """
    every, compared = found.every.areas, found.compared.areas
    start = in_sentence("start", OVERALL if named else index)
    fifth = in_sentence("fifth", index)
    if not compared:
        return [say("areas", "compared_none", start=start, areas=place.inside)]
    first = say(
        "areas",
        "compared_all" if compared == every else "compared",
        start=start,
        areas=place.inside,
        compared=count(compared),
        more=count(found.more.areas),
        same=count(found.same.areas),
        less=count(found.less.areas),
    )
    into, out = found.into, found.out_of
    if not into.areas and not out.areas:
        return [first, say("areas", "neither", fifth=fifth)]
    parts = {
        "fifth": fifth,
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
