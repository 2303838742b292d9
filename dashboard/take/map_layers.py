"""A package's layers for mapping programs: outlines of each level, with a column an indicator."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

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
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels


def map_layers(atlas: Atlas, package: Package) -> Iterator[Layer]:
    """A layer for each level, called as the level is."""
    for level in atlas.levels:
        yield Layer(level, wide_table(atlas, package, level), outlines_of(atlas, level))


def wide_table(atlas: Atlas, package: Package, level: str) -> Table:
    """A row for each place of a level and a column for each indicator that has figures there,
    by the indicator's id."""
    known = levels.areas_at(atlas, level)
    columns = [*_names(known, level)]
    for name in package.indicators:
        definition = atlas.indicators[name]
        figures = np.round(levels.values_at(atlas, name, level), DECIMALS)
        if np.isnan(figures).all():
            continue
        columns.append(_figures(definition, figures))
    return Table(level, tuple(known.index), tuple(columns))


def _figures(definition: Indicator, figures: npt.NDArray[np.float64]) -> Column:
    header, meaning = header_of(definition, ""), definition.description
    if definition.kind == "category":
        names = [None if np.isnan(at) else definition.categories[int(at)] for at in figures]
        return Column(definition.id, header, "text", names, meaning=meaning)
    kind, decimals = shown_as(definition, "")
    unit = unit_of(definition, "")
    return Column(definition.id, header, kind, figures, decimals, unit, meaning)


def _names(known: pd.DataFrame, level: str) -> Iterator[Column]:
    code = LEVEL_CODES.get(level, "Code")
    yield Column("code", code, "text", known.index.to_numpy())
    yield Column("name", "Name", "text", known["name"].to_numpy())
    yield Column("district", "District", "text", known["district"].to_numpy())
    # Not its plain name: "residents" is also an indicator.
    yield Column("all_residents", "Residents, Census 2021", "whole", known["residents"].to_numpy())
