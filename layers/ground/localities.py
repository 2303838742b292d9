"""What people call the parts of a place: the localities of bus stops, and settlements."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables
from layers.table_rows import rows

_COLUMNS = ["name", "kind", "stops", "inside"]
# A locality names a zone when so large a part of its residents live there; told from fewer stops,
# that would be chance.
NAMING_PART, NAMING_STOPS = 0.5, 3


def localities_of(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """The localities of some areas, most telling first.

    Returns
    -------
    pandas.DataFrame
        ``name``, ``kind`` (of the settlement of that name in the areas' districts: "suburb",
        "village" …, empty where OS Open Names has none), ``stops`` (how many stops in the areas
        say that they are there) and ``inside`` (bool: its own point lies in the areas). By stops,
        then those inside, then name.
    """
    stops = tables.within(tables.table(atlas, "stops"), codes)["locality"]
    counted = stops[stops != ""].value_counts()
    places = tables.table(atlas, "places")
    there = places[places["district"].isin(atlas.areas.loc[list(codes), "district"])]
    here = tables.within(there, codes)
    first = pd.concat([here, there]).drop_duplicates("name").set_index("name")["kind"]
    names = counted.index.union(pd.Index(here["name"])).astype(object)
    found = pd.DataFrame(
        {
            "name": names,
            "kind": first.reindex(names).fillna("").array,
            "stops": counted.reindex(names, fill_value=0).array,
            "inside": names.isin(here["name"]),
        }
    ).astype({"stops": "int64", "inside": bool})
    return found.sort_values(
        ["stops", "inside", "name"], ascending=[False, False, True], ignore_index=True
    )[_COLUMNS]


def zone_name(atlas: Atlas, codes: Sequence[str]) -> str:
    """The locality that names a zone, where it says more than its neighbourhoods do, else "".

    It does when at least half of the zone's residents live there, and no neighbourhood of the zone
    already has its name. The residents of an area are shared among the localities that its stops
    name, by stops: a town centre has many stops and few people.
    """
    known = _stops_by_locality(atlas)
    here = {code: known[code] for code in codes if code in known}
    if sum(sum(stops.values()) for stops in here.values()) < NAMING_STOPS:
        return ""
    areas = atlas.areas.loc[list(codes), ["residents", "neighbourhood"]]
    residents = areas["residents"].to_dict()
    living: Counter[str] = Counter()
    for code, stops in here.items():
        each = residents[code] / sum(stops.values())
        living.update({locality: number * each for locality, number in stops.items()})
    name, most = min(living.items(), key=lambda one: (-round(one[1], 6), one[0]))
    if most < NAMING_PART * sum(residents.values()):
        return ""
    said = any(name.casefold() in str(one).casefold() for one in areas["neighbourhood"])
    return "" if said else name


@lru_cache(maxsize=1)
def _stops_by_locality(atlas: Atlas) -> dict[str, dict[str, float]]:
    """How many stops of each area name which locality: every zone that is made is asked for."""
    stops = tables.table(atlas, "stops")
    counted = stops[stops["locality"] != ""].groupby(["lsoa", "locality"]).size()
    found: dict[str, dict[str, float]] = {}
    for one in rows(counted.reset_index(name="number")):
        found.setdefault(one.lsoa, {})[one.locality] = float(one.number)
    return found
