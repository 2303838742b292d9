"""What a gradient is ordered by, from ``catalogue/orderings.toml``."""

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError
from layers.practices import patients_elsewhere

# MHCLG's scale of the exponential transformation: a tenth of all areas spreads over half of it.
_EXPONENT = 23.0


class Ordering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to put areas in order, from most to least deprived (or highest to lowest share).

    ``first`` and ``last`` name the two ends in words. ``without`` is the domain that the index is
    worked out anew without; ``contains`` names the domains that it is made of.
    """

    label: str
    short: str
    first: str
    last: str
    indicator: str
    without: str = ""
    contains: tuple[str, ...] = ()


class Domain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A domain of the index: its rank and weight in it, and the layers that are part of it.

    ``layers`` are ids, with ``*`` for anything; ``outcomes`` are layers that measure what the
    domain is about in another way.
    """

    label: str
    layers: tuple[str, ...]
    outcomes: tuple[str, ...] = ()
    rank: str = ""
    weight: float = 0.0

    def holds(self, indicator: str) -> bool:
        """Whether a layer is the domain, is inside it or counts nearly the same."""
        return any(fnmatchcase(indicator, pattern) for pattern in self.layers)

    def is_about(self, indicator: str) -> bool:
        """Whether a layer measures what the domain is about in another way."""
        return any(fnmatchcase(indicator, pattern) for pattern in self.outcomes)


class Orderings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of the file."""

    ordering: dict[str, Ordering]
    domain: dict[str, Domain]


@cache
def load_orderings(folder: Path | None = None) -> Orderings:
    """Orderings and domains by id.

    Raises
    ------
    CatalogueError
        When the file is missing or does not fit the schema, or an ordering names a domain that
        is not there.
    """
    path = (folder or CATALOGUE) / "orderings.toml"
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Orderings)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"orderings.toml: {error}.") from None
    for name, ordering in found.ordering.items():
        strange = {*ordering.contains, ordering.without} - {"", *found.domain}
        if strange:
            raise CatalogueError(
                f"orderings.toml: ordering {name!r} names the domain {sorted(strange)[0]!r}, "
                "which the file does not describe."
            )
    return found


def orderings_of(atlas: Atlas) -> Mapping[str, Ordering]:
    """The orderings that an atlas has the layers for, by id, in the order of the file."""
    found = load_orderings()
    ranks = {d.rank for d in found.domain.values() if d.rank}
    return {
        name: ordering
        for name, ordering in found.ordering.items()
        if ordering.indicator in atlas.indicators
        and (not ordering.without or ranks <= set(atlas.indicators))
    }


def ordering_of(atlas: Atlas, name: str) -> Ordering:
    """An ordering by id; any other indicator's id orders by that indicator.

    Raises
    ------
    KeyError
        For a name that is neither.
    """
    known = orderings_of(atlas)
    if name in known:
        return known[name]
    if name not in atlas.indicators:
        raise KeyError(f"{name!r} is neither an ordering nor an indicator of the atlas")
    definition = atlas.indicators[name]
    ends = ("lowest", "highest") if definition.polarity == "low" else ("highest", "lowest")
    return Ordering(
        label=definition.label,
        short=definition.short,
        first=f"{ends[0]}: {definition.label}",
        last=f"{ends[1]}: {definition.label}",
        indicator=name,
    )


def need(atlas: Atlas, name: str, *, everywhere: bool = False) -> pd.Series:
    """What areas are ordered by, **highest first**: more is more deprived, or a higher share.

    Parameters
    ----------
    everywhere
        Also areas outside the atlas where patients of its practices live
        (:mod:`layers.practices.patients_elsewhere`).

    Returns
    -------
    pandas.Series
        By area code; values of an indicator whose low end means need with their sign turned.

    Raises
    ------
    KeyError
        For a name that is neither an ordering nor an indicator.
    """
    ordering = ordering_of(atlas, name)
    if ordering.without:
        return rebuilt_index(atlas, ordering.without, everywhere=everywhere)
    values = atlas.table(ordering.indicator)["value"]
    if everywhere:
        index = patients_elsewhere.residents(atlas).index
        values = pd.Series(patients_elsewhere.everywhere(atlas, ordering.indicator, "value"), index)
    return -values if atlas.indicators[ordering.indicator].polarity == "low" else values


def rebuilt_index(atlas: Atlas, without: str = "", *, everywhere: bool = False) -> pd.Series:
    """The score of the Index of Multiple Deprivation, put together anew from its domains.

    Parameters
    ----------
    without
        A domain to leave out; the others keep their weights relative to each other, and together
        weigh as much as all seven did.
    everywhere
        As for :func:`need`.

    Returns
    -------
    pandas.Series
        By area code, higher = more deprived: Σ weight · score / 100. With all domains it is the
        published index, but for the rounding of both to three decimals.

    Source: MHCLG, English Indices of Deprivation: Technical report, on combining the domains.
    """
    published = atlas.extra("iod_transformed")
    if len(published) and not everywhere:
        return combined(published.set_index("lsoa"), without)
    return combined(scores_from_ranks(atlas, everywhere=everywhere), without)


def combined(scores: pd.DataFrame, without: str = "") -> pd.Series:
    """The index from the domains' transformed scores (0 to 100, a column each), one left out."""
    weights = {n: d.weight for n, d in load_orderings().domain.items() if d.rank}
    kept = {name: weight for name, weight in weights.items() if name != without}
    scale = sum(weights.values()) / sum(kept.values()) / 100
    score = pd.Series(0.0, index=scores.index)
    for name, weight in kept.items():
        score += scale * weight * scores[name]
    return score


def scores_from_ranks(atlas: Atlas, *, everywhere: bool = False) -> pd.DataFrame:
    """The domains' transformed scores, worked out where a snapshot does not hold the published.

    Parameters
    ----------
    everywhere
        As for :func:`need`; those published are kept for the atlas's own areas only.

    Returns
    -------
    pandas.DataFrame
        By area code, a column for each domain of the index, 0 to 100.

    Source: as :func:`rebuilt_index`.
    """
    index = patients_elsewhere.residents(atlas).index if everywhere else atlas.areas.index
    found = {}
    for name, domain in load_orderings().domain.items():
        if domain.rank:
            rank = (
                patients_elsewhere.everywhere(atlas, domain.rank, "value")
                if everywhere
                else atlas.table(domain.rank)["value"].to_numpy(dtype=float)
            )
            found[name] = transformed(rank, atlas.england(domain.rank).areas)
    return pd.DataFrame(found, index=index)


def transformed(rank: npt.NDArray[np.float64], areas: int) -> npt.NDArray[np.float64]:
    """A domain's ranks as scores from 0 to 100, of which the last tenth of areas take half.

    A domain's rank r among England's N areas becomes R = (N + 1 − r) / N and is transformed to
    X = −23 ln(1 − R (1 − e^(−100/23))).

    Source: as :func:`rebuilt_index`.
    """
    place = (areas + 1 - rank) / areas
    return -_EXPONENT * np.log(1 - place * (1 - np.exp(-100 / _EXPONENT)))


def contains(ordering: Ordering, indicator: str) -> bool:
    """Whether an indicator belongs to one of the ordering's domains."""
    domains = load_orderings().domain
    return any(domains[d].holds(indicator) for d in ordering.contains)


def is_about(ordering: Ordering, indicator: str) -> bool:
    """Whether an indicator measures in another way what one of the ordering's domains is about."""
    domains = load_orderings().domain
    return any(domains[d].is_about(indicator) for d in ordering.contains)
