"""What Explore's comboboxes offer of practices and places, which its browser narrows."""

from collections import Counter
from typing import Any

from dashboard.parts.combobox import Option, groups
from dashboard.wording.map_texts import map_texts
from layers.atlas import GROUPING, Atlas
from layers.geography import levels

# The browser's file of them.
FILE = "explore-choices"


def choices(atlas: Atlas) -> dict[str, Any]:
    """Choices under headings, by what is chosen from them.

    Returns
    -------
    dict
        ``practices``, ``networks``, ``groupings``, ``wards``, ``neighbourhoods``: what filters are
        made of.
    """
    groupings = _larger(atlas, GROUPING) if atlas.grouping else []
    wards, neighbourhoods = _larger(atlas, "ward"), _larger(atlas, "msoa")
    return {
        "practices": groups(_by_place(atlas)),
        "networks": groups({"": _networks(atlas)}),
        "groupings": groups({"": _by_name(groupings)}),
        "wards": groups({"": _by_name(wards)}),
        "neighbourhoods": groups({"": _by_name(neighbourhoods)}),
    }


def _option(value: object, label: str, note: str, **more: str) -> Option:
    return {"value": str(value), "label": label, "note": note, **more}


def _by_name(options: list[Option]) -> list[Option]:
    return sorted(options, key=lambda one: one["label"].casefold())


def _larger(atlas: Atlas, level: str) -> list[Option]:
    """Larger areas in code order, each with its district."""
    table = levels.areas_at(atlas, level)
    return [_option(code, row["name"], row["district"]) for code, row in table.iterrows()]


def _practices(atlas: Atlas) -> list[Option]:
    """Practices by place and name, each with its code and network."""
    rows = atlas.practices.sort_values(["place", "name"])
    return [
        _option(
            code,
            row["name"],
            f"{code} · {row['pcn'] or map_texts()['no_network']}",
            search=str(code),
        )
        for code, row in rows.iterrows()
    ]


def _by_place(atlas: Atlas) -> dict[str, list[Option]]:
    """Practices with their networks, under the name of their place."""
    found: dict[str, list[Option]] = {}
    for one in _practices(atlas):
        found.setdefault(str(atlas.practices.at[one["value"], "place"]), []).append(one)
    return found


def _networks(atlas: Atlas) -> list[Option]:
    """Networks, with how many practices each has."""
    rows = atlas.practices[atlas.practices["pcn_code"] != ""].sort_values(["place", "name"])
    number = Counter(rows["pcn_code"])
    text = map_texts()["network_of"]
    found = [
        _option(
            row["pcn_code"], row["pcn"], text.format(place=row["place"], n=number[row["pcn_code"]])
        )
        for _, row in rows.drop_duplicates("pcn_code").iterrows()
    ]
    return _by_name(found)
