"""The table of the places in view: its manners and columns, which the browser fills with rows.

It comes with the catalogue: the table follows the map at once, without asking the server.
"""

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag

from dashboard.wording.map_texts import map_texts
from layers.atlas import LEVELS

# Functions of the browser (``assets/modules/table.js``): numbers as everything else writes them.
_COUNT = {"function": "atlasCount(params.value)"}


def for_browser(levels: Sequence[str] = LEVELS) -> dict[str, Any]:
    """The table, with columns for each of some levels.

    Returns
    -------
    dict
        ``grid``: without rows and columns, as Dash builds it. ``columns``: by level, of what is
        said of each place. ``number``: of an indicator, whose name, heading and form the browser
        adds.
    """
    return {
        "grid": _grid(),
        "columns": {level: _columns(level) for level in levels},
        "number": _right(minWidth=150, flex=1, wrapHeaderText=True, autoHeaderHeight=True),
    }


def _grid() -> dict[str, Any]:
    grid = dag.AgGrid(
        id="table",
        getRowId="params.data.code",
        defaultColDef={"resizable": True, "sortable": True},
        dashGridOptions={
            "rowSelection": {"mode": "multiRow", "headerCheckbox": False},
            "animateRows": False,
            "tooltipShowDelay": 300,
        },
        style={"height": "100%", "width": "100%"},
    )
    told: dict[str, Any] = grid.to_plotly_json()
    return told


def _columns(level: str) -> list[dict[str, Any]]:
    said = map_texts()
    areas = level == "lsoa"
    note = said["column_area" if areas else "column_what"]
    district = {"field": "district", "headerName": said["column_district"], "minWidth": 110}
    return [
        {"field": "name", "headerName": said["column_place"], "minWidth": 220, "flex": 2},
        {"field": "note", "headerName": note, "minWidth": 150, "flex": 1},
        *([district] if areas else []),
        _right(
            field="residents",
            headerName=said["column_residents"],
            minWidth=110,
            valueFormatter=_COUNT,
        ),
    ]


def _right(**column: Any) -> dict[str, Any]:
    """A column of numbers."""
    return {"type": "rightAligned", **column}
