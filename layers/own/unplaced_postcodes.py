"""Which postcodes could not be placed: whoever has the file needs to know, to correct them.

A postcode that many rows have tells nothing of any one of them. One that few have may be a slip in
somebody's own, so that only its first part is said, which holds thousands of homes.
"""

from collections import Counter
from collections.abc import Sequence

from layers.exercise.code_patterns import postcode_in
from layers.name_lists import listed
from layers.own.own_places import ELSEWHERE, PlacesRead
from layers.own.texts import one_or_many, say
from layers.statistics.small_counts import Rule

MOST_NAMED = 10
_UNKNOWN = "unknown"


def unplaced_notes(cells: Sequence[str], places: PlacesRead, rule: Rule) -> tuple[str, ...]:
    """Sentences about them: the whole of those that as many rows have as a count of people must
    come to so that it is shown, and the first parts of others that are not known.

    Parameters
    ----------
    cells
        The column of places, as ``places`` were read of it.
    rule
        Which counts of people are shown.
    """
    whole, few = _told(cells, places, rule)
    notes = []
    if whole:
        named = [
            say("notes", "postcode_rows", postcode=one, n=f"{n:,}")
            for one, n in whole.most_common()
        ]
        notes.append(say("notes", "unplaced", postcodes=listed(named, MOST_NAMED)))
    if few:
        begin = listed([one for one, _ in few.most_common()], MOST_NAMED)
        number = few.total()
        notes.append(one_or_many("notes", "unknown_few", number, n=f"{number:,}", begin=begin))
    return tuple(notes)


def _told(
    cells: Sequence[str], places: PlacesRead, rule: Rule
) -> tuple[Counter[str], Counter[str]]:
    """By postcode, and by first part of those that few rows have, how many rows have it."""
    rows: Counter[tuple[str, str]] = Counter(
        (postcode, one.reason)
        for cell, one in zip(cells, places.places, strict=True)
        if one.reason in (_UNKNOWN, ELSEWHERE) and (postcode := postcode_in(cell))
    )
    whole: Counter[str] = Counter()
    few: Counter[str] = Counter()
    for (postcode, reason), number in rows.items():
        if number >= rule.threshold:
            whole[postcode] = number
        elif reason == _UNKNOWN:
            few[postcode.partition(" ")[0]] += number
    return whole, few
