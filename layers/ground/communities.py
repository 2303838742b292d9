"""The detailed ethnic groups of the wards that some areas lie in (Census 2021, TS022).

They are published for wards, so the numbers are always the whole ward's: how many of a group live
in some of its areas is not known, and is not worked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.community_names import load_community_names

# Smaller counts are swapped and changed by the publisher, and say little.
FEWEST = 5


class Community(NamedTuple):
    """One group of a ward: its people, and those of them under each heading of the Census, which
    are more than one where the group is ("White" and "Other ethnic group" of Roma)."""

    group: str
    people: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class WardCommunities:
    """The detailed groups of one ward.

    Attributes
    ----------
    ward_code, ward
        As the atlas has them.
    residents
        All residents of the ward in TS022: those of the Census's own ward, which are not quite
        those of the areas that the atlas counts to it.
    part
        Share (0–1) of the residents of the ward's areas who live in the areas asked about.
    groups
        Largest first, without White British, groups that name no community, and groups of fewer
        than five.
    """

    ward_code: str
    ward: str
    residents: int
    part: float
    groups: tuple[Community, ...]


def communities_of(atlas: Atlas, codes: Iterable[str]) -> list[WardCommunities]:
    """The communities of each ward that some areas lie in, the ward with most of the areas'
    residents first; none where the snapshot does not have them.

    Parameters
    ----------
    codes
        LSOA codes.
    """
    known = _communities(atlas)
    areas = atlas.areas
    here = areas["residents"].reindex(pd.Index(list(codes)))
    inside = here.groupby(areas["ward_code"].reindex(here.index)).sum()
    whole = areas.groupby("ward_code")["residents"].sum()
    found = [
        WardCommunities(code, ward, total, float(inside[code] / whole[code]), _known(groups))
        for code, (ward, total, groups) in known.items()
        if code in inside.index
    ]
    return sorted(found, key=lambda one: (-inside[one.ward_code], one.ward_code))


def added_up(atlas: Atlas, ward_codes: Iterable[str]) -> tuple[Community, ...]:
    """The groups of several wards together, largest first, without those of fewer than five."""
    people: dict[str, dict[str, int]] = {}
    known = _communities(atlas)
    for code in ward_codes:
        for one in known[code][2]:
            parts = people.setdefault(one.group, {})
            for heading, number in one.parts:
                parts[heading] = parts.get(heading, 0) + number
    found = [
        Community(group, sum(parts.values()), tuple(sorted(parts.items(), key=_largest)))
        for group, parts in people.items()
    ]
    return _known(sorted(found, key=lambda one: (-one.people, one.group)))


def _known(groups: Iterable[Community]) -> tuple[Community, ...]:
    return tuple(one for one in groups if one.people >= FEWEST)


def _largest(part: tuple[str, int]) -> tuple[int, str]:
    return -part[1], part[0]


@lru_cache(maxsize=2)
def _communities(atlas: Atlas) -> dict[str, tuple[str, int, tuple[Community, ...]]]:
    """By ward code: its name, its residents and its groups, the smallest too."""
    table, parts = atlas.extra("communities"), atlas.extra("community_parts")
    if table.empty:
        return {}
    said = load_community_names()
    of: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in parts.to_dict("records"):
        of.setdefault((row["ward_code"], row["group"]), []).append((row["heading"], row["people"]))
    kept = table[~table["group"].isin([*said.majority, *said.unnamed])]
    groups: dict[str, list[Community]] = {code: [] for code in table["ward_code"].unique()}
    for row in kept.to_dict("records"):
        ward, group = row["ward_code"], row["group"]
        headings = tuple(sorted(of.get((ward, group), []), key=_largest))
        groups[ward].append(Community(group, row["people"], headings))
    wards = table.drop_duplicates("ward_code").set_index("ward_code")
    return {
        str(code): (str(row["ward"]), int(row["total"]), tuple(groups[str(code)]))
        for code, row in wards.iterrows()
    }
