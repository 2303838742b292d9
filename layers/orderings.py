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

from layers import elsewhere
from layers.atlas import Atlas
from layers.definitions import CATALOGUE, CatalogueError

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
        (:mod:`layers.elsewhere`).

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
        index = elsewhere.residents(atlas).index
        values = pd.Series(elsewhere.everywhere(atlas, ordering.indicator, "value"), index)
    return -values if atlas.indicators[ordering.indicator].polarity == "low" else values


def rebuilt_index(atlas: Atlas, without: str = "", *, everywhere: bool = False) -> pd.Series:
    """The score of the Index of Multiple Deprivation, worked out anew from its domains' ranks.

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
        By area code, higher = more deprived. With all domains it is the published score to its
        three decimals.

    A domain's rank r among England's N areas becomes R = (N + 1 − r) / N and is transformed to
    X = −23 ln(1 − R (1 − e^(−100/23))), between 0 and 100; the score is Σ weight · X / 100.

    Source: MHCLG, English Indices of Deprivation: Technical report, on combining the domains.
    """
    names = [domain.rank for domain in load_orderings().domain.values() if domain.rank]
    if everywhere:
        index = elsewhere.residents(atlas).index
        ranks = {rank: elsewhere.everywhere(atlas, rank, "value") for rank in names}
    else:
        index = atlas.areas.index
        ranks = {rank: atlas.table(rank)["value"].to_numpy(dtype=float) for rank in names}
    areas = {rank: atlas.england(rank).areas for rank in names}
    return pd.Series(combined(ranks, areas, without), index=index)


def combined(
    ranks: Mapping[str, npt.NDArray[np.float64]], areas: Mapping[str, int], without: str = ""
) -> npt.NDArray[np.float64]:
    """The score of any areas from their ranks in each domain, as for :func:`rebuilt_index`.

    Parameters
    ----------
    ranks
        By the id of each domain's rank: one for each area, shape (areas,).
    areas
        By the same ids: how many areas of England were put in order.
    without
        A domain to leave out.
    """
    domains = {n: d for n, d in load_orderings().domain.items() if d.rank}
    kept = [domain for name, domain in domains.items() if name != without]
    every = sum(d.weight for d in domains.values())
    scale = every / sum(d.weight for d in kept) / 100
    return sum(
        (scale * d.weight * _exponential(ranks[d.rank], areas[d.rank]) for d in kept),
        start=np.zeros(len(ranks[kept[0].rank])),
    )


def contains(ordering: Ordering, indicator: str) -> bool:
    """Whether an indicator belongs to one of the ordering's domains."""
    domains = load_orderings().domain
    return any(domains[d].holds(indicator) for d in ordering.contains)


def is_about(ordering: Ordering, indicator: str) -> bool:
    """Whether an indicator measures in another way what one of the ordering's domains is about."""
    domains = load_orderings().domain
    return any(domains[d].is_about(indicator) for d in ordering.contains)


def _exponential(rank: npt.NDArray[np.float64], areas: int) -> npt.NDArray[np.float64]:
    place = (areas + 1 - rank) / areas
    return -_EXPONENT * np.log(1 - place * (1 - np.exp(-100 / _EXPONENT)))
