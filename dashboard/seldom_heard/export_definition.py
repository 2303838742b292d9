"""A definition as a small file that people can read and the atlas can load again.

``schema`` and ``version`` say what it is. The page's own loader takes ``query``; here the other
members count, and ``query`` must agree with them, so that nobody edits one and gets the other.
"""

import json
import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from dashboard.parts.address import DECIMAL, plain
from dashboard.parts.targets import chosen_address
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.exercise_address import NO_NAME, tidy
from dashboard.parts.targets.target_definition import LONGEST_NAME, Targets, read_targets
from dashboard.seldom_heard.definition_layers import (
    LARGEST_LAYERS,
    MEMBER,
    read_layers,
    with_layers,
)
from layers.atlas import Atlas
from layers.catalogue.groupings import CODE
from layers.exercise.heard_criterion import LARGEST, LONGEST_WHERE, Heard, Place, with_heard, words
from layers.exercise.heard_criterion import LONGEST_NAME as LONGEST_EXERCISE
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from layers.targeting.area_search import MOST_CRITERIA, Criterion, DefinitionError, Rule
from layers.targeting.chosen_zones import Edit, Kind

SCHEMA = "seldom-heard/targets"
VERSION = 1
LARGEST_FILE = 65_536
TOO_LARGE = "The file is larger than 64 kB, so it is not a saved definition."
TYPE = "application/json"

_Id = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_]{1,60}$")]
_Code = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9]{1,20}$")]
_Codes = tuple[_Code, ...]
# What a link can hold, see dashboard.parts.targets.target_definition.


# What the reader says, and what a person can act on.
_SAID = (
    (r"^Object missing required field `(.*)`$", r"there is no “\1”"),
    (r"^Object contains unknown field `(.*)`$", r"it says “\1”, which no definition has"),
    (r"^Invalid enum value (.*)$", r"it cannot be \1"),
    (r"^Expected `array` of length .*$", "give between one and eight"),
    (r"^Expected `str` matching regex .*$", "it is not an id or a code of the atlas"),
    (r"^Expected `int` >= (.*)$", r"give a whole number from \1"),
    (r"^Expected `int` <= (.*)$", r"give a whole number up to \1"),
    (r"^Integer value out of range$", "the number is too large"),
    (r"^Expected", "expected"),
    (r"`object`", "an object"),
    (r"`float`", "a number"),
    (r"`int`", "a whole number"),
    (r"`str`", "text"),
    (r"`bool`", "true or false"),
    (r"`array`", "a list"),
    (r"`null`", "nothing"),
)


class _Criterion(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    indicator: _Id
    rule: Rule
    amount: float
    required: bool = True
    in_words: str = ""


class _Place(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    code: Annotated[str, msgspec.Meta(pattern="^E[0-9]{8}$")]
    ratio: Annotated[float, msgspec.Meta(ge=0, le=LARGEST)]
    upper: Annotated[float, msgspec.Meta(ge=0, le=LARGEST)]


class _Heard(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    exercise: Annotated[str, msgspec.Meta(max_length=LONGEST_EXERCISE)] = ""
    asked: _Id
    where: Annotated[str, msgspec.Meta(max_length=LONGEST_WHERE)] = ""
    places: Annotated[tuple[_Place, ...], msgspec.Meta(min_length=1, max_length=200)]
    not_asked: _Codes = ()
    in_words: str = ""


class _Take(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    most: Annotated[int, msgspec.Meta(ge=0, le=chosen_address.MOST_TAKEN)] = 0
    of: Literal["zones", "areas"] = "zones"


class _Change(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    change: Kind
    area: _Code
    other: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9]{0,20}$")] = ""
    name: Annotated[str, msgspec.Meta(max_length=chosen_address.LONGEST_NAME)] = ""


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["seldom-heard/targets"]
    version: Annotated[int, msgspec.Meta(ge=1)]
    name: str = ""
    criteria: Annotated[
        tuple[_Criterion, ...], msgspec.Meta(min_length=1, max_length=MOST_CRITERIA)
    ]
    at_least: Annotated[int, msgspec.Meta(ge=0, le=MOST_CRITERIA)] = 0
    districts: _Codes = ()
    own_groups: tuple[Annotated[str, msgspec.Meta(pattern=f"^{CODE}$")], ...] = ()
    wards: _Codes = ()
    networks: _Codes = ()
    practices: _Codes = ()
    group: _Id = Targets.group
    people: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0
    largest_zone: Annotated[int, msgspec.Meta(ge=1, le=60)] = Targets.largest
    heard: _Heard | None = None
    take: _Take | None = None
    zone_changes: tuple[_Change, ...] = ()
    criteria_left_out: Annotated[int, msgspec.Meta(ge=0, le=MOST_CRITERIA)] = 0
    own_layers: tuple[msgspec.Raw, ...] = ()
    made: str = ""
    link: str = ""
    query: str = ""


def to_definition(atlas: Atlas, targets: Targets, *, made: date, link: str = "") -> bytes:
    """The file's bytes: one member to a line, the same for the same definition and day."""
    atlas = with_heard(atlas, targets.heard)
    document = {
        "schema": SCHEMA,
        "version": VERSION,
        "name": targets.name,
        "criteria": [_written(atlas, criterion) for criterion in targets.criteria],
        "at_least": targets.at_least,
        "districts": targets.districts,
        # Only where there are any: releases before them refuse a line that they do not know.
        **({"own_groups": targets.own_groups} if targets.own_groups else {}),
        "wards": targets.wards,
        "networks": targets.pcns,
        "practices": targets.practices,
        "group": targets.group,
        "people": targets.people,
        "largest_zone": targets.largest,
        **_exercise(targets.heard),
        **_chosen(targets),
        **({"criteria_left_out": targets.lacking} if targets.lacking else {}),
        "made": made.isoformat(),
        "link": link,
        "query": targets.query(),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return f"{with_layers(text, atlas, targets)}\n".encode()


def load_definition(content: bytes, atlas: Atlas | None = None) -> Targets:
    """Read a definition from a file; see :func:`open_definition`."""
    return open_definition(content, atlas)[0]


def open_definition(
    content: bytes, atlas: Atlas | None = None
) -> tuple[Targets, tuple[OwnLayer, ...]]:
    """Read a definition from a file, and the layers of somebody's own that it holds.

    Parameters
    ----------
    content
        The file's bytes; at most 64 kB without the layers.
    atlas
        Where given, what the file names must be in it, or among the layers.

    Raises
    ------
    DefinitionError
        When it is not a definition, or not one that can be used; the message says where and why.
    """
    if len(content) > LARGEST_FILE + (LARGEST_LAYERS if MEMBER.encode() in content else 0):
        raise DefinitionError(TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
        found = msgspec.json.decode(text, type=_File)
    except UnicodeDecodeError:
        raise DefinitionError(
            "The file is not text in UTF-8: choose one that the Seldom-heard page saved, or save "
            "it as UTF-8."
        ) from None
    except msgspec.ValidationError as error:
        raise DefinitionError(f"The definition cannot be used: {_in_words(str(error))}.") from None
    except (msgspec.DecodeError, RecursionError):
        raise DefinitionError(
            "The file is not a saved definition: it is not valid JSON. Choose one that the "
            "Seldom-heard page saved."
        ) from None
    if len(content) - sum(len(bytes(piece)) for piece in found.own_layers) > LARGEST_FILE:
        raise DefinitionError(TOO_LARGE)
    _check(found)
    targets, layers = _targets(found), read_layers(found.own_layers)
    if atlas is None:
        return targets, layers
    atlas = with_own(atlas, layers)
    known = _known(atlas, targets)
    if found.query and read_targets(found.query, atlas)[0] != known:
        raise DefinitionError(
            "The file was changed so that its “query” says another thing than its other lines: "
            "take the line “query” out, and the others count."
        )
    return known, layers


def unread(targets: Targets, asked: Targets) -> list[str]:
    """Parts of what was asked that the atlas does not know, as sentences.

    Parameters
    ----------
    targets, asked
        What is left after reading it, and what it was before.
    """
    parts = (
        ("criteria", targets.criteria, asked.criteria),
        ("districts", targets.districts, asked.districts),
        ("groups of wards", targets.own_groups, asked.own_groups),
        ("wards", targets.wards, asked.wards),
        ("primary care networks", targets.pcns, asked.pcns),
        ("practices", targets.practices, asked.practices),
        ("changes of zones", targets.zone_edits, asked.zone_edits),
    )
    found = []
    for what, kept, wanted in parts:
        missing = len(set(wanted) - set(kept))
        if missing:
            found.append(f"{missing} of the {len(wanted)} {what} asked for are not in this atlas.")
    if targets.group != asked.group:
        found.append("The people to reach are not a group that this atlas counts.")
    return found


def _written(atlas: Atlas, criterion: Criterion) -> dict[str, Any]:
    amount = criterion.amount
    return {
        "indicator": criterion.indicator,
        "rule": criterion.rule,
        "amount": int(amount) if float(amount).is_integer() else amount,
        "required": criterion.required,
        "in_words": handovers.described(atlas, criterion),
    }


def _exercise(heard: Heard | None) -> dict[str, Any]:
    if heard is None:
        return {}
    places = [{"code": p.code, "ratio": p.ratio, "upper": p.upper} for p in heard.places]
    said: dict[str, Any] = {"exercise": heard.name, "asked": heard.asked, "where": heard.where}
    said |= {"places": places, "not_asked": heard.without}
    return {"heard": said | {"in_words": words(heard).told}}


def _chosen(targets: Targets) -> dict[str, Any]:
    """What is taken of the zones; as ``own_groups``, only where something is said of it."""
    take = {"most": targets.most, "of": "areas" if targets.by_areas else "zones"}
    changes = [
        {"change": edit.kind, "area": edit.code}
        | ({"other": edit.other} if edit.kind == "merge" else {})
        | ({"name": edit.name} if edit.kind == "rename" else {})
        for edit in targets.zone_edits
    ]
    return ({"take": take} if targets.most or targets.by_areas else {}) | (
        {"zone_changes": changes} if changes else {}
    )


def _targets(found: _File) -> Targets:
    return Targets(
        name=found.name,
        criteria=tuple(
            Criterion(c.indicator, c.rule, float(c.amount), c.required) for c in found.criteria
        ),
        at_least=found.at_least,
        districts=tuple(dict.fromkeys(found.districts)),
        own_groups=tuple(dict.fromkeys(found.own_groups)),
        wards=tuple(dict.fromkeys(found.wards)),
        pcns=tuple(dict.fromkeys(found.networks)),
        practices=tuple(dict.fromkeys(found.practices)),
        group=found.group,
        people=found.people,
        largest=found.largest_zone,
        heard=_heard(found.heard) if found.heard else None,
        zone_edits=_edits(found),
        most=found.take.most if found.take else 0,
        by_areas=bool(found.take and found.take.of == "areas"),
        lacking=found.criteria_left_out,
    )


def _edits(found: _File) -> tuple[Edit, ...]:
    return tuple(
        Edit(one.change, one.area, one.other, chosen_address.tidy(one.name))
        for one in found.zone_changes
    )


def _heard(found: _Heard) -> Heard:
    places = sorted(Place(p.code, round(p.ratio, 2), round(p.upper, 2)) for p in found.places)
    where, without = tidy(found.where, LONGEST_WHERE), tuple(sorted(set(found.not_asked)))
    return Heard(tidy(found.exercise) or NO_NAME, found.asked, tuple(places), where, without)


def _check(found: _File) -> None:
    """Hold what the schema cannot say."""
    wrong = ""
    if found.version > VERSION:
        wrong = (
            f"it is of version {found.version}, and this atlas reads up to version {VERSION}: "
            "load it into a newer one"
        )
    elif len(found.name) > LONGEST_NAME:
        wrong = f"the name is longer than {LONGEST_NAME} characters"
    elif any(unicodedata.category(c) == "Cc" for c in found.name):
        wrong = "the name has characters that cannot be shown"
    elif found.at_least > sum(not c.required for c in found.criteria):
        wrong = "at_least asks for more criteria than are counted (those with required false)"
    elif chosen_address.fitting(_edits(found)) != _edits(found):
        wrong = "it changes zones more often, or with longer names, than a link can hold"
    for at, criterion in enumerate(found.criteria, start=1):
        short = plain(criterion.amount)
        if not wrong and not (re.fullmatch(DECIMAL, short) and float(short) == criterion.amount):
            wrong = (
                f"in criterion {at}, the amount has more than seven digits, or more than four "
                "after the point, which no link can hold"
            )
    if wrong:
        raise DefinitionError(f"The definition cannot be used: {wrong}.")


def _known(atlas: Atlas, targets: Targets) -> Targets:
    """As the page reads it, which only tidies the name."""
    kept, ignored = read_targets(targets.query(), atlas)
    said = [*unread(kept, targets), *ignored]
    if said or replace(kept, name="") != replace(targets, name=""):
        why = " ".join(dict.fromkeys(said)) or "A part of it is not known."
        raise DefinitionError(f"The definition cannot be used here: {why}")
    return kept


def _in_words(message: str) -> str:
    """What a person can act on: ``in criterion 2, amount: expected a number, got text``."""
    what, _, where = message.partition(" - at `$")
    place = where.rstrip("`").lstrip(".")
    place = re.sub(r"^criteria\[(\d+)\]\.?", lambda m: f"in criterion {int(m[1]) + 1}, ", place)
    place = re.sub(r"\[(\d+)\]", lambda m: f", entry {int(m[1]) + 1}", place).rstrip(", ")
    for pattern, said in _SAID:
        what = re.sub(pattern, said, what)
    return f"{place}: {what}" if place else what
