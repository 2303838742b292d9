"""Where an exercise asked: read from what the page sends, and asked for before anything is said."""

from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
import pandas as pd

from dashboard import handover
from dashboard.heard.texts import texts
from dashboard.targets import Targets, read_targets
from layers import extent as extents
from layers import levels
from layers.atlas import Atlas
from layers.extent import Extent, ExtentError
from layers.heard import with_heard
from layers.representation import SILENT_FROM, Table
from layers.suppression import Rule
from layers.targeting import DefinitionError

# All areas, and every other place.
MOST_PLACES = 1_500
LONGEST_DEFINITION = 6_000
# A district from which less than this share of the responses to be expected came may not have been
# asked at all.
FEW_OF = 0.25


class Where(msgspec.Struct, forbid_unknown_fields=True):
    """Where an exercise asked, as the page sends it.

    Attributes
    ----------
    everywhere
        In all of the atlas; the others must then be empty.
    places
        Codes, see :func:`layers.extent.of_places`.
    definition, zones
        A link or query of the Seldom-heard page, and the numbers (from 1) of those of its zones
        that were asked; all of the areas it finds where none is given.
    """

    everywhere: bool = False
    places: Annotated[list[str], msgspec.Meta(max_length=MOST_PLACES)] = msgspec.field(
        default_factory=list
    )
    definition: Annotated[str, msgspec.Meta(max_length=LONGEST_DEFINITION)] = ""
    zones: Annotated[list[int], msgspec.Meta(max_length=MOST_PLACES)] = msgspec.field(
        default_factory=list
    )


@dataclass(frozen=True)
class Question:
    """What has to be answered before anything is compared.

    Attributes
    ----------
    text
        The question.
    others
        The districts that it is not about, by code.
    only, everywhere
        The two short answers in words: only in the others, everywhere.
    """

    text: str
    others: tuple[str, ...] = ()
    only: str = ""
    everywhere: str = ""


@dataclass
class UnsaidError(ValueError):
    """Nobody has said where an exercise asked, and it matters: nothing of it may be compared."""

    question: Question
    name: str = field(default="")

    def __str__(self) -> str:
        of = f"“{self.name}”: " if self.name else ""
        return f"{of}{self.question.text} {texts().where['first']}"


def read_where(atlas: Atlas, where: Where | None) -> Extent | None:
    """The areas that were asked; None where nobody has said it.

    Raises
    ------
    ExtentError
        For none, unknown ones, or a definition that cannot be used.
    """
    if where is None:
        return None
    if where.everywhere and not (where.places or where.definition):
        return extents.everywhere(atlas)
    found = []
    if where.places or not where.definition:
        found.append(extents.of_places(atlas, where.places))
    if where.definition:
        found.append(_of_definition(atlas, where))
    return extents.union(atlas, found)


def shown(atlas: Atlas, where: Where) -> dict[str, Any]:
    """What the page says of an answer: how many areas, residents, and a definition's zones."""
    asked = read_where(atlas, where)
    assert asked is not None
    areas = extents.members(atlas, asked)
    residents = int(atlas.areas["residents"][list(areas)].sum())
    made = _found(atlas, where.definition)[1] if where.definition else None
    return {
        "label": asked.label,
        "areas": len(areas),
        "residents": residents,
        "everywhere": asked.everywhere,
        "zones": [[zone.name, len(zone.areas)] for zone in made.zones] if made else [],
    }


def choices(atlas: Atlas) -> list[dict[str, Any]]:
    """Places that can have been asked, by kind: each one's code, name, and what else to say."""
    districts, wards, places = (levels.areas_at(atlas, one) for one in ("district", "ward", "msoa"))
    practices = atlas.practices
    networks = practices[practices["pcn_code"] != ""].groupby("pcn_code")["pcn"].first()
    kinds = {
        "Districts": (districts["name"], None),
        "Wards": (wards["name"], wards["district"]),
        "Neighbourhoods": (places["name"], places["district"]),
        "Networks (PCN): where their patients live": (networks, None),
        "Practices: where their patients live": (practices["name"], practices["pcn"]),
    }
    return [
        {
            "label": label,
            "options": [
                [str(code), str(name), "" if note is None else str(note[code])]
                for code, name in names.sort_values(kind="stable").items()
            ],
        }
        for label, (names, note) in kinds.items()
    ]


def question(atlas: Atlas, districts: Table, seen: Table, rule: Rule) -> Question | None:
    """What to ask of an exercise of which nobody has said where it asked; None where all is well.

    Parameters
    ----------
    districts, seen
        Responses by district: as they are, and as they may be shown.

    A district is in question if no response from it is shown where ``SILENT_FROM`` were expected;
    or if fewer came than a quarter of those expected, and a quarter is not a small count. Whoever
    reads the question then knows no more than that a count is one of at least eight.
    """
    expected = districts.total * districts.share
    part = FEW_OF * expected
    none = (seen.observed == 0) & (expected >= SILENT_FROM)
    few = ~none & (districts.observed < part) & (part >= max(rule.threshold, SILENT_FROM))
    if not (none | few).any():
        return None
    names, said = districts.names, texts().where
    parts = []
    if none.any():
        parts.append(said["none"].replace("{districts}", _or(names[none[none].index])))
    if few.any():
        parts.append(said["few"].replace("{districts}", _or(names[few[few].index])))
    others = (none | few)[~(none | few)].index
    only = said["only"].replace("{districts}", _and(names[others])) if len(others) else ""
    return Question(
        text=" ".join([*parts, said["question"]]),
        others=tuple(str(code) for code in others),
        only=only,
        everywhere=said["everywhere"].replace("{atlas}", atlas.name),
    )


def _of_definition(atlas: Atlas, where: Where) -> Extent:
    targets, made = _found(atlas, where.definition)
    name = f"“{targets.name}”" if targets.name else "a Seldom-heard definition"
    if not where.zones:
        found = made.finding.found
        return extents.of_areas(atlas, map(str, found), f"the areas found by {name}")
    many = len(made.zones)
    if not all(1 <= number <= many for number in where.zones):
        raise ExtentError(f"There are {many} zones of {name} here: choose them again.")
    wanted = sorted(set(where.zones))
    areas = [code for number in wanted for code in made.zones[number - 1].areas]
    label = f"{len(wanted)} of the {many} zones of {name}"
    return extents.of_areas(atlas, areas, label)


def _found(atlas: Atlas, definition: str) -> tuple[Targets, handover.Handover]:
    """What a link or a query of the Seldom-heard page finds."""
    targets, ignored = read_targets(definition.rpartition("?")[2], atlas)
    try:
        if ignored or not targets.criteria:
            raise DefinitionError(" ".join(ignored) or texts().where["no_definition"])
        made = handover.work_out(with_heard(atlas, targets.heard), targets)
    except DefinitionError as error:
        raise ExtentError(f"{texts().where['bad_definition']} {error}") from None
    if not len(made.finding.found):
        raise ExtentError(texts().where["finds_none"])
    return targets, made


def _and(names: pd.Series) -> str:
    *more, last = sorted(names)
    return f"{', '.join(more)} and {last}" if more else str(last)


def _or(names: pd.Series) -> str:
    *more, last = sorted(names)
    return f"{', '.join(more)} or {last}" if more else str(last)
