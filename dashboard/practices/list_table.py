"""The table of practices or networks: its columns, and which of its rows an address keeps.

What a commissioner asks first stands first: a narrow screen shows no more. All rows are in the
table; those that are kept are seen. So what is ticked stays ticked, whatever the list is narrowed
to.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import dash_ag_grid as dag

from dashboard.practices import list_care
from dashboard.practices.texts import TEXTS, say
from dashboard.practices.view import Columns, Listed
from layers.atlas import Atlas
from layers.practices import recorded_registers

TABLE = "units-table"
# Functions of d3, which the grid has, in JavaScript: numbers as everything else writes them.
_COUNT = 'd3.format(",")(params.value)'
_SHARE = 'params.value == null ? "–" : d3.format(".1f")(params.value)'
# Of practices-list.js: what has no figure stands last, whichever way the rows are sorted.
_FIGURES = {"function": "figuresFirst"}
# The grid keeps the order of what the list said before, unless a column says that it has none.
_UNSORTED: dict[str, Any] = {"sort": None}


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


@lru_cache(maxsize=128)
def columns(atlas: Atlas, kind: Listed, register: str, shown: Columns) -> list[dict[str, Any]]:
    """The columns of practices or networks, with a register; not to be changed.

    ``shown``: what the list says of each. ``narrow`` of a column is what else it is on a phone.
    """
    filled = headings(atlas, kind, register)
    if shown == "care":
        made = _of_care(atlas, filled)
    elif shown == "recorded":
        made = _of_register(filled, register)
    else:
        made = _of_patients(filled, register)
    start = [
        {
            "field": "name",
            "headerName": say("columns", kind),
            "minWidth": 180,
            "flex": 2,
            "narrow": {"width": 150, "minWidth": 150, "flex": None},
            "sortable": True,
            "pinned": "left",
            "cellRenderer": "AtlasLink",
            "wrapText": True,
            "autoHeight": True,
        }
    ]
    end = [
        {"field": "place", "headerName": filled["place"], "width": 98, "sortable": True},
        {
            "field": "pcn",
            "headerName": say("columns", f"of_{kind}"),
            "minWidth": 104,
            "flex": 1,
            "sortable": True,
            "wrapText": True,
            "autoHeight": True,
        },
    ]
    return [*start, *made, *end]


def headings(atlas: Atlas, kind: Listed, register: str) -> dict[str, str]:
    """Headings of columns, and what is said of them, by name."""
    since, now = atlas.period_of("patients_by_lsoa"), atlas.period_of("practice_map")
    filled = {
        "year": recorded_registers.years(atlas)[-1],
        "since": since[-4:],
        "from": since,
        "to": now,
        "register": recorded_registers.registers(atlas)[register],
        "many": say("compared", kind),
    }
    return {
        name: text.format(**filled) for name, text in TEXTS.sections["columns"].items()
    } | filled


def _figure(said: Mapping[str, str], name: str, **more: Any) -> dict[str, Any]:
    """A figure with one decimal."""
    return {
        "field": name,
        "headerName": said[name],
        "headerTooltip": said[f"{name}_about"],
        "type": "rightAligned",
        "width": 76,
        "sortable": True,
        "comparator": _FIGURES,
        "valueFormatter": {"function": _SHARE},
    } | more


def _patients(said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "field": "patients",
        "headerName": said["patients"],
        "headerTooltip": said["to"],
        "type": "rightAligned",
        "width": 80,
        "sortable": True,
        "valueFormatter": {"function": _COUNT},
    }


def _told(columns: Columns, register: str, field: str) -> str:
    """The grid's name of a column that says a register's figure in the server's words.

    The grid keeps the cells of a column that it knows, and writes one anew only where its figure is
    another. Equal figures have other words elsewhere: so each way to say them is a column of its
    own.
    """
    return f"{columns}-{register}-{field}"


def _of_patients(said: Mapping[str, str], register: str) -> list[dict[str, Any]]:
    """Who the patients are, and the register as it is recorded."""
    return [
        _patients(said),
        _figure(said, "core20"),
        _figure(said, "imd", width=66),
        # What is written of these two stands beside the figure that they are sorted by.
        _figure(
            said,
            "recorded",
            colId=_told("patients", register, "recorded"),
            width=138,
            valueGetter={"function": f'params.data.registers["{register}"][0]'},
            valueFormatter={"function": f'params.data.registers["{register}"][1]'},
        ),
        _figure(said, "minority_ethnic"),
        _figure(said, "english_limited"),
        _figure(
            said,
            "growth",
            width=96,
            valueFormatter={"function": "params.data.growthShown"},
            tooltipField="growthWhy",
            wrapText=True,
            autoHeight=True,
        ),
    ]


def _of_register(said: Mapping[str, str], register: str) -> list[dict[str, Any]]:
    """The register as it is recorded against what one would expect, the furthest below first."""

    def written(name: str, field: str, text: str, **more: Any) -> dict[str, Any]:
        """What the server has written, beside the figure that it is sorted by."""
        shown = {
            "colId": _told("recorded", register, field),
            "field": field,
            "valueFormatter": {"function": f"params.data.{text}"},
        }
        return _figure(said, name, **shown | _UNSORTED | more)

    return [
        written("ratio", "ratio", "ratioSaid", width=98, narrow={"width": 70}),
        written(
            "verdict",
            "deviation",
            "verdictSaid",
            width=152,
            type=None,
            sort="asc",
            cellRenderer="AtlasVerdict",
            narrow={"width": 90, "wrapText": True, "autoHeight": True},
        ),
        written("recorded_share", "recorded", "recordedSaid", width=88),
        written("expected", "expected", "expectedSaid", width=84),
        written("usual", "usualLow", "usual", width=88),
        _patients(said) | _UNSORTED,
    ]


def _of_care(atlas: Atlas, said: Mapping[str, str]) -> list[dict[str, Any]]:
    """How patients get in and are looked after."""
    return [
        _patients(said) | _UNSORTED,
        *(
            {
                "field": one.field,
                "headerName": one.head,
                "headerTooltip": one.about,
                "type": "rightAligned",
                "width": 104,
                "sortable": True,
                "comparator": _FIGURES,
                "valueFormatter": {"function": f"params.data.{one.field}Said"},
                "wrapText": True,
                "autoHeight": True,
            }
            for one in list_care.columns(atlas)
        ),
    ]
