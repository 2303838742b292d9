"""Whether a point that somebody gives is near enough to the atlas to be of use."""

import math
from dataclasses import dataclass

from layers.atlas import Atlas
from layers.ground import tables
from layers.ground.distances import KM_PER_DEGREE

# How far outside the atlas a place may stand: further away than anybody would be asked to go.
MOST_KM = 30


@dataclass(frozen=True)
class NearAtlas:
    """A box of degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies in it."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


def near_atlas(atlas: Atlas) -> NearAtlas:
    """The box of the atlas's postcodes, and so many kilometres around it."""
    table = tables.table(atlas, "postcodes")
    longitude, latitude = table["longitude"], table["latitude"]
    south, north = float(latitude.min()), float(latitude.max())
    up = MOST_KM / KM_PER_DEGREE
    aside = up / math.cos(math.radians((south + north) / 2))
    return NearAtlas(
        float(longitude.min()) - aside, south - up, float(longitude.max()) + aside, north + up
    )
