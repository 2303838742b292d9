"""What a team did to the zones found, as lines: what is taken, what is left out and why."""

from collections.abc import Iterable

from dashboard.parts.targets.found_sentence import counted
from dashboard.parts.targets.target_definition import Targets
from dashboard.parts.targets.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.targeting.area_search import Finding
from layers.targeting.chosen_zones import Left, Standing, Unused
from layers.targeting.zones import Zone


def unused_lines(atlas: Atlas, unused: Iterable[Unused]) -> list[str]:
    """A sentence for each change of a zone that could not be made, each once."""
    names = atlas.areas["neighbourhood"] + " · " + atlas.areas["name"]
    said = [
        say("unused", one.why, area=names[one.edit.code], other=names.get(one.edit.other, ""))
        for one in unused
    ]
    return list(dict.fromkeys(said))


def taken_lines(
    targets: Targets,
    finding: Finding,
    every: tuple[Zone, ...],
    left: tuple[Left, ...],
    changes: Standing,
) -> list[tuple[str, str]]:
    """What a team took and changed, as names and texts; none where it took all as it was found."""
    lines = []
    off = [one.zone for one in left if one.why == "off"]
    beyond = [one.zone for one in left if one.why == "beyond"]
    areas = areas_beyond(finding, every)
    if beyond or areas:
        unit = "areas" if targets.by_areas else "zones"
        number = number_text.count(targets.most)
        lines.append(
            (say("taken", "what"), one_or_many("taken", unit, targets.most, number=number))
        )
        many = counted("zones", len(beyond)) if beyond else counted("areas", len(areas))
        lines.append((say("taken", "left_out"), f"{many}: {why_left(targets, 'beyond')}"))
    for zone in off:
        lines.append((say("taken", "off"), f"{zone.name} ({counted('areas', len(zone.areas))})"))
    done = {"merge": changes.merged, "split": changes.cut, "rename": changes.named}
    said = [
        one_or_many("changed", kind, number, number=number_text.count(number))
        for kind, number in done.items()
        if number
    ]
    return lines + ([(say("taken", "changed"), "; ".join(said))] if said else [])


def largest_zone(targets: Targets, every: Iterable[Zone]) -> str:
    """The most areas in a zone, and that those put together may have more, where one has."""
    number = number_text.count(targets.largest)
    more = any(len(zone.areas) > targets.largest for zone in every)
    return say("taken", "largest_merged", number=number) if more else number


def why_left(targets: Targets, why: str) -> str:
    """Why something found is not taken: ``off`` or ``beyond``."""
    if why == "off":
        return say("taken", "why_off")
    unit = "areas" if targets.by_areas else "zones"
    number = number_text.count(targets.most)
    return one_or_many("taken", f"why_beyond_{unit}", targets.most, number=number)


def areas_beyond(finding: Finding, every: Iterable[Zone]) -> list[str]:
    """Codes of the areas found that no zone was made of: beyond the first so many areas."""
    inside = {code for zone in every for code in zone.areas}
    return [code for code in finding.found if code not in inside]
