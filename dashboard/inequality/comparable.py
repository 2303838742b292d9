"""Places whose gaps can be compared: districts, own groups, places of practices, networks.

Not single practices: few of them have patients in enough areas, and none has practices of its own.
"""

from collections.abc import Mapping
from functools import lru_cache

from dashboard.inequality.texts import say
from layers.atlas import GROUPING, Atlas
from layers.geography import levels


@lru_cache(maxsize=1)
def comparable(atlas: Atlas) -> Mapping[str, str]:
    """Names of the places that can be compared, by key; those of :func:`other_places`, too."""
    named = {key: name for places in other_places(atlas).values() for key, name in places.items()}
    return {code: atlas.districts[code] for code in sorted(atlas.districts)} | named


@lru_cache(maxsize=1)
def other_places(atlas: Atlas) -> Mapping[str, Mapping[str, str]]:
    """The same without the districts, by what they are: a place of practices has a district's
    name, so it is called after its practices."""
    practices = atlas.practices
    found: dict[str, dict[str, str]] = {}
    if atlas.grouping:
        own = levels.areas_at(atlas, GROUPING).index
        found[GROUPING] = {str(code): atlas.grouping.full(str(code)) for code in own}
    places = practices[practices["sub_icb_code"] != ""].groupby("sub_icb_code")["place"].first()
    found["places"] = {
        str(code): say("comparing", "practices", place=name)
        for code, name in places.sort_values().items()
    }
    networks = practices[practices["pcn_code"] != ""].groupby("pcn_code")["pcn"].first()
    found["networks"] = {str(code): name for code, name in networks.sort_values().items()}
    return found
