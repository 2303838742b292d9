"""What a change of one zone does to the others, where at most so many are taken.

One that is ticked off or merged makes room for the next; one that is cut may push another out.
"""

from dashboard.parts.targets import handover
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.exercise.heard_criterion import with_heard
from layers.targeting.zones import Zone


def told(atlas: Atlas, before: Targets, after: Targets) -> str:
    """Which zones came in and went out, in a sentence; empty where none did.

    Where another number is asked for, the list's own note says what is taken.

    Raises
    ------
    layers.targeting.area_search.DefinitionError
        When the definition cannot be used.
    """
    if not after.most or after.by_areas or before.most != after.most:
        return ""
    known = with_heard(atlas, after.heard)
    was, now = (handover.work_out(known, targets) for targets in (before, after))
    came = [
        say("zones_moved", "came_in", zone=zone.name)
        for zone in now.zones
        if not any(_shares(zone, other) for other in was.zones)
    ]
    moved = [*came, *_out(was, now)]
    if not moved:
        return ""
    said = "; ".join(moved)
    return one_or_many(
        "zones_moved",
        "said",
        after.most,
        moved=f"{said[0].upper()}{said[1:]}",
        number=number_text.count(after.most),
    )


def _out(was: Handover, now: Handover) -> list[str]:
    """Zones, or halves of them, that were taken and now are beyond the first so many."""
    moved = []
    for one in now.left:
        whole = next((zone for zone in was.zones if _shares(zone, one.zone)), None)
        if one.why != "beyond" or whole is None:
            continue  # one that is ticked off is so because somebody has just done it
        half = one.zone.areas != whole.areas and any(_shares(whole, zone) for zone in now.zones)
        name = whole.name if half else one.zone.name
        moved.append(say("zones_moved", "half_out" if half else "went_out", zone=name))
    return moved


def _shares(one: Zone, other: Zone) -> bool:
    """Whether two zones have an area in common."""
    return not set(one.areas).isdisjoint(other.areas)
