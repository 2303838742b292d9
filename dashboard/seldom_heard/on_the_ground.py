"""What a team finds in a zone: its streets, postcodes, stops, places to meet and communities.

The zone's card, the workbook and the brief all read from here, so that they name the same. Where a
publication was missing at the build its part is empty, and nothing is said of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from layers.atlas import Atlas
from layers.ground import localities, postcodes, stations, stops, streets, venues
from layers.ground.communities import WardCommunities, communities_of
from layers.table_rows import rows
from layers.targeting import partners
from layers.targeting.zones import Zone

# In the order in which a team looks for a room.
KINDS = ("library", "school", "surgery", "pharmacy")
# Of a sector's postcodes: from this share on a zone holds most of it.
MOST_OF = 0.5
# Of a zone's postcodes: a sector with less is only a corner here.
_HARDLY = 0.02
# A kind of place with fewer inside the zone is also looked for close by.
FEW_INSIDE = 2


@dataclass(frozen=True)
class OnTheGround:
    """What is in some areas, and close by: each part is looked up when it is first asked for."""

    atlas: Atlas
    codes: tuple[str, ...]

    @cached_property
    def streets(self) -> pd.DataFrame:
        """See :func:`layers.ground.streets.streets_of`."""
        return streets.streets_of(self.atlas, self.codes)

    @cached_property
    def street_names(self) -> pd.DataFrame:
        """Streets by ``name``, with their ``stops`` in every locality together; most stops first.

        A long road is a street of each locality that it runs through, and one road to who walks it.
        """
        stops = self.streets.groupby("name")[["stops"]].sum().reset_index()
        return stops.sort_values(["stops", "name"], ascending=[False, True], ignore_index=True)

    @cached_property
    def postcodes(self) -> pd.DataFrame:
        """See :func:`layers.ground.postcodes.postcodes_of`."""
        return postcodes.postcodes_of(self.atlas, self.codes)

    @cached_property
    def sectors(self) -> pd.DataFrame:
        """See :func:`layers.ground.postcodes.sectors_of`."""
        return postcodes.sectors_of(self.atlas, self.codes)

    @cached_property
    def localities(self) -> pd.DataFrame:
        """See :func:`layers.ground.localities.localities_of`."""
        return localities.localities_of(self.atlas, self.codes)

    @cached_property
    def stops(self) -> pd.DataFrame:
        """See :func:`layers.ground.stops.stops_of`."""
        return stops.stops_of(self.atlas, self.codes)

    @cached_property
    def stations(self) -> pd.DataFrame:
        """See :func:`layers.ground.stations.stations_near`."""
        return stations.stations_near(self.atlas, self.codes)

    @cached_property
    def venues(self) -> pd.DataFrame:
        """See :func:`layers.ground.venues.venues_of`."""
        return venues.venues_of(self.atlas, self.codes)

    @cached_property
    def communities(self) -> tuple[WardCommunities, ...]:
        """Of each ward that holds a part of the areas, the one with most of their residents
        first."""
        return tuple(communities_of(self.atlas, self.codes))

    @cached_property
    def languages(self) -> pd.DataFrame:
        """Main languages of the areas' districts."""
        return partners.languages(self.atlas, self.codes)

    def streets_by_locality(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Streets with how many stops each, by name, below the localities with most stops first."""
        groups = [
            (str(place), int(rows["stops"].sum()), sorted(_pairs(rows)))
            for place, rows in self.streets.groupby("locality", sort=True)
        ]
        groups.sort(key=lambda group: (-group[1], group[0]))
        return [(place, names) for place, _, names in groups]

    def sectors_by_part(self) -> dict[str, list[str]]:
        """Postcode sectors by how much of each the zone holds: ``all``, ``most``, ``part``.

        Without those of hardly any postcodes here.
        """
        found: dict[str, list[str]] = {"all": [], "most": [], "part": []}
        told = self.sectors["postcodes"] >= _HARDLY * len(self.postcodes)
        for row in rows(self.sectors[told]):
            share = row.postcodes / row.of
            found["all" if share == 1 else "most" if share >= MOST_OF else "part"].append(
                row.sector
            )
        return {part: sectors for part, sectors in found.items() if sectors}

    def places(self, kind: str) -> pd.DataFrame:
        """Venues of a kind: those inside, and those close by where there are few inside."""
        mine = self.venues[self.venues["kind"] == kind]
        inside = mine[mine["inside"].astype(bool)]
        return inside if len(inside) >= FEW_INSIDE else mine

    def wards(self, least: float = 0.02) -> Iterator[WardCommunities]:
        """Wards of which at least a small part lives in the zone; the first always."""
        for at, ward in enumerate(self.communities):
            if at == 0 or ward.part >= least:
                yield ward


def on_the_ground(atlas: Atlas, zone: Zone) -> OnTheGround:
    """Look a zone up in all that the snapshot knows of the ground."""
    return OnTheGround(atlas, zone.areas)


def _pairs(rows: pd.DataFrame) -> list[tuple[str, int]]:
    return [(str(name), int(n)) for name, n in zip(rows["name"], rows["stops"], strict=True)]
