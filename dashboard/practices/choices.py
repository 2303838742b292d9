"""What can be looked at on the Practices page, as the choices of its searchable lists."""

from typing import Any

from dashboard.parts.combobox import Option, groups
from dashboard.parts.control_labels import labels
from dashboard.practices.list_filter import places
from layers.atlas import GROUPING, Atlas
from layers.geography import levels

# The browser's file of them, in which they are the ``units``.
FILE = "practices-choices"
# Larger areas that can be looked at, by the level of their outlines.
_LARGER = {"ward": "ward", "msoa": "neighbourhood"}


def choices(atlas: Atlas) -> list[dict[str, Any]]:
    """Practices, networks, places, districts, own groups of wards, wards and neighbourhoods, each
    under its heading.

    As :func:`dashboard.parts.combobox.groups` gives them.
    """
    said = labels()["practices"]["choices"]
    practices = atlas.practices.sort_values(["place", "name"])
    networks = practices[practices["pcn_code"] != ""].drop_duplicates("pcn_code")
    found: dict[str, list[Option]] = {
        said["practice"]: [
            _option(code, row["name"], f"{row['place']} · {row['pcn'] or said['no_network']}")
            for code, row in practices.iterrows()
        ],
        said["pcn"]: [
            _option(row["pcn_code"], row["pcn"], row["place"]) for _, row in networks.iterrows()
        ],
        said["place"]: [
            _option(code, name, said["a_place"]) for code, name in places(atlas).items()
        ],
        said["district"]: [
            _option(code, atlas.districts[code], said["a_district"])
            for code in sorted(atlas.districts)
        ],
    }
    if atlas.grouping:
        own = levels.areas_at(atlas, GROUPING)["district"]
        found[atlas.grouping.words.many] = [
            _option(code, atlas.grouping.full(str(code)), where) for code, where in own.items()
        ]
    for level, name in _LARGER.items():
        table = levels.areas_at(atlas, level)
        found[said[name]] = [
            _option(code, row["name"], row["district"]) for code, row in table.iterrows()
        ]
    return groups(found)


def _option(code: object, name: str, note: str) -> Option:
    return {"value": str(code), "label": name, "note": note, "search": str(code)}
