"""The table of practices or networks: its columns, and which of its rows an address keeps.

What a commissioner asks first stands first: a narrow screen shows no more. All rows are in the
table; those that are kept are seen. So what is ticked stays ticked, whatever the list is narrowed
to.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import dash_ag_grid as dag

from dashboard.practices.texts import texts
from dashboard.practices.view import Listed
from layers.atlas import Atlas
from layers.practices import recorded_registers

TABLE = "units-table"
# Functions of d3, which the grid has, in JavaScript: numbers as everything else writes them.
_COUNT = 'd3.format(",")(params.value)'
_SHARE = 'params.value == null ? "–" : d3.format(".1f")(params.value)'


def table() -> dict[str, Any]:
    """The table without rows and columns, as Dash builds it: it comes when its program has come."""
    grid = dag.AgGrid(
        id=TABLE,
        getRowId="params.data.code",
        defaultColDef={
            "resizable": True,
            "filter": False,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        style={"height": "100%", "width": "100%"},
    )
    told: dict[str, Any] = grid.to_plotly_json()
    return told


def options(kept: Sequence[str] | None) -> dict[str, Any]:
    """The table's manners, and that it shows the rows with some codes, or all (None)."""
    passes = "true" if kept is None else f"{json.dumps(list(kept))}.includes(params.data.code)"
    return {
        "rowSelection": {"mode": "multiRow", "headerCheckbox": False},
        "selectionColumnDef": {"width": 40, "pinned": "left"},
        "animateRows": False,
        "tooltipShowDelay": 300,
        "suppressNoRowsOverlay": True,
        "isExternalFilterPresent": {"function": "false" if kept is None else "true"},
        "doesExternalFilterPass": {"function": passes},
    }


@lru_cache(maxsize=64)
def columns(atlas: Atlas, kind: Listed, register: str) -> list[dict[str, Any]]:
    """The columns of practices or networks, with a register; not to be changed.

    ``narrow`` of a column is what else it is on a phone.
    """
    said = texts()["columns"]
    since, now = atlas.period_of("patients_by_lsoa"), atlas.period_of("practice_map")
    filled = {
        "year": recorded_registers.years(atlas)[-1],
        "since": since[-4:],
        "from": since,
        "to": now,
        "register": recorded_registers.registers(atlas)[register],
    }

    def share(name: str, **more: Any) -> dict[str, Any]:
        """A figure with one decimal."""
        return {
            "field": name,
            "headerName": said[name].format(**filled),
            "headerTooltip": said[f"{name}_about"].format(**filled),
            "type": "rightAligned",
            "width": 76,
            "sortable": True,
            "valueFormatter": {"function": _SHARE},
        } | more

    return [
        {
            "field": "name",
            "headerName": said[kind],
            "minWidth": 180,
            "flex": 2,
            "narrow": {"width": 150, "minWidth": 150, "flex": None},
            "sortable": True,
            "pinned": "left",
            "cellRenderer": "AtlasLink",
            "tooltipField": "name",
        },
        {
            "field": "patients",
            "headerName": said["patients"],
            "headerTooltip": now,
            "type": "rightAligned",
            "width": 80,
            "sortable": True,
            "valueFormatter": {"function": _COUNT},
        },
        share("core20"),
        share("imd", width=66),
        # What is written of these two stands beside the figure that they are sorted by.
        share(
            "recorded",
            width=138,
            valueGetter={"function": f'params.data.registers["{register}"][0]'},
            valueFormatter={"function": f'params.data.registers["{register}"][1]'},
        ),
        share("minority_ethnic"),
        share("english_limited"),
        share("growth", width=96, valueFormatter={"function": "params.data.growthSaid"}),
        {"field": "place", "headerName": said["place"], "width": 98, "sortable": True},
        {
            "field": "pcn",
            "headerName": said[f"of_{kind}"],
            "minWidth": 104,
            "flex": 1,
            "sortable": True,
            "tooltipField": "pcn",
        },
    ]
