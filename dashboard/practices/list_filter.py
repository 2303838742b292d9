"""The list narrowed to a place, a network or a typed name, by one rule for page and files.

The page narrows in the browser (``rowsOf`` in ``assets/later/practices-list.js``).
"""

from dashboard.practices.view import Listed, PracticesView
from layers.atlas import Atlas
from layers.practices import units
from layers.practices.units import Unit


def places(atlas: Atlas) -> dict[str, str]:
    """Name of each place (sub-ICB location) by its code, by name."""
    named = atlas.practices.set_index("sub_icb_code")["place"]
    unlike = named[~named.index.duplicated()].sort_values(kind="stable")
    return {str(code): str(name) for code, name in unlike.items()}


def place_named(atlas: Atlas, name: str) -> str:
    """Code of the place that has a district's name; empty where none has."""
    return next((code for code, known in places(atlas).items() if known == name), "")


def narrowed(atlas: Atlas, view: PracticesView, kind: Listed) -> list[Unit]:
    """Practices or networks that the view's list holds, by name.

    A network is in the places of its practices. Every word of the typed name has to be part of the
    unit's name, code or place, or of a practice's network.
    """
    typed = view.named.lower().split()
    found = []
    for unit in units.of_kind(atlas, kind):
        mine = atlas.practices.loc[list(unit.practices)]
        networks = set(mine["pcn_code"])
        if view.place and view.place not in set(mine["sub_icb_code"]):
            continue
        if view.network and view.network not in networks:
            continue
        said = [unit.name, unit.key, *mine["place"].unique()]
        said += [mine["pcn"].iloc[0]] if kind == "practice" else []
        text = " ".join(said).lower()
        if all(word in text for word in typed):
            found.append(unit)
    return found
