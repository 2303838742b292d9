"""Of whom a figure is, where areas are filtered by the patients of practices.

The areas of a filter are full of people who are with other practices, so Explore leads with the
figure of the patients themselves, the one that the practice's own page gives; and whatever shows
the areas says that it is of all who live there. The words stand in ``practice_filter.toml``.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from dashboard.wording import number_text
from dashboard.wording.lists import listed
from layers import toml_file
from layers.atlas import Atlas
from layers.practices import footprints, units
from layers.practices.units import Unit

FILE = Path(__file__).parent / "practice_filter.toml"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    title: str
    core: str
    estimate: str
    likely: str
    hardly: str
    on_lists: str
    recorded: str
    none: str
    unknown: str
    around: str
    basis: str
    nowhere: str
    where: str
    page: str
    residents: str


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return toml_file.read(FILE, Texts)


def unit_of(atlas: Atlas, networks: Sequence[str], practices: Sequence[str]) -> Unit | None:
    """Some networks and practices as one unit, named as people name them; None for none."""
    parts = [units.unit(atlas, code) for code in (*networks, *practices)]
    if len(parts) < 2:
        return parts[0] if parts else None
    codes = dict.fromkeys(code for part in parts for code in part.practices)
    key = "~".join(["My group", *(part.key for part in parts)])
    name = listed([part.name for part in parts])
    return Unit(key, "group", name, tuple(codes), members=tuple(part.key for part in parts))


def residents_not_patients(atlas: Atlas, networks: Sequence[str], practices: Sequence[str]) -> str:
    """Of whom the figures of a filter by practices are; empty without such a filter."""
    unit = unit_of(atlas, networks, practices)
    return "" if unit is None else texts().residents.format(who=unit.name)


def counted_when(atlas: Atlas, unit: Unit, *, where: bool = False) -> str:
    """How many patients were counted by area and when, and how many are on the list now: of what
    rests on it, or with ``where`` of the count itself."""
    counted = footprints.lists_of(atlas, unit.practices)
    text = texts().nowhere if not counted else texts().where if where else texts().basis
    return text.format(
        counted=number_text.count(counted),
        when=atlas.period_of("patients_by_lsoa"),
        today=atlas.period_of("practice_map"),
        listed=number_text.count(int(atlas.practices.loc[list(unit.practices), "list_size"].sum())),
    )
