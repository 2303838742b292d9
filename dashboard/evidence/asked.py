"""Whom a pack is about, as its address says.

One of these: ``unit``, the key of a practice, network, place, ward … as on the Practices page;
``areas``, LSOA codes with points between; ``plan``, a plan's id; or a definition of areas in the
letters of the Seldom-heard page, with ``y`` for one of its zones.
"""

from dataclasses import dataclass

from dashboard.evidence.texts import say
from dashboard.parts.address import Parts
from dashboard.parts.targets import handover
from dashboard.parts.targets.own_used import own_used
from dashboard.parts.targets.target_definition import LETTERS, read_targets
from dashboard.parts.unit_links import page_of
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.equality.subject import of_areas
from layers.exercise.heard_criterion import with_heard
from layers.practices import units
from layers.practices.units import Unit, UnitError
from layers.targeting.area_search import DefinitionError

UNIT, AREAS, PLAN, ZONE = "unit", "areas", "plan", "y"
SELDOM_HEARD = "/seldom-heard"
MOST_DIGITS = 3


class NotAsked(ValueError):
    """The address does not say whom a pack could be about; the message says why."""


@dataclass(frozen=True)
class Asked:
    """Whom the pack is about, and the path of the page that shows the same (empty for none).

    ``chosen_by`` are ids of the figures that somebody brought, where areas were chosen by any.
    """

    unit: Unit
    page: str
    chosen_by: tuple[str, ...] = ()


def plan_asked(query: str) -> str:
    """The id of the plan that an address asks for; empty where it asks for something else.

    Raises
    ------
    NotAsked
        Where it asks for more than the plan.
    """
    parts = Parts(query, {PLAN})
    found = parts.text(PLAN)
    if found and parts.notes:
        raise NotAsked(say("refused", "more_than_one"))
    return found


def read(query: str, atlas: Atlas) -> Asked:
    """What an address other than a plan's asks for.

    Raises
    ------
    NotAsked
        Where something of it cannot be used: a pack about others than were asked for would be
        worse than none.
    """
    parts = Parts(query, {UNIT, AREAS, *LETTERS})
    _refuse(parts)
    own = [name for name in (UNIT, AREAS) if parts.text(name)]
    definition = any(parts.text(letter) for letter in LETTERS)
    if len(own) + definition > 1:
        raise NotAsked(say("refused", "more_than_one"))
    if own == [UNIT]:
        return _unit(parts, atlas)
    if own == [AREAS]:
        return _areas(parts, atlas)
    if not definition:
        raise NotAsked(say("refused", "nothing_asked"))
    return _definition(query, parts, atlas)


def _unit(parts: Parts, atlas: Atlas) -> Asked:
    try:
        unit = units.unit(atlas, parts.text(UNIT))
    except UnitError as error:
        raise NotAsked(str(error)) from None
    return Asked(unit, page_of([unit.key]))


def _areas(parts: Parts, atlas: Atlas) -> Asked:
    codes = parts.many(AREAS, atlas.areas.index, "area")
    _refuse(parts)
    if not codes:
        raise NotAsked(say("refused", "nothing_asked"))
    names = list(dict.fromkeys(atlas.areas.loc[list(codes), "neighbourhood"]))
    return Asked(of_areas(say("asked", "areas", names=listed(names)), codes), "")


def _definition(query: str, parts: Parts, atlas: Atlas) -> Asked:
    zone = parts.text(ZONE)
    targets, notes = read_targets(query, atlas)
    if notes:
        raise NotAsked(" ".join(notes))
    try:
        found = handover.work_out(with_heard(atlas, targets.heard), targets)
    except DefinitionError as error:
        raise NotAsked(str(error)) from None
    if not found.zones:
        raise NotAsked(
            say("refused", "nothing_kept" if len(found.finding.found) else "nothing_found")
        )
    page, own = f"{SELDOM_HEARD}{targets.query()}", own_used(atlas, targets)
    if not zone:
        return Asked(of_areas(found.title, found.areas_taken), page, own)
    known = zone.isascii() and zone.isdigit() and len(zone) <= MOST_DIGITS
    if not known or not 1 <= int(zone) <= len(found.zones):
        raise NotAsked(say("refused", "no_zone"))
    chosen = found.zones[int(zone) - 1]
    return Asked(of_areas(chosen.name, chosen.areas), page, own)


def _refuse(parts: Parts) -> None:
    if parts.notes:
        raise NotAsked(" ".join(parts.notes))
