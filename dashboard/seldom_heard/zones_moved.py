"""What a change of zones does besides what was asked for, where at most so many are taken.

Most often nothing: the areas taken stay the same (:mod:`dashboard.seldom_heard.zone_changes`). But
one zone at least is taken, so that the next comes in for the only one; and one that is put back may
stand beyond the first so many.
"""

from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard.at_most import ticked_off
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.exercise.heard_criterion import with_heard


def told(atlas: Atlas, before: Targets, after: Targets) -> str:
    """Which zones came in or stay out unasked, in sentences; empty where none do.

    Raises
    ------
    layers.targeting.area_search.DefinitionError
        When the definition cannot be used.
    """
    changed = before.zone_edits != after.zone_edits
    if not changed or not after.most or after.by_areas:
        return ""
    known = with_heard(atlas, after.heard)
    was, now = (handover.work_out(known, targets) for targets in (before, after))
    put_back = ticked_off(was) - ticked_off(now)
    meant = put_back.union(was.areas_taken)
    number = number_text.count(after.most)
    return " ".join(
        [
            *(
                say("zones_moved", "came_in", zone=zone.name)
                for zone in now.zones
                if meant.isdisjoint(zone.areas)
            ),
            *(
                one_or_many(
                    "zones_moved", "stays_out", after.most, zone=left.zone.name, number=number
                )
                for left in now.left
                if left.why == "beyond" and not put_back.isdisjoint(left.zone.areas)
            ),
        ]
    )
