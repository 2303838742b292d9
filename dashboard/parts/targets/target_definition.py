"""The Seldom-heard page's address: whom a team wants to hear from, to and from a query string.

``t`` a name; ``c`` the criteria, each ``indicator!rule!amount!r`` (required) or ``!c`` (counted),
joined by ``~``; ``k`` how many counted ones must be met (one, where it is not said); ``d``, ``w``,
``n``, ``p`` districts, wards, networks and practices to look in, and ``b`` an organisation's own
groups of wards; ``g`` the group to reach and ``q`` the fewest of its people an area must have;
``z`` the most areas in a zone; ``l`` how many criteria were left out on the way, since the figures
that they ask for are not here; ``x``, ``h``, ``a`` and ``o`` an own exercise that a criterion asks
for (:mod:`dashboard.parts.targets.exercise_address`); ``m``, ``u`` and ``f`` what is taken of the
zones found (:mod:`dashboard.parts.targets.chosen_address`); ``y`` the zone of which a hand-out is
wanted, while the page itself opens a zone by ``#zone-3``; ``v``, for files only, a query of the
page Where to meet, whose sessions the brief gets a page of.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import pandas as pd

from dashboard.parts import map_ground
from dashboard.parts.address import DECIMAL, OWN, Parts, plain, query_of
from dashboard.parts.targets import chosen_address, exercise_address
from dashboard.parts.targets.texts import one_or_many
from layers.atlas import GROUPING, Atlas
from layers.exercise.heard_criterion import HEARD, Heard, with_heard
from layers.geography.levels import COLUMNS
from layers.practices import footprints
from layers.targeting.area_search import (
    MOST_CRITERIA,
    Criterion,
    Definition,
    DefinitionError,
    check,
)
from layers.targeting.chosen_zones import Edit
from layers.targeting.presets import Preset, load_presets, presets_for

RULES = {"nt": "national_top", "lt": "local_top", "ge": "at_least", "le": "at_most", "d": "decile"}
DEFAULT_LARGEST = 12
LARGEST = 60  # areas in a zone
MOST_PEOPLE = 100_000
DEFAULT_GROUP = "english_limited"
# Percent of their list that the areas of named practices and networks hold.
HELD = 80
LONGEST_NAME = 80
LETTERS = frozenset(f"tckdbwnpgqzlxhaoyv{chosen_address.LETTERS}") | {map_ground.LETTER}
# Before the name of a ready-made definition that is no longer what it was.
CHANGED = "Changed from "
NO_EXERCISE = (
    "The link asks for places that were heard from too seldom, and does not say which. Open it "
    "again from “Who have we heard from?”."
)


@dataclass(frozen=True)
class Targets:
    """What the page is asked: see the module for its letters in the address.

    ``zone_edits``, ``most`` and ``by_areas`` choose among what is found, see
    :func:`layers.targeting.chosen_zones.choose`. ``lacking`` counts the criteria of somebody's own
    figures that were left out because these are not here: what is found is then another result.
    """

    name: str = ""
    criteria: tuple[Criterion, ...] = ()
    at_least: int = 0
    districts: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    pcns: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    group: str = DEFAULT_GROUP
    people: int = 0
    largest: int = DEFAULT_LARGEST
    heard: Heard | None = None
    own_groups: tuple[str, ...] = ()
    zone_edits: tuple[Edit, ...] = ()
    most: int = 0
    by_areas: bool = False
    lacking: int = 0

    @property
    def counted(self) -> int:
        """How many criteria need not be met each, but count."""
        return sum(not c.required for c in self.criteria)

    def query(self) -> str:
        """The query string with a leading ``?``, or nothing; defaults are left out."""
        pairs = {
            "t": self.name,
            "c": "~".join(_write(criterion) for criterion in self.criteria),
            "k": "" if self.said_at_least is None else str(self.said_at_least),
            "d": ".".join(self.districts),
            "b": ".".join(self.own_groups),
            "w": ".".join(self.wards),
            "n": ".".join(self.pcns),
            "p": ".".join(self.practices),
            "g": "" if self.group == DEFAULT_GROUP else self.group,
            "q": str(self.people) if self.people else "",
            "z": "" if self.largest == DEFAULT_LARGEST else str(self.largest),
            "l": str(self.lacking) if self.lacking else "",
            **exercise_address.written(self.heard),
            **chosen_address.written(self.most, self.by_areas, self.zone_edits),
        }
        return query_of(pairs)

    @property
    def said_at_least(self) -> int | None:
        """How many counted criteria must be met, where that has to be said: one need not be."""
        return self.at_least if self.counted and self.at_least != 1 else None


def read_targets(query: str, atlas: Atlas) -> tuple[Targets, tuple[str, ...]]:
    """Read a query string; what cannot be used is left out and said in sentences."""
    parts = Parts(query, LETTERS)
    heard = None
    try:
        heard = exercise_address.read({letter: parts.text(letter) for letter in "xhao"}, atlas)
    except DefinitionError as error:
        parts.say(str(error))
    criteria, lost = _criteria(parts, atlas, heard)
    areas, practices = atlas.areas, atlas.practices
    shares = [name for name, one in atlas.indicators.items() if one.counts_people]
    targets = Targets(
        name=_tidy(parts.text("t")),
        criteria=criteria,
        at_least=_at_least(parts, criteria),
        districts=parts.many("d", atlas.districts, "district"),
        own_groups=parts.many("b", atlas.grouping.names if atlas.grouping else (), "group"),
        wards=parts.many("w", areas["ward_code"], "ward"),
        pcns=parts.many("n", practices["pcn_code"], "PCN"),
        practices=parts.many("p", practices.index, "practice"),
        group=parts.one_of("g", shares, "group", DEFAULT_GROUP),
        people=parts.number("q", 0, MOST_PEOPLE, "number of people"),
        largest=parts.number("z", 1, LARGEST, "number of areas", DEFAULT_LARGEST),
        heard=heard if any(c.indicator == HEARD for c in criteria) else None,
        zone_edits=chosen_address.read_edits(parts, atlas),
        most=chosen_address.read_most(parts),
        by_areas=chosen_address.read_by_areas(parts),
        lacking=lost + parts.number("l", 0, MOST_CRITERIA, "number of criteria"),
    )
    return replace(targets, name=_rightly_named(targets)), parts.notes


def _criteria(parts: Parts, atlas: Atlas, heard: Heard | None) -> tuple[tuple[Criterion, ...], int]:
    """The criteria, and how many more there are of figures that somebody brought elsewhere."""
    known = with_heard(atlas, heard)
    found, lost = [], 0
    for text in [t for t in parts.text("c").split("~") if t][: 2 * MOST_CRITERIA]:
        try:
            criterion = _read(text)
            if (
                re.fullmatch(OWN, criterion.indicator)
                and criterion.indicator not in atlas.indicators
            ):
                lost += 1
                continue
            if criterion.indicator == HEARD and heard is None:
                raise DefinitionError(NO_EXERCISE)
            check(known, Definition((criterion,), at_least=0))
            found.append(criterion)
        except DefinitionError as error:
            parts.say(str(error))
        except ValueError:
            parts.say("A criterion in the link could not be read.")
    if lost:
        parts.say(one_or_many("lacking", "notice", lost, n=str(lost)))
    return parts.first(tuple(found), MOST_CRITERIA, "criteria"), lost


def _at_least(parts: Parts, criteria: tuple[Criterion, ...]) -> int:
    """How many of the counted criteria must be met: one, unless the link says otherwise."""
    counted = sum(not c.required for c in criteria)
    asked = parts.number("k", 0, MOST_CRITERIA, "number of criteria", 1)
    return min(max(fewest(criteria), asked), counted)


def fewest(criteria: tuple[Criterion, ...]) -> int:
    """The fewest counted criteria that can be asked for."""
    # With nothing required, meeting none of the rest would find everywhere.
    return 0 if any(c.required for c in criteria) else 1


def _rightly_named(targets: Targets) -> str:
    """The name; that of a ready-made definition only where it still is what is asked for."""
    label = targets.name.removeprefix(CHANGED)
    ready = _ready_made().get(label)
    if ready is None:
        return targets.name
    return label if _same(_bare(targets), ready) else f"{CHANGED}{label}"


def ready_made(atlas: Atlas, targets: Targets) -> tuple[str, str]:
    """Ids of the ready-made definition that this is, and of the one that it was; else empty."""
    offered = _offered(atlas)
    label = targets.name.removeprefix(CHANGED)
    was = next((one.id for one in offered if one.label == label), "")
    asked = _bare(targets)
    same = [one.id for one in offered if one.definition and _same(asked, one.definition)]
    return was if was in same else next(iter(same), ""), was


def _bare(targets: Targets) -> Definition:
    """What is asked for, wherever it is looked for."""
    return Definition(targets.criteria, targets.at_least, people=float(targets.people))


@lru_cache(maxsize=2)
def _offered(atlas: Atlas) -> tuple[Preset, ...]:
    return tuple(one for one in presets_for(atlas).values() if one.available)


def _same(one: Definition, other: Definition) -> bool:
    """Whether two definitions find the same areas, wherever they look."""
    return (set(one.criteria), one.at_least, one.people) == (
        set(other.criteria),
        other.at_least,
        other.people,
    )


@cache
def _ready_made() -> dict[str, Definition]:
    presets = load_presets().values()
    return {preset.label: preset.definition for preset in presets if preset.definition}


def definition_of(atlas: Atlas, targets: Targets) -> Definition:
    """The definition that the methods work with: limits turned into areas."""
    areas = atlas.areas
    keep = pd.Series(True, index=areas.index)
    for codes, column in (
        (targets.districts, "district_code"),
        (targets.own_groups, COLUMNS[GROUPING][0]),
        (targets.wards, "ward_code"),
    ):
        if codes:
            keep &= areas[column].isin(codes)
    networks = atlas.practices["pcn_code"].isin(targets.pcns)
    practices = sorted({*targets.practices, *atlas.practices.index[networks]})
    if practices:
        keep &= areas.index.isin(footprints.core(atlas, practices, HELD / 100))
    return Definition(
        criteria=targets.criteria,
        at_least=targets.at_least,
        within=None if keep.all() else frozenset(areas.index[keep]),
        group=targets.group if targets.people else "",
        people=float(targets.people),
    )


def _write(criterion: Criterion) -> str:
    rule = next(short for short, rule in RULES.items() if rule == criterion.rule)
    kind = "r" if criterion.required else "c"
    return f"{criterion.indicator}!{rule}!{plain(criterion.amount)}!{kind}"


def _read(text: str) -> Criterion:
    found = re.fullmatch(rf"([a-z0-9_]{{1,60}})!({'|'.join(RULES)})!({DECIMAL})!([rc])", text)
    if not found:
        raise ValueError(text)
    amount = float(found[3]) + 0.0  # adding nothing takes a zero's minus
    return Criterion(found[1], RULES[found[2]], amount, found[4] == "r")  # type: ignore[arg-type]


def _tidy(text: str) -> str:
    """A team's own name for it: printable, not long; any script and emoji are welcome."""
    return "".join(c for c in text if c.isprintable() or c == "\u200d").strip()[:LONGEST_NAME]
