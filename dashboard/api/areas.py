"""Areas of each level, and which of them a request is about."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.api import fields
from dashboard.api.endpoint import Asked, Endpoint, Found, listed
from dashboard.api.problems import known
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.table_rows import records

LSOA = "lsoa"
AREA = fields.row(
    "Area", code="text", name="text", level="text", neighbourhood="text?", msoa_code="text?",
    ward="text?", ward_code="text?", district="text", district_code="text?", rural_urban="text?",
    residents="whole", iod_population="whole?", households="whole?", areas="whole",
    km2="number?", longitude="number?", latitude="number?", flags="texts",
)  # fmt: skip
# Of areas alone: a larger one may lie in several of these.
_OWN = (
    "neighbourhood", "msoa_code", "ward", "ward_code", "district_code", "rural_urban",
    "iod_population", "households", "km2", "longitude", "latitude", "flags",
)  # fmt: skip


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``areas``."""
    return [Endpoint("areas", "/areas", AREA, find, limits(atlas))]


def limits(atlas: Atlas) -> dict[str, Any]:
    """The arguments by which a request is limited to some areas of a level."""
    larger = [level for level in ("district", GROUPING, "ward", "msoa") if level in atlas.levels]
    return {
        "level": fields.choice_of("level", atlas.levels, load_default=LSOA),
        **{level: fields.codes_of(level) for level in larger},
        "area": fields.codes_of("area"),
    }


def codes(atlas: Atlas, asked: Asked) -> pd.Index:
    """Codes of the areas that are asked for, at their level, in order.

    A larger area is one of them where any part of it is.

    Raises
    ------
    dashboard.api.problems.Problem
        For a code that is not there.
    """
    level = asked["level"]
    inside = np.ones(len(atlas.areas), dtype=bool)
    for other in levels.COLUMNS:
        if other in asked:
            of = levels.place_of(atlas, other)
            inside &= of.isin(known(asked[other], set(of) - {""}, other)).to_numpy()
    own = atlas.areas.index.to_series() if level == LSOA else levels.place_of(atlas, level)
    found = pd.Index(sorted(set(own[inside]) - {""}))
    if "area" in asked:
        found = found[found.isin(known(asked["area"], set(own) - {""}, "area"))]
    return found


def find(atlas: Atlas, asked: Asked) -> Found:
    """The areas of a level."""
    level, wanted = asked["level"], codes(atlas, asked)
    table = levels.areas_at(atlas, level).loc[wanted].assign(code=wanted, level=level)
    areas = atlas.areas
    if level == LSOA:
        own = areas.loc[wanted].reindex(columns=list(_OWN))
        return listed(records(table.join(own)))
    if level != GROUPING:
        # Those of an organisation may have areas in two districts.
        of = areas["district_code"].groupby(levels.place_of(atlas, level)).first()
        table["district_code"] = of.loc[wanted]
    return listed([row | {"flags": ()} for row in records(table)])
