"""Everything the Seldom-heard page says and hands over, worked out once.

The page, the spreadsheet and the brief all read from here, so that their numbers are the same.
"""

from dataclasses import dataclass

import pandas as pd

from dashboard import words
from dashboard.targets import Targets, definition_of
from layers import partners, targeting
from layers.atlas import Atlas
from layers.reach import Reach, areas_needed, curve, reach
from layers.targeting import Criterion, Finding
from layers.zones import Zone, zones

# Groups whose reach is always told, besides the one that the team names.
GROUPS = ("english_limited", "minority_ethnic", "core20", "disabled", "qof_hyp")
SHARES = (1 / 4, 1 / 3, 1 / 2, 2 / 3)

CAVEAT = (
    "These are facts about areas, not about any person who lives in them: use them to choose "
    "places and ways to meet people, never to decide about a person."
)


@dataclass(frozen=True)
class Handover:
    """What was asked, what was found, and what to say about it."""

    targets: Targets
    finding: Finding
    zones: tuple[Zone, ...]
    reaches: tuple[Reach, ...]
    steps: pd.DataFrame
    sentence: str
    advice: tuple[str, ...]

    @property
    def modelled(self) -> bool:
        """Whether a modelled layer drives the choice."""
        return any(c.indicator.startswith("qof_") for c in self.targets.criteria)


def work_out(atlas: Atlas, targets: Targets) -> Handover:
    """Find, put into zones, and measure the reach.

    Raises
    ------
    targeting.DefinitionError
        When the definition cannot be used.
    """
    finding = targeting.evaluate(atlas, definition_of(atlas, targets))
    made = tuple(zones(atlas, finding.found, largest=targets.largest))
    groups = dict.fromkeys((targets.group, *GROUPS))
    reaches = tuple(reach(atlas, finding.found, g) for g in groups if g in atlas.indicators)
    return Handover(
        targets=targets,
        finding=finding,
        zones=made,
        reaches=reaches,
        steps=curve(atlas, targets.group),
        sentence=_sentence(atlas, finding, made, reaches[0]),
        advice=_advice(atlas, finding),
    )


def describe(atlas: Atlas, criterion: Criterion) -> str:
    """A criterion in words: "Cannot speak English well or at all: among England's highest 20%"."""
    definition = atlas.indicators[criterion.indicator]
    end = "lowest" if definition.polarity == "low" else "highest"
    amount = f"{criterion.amount:g}"
    unit = "%" if definition.unit == "%" else ""
    said = {
        "national_top": f"among England's {end} {amount}%",
        "local_top": f"among {atlas.name}'s {end} {amount}%",
        "at_least": f"{amount}{unit} or more",
        "at_most": f"{amount}{unit} or less",
        "decile": f"national decile {amount}"
        if criterion.amount == 1
        else f"national decile 1 to {amount}",
    }[criterion.rule]
    return f"{definition.label}: {said}"


def fewest(handover: Handover) -> list[tuple[float, int]]:
    """How many areas of all hold each of a few shares of the group, taken largest first."""
    found = [(share, areas_needed(handover.steps, share)) for share in SHARES]
    return [(share, number) for share, number in found if number is not None]


def areas_table(atlas: Atlas, handover: Handover) -> pd.DataFrame:
    """One row for each found area: names, zone, firm or borderline, and each criterion's value."""
    finding = handover.finding
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
    codes = list(zone.areas)
    return {
        "practices": partners.practices(atlas, codes),
        "networks": partners.networks(atlas, codes),
        "pharmacies": partners.pharmacies(atlas, codes),
        "languages": partners.languages(atlas, codes),
        "communities": partners.communities(atlas, codes),
    }


def _sentence(atlas: Atlas, finding: Finding, made: tuple[Zone, ...], reached: Reach) -> str:
    number = len(finding.found)
    if not number:
        return "No area meets this definition."
    residents = int(atlas.areas.loc[finding.found, "residents"].sum())
    group = atlas.indicators[reached.group]
    who = (group.numerator.text if group.numerator else group.label).rstrip(".")
    about = "about " if group.modelled else ""
    areas = "area" if number == 1 else "areas"
    zones_ = "zone" if len(made) == 1 else "zones"
    return (
        f"{words.count(number)} {areas} in {words.count(len(made))} {zones_}, with "
        f"{words.count(residents)} residents, hold {about}{words.count(reached.people)} of "
        f"{atlas.name}'s {words.count(reached.people / reached.of_group)} "
        f"{who[0].lower()}{who[1:]}: {words.percent(100 * reached.of_group)} of them, in areas "
        f"with {words.percent(100 * reached.of_residents)} of all residents."
        if reached.of_group
        else f"{words.count(number)} {areas} with {words.count(residents)} residents were found."
    )


def _advice(atlas: Atlas, finding: Finding) -> tuple[str, ...]:
    found, all_ = len(finding.found), len(atlas.areas)
    lines = []
    if not found:
        near = finding.near["lsoa"].nunique()
        lines.append(
            f"{near} areas miss by a tenth or less: they are listed below. "
            if near
            else "Nothing comes close. Two criteria may exclude each other, or a limit be too "
            "narrow: take one off, or ask for fewer of them."
        )
    elif found > 0.6 * all_:
        lines.append(
            f"This finds {words.percent(100 * found / all_, 0)} of all areas, which is too wide "
            "to act on: make a threshold stricter, or add a criterion."
        )
    return tuple(lines)
