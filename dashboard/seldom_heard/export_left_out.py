"""What a team leaves out of what was found, as tables: zones and areas, each with why."""

from collections.abc import Mapping
from typing import Any

from dashboard.files.table import Table, of_rows
from dashboard.parts.targets.chosen_words import areas_beyond, why_left
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard.counted_words import to_reach
from layers.atlas import Atlas
from layers.table_rows import records

Heads = Mapping[str, tuple[str, Any, int]]
HEADINGS = {"zones_left_out": "Zones left out", "areas_left_out": "Areas left out"}


def tables(atlas: Atlas, handover: Handover) -> dict[str, Table]:
    """By name, only those that have rows: the zones left out, and areas beyond the first so many.

    An area of a zone that is left out stands with its zone.
    """
    group = atlas.indicators[handover.targets.group]
    people: Heads = {
        "group_people": (to_reach(group), "number", int(group.modelled)),
        "why": ("Why it is left out", "text", 0),
    }
    made = {
        "zones_left_out": of_rows(
            "zone",
            [_zone(handover, number) for number in range(len(handover.left))],
            {**_ZONE, **people, "area_codes": ("Area codes (LSOA 2021)", "text", 0)},
        ),
        "areas_left_out": of_rows("lsoa", _areas(atlas, handover), {**_AREA, **people}),
    }
    return {name: table for name, table in made.items() if table.codes}


_ZONE: Heads = {
    "zone": ("Zone", "text", 0),
    "districts": ("Districts", "text", 0),
    "areas": ("Areas (LSOA)", "whole", 0),
    "all_residents": ("Residents, Census 2021", "whole", 0),
}
_AREA: Heads = {
    "code": ("Area code (LSOA 2021)", "text", 0),
    "neighbourhood": ("Neighbourhood", "text", 0),
    "name": ("Area name (ONS)", "text", 0),
    "district": ("District", "text", 0),
    "all_residents": ("Residents, Census 2021", "whole", 0),
}


def _zone(handover: Handover, number: int) -> dict[str, Any]:
    left = handover.left[number]
    return {
        "zone": left.zone.name,
        "districts": "; ".join(left.zone.districts),
        "areas": len(left.zone.areas),
        "all_residents": left.zone.residents,
        "group_people": left.people,
        "why": why_left(handover.targets, left.why),
        "area_codes": " ".join(left.zone.areas),
    }


def _areas(atlas: Atlas, handover: Handover) -> list[dict[str, Any]]:
    codes = areas_beyond(handover.finding, handover.every)
    rows = atlas.areas.loc[codes, ["neighbourhood", "name", "district"]]
    rows = rows.assign(
        code=codes,
        all_residents=atlas.areas.loc[codes, "residents"],
        group_people=atlas.table(handover.targets.group)["numerator"].loc[codes],
        why=why_left(handover.targets, "beyond"),
    )
    return records(rows)
