"""Where one can look: all of the atlas and its parts, as the choices of a searchable list."""

from functools import lru_cache
from typing import Any

from dashboard.parts.control_labels import labels
from layers.atlas import GROUPING, Atlas
from layers.geography import levels


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
