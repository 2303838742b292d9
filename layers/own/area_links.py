"""Areas of 2011 (LSOA) that were divided or put together in 2021, and where they are today."""

from collections.abc import Mapping
from dataclasses import dataclass

from layers.atlas import Atlas

TABLE = "lsoa_links"


@dataclass(frozen=True)
class AreaLinks:
    """Those areas of 2011 that are not areas of today.

    Attributes
    ----------
    today
        By code of 2011: codes of the atlas's areas that it is in, each with the part (0–1) of its
        residents there. The parts add up to 1 where none of it lies outside the atlas.
    before
        By code of today: the codes of 2011 that have a part in it.
    """

    today: Mapping[str, Mapping[str, float]]
    before: Mapping[str, frozenset[str]]

    def is_divided(self, code: str) -> bool:
        """Whether an area of 2011 is in several areas of today."""
        return len(self.today.get(code, ())) > 1


def area_links(atlas: Atlas) -> AreaLinks:
    """Those that the snapshot knows; none where it has no table of them."""
    table = atlas.extra(TABLE).reindex(columns=["lsoa11", "lsoa21", "share"])
    here = set(atlas.areas.index)
    today: dict[str, dict[str, float]] = {}
    before: dict[str, set[str]] = {}
    for old, new, share in table.itertuples(index=False, name=None):
        if old not in here and new in here:
            today.setdefault(str(old), {})[str(new)] = float(share)
            before.setdefault(str(new), set()).add(str(old))
    return AreaLinks(today, {code: frozenset(parts) for code, parts in before.items()})
