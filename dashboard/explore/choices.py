"""What Explore's comboboxes offer of practices and places, which its browser narrows."""

from collections import Counter
from typing import Any

from dashboard.parts.combobox import Option, groups
from dashboard.wording.map_texts import map_texts
from layers.atlas import GROUPING, Atlas
from layers.geography import levels

# The browser's file of them.
FILE = "explore-choices"
# How many letters a place is looked for by, and how many of each kind are offered.
FEWEST_LETTERS, MOST_OF_A_KIND = 2, 8


def choices(atlas: Atlas) -> dict[str, Any]:
    """Choices under headings, by what is chosen from them.

    Returns
    -------
    dict
        ``practices``, ``networks``, ``groupings``, ``wards``, ``neighbourhoods``: what filters are
        made of.
        ``places``: what can be found on the map; their values begin with a level, or ``practice``.
        ``letters``, ``most``: limits of finding a place.
    """
    said = map_texts()
    own = atlas.grouping
    groupings = _larger(atlas, GROUPING) if own else []
    found_groups = [one | {"label": own.full(one["value"])} for one in groupings] if own else []
    wards, neighbourhoods = _larger(atlas, "ward"), _larger(atlas, "msoa")
    places = {
        "neighbourhoods": _of("msoa", _noted(said["note_msoa"], neighbourhoods)),
        "wards": _of("ward", _noted(said["note_ward"], wards)),
        "groupings": _of(GROUPING, found_groups),
        "practices": _of("practice", _practices(atlas, "place")),
        "areas": _of("lsoa", _areas(atlas)),
    }
    heads = said | ({"groupings": own.words.many} if own else {})
    return {
        "practices": groups(_by_place(atlas)),
        "networks": groups({"": _networks(atlas)}),
        "groupings": groups({"": _by_name(groupings)}),
        "wards": groups({"": _by_name(wards)}),
        "neighbourhoods": groups({"": _by_name(neighbourhoods)}),
        "places": groups({heads.get(name, name): those for name, those in places.items() if those}),
        "letters": FEWEST_LETTERS,
        "most": MOST_OF_A_KIND,
    }


def _option(value: object, label: str, note: str, **more: str) -> Option:
    return {"value": str(value), "label": label, "note": note, **more}


def _by_name(options: list[Option]) -> list[Option]:
    return sorted(options, key=lambda one: one["label"].casefold())


def _of(level: str, options: list[Option]) -> list[Option]:
    return [one | {"value": f"{level}:{one['value']}"} for one in map(dict, options)]


def _noted(text: str, options: list[Option]) -> list[Option]:
    """The same with a district's name in a sentence."""
    return [one | {"note": text.format(district=one["note"])} for one in map(dict, options)]


def _larger(atlas: Atlas, level: str) -> list[Option]:
    """Larger areas in code order, each with its district."""
    table = levels.areas_at(atlas, level)
    return [_option(code, row["name"], row["district"]) for code, row in table.iterrows()]


def _areas(atlas: Atlas) -> list[Option]:
    """Areas by their official name, found by their code too, beside the name people know."""
    return [
        _option(code, row["name"], f"{code} · {row['neighbourhood']}", search=str(code))
        for code, row in atlas.areas.iterrows()
    ]


def _practices(atlas: Atlas, beside: str) -> list[Option]:
    """Practices by place and name, each with its code and what stands in a column."""
    rows = atlas.practices.sort_values(["place", "name"])
    return [
        _option(
            code,
            row["name"],
            f"{code} · {row[beside] or map_texts()['no_network']}",
            search=str(code),
        )
        for code, row in rows.iterrows()
    ]


def _by_place(atlas: Atlas) -> dict[str, list[Option]]:
    """Practices with their networks, under the name of their place."""
    found: dict[str, list[Option]] = {}
    for one in _practices(atlas, "pcn"):
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
