"""What is around a venue: stops, stations, streets, postcodes, and whom else one finds there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables
from layers.ground.communities import WardCommunities, communities_of
from layers.ground.distances import pairs_within
from layers.ground.postcodes import home_postcodes
from layers.ground.streets import streets_at
from layers.ground.venues import every_venue

# People walk farther to a train or tram than to a bus, and there are few.
STATIONS_WITHIN = 2_000.0  # metres
# A ward with fewer of the postcodes within reach is only a corner here.
_HARDLY = 0.05


@dataclass(frozen=True)
class AroundVenue:
    """Everything within some straight-line distance of a venue; looked up when first asked for.

    Tables have a column ``metres``, from the venue as the crow flies, and are in its order, nearest
    first. Each part is empty where the snapshot lacks its publication.

    Attributes
    ----------
    longitude, latitude
        Of the venue, in degrees.
    metres
        How far: what can be walked, divided by how much longer a walk is than a straight line.
    """

    atlas: Atlas
    longitude: float
    latitude: float
    metres: float

    @cached_property
    def stops(self) -> pd.DataFrame:
        """Bus stops, as in :func:`layers.ground.stops.stops_of`: ``bearing`` is the way in which
        buses leave. The open list does not say which buses call there."""
        return self._near(tables.table(self.atlas, "stops"), ["name", "stop"])

    @cached_property
    def stations(self) -> pd.DataFrame:
        """Rail stations and tram stops within 2 km, or within ``metres`` where that is more:
        ``station``, ``name``, ``kind`` ("rail", "tram"), ``longitude``, ``latitude``."""
        every = tables.table(self.atlas, "stations")
        return self._near(every, ["name", "station"], max(self.metres, STATIONS_WITHIN))

    @cached_property
    def streets(self) -> pd.DataFrame:
        """Streets with a stop within reach, as :func:`layers.ground.streets.streets_of` has
        them, most stops first; without ``metres``."""
        return streets_at(self.atlas, self.stops)

    @cached_property
    def nearest_street(self) -> tuple[str, str]:
        """Name and locality of the street whose stop is nearest, of several the first by name;
        empty where no stop within reach names one."""
        named = tables.table(self.atlas, "streets")[["street", "name", "locality"]]
        at = tables.table(self.atlas, "street_stops")[["street", "stop"]].merge(named, on="street")
        found = self.stops[["stop", "metres"]].merge(at, on="stop")
        if found.empty:
            return "", ""
        first = found.sort_values(["metres", "name", "locality"]).iloc[0]
        return str(first["name"]), str(first["locality"])

    @cached_property
    def localities(self) -> pd.DataFrame:
        """What people call this place: ``name``, and how many of the ``stops`` within reach say
        that they are there; 0 for a place whose own point alone is within reach. Most first."""
        said = self.stops["locality"]
        counted = said[said != ""].value_counts()
        places = self._near(tables.table(self.atlas, "places"), ["name"])["name"]
        names = counted.index.union(pd.Index(places.unique())).astype(object)
        number = counted.reindex(names, fill_value=0).astype("int64").array
        found = pd.DataFrame({"name": names, "stops": number})
        return found.sort_values(["stops", "name"], ascending=[False, True], ignore_index=True)

    @cached_property
    def postcodes(self) -> pd.DataFrame:
        """Postcodes of homes: ``postcode``, ``lsoa``, ``sector``, ``longitude``, ``latitude``."""
        return self._near(home_postcodes(self.atlas), ["postcode"])

    @cached_property
    def sectors(self) -> pd.DataFrame:
        """Postcode sectors: ``sector`` ("S4 7"), how many ``postcodes`` of homes within reach, and
        ``of`` how many in the atlas; most first."""
        here = self.postcodes["sector"].value_counts()
        every = home_postcodes(self.atlas)["sector"].value_counts().reindex(here.index)
        found = pd.DataFrame({"sector": here.index, "postcodes": here.array, "of": every.array})
        found = found.astype({"postcodes": "int64", "of": "int64"})
        return found.sort_values(
            ["postcodes", "sector"], ascending=[False, True], ignore_index=True
        )

    @cached_property
    def wards(self) -> tuple[WardCommunities, ...]:
        """Wards of the homes within reach, those with most of their postcodes first, without
        those of which there is only a corner. ``part`` is that of the whole areas touched."""
        ward_of = self.atlas.areas["ward_code"]
        homes = self.postcodes["lsoa"].map(ward_of).value_counts(normalize=True)
        known = communities_of(self.atlas, sorted(set(self.postcodes["lsoa"])))
        found = [one for one in known if homes.get(one.ward_code, 0.0) >= _HARDLY]
        return tuple(sorted(found, key=lambda one: (-homes[one.ward_code], one.ward_code)))

    @cached_property
    def venues(self) -> pd.DataFrame:
        """Libraries, schools, GP surgeries and pharmacies, the venue itself among them if it is in
        the lists: columns of :func:`layers.ground.venues.every_venue`."""
        return self._near(every_venue(self.atlas), ["name", "postcode"])

    def _near(
        self, table: pd.DataFrame, then: Iterable[str], metres: float | None = None
    ) -> pd.DataFrame:
        """Rows of a table of points within reach, nearest first, then in order of some columns."""
        here = pd.DataFrame({"longitude": [self.longitude], "latitude": [self.latitude]})
        _, at, away = pairs_within(here, table, self.metres if metres is None else metres)
        found = table.iloc[at].assign(metres=away)
        return found.sort_values(["metres", *then], ignore_index=True)
