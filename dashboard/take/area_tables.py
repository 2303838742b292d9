"""Tables of areas and their figures: tidy, a row for each place and indicator."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.flags import Flag
from layers.geography import levels
from layers.geography.level_figures import figures_at

FLAGS_JOINED = "; "


def values(atlas: Atlas, indicators: Sequence[str], level: str) -> pd.DataFrame:
    """The figures of a level: ``code``, ``indicator`` and what
    :func:`layers.geography.level_figures.figures_at` gives, indicators in their order and places in
    code order; national percentiles of those that stand nationally.

    Indicators without any figure at the level are left out: ranks cannot be put together.
    """
    figures = figures_at(atlas, indicators, level)
    standing = [atlas.indicators[name].stands_nationally for name in indicators]
    figures["national_percentile"][~np.array(standing)] = np.nan
    known = ~np.isnan(figures["value"]).all(axis=1)
    codes = levels.places_at(atlas, level)[0].to_numpy()
    names = np.array(indicators, dtype=object)[known]
    rows = {
        "code": np.tile(codes, len(names)),
        "indicator": np.repeat(names, len(codes)),
    }
    return pd.DataFrame(rows | {part: one[known].ravel() for part, one in figures.items()})


def areas(atlas: Atlas) -> pd.DataFrame:
    """A row for each small area: names, the places it is in, residents, flags."""
    known = atlas.areas.rename(columns={"msoa_code": "msoa21"})
    return known.assign(code=known.index, flags=known["flags"].map(FLAGS_JOINED.join))


def places(atlas: Atlas) -> pd.DataFrame:
    """A row for each larger place, by level."""
    every = [
        levels.areas_at(atlas, level).rename_axis("code").reset_index().assign(level=level)
        for level in atlas.levels
        if level != "lsoa"
    ]
    return pd.concat(every, ignore_index=True)


def flags(atlas: Atlas, *, practices: bool) -> pd.DataFrame:
    """A row for each flag that areas can carry, and those of practices where they are wanted."""
    every: dict[str, Flag] = {**atlas.flags, **(atlas.practice_flags if practices else {})}
    rows = [(name, one.label, one.text) for name, one in every.items()]
    return pd.DataFrame(rows, columns=["flag", "label", "text"])
