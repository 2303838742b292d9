"""Everything the Seldom-heard page says and hands over, worked out once.

The page, the spreadsheet and the brief all read from here, so that their numbers are the same.
"""

from dataclasses import dataclass

import pandas as pd

from dashboard.parts.address import plain
from dashboard.parts.areas_known import region_known
from dashboard.parts.practice_filter import residents_not_patients
from dashboard.parts.targets.areas_unknown import unknown_lines
from dashboard.parts.targets.chosen_words import unused_lines
from dashboard.parts.targets.found_sentence import base as base  # also asked for from here
from dashboard.parts.targets.found_sentence import noun as noun
from dashboard.parts.targets.found_sentence import sentence
from dashboard.parts.targets.found_sentence import who as who
from dashboard.parts.targets.places_looked_in import where
from dashboard.parts.targets.target_definition import Targets, definition_of
from dashboard.parts.targets.texts import one_or_many, say
from dashboard.wording import number_text
from dashboard.wording.label_mark import own_marked
from dashboard.wording.moved_words import asked_for
from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.catalogue.definitions import Indicator
from layers.targeting import area_search, partners
from layers.targeting.area_search import Criterion, Finding
from layers.targeting.chosen_zones import Left, Standing, choose
from layers.targeting.reach import Reach, areas_needed, curve, reach
from layers.targeting.zones import Zone

# Groups whose reach is always told, besides the one that the team names.
GROUPS = ("english_limited", "minority_ethnic", "core20", "disabled", "qof_hyp")
SHARES = {1 / 4: "a quarter", 1 / 3: "a third", 1 / 2: "half", 2 / 3: "two thirds"}
# Fewer firm areas than this share of those found, and a modelled figure is why.
FEW_FIRM = 0.5
FEW_ARE_FIRM = (
    "So few are firm because a modelled figure decides: a practice gives all its areas nearly the "
    "same one, so chance alone could put one area before another. Read the list as neighbourhoods "
    "to look in, not as a ranking."
)
COMMON = (
    "Each group's share of those it is counted among (all residents, people of an age, patients), "
    "in {areas} and on average."
)
# Finding more than this share of the areas looked in helps nobody to choose.
TOO_WIDE = 0.6

CAVEAT = (
    "These are facts about areas, not about any person who lives in them: use them to choose "
    "places and ways to meet people, never to decide about a person."
)


@dataclass(frozen=True)
class Handover:
    """What was asked, what was found, and what to say about it.

    Attributes
    ----------
    finding
        Everything that the definition finds, whatever of it is taken.
    taken
        The same of the areas that are taken alone; near misses are the definition's.
    zones
        Those taken, with most people of the group to reach first; as many, with most residents.
    zone_people
        Of the group to reach, in each zone.
    left
        Zones not taken, ticked off or beyond the first so many, in the same order.
    every
        All zones in the same order, after the team's changes of them.
    changes
        What stands of the changes; those that could not be made are said in ``advice``.
    within, where
        The areas that were looked in, and where that is in words ("Rotherham and Sheffield");
        None and empty for the whole atlas.
    reaches
        Of each group, the one to reach first, among all people of the atlas: in the areas taken.
    reaches_within
        The same among the people of the places looked in; empty for the whole atlas.
    reaches_found
        Of the group to reach, in all areas found: among all people of the atlas; then, where a
        team looks in some places, among theirs.
    steps_found
        The curve (see :func:`layers.targeting.reach.curve`) of the areas found, whatever of them
        is taken.
    """

    targets: Targets
    finding: Finding
    taken: Finding
    zones: tuple[Zone, ...]
    zone_people: tuple[float, ...]
    left: tuple[Left, ...]
    every: tuple[Zone, ...]
    changes: Standing
    within: frozenset[str] | None
    where: str
    reaches: tuple[Reach, ...]
    reaches_within: tuple[Reach, ...]
    reaches_found: tuple[Reach, ...]
    steps_found: pd.DataFrame
    sentence: str
    advice: tuple[str, ...]

    @property
    def title(self) -> str:
        """The team's name for it, with the places looked in and what it lacks."""
        name = self.targets.name or "Found areas"
        name = f"{name} in {self.where}" if self.where else name
        lost = self.targets.lacking
        return f"{name} ({one_or_many('lacking', 'title', lost, n=str(lost))})" if lost else name

    @property
    def modelled(self) -> bool:
        """Whether a modelled layer drives the choice."""
        return any(c.indicator.startswith("qof_") for c in self.targets.criteria)

    @property
    def few_firm(self) -> bool:
        """Whether most areas are borderline because a modelled figure decides."""
        return self.modelled and len(self.taken.firm) < FEW_FIRM * len(self.taken.found)

    @property
    def areas_taken(self) -> tuple[str, ...]:
        """Codes of the areas taken, in order."""
        return tuple(self.taken.found)

    @property
    def takes_all(self) -> bool:
        """Whether everything found is taken."""
        return len(self.taken.found) == len(self.finding.found)

    def areas_called(self, otherwise: str = "the areas found") -> str:
        """What figures are of: the areas found, or those taken where they are not all."""
        return otherwise if self.takes_all else say("taken", "the_areas")

    @property
    def nothing(self) -> str:
        """Why there is no zone to hand over; to be said only where there is none."""
        return say("taken", "nothing_kept" if len(self.finding.found) else "nothing_found")


def work_out(atlas: Atlas, targets: Targets) -> Handover:
    """Find, put into zones, and measure the reach.

    A team opens zone after zone of what it has found, so the last findings are remembered; not
    those that rest on an own exercise, of which nothing is kept.

    Raises
    ------
    area_search.DefinitionError
        When the definition cannot be used.
    """
    return _work_out(atlas, targets) if targets.heard else _remembered(atlas, targets)


@bounded_cache(2_000_000)
def _remembered(atlas: Atlas, targets: Targets) -> Handover:
    return _work_out(atlas, targets)


def _work_out(atlas: Atlas, targets: Targets) -> Handover:
    definition = definition_of(atlas, targets)
    finding, group = area_search.evaluate(atlas, definition), targets.group
    within, place = definition.within, where(atlas, targets)
    chosen = choose(
        atlas,
        finding.found,
        group,
        largest=targets.largest,
        edits=targets.zone_edits,
        most=targets.most,
        by_areas=targets.by_areas,
    )
    among = (None, within) if within else (None,)
    taken = finding.only(code for zone in chosen.zones for code in zone.areas)
    groups = [g for g in dict.fromkeys((group, *GROUPS)) if g in atlas.indicators]
    reaches = tuple(reach(atlas, taken.found, g) for g in groups)
    there = tuple(reach(atlas, taken.found, g, among=within) for g in groups) if within else ()
    return Handover(
        targets=targets,
        finding=finding,
        taken=taken,
        zones=chosen.zones,
        zone_people=chosen.people,
        left=chosen.left,
        every=chosen.every,
        changes=chosen.standing,
        within=within,
        where=place,
        reaches=reaches,
        reaches_within=there,
        reaches_found=tuple(reach(atlas, finding.found, group, among=of) for of in among),
        steps_found=curve(atlas, group, codes=finding.found),
        sentence=sentence(atlas, targets, finding, chosen, (reaches[0], *there[:1]), place),
        advice=(
            *_advice(atlas, targets, finding, within),
            *unused_lines(atlas, chosen.unused),
        ),
    )


def describe(atlas: Atlas, criterion: Criterion) -> str:
    """A criterion in words: "Cannot speak English well or at all: among England's highest 20%"."""
    definition = atlas.indicators[criterion.indicator]
    end = "lowest" if definition.polarity == "low" else "highest"
    amount = plain(criterion.amount)
    value = number_text.with_unit(amount, definition.unit)
    said = {
        "national_top": f"among England's {end} {amount}%",
        "local_top": f"among {atlas.name}'s {end} {amount}%",
        "at_least": f"{value} or more",
        "at_most": f"{value} or less",
        "decile": f"national decile {amount}"
        if criterion.amount == 1
        else f"national decile 1 to {amount}",
    }[criterion.rule]
    if definition.kind == "change":
        return _steps(definition, criterion)
    # Every decile's label says that it is one, and so does the rule.
    label = definition.label
    if definition.derived == "heard":
        return f"{label} at most {amount} times as often as their numbers suggest"
    if criterion.rule == "decile":
        label = label.removesuffix(": national decile")
    return f"{label}: {said}"


def _steps(definition: Indicator, criterion: Criterion) -> str:
    """A change of decile in words, where it asks for one way alone: down is more deprived."""
    end = "less" if criterion.rule == "at_most" else "more"
    asked = asked_for(criterion) or f"{number_text.value(criterion.amount, definition)} or {end}"
    return f"{definition.label}: {asked}"


def described(atlas: Atlas, criterion: Criterion) -> str:
    """A criterion in words, marked where its figures are somebody's own."""
    return own_marked(atlas.indicators[criterion.indicator], describe(atlas, criterion))


def fewest_found(handover: Handover) -> list[tuple[float, int]]:
    """How many of the areas found hold each of a few shares of the group where it was looked."""
    everywhere, there = handover.reaches_found[0], handover.reaches_found[-1]
    # The curve is of the atlas's people: a share of those in some places is less of them.
    part = everywhere.of_group / there.of_group if there.of_group else 1.0
    found = [(share, areas_needed(handover.steps_found, share * part)) for share in SHARES]
    return [(share, number) for share, number in found if number is not None]


def needed(atlas: Atlas, handover: Handover) -> str:
    """Such as: of the areas found, the 17 with the largest numbers hold a quarter of them …"""
    here = handover.reaches_found[-1]
    group = atlas.indicators[handover.targets.group]
    place = handover.where or region_known(atlas, group)
    hold = f"{number_text.percent(100 * here.of_group)} of all in {place}"
    every = len(handover.finding.found)
    if every == 1:
        told = f"the one area found holds {hold}"
    else:
        steps = [
            f"{number_text.count(n)} hold{'s' if n == 1 else ''} {SHARES[share]}"
            for share, n in fewest_found(handover)
        ]
        told = "taking the areas found with most people first, "
        told += f"{', '.join(steps)}; " if steps else ""
        told += f"all {number_text.count(every)} hold {hold}"
    return f"{group.label}: {told}."


def how_common(
    atlas: Atlas,
    everywhere: Reach,
    *there: Reach,
    place: str = "",
    here: str = "the areas found",
) -> str:
    """How common a group is in some areas and on average, and the one over the other.

    Such as "10.3% in the areas found, 2.4% in South Yorkshire: 4.22 times as common". Both are
    shares of the group's own base (all residents, people of an age, patients).

    Parameters
    ----------
    everywhere, there
        The reach among all of the atlas, and where a team looks in some places, among theirs.
    place
        Those places in words.
    here
        The areas in words.
    """
    if everywhere.times != everywhere.times:
        return ""
    rate = f"{number_text.percent(100 * everywhere.rate)} in {here}"
    region = region_known(atlas, atlas.indicators[everywhere.group])
    usual = f"{number_text.percent(100 * everywhere.average)} in {region}"
    told = f"{rate}, {usual}: {number_text.times(everywhere.times)} times as common"
    if not there or there[0].times != there[0].times:
        return told
    return (
        f"{told}; {number_text.percent(100 * there[0].average)} in {place}: "
        f"{number_text.times(there[0].times)} times"
    )


def areas_table(atlas: Atlas, handover: Handover) -> pd.DataFrame:
    """One row for each area taken: names, zone, firm or borderline, and each criterion's value."""
    finding = handover.taken
    areas = atlas.areas.loc[finding.found]
    zone_of = {code: zone.name for zone in handover.zones for code in zone.areas}
    table = areas[["name", "neighbourhood", "ward", "district", "residents"]].copy()
    table.insert(0, "zone", [zone_of[code] for code in table.index])
    table["standing"] = ["firm" if code in finding.firm else "borderline" for code in table.index]
    why = finding.why
    for criterion in handover.targets.criteria:
        # An indicator can be asked for twice, from below and from above: its value is the same.
        mine = why[why["indicator"] == criterion.indicator].drop_duplicates("lsoa")
        mine = mine.set_index("lsoa")
        for column in ("value", "lower", "upper", "national_decile", "people"):
            table[f"{criterion.indicator}:{column}"] = mine[column].reindex(table.index)
    group = handover.targets.group
    table[f"{group}:group"] = atlas.table(group)["numerator"].reindex(table.index)
    return table


def zone_partners(atlas: Atlas, zone: Zone) -> dict[str, pd.DataFrame]:
    """Practices, networks, pharmacies, languages and communities of a zone."""
    return dict(_partners(atlas, zone.areas))


@bounded_cache(1_500_000)
def _partners(atlas: Atlas, codes: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    # A zone's card, the brief and the files ask for the same.
    practices = partners.practices(atlas, codes)
    return {
        "practices": practices,
        "networks": partners.networks(practices),
        "pharmacies": partners.pharmacies(atlas, codes),
        "languages": partners.languages(atlas, codes),
        "communities": partners.communities(atlas, codes),
    }


def _advice(
    atlas: Atlas, targets: Targets, finding: Finding, within: frozenset[str] | None
) -> tuple[str, ...]:
    found, all_ = len(finding.found), len(atlas.areas if within is None else within)
    whose = residents_not_patients(atlas, targets.pcns, targets.practices)
    lost = targets.lacking
    lines = [one_or_many("lacking", "advice", lost, n=str(lost))] if lost else []
    lines += [whose] if whose else []
    lines += unknown_lines(atlas, targets, finding, within)
    if targets.counted and not targets.at_least:
        lines.append(
            "The criteria that count change nothing, because at least 0 of them are asked for. "
            "Ask for at least 1, or take them off."
        )
    if not found:
        near = finding.near["lsoa"].nunique()
        lines.append(
            f"{near} areas miss by a tenth or less: they are listed below. "
            if near
            else "Nothing comes close. Two criteria may exclude each other, or a limit be too "
            "narrow: take one off, or ask for fewer of them."
        )
    elif found > TOO_WIDE * all_ and targets.criteria:
        lines.append(
            f"This finds {number_text.percent(100 * found / all_, 0)} of all areas"
            f"{' in the places you chose' if within else ''}, which is too wide to act on: make a "
            "threshold stricter, or add a criterion."
        )
    return tuple(lines)
