"""What was found and what of it is taken, in a sentence: how many, and whom that reaches."""

from dashboard.parts.areas_known import region_known
from dashboard.parts.targets.target_definition import Targets
from dashboard.parts.targets.texts import one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.targeting.area_search import Finding
from layers.targeting.chosen_zones import Chosen
from layers.targeting.reach import Reach


def sentence(
    atlas: Atlas,
    targets: Targets,
    finding: Finding,
    chosen: Chosen,
    reached: tuple[Reach, ...],
    place: str,
) -> str:
    """What was found and taken, and whom that reaches.

    Parameters
    ----------
    finding
        Everything that was found.
    reached
        The people to reach in the areas taken: of all in the atlas; then, where a team looks in
        some places, of those there.
    place
        Those places in words; empty for the whole atlas.
    """
    everywhere, *there = reached
    if not len(finding.found):
        return f"No area{f' in {place}' if place else ''} meets this definition."
    if not chosen.zones:
        return say("found", "none")
    counted = _counted(atlas, targets, finding, chosen)
    found = f"In {place}, {counted}" if place else f"{counted[0].upper()}{counted[1:]}"
    if not everywhere.people:
        return f"{found}, {'are taken' if chosen.left else 'were found'}."
    group = atlas.indicators[everywhere.group]
    about = "about " if group.modelled else ""
    taken = sum(len(zone.areas) for zone in chosen.zones)
    verb = one_or_many("found", "hold", taken)
    hold = f"{found}, {verb} {about}{number_text.count(everywhere.people)}"
    share = number_text.percent(100 * everywhere.of_group)
    region = region_known(atlas, group)
    if not there:
        every = f"{_all(everywhere)} {who(group)}"
        whole = f"{region}'s {every}" if region == atlas.name else f"the {every} in {region}"
        return (
            f"{hold} of {whole}: {share} of them, in areas "
            f"with {number_text.percent(100 * everywhere.of_residents)} of all residents."
            f"{_times(everywhere, region)}"
        )
    [here] = there
    return (
        f"{hold} of the {_all(here)} {who(group)}: {number_text.percent(100 * here.of_group)} of "
        "them, "
        f"in areas with {number_text.percent(100 * here.of_residents)} of the residents there. "
        "That is "
        f"{share} of all in {region}.{_times(here, f'all of {place}')}"
    )


def who(group: Indicator) -> str:
    """The people of a share, to follow a number; of a register, also which ages it is about."""
    text = (group.numerator.text if group.numerator else group.label).rstrip(".")
    if group.derived == "qof" and group.denominator:
        text += f" ({group.denominator.text[0].lower()}{group.denominator.text[1:]})"
    return f"{text[0].lower()}{text[1:]}"


def noun(group: Indicator) -> str:
    """What a number of them counts: people or households, or what somebody who brought the figure
    says."""
    if group.is_own:
        return who(group)
    return "households" if group.counts_households else "people"


def base(group: Indicator) -> str:
    """Of whom a group is a share, as a noun inside a sentence."""
    text = (group.denominator.text if group.denominator else "residents").rstrip(".")
    return text if text[:2].isupper() else f"{text[0].lower()}{text[1:]}"


def _counted(atlas: Atlas, targets: Targets, finding: Finding, chosen: Chosen) -> str:
    """How many areas, zones and residents; of how many, where less than all is taken."""
    codes = [code for zone in chosen.zones for code in zone.areas]
    every, kept, taken = len(chosen.every), len(chosen.kept), len(chosen.zones)
    filled = {
        "residents": number_text.count(int(atlas.areas.loc[codes, "residents"].sum())),
        "areas": counted("areas", len(codes)),
        "zones": counted("zones", taken),
    }
    if len(codes) == len(finding.found):
        return say("found", "all", **filled)
    if targets.by_areas and targets.most:
        number, areas = number_text.count(len(codes)), counted("areas", len(finding.found))
        filled |= {"number": number, "areas": areas}
        return one_or_many(
            "found", "areas_off" if taken < every else "areas_of", len(codes), **filled
        )
    filled |= {"number": number_text.count(taken), "off": number_text.count(every - kept)}
    if taken == kept:
        return say("found", "zones_off", **filled | {"zones": counted("zones", every)})
    name = "zones_of" if kept == every else "zones_of_off"
    return one_or_many("found", name, taken, **filled | {"zones": counted("zones", kept)})


def counted(what: str, number: int) -> str:
    """So many ``areas`` or ``zones``, in words."""
    return one_or_many("found", what, number, number=number_text.count(number))


def _times(reached: Reach, of: str) -> str:
    if reached.times != reached.times:
        return ""
    return (
        f" They are {number_text.times(reached.times)} times as common in these areas as in {of}."
    )


def _all(reached: Reach) -> str:
    """Everybody of the group of whom some are reached."""
    return number_text.count(reached.people / reached.of_group)
