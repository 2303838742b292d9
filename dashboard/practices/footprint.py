"""What the map draws of units: where their patients live, or which areas are theirs."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.parts import patients_outside
from dashboard.practices import map_looks
from dashboard.practices.key_figures import heading
from layers.atlas import Atlas
from layers.practices import footprints
from layers.practices.footprints import RINGS
from layers.practices.units import Unit


def for_map(atlas: Atlas, units: Sequence[Unit]) -> dict[str, Any]:
    """The units on the map.

    Returns
    -------
    dict
        ``units``: for each its ``name``, the codes of its ``practices``, whether it is ``counted``
        by patients, and ``areas``: lists of place in code order, share of its list in percent,
        its share of the area's registered patients in percent, and ring (0 for the areas that hold
        the first half of its list, then 80 % and 95 %, 3 for the rest). For places on the map the
        shares are 100 and the ring 0. ``shown``: what part of its list is on the map, where that is
        not all of it. ``looks``, the places of the units' ``core`` and the ``dots``, the colour of
        each practice's point: see :mod:`dashboard.practices.map_looks`.
    """
    place = {code: at for at, code in enumerate(atlas.areas.index)}
    drawn = [
        {
            "key": unit.key,
            "name": heading(unit),
            "practices": list(unit.practices),
            "counted": bool(unit.practices),
            "shown": patients_outside.on_map(atlas, unit.practices),
            "areas": [[place[str(code)], *row] for code, *row in _areas(atlas, unit).itertuples()],
        }
        for unit in units
    ]
    return {
        "units": drawn,
        "looks": map_looks.looks(drawn, atlas.period_of("patients_by_lsoa"))
        if drawn
        else {"core": map_looks.deprivation(atlas)},
        "core": map_looks.core(drawn),
        "dots": map_looks.colour_of(drawn),
    }


def _areas(atlas: Atlas, unit: Unit) -> pd.DataFrame:
    """Area by area of the atlas: share of the list, share of the area's patients, ring."""
    table = footprints.shares(atlas, unit.practices, RINGS) if unit.practices else pd.DataFrame()
    table = table[table["inside"]] if len(table) else table
    whole = [code for code in unit.areas if code not in table.index]
    full = pd.DataFrame({"of_list": 1.0, "of_area": 1.0, "ring": 0}, index=whole)
    both = pd.concat([table[["of_list", "of_area", "ring"]], full]) if len(table) else full
    percent = (100 * both[["of_list", "of_area"]]).round(4)
    return percent.assign(ring=both["ring"].astype(int))
