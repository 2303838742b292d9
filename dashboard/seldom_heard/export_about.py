"""What goes with a handover: the definition in words, the reach, sources, and how far to trust it.

The same :class:`~dashboard.files.about.About` as the Explore exports have, so that every format
writes it as it writes theirs.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dashboard.files.about import (
    ATTRIBUTION,
    BEST_FIT,
    DECILES,
    INTERVALS,
    IOD_POPULATIONS,
    NOT_OFFICIAL,
    PERIODS,
    About,
    Lines,
    day,
    disclosure,
    indicators_section,
    known_sources,
    of_tables,
)
from dashboard.files.paper_words import tag
from dashboard.files.table import Table, name_of
from dashboard.parts.areas_known import region_known
from dashboard.parts.own_notes import own_notes
from dashboard.parts.patients_outside import here_only
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.chosen_words import largest_zone, taken_lines
from dashboard.parts.targets.handover import CAVEAT, Handover
from dashboard.parts.targets.texts import say as say_of_targets
from dashboard.seldom_heard import export_tables, why_found
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text
from dashboard.wording.moved_words import asked_for, asked_of
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.exercise.heard_criterion import HEARD
from layers.exercise.heard_criterion import words as exercise_words
from layers.exercise.people_asked import sources as asked_sources
from layers.targeting.area_search import Criterion

FIRM = (
    "An area is firm if it is still found when every threshold is a tenth stricter and every share "
    "is at the cautious end of its interval; otherwise it is borderline."
)
ZONES = (
    "Found areas that touch are put together into zones that a team can take on; a larger group is "
    "cut into parts of areas that touch."
)
REACHED = (
    "The share of all the people of a group who live in {areas}. Times as common is the "
    "group's share of those it is counted among (all residents, people of an age, patients) in "
    "{areas}, over the same on average: 1.00 is the average. Times their share of residents is "
    "another thing: the share of the group who live there, over the share of all residents who do."
)
MODELLED = (
    "A modelled layer drives this choice: it says where registered patients with a condition are "
    "likely to live, not how many do."
)
LANGUAGES = (
    "Main languages are published for whole districts only, so the mix in a zone can differ."
)
DISCLOSURE = (
    "All figures are published or computed from published ones, and are given in full: nothing is "
    "suppressed, and nothing is rounded. The publishers have already protected people's answers."
)
PUBLISHED = (
    "All figures are published or computed from published ones; nothing is suppressed. The "
    "publishers have already protected people's answers."
)

# What is told of what is on the ground, in texts.toml.
_ON_THE_GROUND = ("streets", "postcodes", "venues", "communities")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def targets_about(
    atlas: Atlas,
    handover: Handover,
    tables: Sequence[Table],
    *,
    made: date,
    link: str = "",
    ignored: Iterable[str] = (),
) -> About:
    """What goes with a handover.

    Parameters
    ----------
    tables
        Those that the export holds: their columns are told.
    made
        The day to print; nothing here looks at a clock.
    link
        The address that finds the same again.
    ignored
        What in the address could not be used, as sentences.
    """
    definitions = used_indicators(atlas, handover)
    own = own_notes(atlas, asked_indicators(atlas, handover), link)
    lines: Lines = [
        ("Title", handover.title),
        ("Found", handover.sentence),
        *(("Please note", note.strip()) for note in (*ignored, *handover.advice)),
        *(("Please note", note) for note in (*modelled_notes(handover), *own)),
        ("Made", day(made)),
        *([(_link_called(handover), link)] if link else []),
        *definition_lines(atlas, handover),
        *_reach_lines(atlas, handover),
        *needed_lines(handover),
    ]
    return of_tables(
        f"Seldom Heard: {handover.title}",
        handover.sentence,
        made,
        link,
        tables,
        lines,
        caveat_lines(atlas, handover),
        used_sources(atlas, handover, definitions),
        asked="Definition",
        indicators=indicators_section(atlas, definitions),
    )


def _link_called(handover: Handover) -> str:
    """What the link is: one without what was left out never finds what the sender of it found."""
    if handover.targets.lacking:
        return say_of_targets("lacking", "link")
    return "Link that finds the same again"


def modelled_notes(handover: Handover) -> list[str]:
    """What to say where a modelled layer drives the choice."""
    few = [handovers.FEW_ARE_FIRM] if handover.few_firm else []
    return [MODELLED, *few] if handover.modelled else []


def definition_lines(atlas: Atlas, handover: Handover) -> Lines:
    """Everything that was asked, in full."""
    targets = handover.targets
    return [
        *asked_lines(atlas, handover),
        ("People to reach", name_of(atlas.indicators[targets.group])),
        ("Most areas in a zone", largest_zone(targets, handover.every)),
        *taken_lines(targets, handover.finding, handover.every, handover.left, handover.changes),
    ]


def asked_lines(atlas: Atlas, handover: Handover) -> Lines:
    """What an area must be like to be found."""
    targets = handover.targets
    required = [c for c in targets.criteria if c.required]
    counted = [c for c in targets.criteria if not c.required]
    lines: Lines = [("An area is found if", _rule(len(required), len(counted), targets.at_least))]
    reasons = export_tables.by_criterion(handover)
    for criterion, why in zip(targets.criteria, reasons, strict=True):
        least = threshold_text(atlas, criterion, export_tables.threshold(atlas, criterion, why))
        said = f"{handovers.describe(atlas, criterion)}{tag(atlas.indicators[criterion.indicator])}"
        exact = criterion.rule not in ("at_least", "at_most", "decile")
        lines.append(
            (
                "Required" if criterion.required else "Counted",
                f"{said}, which is {least}" if exact and least != "–" else said,
            )
        )
        if mind := asked_of(atlas, atlas.indicators[criterion.indicator]):
            lines.append(("Please note", mind))
    if targets.heard:
        lines.append(("Your own exercise", exercise_words(targets.heard).told))
    lines += _where(atlas, handover)
    if targets.people:
        lines.append(("Fewest people to reach in an area", number_text.count(targets.people)))
    return lines


def threshold_text(atlas: Atlas, criterion: Criterion, amount: float | None) -> str:
    """A threshold in words: ``2.6% or more``; a dash where it is not one of the values shown."""
    definition = atlas.indicators[criterion.indicator]
    if amount is None:
        return "–"
    if criterion.rule == "decile" and definition.kind == "decile":
        return "decile 1" if amount == 1 else f"decile {amount:.0f} or lower"
    if definition.kind == "change" and (steps := asked_for(criterion)):
        return steps
    return why_found.or_more(definition, criterion, amount)


def needed_lines(handover: Handover) -> Lines:
    """How many of the areas found hold a share of the people, taken largest first."""
    every = number_text.count(len(handover.finding.found))
    return [
        (
            f"{handovers.SHARES[share].capitalize()} of the people to reach",
            f"in {number_text.count(number)} of the {every} areas found, taking those with most "
            "first",
        )
        for share, number in handovers.fewest_found(handover)
    ]


def caveat_lines(atlas: Atlas, handover: Handover) -> Lines:
    """What to take care of, and which part of the handover each sentence is about."""
    definitions = used_indicators(atlas, handover)
    every = "Every figure"
    lines: Lines = [(every, CAVEAT), (every, disclosed(atlas, handover, DISCLOSURE))]
    if len({d.period for d in definitions}) > 1:
        lines.append((every, PERIODS))
    lines += [("Firm or borderline", FIRM), ("Zones", ZONES), ("Reach", reached(handover))]
    lines += [("Partners", partners_caveat(atlas)), ("Languages", LANGUAGES)]
    lines += [(say("caveats", f"of_{name}"), say("caveats", name)) for name in _ON_THE_GROUND]
    lines += [("; ".join(labels), text) for text, labels in _asked(atlas, handover).items()]
    modelled = [d.label for d in definitions if d.modelled]
    lines[1:1] = [("Modelled", note) for note in modelled_notes(handover)]
    if modelled:
        lines.append(("; ".join(modelled), NOT_OFFICIAL))
    if any(d.interval == "wilson" for d in definitions):
        lines.append(("Lower and upper limits", INTERVALS))
    lines += [("National decile", DECILES), ("Wards", BEST_FIT)]
    flags = {flag for names in atlas.areas.loc[handover.taken.found, "flags"] for flag in names}
    for name, flag in atlas.flags.items():
        if name in flags or (flag.everywhere and modelled):
            lines.append((f"Flag: {flag.label}", flag.text))
    return lines


def reached(handover: Handover) -> str:
    """What a group's reach is: of the found areas, or of those taken."""
    return REACHED.format(areas=handover.areas_called("the found areas"))


def disclosed(atlas: Atlas, handover: Handover, otherwise: str) -> str:
    """How figures were protected: the sentence for published ones holds only without others."""
    heard = handover.targets.heard
    if heard:
        return exercise_words(heard).unlike
    return disclosure(asked_indicators(atlas, handover), otherwise)


def asked_caveats(atlas: Atlas, handover: Handover) -> list[list[str]]:
    """For each indicator asked for, what its own caveats say, each once."""
    by_label: dict[str, list[str]] = {}
    for text, labels in _asked(atlas, handover).items():
        by_label.setdefault("; ".join(labels), []).append(text)
    return [[labels, " ".join(texts)] for labels, texts in by_label.items()]


def _asked(atlas: Atlas, handover: Handover) -> dict[str, list[str]]:
    """Caveats of what was asked for, each with the labels of the indicators that it is about."""
    found: dict[str, list[str]] = {}
    for definition in asked_indicators(atlas, handover):
        if definition.id == HEARD and handover.targets.heard:
            found[exercise_words(handover.targets.heard).caveat] = [definition.label]
        for caveat in definition.caveats:
            found.setdefault(atlas.catalogue.caveats[caveat], []).append(definition.label)
    return found


def partners_caveat(atlas: Atlas) -> str:
    """Of when the partners are."""
    period = {source["id"]: source["period"] for source in atlas.manifest["sources"]}
    counted = period.get("patients_by_lsoa", "an earlier day")
    return (
        f"Where each practice's patients live was last counted on {counted}; practices have merged "
        "and grown since. "
        "Pharmacies are those in a zone, and within 800 m of the middle of one of its areas."
    )


def asked_indicators(atlas: Atlas, handover: Handover) -> list[Indicator]:
    """Those of the criteria, and the people to reach, each once."""
    asked = [*(c.indicator for c in handover.targets.criteria), handover.targets.group]
    return [atlas.indicators[name] for name in dict.fromkeys(asked)]


def used_indicators(atlas: Atlas, handover: Handover) -> list[Indicator]:
    """Indicators that the handover shows: asked for, reached, and in the main figures."""
    names = [c.indicator for c in handover.targets.criteria]
    names += [handover.targets.group, *(one.group for one in handover.reaches)]
    names += [i.id for i in export_tables.main_indicators(atlas)]
    return [atlas.indicators[name] for name in dict.fromkeys(names)]


def used_sources(
    atlas: Atlas, handover: Handover, definitions: Sequence[Indicator]
) -> list[tuple[dict[str, Any], str]]:
    """Publications that the handover rests on, each with what for."""
    uses: dict[str, list[str]] = {}

    def use(what: str, *sources: str) -> None:
        for source in sources:
            uses.setdefault(source, []).append(what)

    for d in definitions:
        use(d.label, d.source)
        if d.derived == "qof":
            use("Modelled disease figures", *ATTRIBUTION)
        if d.is_iod and d.aggregate == "weighted_mean":
            use("Averages of the Indices of Deprivation", IOD_POPULATIONS)
    use("Residents", "census_ts001")
    if handover.targets.heard:
        use("Whom the exercise is compared with", *asked_sources(handover.targets.heard.base))
    use("Practices and networks", "patients_by_lsoa", "practice_map", "ods_practices")
    use("Pharmacies", "ods_pharmacies", "codepoint_open")
    use("Languages", "census_ts024_district")
    use("Ethnic groups", *{atlas.indicators[c].source for c in _communities(atlas)})
    use("Boundaries", "boundaries_lsoa")
    use("Places of towns on the map", "os_open_names")
    use("Streets and stops", "naptan")
    use("Stations", "naptan")
    use("Motorways on the map", "os_open_roads")
    use("Postcodes", "codepoint_open")
    use("Places to meet", "libraries", "schools", "school_links", "ods_practices")
    use("Communities of wards", "census_ts022_ward")
    use("Wards", "lsoa_to_ward")
    use("Names of neighbourhoods", "msoa_names")
    return known_sources(atlas, uses)


def _communities(atlas: Atlas) -> tuple[str, ...]:
    return atlas.indicators["ethnic_diversity"].components


def _rule(required: int, counted: int, at_least: int) -> str:
    parts = []
    if required:
        all_ = "the" if required == 1 else "both" if required == 2 else f"all {_NUMBERS[required]}"
        parts.append(f"it meets {all_} required {'criterion' if required == 1 else 'criteria'}")
    if counted:
        parts.append(f"it meets at least {_NUMBERS[at_least]} of the {_NUMBERS[counted]} counted")
    return " and ".join(parts)


def _where(atlas: Atlas, handover: Handover) -> Lines:
    targets, areas, practices = handover.targets, atlas.areas, atlas.practices
    lines: Lines = []
    if targets.districts:
        lines.append(("In the districts", "; ".join(atlas.districts[d] for d in targets.districts)))
    if targets.own_groups and atlas.grouping:
        own = [atlas.grouping.names[code] for code in targets.own_groups]
        words = atlas.grouping.words
        lines.append((f"In the {words.many} ({words.source})", "; ".join(own)))
    if targets.wards:
        names = areas.drop_duplicates("ward_code").set_index("ward_code")["ward"]
        lines.append(("In the wards", "; ".join(names[w] for w in targets.wards)))
    who = []
    if targets.pcns:
        names = practices.drop_duplicates("pcn_code").set_index("pcn_code")["pcn"]
        who += [str(names[n]) for n in targets.pcns]
    who += [str(practices["name"][p]) for p in targets.practices]
    if who:
        networks = practices.index[practices["pcn_code"].isin(targets.pcns)]
        only = here_only(atlas, sorted({*targets.practices, *networks}))
        lines.append(
            ("In the areas that hold the first 80% of the list of", f"{'; '.join(who)}{only}")
        )
    return lines or [("Where", f"All of {atlas.name}")]


def _reach_lines(atlas: Atlas, handover: Handover) -> Lines:
    if not handover.zones:
        return []
    lines: Lines = []
    for at, one in enumerate(handover.reaches):
        group = atlas.indicators[one.group]
        about = "about " if group.modelled else ""
        there = [
            f"{number_text.percent(100 * r.of_group)} of all in {handover.where}"
            for r in handover.reaches_within[at : at + 1]
        ]
        told = [
            f"{about}{number_text.count(one.people)} {handovers.noun(group)}",
            *there,
            f"{number_text.percent(100 * one.of_group)} of all in {region_known(atlas, group)}",
        ]
        often = handovers.how_common(
            atlas,
            one,
            *handover.reaches_within[at : at + 1],
            place=handover.where,
            here=handover.areas_called(),
        )
        lines.append(
            (f"Reached: {name_of(group)}", "; ".join(filter(None, [", ".join(told), often])))
        )
    return lines
