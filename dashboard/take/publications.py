"""The publications that a package rests on: by part of it, each with what it is used for."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dashboard.files.about import ATTRIBUTION, IOD_POPULATIONS, known_sources
from dashboard.take.packages import Package
from dashboard.take.texts import say
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import care, recorded_registers

Part = Literal["figures", "areas", "practices", "registers", "care"]
Source = tuple[dict[str, Any], str]

_AREAS = ("census_ts001", "boundaries_lsoa", "lsoa_to_ward", "msoa_names", "rural_urban_2021")
_PRACTICES = ("practice_map", "ods_practices", "patients_by_lsoa", "lsoa_2011_to_2021")


def sources(atlas: Atlas, package: Package, parts: Sequence[Part] = ()) -> list[Source]:
    """The publications of some parts of a package, or of all that it has."""
    uses: dict[str, list[str]] = {}
    for part, of in _uses(atlas, package).items():
        if not parts or part in parts:
            for what, names in of:
                for name in names:
                    uses.setdefault(name, []).append(what)
    return known_sources(atlas, uses)


def _uses(atlas: Atlas, package: Package) -> Mapping[Part, list[tuple[str, Sequence[str]]]]:
    definitions = [atlas.indicators[name] for name in package.indicators]
    found: dict[Part, list[tuple[str, Sequence[str]]]] = {
        "figures": [*((one.label, (one.source,)) for one in definitions), *_beside(definitions)],
        "areas": [(say("about", "areas"), _AREAS)],
    }
    if package.practices:
        registers = recorded_registers.publications(atlas)
        cared = [one.source for one in care.measures(atlas).values()]
        found["practices"] = [(say("about", "practices"), _PRACTICES)]
        found["registers"] = [(say("about", "registers"), registers)]
        found["care"] = [(say("about", "care"), cared)]
    return found


def _beside(definitions: Sequence[Indicator]) -> list[tuple[str, Sequence[str]]]:
    """What figures rest on besides their own publication."""
    found: list[tuple[str, Sequence[str]]] = []
    if any(one.derived == "qof" for one in definitions):
        found.append((say("about", "modelled"), ATTRIBUTION))
    if any(one.is_iod and one.aggregate == "weighted_mean" for one in definitions):
        found.append((say("about", "averages"), (IOD_POPULATIONS,)))
    return found
