"""A package's figures side by side: a row for each place, a column for each indicator."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.files.geo_frame import Layer
from dashboard.files.outlines import outlines_of
from dashboard.files.table import (
    DECIMALS,
    LEVEL_CODES,
    Column,
    Table,
    header_of,
    shown_as,
    unit_of,
)
from dashboard.take.packages import Package
from dashboard.wording.legend import level_words
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.level_figures import figures_at

_COUNTS = ("numerator", "denominator")


def map_layers(atlas: Atlas, package: Package) -> Iterator[Layer]:
    """A layer for each level, called as the level is."""
    for level in atlas.levels:
        yield Layer(level, wide_table(atlas, package, level), outlines_of(atlas, level))


def wide_table(atlas: Atlas, package: Package, level: str) -> Table:
    """The values of a level, each indicator's under its id; those without any are left out."""
    columns = _names(atlas, level)
    for name in package.indicators:
        figures = np.round(levels.values_at(atlas, name, level), DECIMALS)
        if not np.isnan(figures).all():
            columns.append(_values(atlas.indicators[name], figures))
    return Table(level, tuple(columns[0].values), tuple(columns))


def counts_table(atlas: Atlas, package: Package) -> Table:
    """How many, and out of how many, of each share that is known by small area."""
    counted = [name for name in package.indicators if atlas.indicators[name].counts_people]
    found = figures_at(atlas, counted, "lsoa")
    columns = _names(atlas, "lsoa")
    for at, name in enumerate(counted):
        definition = atlas.indicators[name]
        for part in _COUNTS:
            figures = np.round(found[part][at], DECIMALS)
            header, (kind, decimals) = header_of(definition, part), shown_as(definition, part)
            columns.append(Column(f"{name}_{part}", header, kind, figures.tolist(), decimals))
    return Table("lsoa", tuple(columns[0].values), tuple(columns))


def _values(definition: Indicator, figures: npt.NDArray[np.float64]) -> Column:
    header, meaning = header_of(definition, ""), definition.description
    if definition.kind == "category":
        names = [None if np.isnan(at) else definition.categories[int(at)] for at in figures]
        return Column(definition.id, header, "text", names, meaning=meaning)
    kind, decimals = shown_as(definition, "")
    unit = unit_of(definition, "")
    return Column(definition.id, header, kind, figures.tolist(), decimals, unit, meaning)


def _names(atlas: Atlas, level: str) -> list[Column]:
    """Code and name of each place, and where it is."""

    def text(name: str, header: str, values: Iterable[Any]) -> Column:
        return Column(name, header, "text", list(values))

    known, areas = levels.areas_at(atlas, level), atlas.areas
    code = LEVEL_CODES.get(level) or f"{level_words(atlas, level).one} code"
    found = [text("code", code, known.index), text("name", "Name", known["name"])]
    if level == "lsoa":
        found += [
            text("msoa21", LEVEL_CODES["msoa"], areas["msoa_code"]),
            text("ward_code", LEVEL_CODES["ward"], areas["ward_code"]),
            text("ward", "Ward (best fit)", areas["ward"]),
        ]
    if level != "district":
        found.append(text("district", "District", known["district"]))
    # Not its plain name: "residents" is also an indicator.
    people = Column("all_residents", "Residents, Census 2021", "whole", list(known["residents"]))
    return [*found, people]
