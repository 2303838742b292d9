"""Where an exercise asked: read from what the page sends, and asked for before anything is said."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any

import msgspec
import numpy as np
import pandas as pd

from dashboard.heard.texts import texts
from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import Targets, read_targets
from layers.atlas import Atlas
from layers.exercise import places_asked as extents
from layers.exercise.heard_criterion import with_heard
from layers.exercise.places_asked import Extent, ExtentError
from layers.exercise.representation import CHANCE, SILENT_FROM, Table
from layers.geography import levels
from layers.statistics.chance_tests import mid_p
from layers.statistics.suppression import Rule, standing
from layers.targeting.area_search import DefinitionError

# All areas, and every other place.
MOST_PLACES = 1_500
LONGEST_DEFINITION = 6_000
# A district from which less than this share of the responses to be expected came may not have been
# asked at all.
FEW_OF = 0.25
# Nor may the other wards, where so large a share of responses came from at most such a share of all
# wards. Answers from everywhere never lie so close together.
NEARLY_ALL = 0.9
FEW_WARDS = 0.5
MOST_NAMED = 4


class Where(msgspec.Struct, forbid_unknown_fields=True):
    """Where an exercise asked, as the page sends it.

    Attributes
    ----------
    everywhere
        In all of the atlas; the others must then be empty.
    places
        Codes, see :func:`layers.exercise.places_asked.of_places`.
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
    wards
        The wards that nearly all responses came from, by code; none where they came from many.
    only, only_wards, everywhere
        The short answers in words: only in the others, only in these wards, everywhere.
    """

    text: str
    others: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    only: str = ""
    only_wards: str = ""
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
    if where.everywhere and (where.places or where.definition):
        raise ExtentError("Say either that you asked everywhere, or the places where you did.")
    if where.everywhere:
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
                [str(code), str(name), "" if note is None else str(note.loc[str(code)])]
                for code, name in names.sort_values(kind="stable").items()
            ],
        }
        for label, (names, note) in kinds.items()
    ]


@lru_cache(maxsize=1)
def names_of(atlas: Atlas) -> dict[str, str]:
    """Names of :func:`choices`, by code."""
    return {code: name for group in choices(atlas) for code, name, _ in group["options"]}


def question(
    atlas: Atlas, districts: Table, seen: Table, rule: Rule, wards: Table | None = None
) -> Question | None:
    """What to ask of an exercise of which nobody has said where it asked; None where all is well.

    Parameters
    ----------
    districts, seen
        Responses by district: as they are, and as they may be shown.
    wards
        Responses by ward, as they are; not looked at when not given.

    A district is in question if no response from it is shown where ``SILENT_FROM`` were expected;
    if fewer came than a quarter of those expected, and a quarter is not a small count; or if none
    or a small count came where chance would hardly leave so few, of it alone or of all such
    districts together. Whoever reads the question then knows no more than that a count is one of
    at least eight. Wards are named where their counts are not small; of the others it is only said
    that they have the rest.
    """
    expected = districts.total * districts.share
    part = FEW_OF * expected
    low = _hardly_by_chance(districts, seen, rule)
    none = (seen.observed == 0) & ((expected >= SILENT_FROM) | low)
    few = ~none & (districts.observed < part) & (part >= max(rule.threshold, SILENT_FROM))
    small = low & ~none & ~few
    asked_of = none | few | small
    others = asked_of[~asked_of].index
    close = _few_wards(wards, others, rule) if wards is not None else []
    if not asked_of.any() and not close:
        return None
    names, said = districts.names, texts().where
    parts = []
    if none.any():
        parts.append(said["none"].replace("{districts}", _or(names[none[none].index])))
    if few.any():
        parts.append(said["few"].replace("{districts}", _or(names[few[few].index])))
    if small.any():
        most = str(rule.threshold - 1)
        named = _and(names[small[small].index])
        parts.append(said["small"].replace("{districts}", named).replace("{most}", most))
    only = only_wards = ""
    if parts and len(others):
        only = said["only"].replace("{districts}", _and(names[others]))
    if close:
        assert wards is not None
        number = "1 ward" if len(close) == 1 else f"{len(close)} wards"
        parts.append(said["close"].replace("{wards}", number))
        only_wards = said["only_wards"].replace("{wards}", _some(wards.names[close]))
    return Question(
        text=" ".join([*parts, said["question"] if not close else said["question_wards"]]),
        others=tuple(str(code) for code in others) if only else (),
        wards=tuple(close),
        only=only,
        only_wards=only_wards,
        everywhere=said["everywhere"].replace("{atlas}", atlas.name),
    )


def _hardly_by_chance(districts: Table, seen: Table, rule: Rule) -> pd.Series:
    """Which districts have no or a small count where that is under 1 in 20 if all answer alike.

    Of each by itself, or, where that is sure of none, of all of them together. A small count goes
    in as the largest that it can be, and into the total as half the threshold.
    """
    low = districts.observed < max(rule.threshold, 1)
    few = max(rule.threshold - 1.0, 0.0)
    most = pd.Series(np.where(seen.observed == 0, 0.0, few), low.index)
    n = float(np.rint(np.sum(standing(districts.observed, rule))))
    alone = low & (mid_p(np.minimum(most, n), n, districts.share)[0] < CHANCE)
    if alone.any():
        # Beside it, one without any response is in question as well.
        return alone | (low & (most == 0))
    if not low.any() or low.all():
        return alone
    together = mid_p(min(float(most[low].sum()), n), n, float(districts.share[low].sum()))[0]
    return low & bool(together < CHANCE)


def _few_wards(wards: Table, districts: pd.Index, rule: Rule) -> list[str]:
    """Codes of the few wards of some districts that nearly all responses came from; else none.

    A small count stands for half the threshold, whatever it is, so that nothing of it is told.
    """
    here = wards.within["district"].isin(districts)
    counts = wards.observed[here]
    heard = counts.index[counts >= max(rule.threshold, 1)]
    stands = pd.Series(standing(counts, rule), index=counts.index)
    few = len(heard) <= FEW_WARDS * len(counts)
    close = few and stands[heard].sum() >= NEARLY_ALL * stands.sum() > 0
    return [str(code) for code in heard] if close else []


def _of_definition(atlas: Atlas, where: Where) -> Extent:
    targets, made = _found(atlas, where.definition)
    name = f"“{targets.name}”" if targets.name else "a Seldom-heard definition"
    if not where.zones:
        found = made.areas_taken
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
    if not made.zones:
        none = "keeps_none" if len(made.finding.found) else "finds_none"
        raise ExtentError(texts().where[none])
    return targets, made


def _and(names: pd.Series) -> str:
    *more, last = sorted(names)
    return f"{', '.join(more)} and {last}" if more else str(last)


def _some(names: pd.Series) -> str:
    """Up to ``MOST_NAMED`` names, the others counted."""
    named = sorted(names)
    if len(named) <= MOST_NAMED:
        return _and(names)
    return f"{', '.join(named[: MOST_NAMED - 1])} and {len(named) - MOST_NAMED + 1} more"


def _or(names: pd.Series) -> str:
    *more, last = sorted(names)
    return f"{', '.join(more)} or {last}" if more else str(last)
