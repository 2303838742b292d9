"""Places heard from too seldom: the list, the zones they make, and a link to look there.

All of it is made from the tables as they are shown. The atlas is the one of the areas asked.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.heard import exercise_tables, unplaced_text
from dashboard.heard.exercise_tables import Found
from dashboard.heard.findings_text import ONE, PLURALS
from dashboard.parts.targets import exercise_address
from dashboard.parts.targets.target_definition import Targets
from dashboard.wording.verdict_words import verdicts
from layers.atlas import Atlas
from layers.exercise import people_asked
from layers.exercise import places_asked as extents
from layers.exercise.heard_criterion import HEARD, Heard, Place
from layers.exercise.representation import FAR, FAR_LESS, under_heard
from layers.exercise.respondents import Respondents
from layers.geography import area_groups
from layers.targeting.area_search import Criterion
from layers.targeting.zones import zones

COLUMNS = ("Place", "Kind", "Ratio", "Ratio, upper 95% limit", "In words")
ZONE_COLUMNS = ("Zone", "District", "Areas (LSOA)", "Residents", "Responses short of expected")
TITLE = "Where we heard from too few"


def places(found: Found) -> list[list[Any]]:
    """Every place surely heard from too seldom, lowest ratio first: level, name, ratio, limits,
    verdict."""
    rows = [
        (ratio, ONE[level], str(name), lower, upper, verdict)
        for level in exercise_tables.PLACES
        if level in found.compared
        for _, name, _, _, ratio, lower, upper, verdict in under_heard(
            found.compared[level]
        ).itertuples()
    ]
    rows.sort(key=lambda row: row[0])
    return [
        [kind, name, *(round(float(n), 2) for n in (ratio, lower, upper)), verdict]
        for ratio, kind, name, lower, upper, verdict in rows
    ]


def told(row: list[Any]) -> list[object]:
    """A row of :func:`places` as files have it, see ``COLUMNS``."""
    kind, name, ratio, _, upper, verdict = row
    # Those of places heard too seldom do not say how many groups there were.
    return [name, kind, ratio, upper, verdicts(0)[verdict]]


def touching(atlas: Atlas, known: Respondents, found: Found) -> list[list[Any]]:
    """Zones of areas whose place is surely heard from too seldom, most missing responses first.

    Returns
    -------
    list
        See ``ZONE_COLUMNS``. What is missing: over its areas, the responses to be expected of
        each times one less its place's ratio.
    """
    level, low = _finest(found)
    if not level:
        return []
    place_of = area_groups.grouping(atlas, level)
    ratio = place_of.map(low["ratio"]).dropna().astype(float)
    people = people_asked.residents(atlas, found.asked.base, known.questions["age"])
    missing = (1 - ratio) * found.total * people[ratio.index] / people.sum()
    short = [(float(missing[list(one.areas)].sum()), one) for one in zones(atlas, ratio.index)]
    short.sort(key=lambda one: -one[0])
    return [
        [zone.name, ", ".join(zone.districts), len(zone.areas), zone.residents, round(responses)]
        for responses, zone in short
    ]


@dataclass(frozen=True)
class Look:
    """How to look for seldom-heard people where an exercise heard from too few.

    Attributes
    ----------
    query
        The Seldom-heard page's address; the exercise has no name yet.
    said
        What is asked for there, as a sentence.
    """

    query: str
    said: str


def look(atlas: Atlas, found: Found) -> Look | None:
    """The link to the Seldom-heard page; None where no place is surely heard from too seldom.

    At the map's level, or the next larger one with such places that an address can hold. Half as
    often as expected is asked for, or as often where no place was heard from so seldom.
    """
    level, low = _finest(found)
    if not level:
        return None
    heard = _heard(found, low)
    half = any(place.ratio <= FAR_LESS for place in heard.places)
    amount = FAR_LESS if half else 1.0
    targets = Targets(name=TITLE, criteria=(Criterion(HEARD, "at_most", amount),), heard=heard)
    number = sum(place.ratio <= amount for place in heard.places)
    often = "less often than their numbers suggest."
    if half:
        sure = int((low["verdict"] == FAR).sum())
        sure_of = f"is sure of {sure} of them" if sure else "is not sure of any one"
        if number == 1:
            sure_of = "is sure" if sure else "is not sure"
        often = f"half as often as their numbers suggest or less, as counted; that {sure_of}."
    some = f"{number} {PLURALS[level]} were" if number > 1 else f"1 {ONE[level]} was"
    why = ""
    if level != found.mapped:
        why = (
            f" More single {PLURALS[found.mapped]} were than a link can hold."
            if len(under_heard(found.compared[found.mapped]))
            else f" No single {ONE[found.mapped]} surely was."
        )
    return Look(
        query=targets.query(),
        said=f"{some} heard from {often}{why}",
    )


def _finest(found: Found) -> tuple[str, pd.DataFrame]:
    """The finest level (the map's) or the next larger one with places that an address can hold."""
    for level in reversed(exercise_tables.PLACES):
        if level not in found.compared:
            continue
        low = under_heard(found.compared[level])
        if len(low) and exercise_address.fits(_heard(found, low)):
            return level, low
    return "", pd.DataFrame()


def _heard(found: Found, low: pd.DataFrame) -> Heard:
    places_ = [
        Place(str(code), round(float(ratio), 2), round(float(upper), 2))
        for code, ratio, upper in low[["ratio", "upper"]].itertuples()
    ]
    extent = found.extent
    where = extent.label if found.asked.where else f"{extent.label} (as it was not said)"
    care = unplaced_text.short(found)
    # Where it asked comes first: what is too long for a link is left off at its end.
    where = f"{where}; {care}" if care else where
    heard = Heard(exercise_address.NO_NAME, found.asked.base.id, tuple(sorted(places_)), where)
    without = extents.without(found.atlas, extent, heard.level, low.index)
    return replace(heard, without=without)
