"""The list narrowed to a place, a network, a typed name or a verdict, by one rule for page and
files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.practices.view import Listed, PracticesView
from layers.atlas import Atlas
from layers.practices import expected_registers, units
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
    unit's name, code or place, or of a practice's network. A verdict is that on the view's
    register.
    """
    typed = view.named.lower().split()
    verdicts = _verdicts(atlas, view, kind)
    return [
        one.unit
        for one in _every(atlas, kind)
        if (not view.place or view.place in one.places)
        and (not view.network or view.network in one.networks)
        and all(word in one.text for word in typed)
        and (not view.verdict or view.verdict == verdicts.get(one.unit.key))
    ]


def _verdicts(atlas: Atlas, view: PracticesView, kind: Listed) -> Mapping[str, str]:
    """By code the verdict on the view's register, where the view asks for one."""
    if not view.verdict:
        return {}
    judged = expected_registers.funnel(atlas, view.register, kind)["verdict"]
    return {str(code): str(verdict) for code, verdict in judged.items()}


@dataclass(frozen=True)
class _Findable:
    """A unit of the list, and what it is found by."""

    unit: Unit
    places: frozenset[str]
    networks: frozenset[str]
    text: str


@lru_cache(maxsize=4)
def _every(atlas: Atlas, kind: Listed) -> tuple[_Findable, ...]:
    """All units of a kind, by name: made once, so that the page is answered at once."""
    found = []
    for unit in units.of_kind(atlas, kind):
        mine = atlas.practices.loc[list(unit.practices)]
        said = [unit.name, unit.key, *mine["place"].unique()]
        said += [mine["pcn"].iloc[0]] if kind == "practice" else []
        places, networks = frozenset(mine["sub_icb_code"]), frozenset(mine["pcn_code"])
        found.append(_Findable(unit, places, networks, " ".join(said).lower()))
    return tuple(found)
