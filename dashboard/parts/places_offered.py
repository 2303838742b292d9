"""Where one can look: all of the atlas and its parts, as choices of a list, and in an address."""

from functools import lru_cache
from typing import Any

from dashboard.parts.address import Parts
from dashboard.parts.control_labels import labels
from dashboard.parts.texts import say
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.practices import units
from layers.practices.units import UnitError


@lru_cache(maxsize=1)
def places_offered(atlas: Atlas) -> dict[str, list[dict[str, Any]]]:
    """Where one can look: all of the atlas, districts, own groups, networks and practices."""
    practices = atlas.practices.sort_values("name")
    networks = (
        practices[practices["pcn_code"] != ""].sort_values("pcn").groupby("pcn_code", sort=False)
    )
    places: dict[str, list[tuple[str, str, str]]] = {
        "districts": [(code, atlas.districts[code], "") for code in sorted(atlas.districts)],
        "networks": [
            (str(code), mine["pcn"].iloc[0], ", ".join(mine["place"].unique()))
            for code, mine in networks
        ],
        "practices": [
            (code, name, f"{place} · {code}")
            for code, name, place in practices[["name", "place"]].itertuples()
        ],
    }
    said = labels()["places"]
    heads = {head: said[head] for head in places}
    if atlas.grouping:
        table = levels.areas_at(atlas, GROUPING)["district"].items()
        own = [(str(code), atlas.grouping.full(str(code)), where) for code, where in table]
        first = places.pop("districts")
        places = {"districts": first, GROUPING: own, **places}
        heads[GROUPING] = atlas.grouping.words.many
    whole = [{"value": "", "label": atlas.name, "note": said["whole"]}]
    return {"": whole} | {
        heads[head]: [
            {"value": code, "label": name, "note": note, "search": code}
            for code, name, note in those
        ]
        for head, those in places.items()
    }


def read_place(parts: Parts, letter: str, atlas: Atlas) -> str:
    """The key of the place that an address names; "" for all of the atlas, and where it names what
    is not here, which is said among the address's notes."""
    if not parts.text(letter):
        return ""
    try:
        return units.unit(atlas, parts.text(letter)).key
    except UnitError as error:
        parts.say(f"{error} {say('places', 'all_shown', name=atlas.name)}")
        return ""
