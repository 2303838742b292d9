"""The Seldom-heard page's address: whom a team wants to hear from, to and from a query string.

``t`` a name; ``c`` the criteria, each ``indicator!rule!amount!r`` (required) or ``!c`` (counted),
joined by ``~``; ``k`` how many counted ones must be met (one, where it is not said); ``d``, ``w``,
``n``, ``p`` districts, wards, networks and practices to look in; ``g`` the group to reach and ``q``
the fewest of its people an area must have; ``z`` the most areas in a zone; ``x``, ``h``, ``a`` and
``o`` an own exercise that a criterion asks for (:mod:`dashboard.heard.address`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from dashboard.heard import address
from layers import footprints
from layers.atlas import Atlas
from layers.heard import HEARD, Heard, with_heard
from layers.presets import load_presets
from layers.targeting import MOST_CRITERIA, Criterion, Definition, DefinitionError, check

RULES = {"nt": "national_top", "lt": "local_top", "ge": "at_least", "le": "at_most", "d": "decile"}
DEFAULT_LARGEST = 12
DEFAULT_GROUP = "english_limited"
LONGEST_NAME = 80
# Before the name of a ready-made definition that is no longer what it was.
CHANGED = "Changed from "
NO_EXERCISE = (
    "The link asks for places that were heard from too seldom, and does not say which. Open it "
    "again from “Who have we heard from?”."
)


@dataclass(frozen=True)
class Targets:
    """What the page is asked: see the module for its letters in the address."""

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

    @property
    def counted(self) -> int:
        """How many criteria need not be met each, but count."""
        return sum(not c.required for c in self.criteria)

    def query(self) -> str:
        """The query string with a leading ``?``, or nothing; defaults are left out."""
        pairs = {
            "t": self.name,
            "c": "~".join(_write(criterion) for criterion in self.criteria),
            "k": str(self.at_least) if self.counted and self.at_least != 1 else "",
            "d": ".".join(self.districts),
            "w": ".".join(self.wards),
            "n": ".".join(self.pcns),
            "p": ".".join(self.practices),
            "g": "" if self.group == DEFAULT_GROUP else self.group,
            "q": str(self.people) if self.people else "",
            "z": "" if self.largest == DEFAULT_LARGEST else str(self.largest),
            **address.written(self.heard),
        }
        text = urlencode({key: value for key, value in pairs.items() if value})
        return f"?{text}" if text else ""


def read_targets(query: str, atlas: Atlas) -> tuple[Targets, tuple[str, ...]]:
    """Read a query string; what cannot be used is left out and said in sentences."""
    ignored: list[str] = []
    try:
        pairs = parse_qsl(query.removeprefix("?"), max_num_fields=40)
    except ValueError:
        return Targets(), ("The link had too many parts, so it was not read.",)
    parts: dict[str, str] = {}
    for key, value in pairs:
        if key in "tckdwnpgqzxhao" and len(key) == 1:
            parts.setdefault(key, value)
        else:
            ignored.append("A part of the link is not known and was left out.")
    heard = None
    try:
        heard = address.read(parts, atlas)
    except DefinitionError as error:
        ignored.append(str(error))
    known = with_heard(atlas, heard)
    criteria = []
    for text in [t for t in parts.get("c", "").split("~") if t][: MOST_CRITERIA + 1]:
        try:
            criterion = _read(text)
            if criterion.indicator == HEARD and heard is None:
                raise DefinitionError(NO_EXERCISE)
            check(known, Definition((criterion,), at_least=0))
            criteria.append(criterion)
        except (DefinitionError, ValueError) as error:
            ignored.append(
                str(error)
                if isinstance(error, DefinitionError)
                else "A criterion in the link could not be read."
            )
    criteria = criteria[:MOST_CRITERIA]
    group = parts.get("g", DEFAULT_GROUP)
    if group not in atlas.indicators or not atlas.indicators[group].is_share:
        ignored.append("The group in the link is not known.")
        group = DEFAULT_GROUP
    areas, open_practices = atlas.areas, atlas.practices
    targets = Targets(
        name=_tidy(parts.get("t", "")),
        criteria=tuple(criteria),
        at_least=_at_least(parts.get("k", ""), criteria),
        districts=_codes(parts.get("d", ""), atlas.districts),
        wards=_codes(parts.get("w", ""), areas["ward_code"]),
        pcns=_codes(parts.get("n", ""), open_practices["pcn_code"]),
        practices=_codes(parts.get("p", ""), open_practices.index),
        group=group,
        people=_number(parts.get("q", ""), 0, 100_000, 0),
        largest=_number(parts.get("z", ""), 1, 60, DEFAULT_LARGEST),
        heard=heard if any(c.indicator == HEARD for c in criteria) else None,
    )
    return replace(targets, name=_rightly_named(targets)), tuple(dict.fromkeys(ignored))


def _at_least(text: str, criteria: list[Criterion]) -> int:
    """How many of the counted criteria must be met: one, unless the link says otherwise."""
    counted = sum(not c.required for c in criteria)
    # With nothing required, meeting none of the rest would find everywhere.
    fewest = 1 if counted == len(criteria) else 0
    return min(max(fewest, _number(text, 0, MOST_CRITERIA, 1)), counted)


def _rightly_named(targets: Targets) -> str:
    """The name; that of a ready-made definition only where it still is what is asked for."""
    label = targets.name.removeprefix(CHANGED)
    ready = _ready_made().get(label)
    if ready is None:
        return targets.name
    asked = Definition(targets.criteria, targets.at_least, people=float(targets.people))
    return label if _same(asked, ready) else f"{CHANGED}{label}"


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
    for codes, column in ((targets.districts, "district_code"), (targets.wards, "ward_code")):
        if codes:
            keep &= areas[column].isin(codes)
    networks = atlas.practices["pcn_code"].isin(targets.pcns)
    practices = sorted({*targets.practices, *atlas.practices.index[networks]})
    if practices:
        keep &= areas.index.isin(footprints.core(atlas, practices, 0.8))
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
    return f"{criterion.indicator}!{rule}!{criterion.amount:g}!{kind}"


def _read(text: str) -> Criterion:
    found = re.fullmatch(
        r"([a-z0-9_]{1,60})!(nt|lt|ge|le|d)!(-?[0-9]{1,7}(?:\.[0-9]{1,4})?)!([rc])", text
    )
    if not found:
        raise ValueError(text)
    return Criterion(found[1], RULES[found[2]], float(found[3]), found[4] == "r")  # type: ignore[arg-type]


def _codes(text: str, known: Iterable[str]) -> tuple[str, ...]:
    given = [code for code in dict.fromkeys(text.split(".")) if code]
    among = set(known) if given else set()
    return tuple(code for code in given if code in among)


def _number(text: str, low: int, high: int, otherwise: int) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        return otherwise
    return int(text) if low <= int(text) <= high else otherwise


def _tidy(text: str) -> str:
    """A team's own name for it: printable, not long; any script and emoji are welcome."""
    return "".join(c for c in text if c.isprintable() or c == "\u200d").strip()[:LONGEST_NAME]
