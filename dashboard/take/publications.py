"""The publications that a package rests on, as its columns name them, each with what it is for."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.files.about import ATTRIBUTION, IOD_POPULATIONS, known_sources
from dashboard.take.packages import Package
from dashboard.take.table_texts import rests_on, texts
from dashboard.take.texts import say
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import care, recorded_registers

Source = tuple[dict[str, Any], str]
# What something is used for, and the ids of the publications that are.
_Uses = list[tuple[str, Sequence[str]]]


def sources(atlas: Atlas, package: Package, tables: Sequence[str] = ()) -> list[Source]:
    """The publications of some tables of a package, or of all that it has.

    Parameters
    ----------
    tables
        Sections of ``tables.toml``.
    """
    several, uses = _several(atlas, package), dict[str, list[str]]()
    for table, said in texts().items():
        if (said.practices and not package.practices) or (tables and table not in tables):
            continue
        for use, name in rests_on(table):
            for what, ids in several.get(name, [(use, (name,))]):
                for one in ids:
                    uses.setdefault(one, []).append(what)
    return known_sources(atlas, uses)


def _several(atlas: Atlas, package: Package) -> Mapping[str, _Uses]:
    """What the words stand for that are no publication's id."""
    definitions = [atlas.indicators[name] for name in package.indicators]
    attributed = dict.fromkeys(one.source for one in atlas.indicators.values() if one.register)
    cared = [one.source for one in care.measures(atlas).values()]
    return {
        "figures": [*((one.label, (one.source,)) for one in definitions), *_beside(definitions)],
        "registers": [(texts()["prevalence"].use, recorded_registers.publications(atlas))],
        "attributed": [(texts()["areas"].use, tuple(attributed))],
        "care": [(texts()["care"].use, cared)],
    }


def _beside(definitions: Sequence[Indicator]) -> _Uses:
    """What figures rest on besides their own publication."""
    found: _Uses = []
    if any(one.derived == "qof" for one in definitions):
        found.append((say("about", "modelled"), ATTRIBUTION))
    if any(one.is_iod and one.aggregate == "weighted_mean" for one in definitions):
        found.append((say("about", "averages"), (IOD_POPULATIONS,)))
    return found
