"""What speaks against a gradient, a correlation or clusters; words in ``catalogue/guards.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError, Indicator
from layers.inequality import orderings
from layers.practices import care
from layers.statistics.equal_groups import FEWEST_MEMBERS

DISTRICT_VALUE = "iod_district_value"
# The key of the warning of :func:`known_guards`.
PARTLY_KNOWN = "partly_known"
# Fewer areas than this cannot make five groups of three.
FEWEST_AREAS = 5 * FEWEST_MEMBERS
# Fewer cases than this in an average group: chance. In any group: worth a warning.
FEWEST_CASES = 5
FEW_CASES = 10
# A figure known for more than this part (0–1) of the people is known everywhere.
ALL_BUT_FEW = 0.995


class Guard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something is not shown (``refuse``) or shown with care (``warn``), in words."""

    level: Literal["refuse", "warn"]
    label: str
    text: str
    key: str = ""


class Refused(ValueError):
    """A measure that is not worked out; ``guard`` says why, in words for people."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(f"{guard.label}. {guard.text}")
        self.guard = guard


@cache
def load_guards(folder: Path | None = None) -> Mapping[str, Guard]:
    """Guards by key.

    Raises
    ------
    CatalogueError
        When the file is missing or does not fit the schema.
    """
    path = (folder or CATALOGUE) / "guards.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert({k: {**v, "key": k} for k, v in raw.items()}, dict[str, Guard])
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, TypeError) as error:
        raise CatalogueError(f"guards.toml: {error}.") from None


def guards(atlas: Atlas, indicator: str, ordering: str) -> list[Guard]:
    """What speaks against a gradient of an indicator over areas, refusals first.

    Parameters
    ----------
    indicator
        Its id.
    ordering
        The id of an ordering, or of the indicator to order by.

    Raises
    ------
    KeyError
        For an unknown one.
    """
    definition, by = atlas.indicators[indicator], orderings.ordering_of(atlas, ordering)
    keys = _alone(definition)
    if by.indicator == indicator and not by.without:
        keys.append("same")
    elif orderings.contains(by, indicator):
        keys.append("contained")
    elif orderings.is_about(by, indicator):
        keys.append("health_in_index")
    elif _same_answers(definition, atlas.indicators[by.indicator]):
        keys.append("overlap")
    if orderings.load_orderings().domain["health"].is_about(indicator):
        keys.append("not_age_adjusted")
    if not ratio_scale(definition):
        keys.append("no_ratio")
    if definition.aggregate == "weighted_mean":
        keys.append("spread")
    return _of(keys)


def practice_guards(atlas: Atlas, indicator: str, ordering: str) -> list[Guard]:
    """The same over practices, where an attributed register is the practice's own."""
    return [g for g in guards(atlas, indicator, ordering) if g.key != "attributed"]


def pair_guards(atlas: Atlas, a: str, b: str, level: str) -> list[Guard]:
    """What speaks against a correlation of two indicators over areas or practices.

    Over areas an attributed register is refused. Over practices it is the practice's own, so it
    is not, and what cannot be averaged is. What is published of practices
    (:mod:`layers.practices.care`) is known over them alone.
    """
    published = care.measures(atlas)
    known = [atlas.indicators[name] for name in (a, b) if name not in published]
    keys = []
    for definition in known:
        alone = _alone(definition)
        if level == "practice":
            alone = [key for key in alone if key != "attributed"]
        elif definition.kind != "category":
            alone = [key for key in alone if key != "not_a_level"]
        keys += alone
    if a == b:
        keys.append("same")
    elif a in published and b in published:
        keys += ["same_calls"] if published[a].source == published[b].source else []
    elif len(known) == 2 and _same_answers(*known):
        keys.append("overlap")
    elif len(known) == 2 and _one_in_the_other(*known):
        keys.append("part_of")
    return _of(keys)


def cluster_guard(definition: Indicator) -> Guard | None:
    """Why there are no clusters of an indicator; None where they can be worked out."""
    key = ""
    if definition.register:
        key = "attributed"
    elif definition.modelled:
        key = "modelled_clusters"
    elif DISTRICT_VALUE in definition.caveats:
        key = "district_value"
    elif definition.grain:
        key = "ward_figure"
    elif definition.larger:
        key = "larger_figure"
    elif definition.kind in ("rank", "decile", "change", "category", "count"):
        key = "not_a_level"
    elif not definition.source.startswith(("census_", "iod")):
        key = "no_clusters"
    return load_guards()[key] if key else None


def number_guards(cases: npt.ArrayLike) -> list[Guard]:
    """What the number of cases in each group speaks against."""
    counts = np.asarray(cases, dtype=float)
    if counts.mean() < FEWEST_CASES:
        return _of(["few_cases"])
    return _of(["small_group"]) if (counts < FEW_CASES).any() else []


def known_guards(definition: Indicator, people: float, everybody: float) -> list[Guard]:
    """That it is known for a part of the people only, as what somebody brought may be."""
    part = definition.is_own and people < ALL_BUT_FEW * everybody
    return _of([PARTLY_KNOWN]) if part else []


def cover_guard(definition: Indicator, known: int, areas: int) -> list[Guard]:
    """That what somebody brought is known in none of a place's areas, or in too few for groups.

    Parameters
    ----------
    known, areas
        How many areas have a figure, of how many.
    """
    if not definition.is_own or known >= FEWEST_AREAS:
        return []
    if not known:
        return _of(["none_known"])
    return _of(["few_known"]) if areas >= FEWEST_AREAS else []


def slope_guards(definition: Indicator, ratio_holds: bool) -> list[Guard]:
    """What the fitted line speaks against: a share's goes below 0."""
    return _of(["below_zero"]) if ratio_scale(definition) and not ratio_holds else []


def ratio_scale(definition: Indicator) -> bool:
    """Whether one value can be so many times another: not for scores around an arbitrary zero."""
    return definition.kind in ("share", "rate") or definition.unit == "ratio"


def _alone(definition: Indicator) -> list[str]:
    keys = []
    if definition.register:
        keys.append("attributed")
    elif definition.modelled:
        keys.append("modelled")
    if DISTRICT_VALUE in definition.caveats:
        keys.append("district_value")
    if definition.grain:
        keys.append("ward_figure")
    if definition.larger:
        keys.append("larger_figure")
    if definition.aggregate not in ("ratio", "weighted_mean"):
        keys.append("not_a_level")
    return keys


def _same_answers(first: Indicator, second: Indicator) -> bool:
    """Whether two shares split the same people by the same question."""
    return (
        first.is_share
        and second.is_share
        and first.source == second.source
        and first.denominator == second.denominator
        and not first.register
    )


def _one_in_the_other(first: Indicator, second: Indicator) -> bool:
    """Whether one is the whole index and the other a domain of it, or both lie in one domain."""
    domains = orderings.load_orderings().domain
    of = [{name for name, d in domains.items() if d.holds(i.id)} for i in (first, second)]
    return bool(of[0] and of[1]) and bool(of[0] & of[1] or "imd" in of[0] | of[1])


def _of(keys: list[str]) -> list[Guard]:
    found = load_guards()
    return sorted((found[key] for key in dict.fromkeys(keys)), key=lambda g: g.level != "refuse")
