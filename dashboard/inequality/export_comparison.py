"""The places that a view compares as a table: their gaps and slopes, and every two of them."""

from typing import Any

from dashboard.files.table import Column, Table
from dashboard.inequality import comparisons, export_tables
from dashboard.inequality.view import InequalityView
from layers.atlas import Atlas
from layers.inequality.gap_differences import Contrasts

# What the columns of figures are headed, by how a row of the tables names them.
HEADS = {
    "sii": "SII, first end less last",
    "sii_compare_lower": "SII: lower 95% limit, to compare",
    "sii_compare_upper": "SII: upper 95% limit, to compare",
    "gap": "Absolute gap",
    "gap_compare_lower": "Gap: lower 95% limit, to compare",
    "gap_compare_upper": "Gap: upper 95% limit, to compare",
}


def comparison(atlas: Atlas, view: InequalityView) -> Table | None:
    """As counted, and then adjusted for age where that is known; None without two places.

    Places are in the order of the alphabet; two of them are the first less the second.
    """
    if len(view.compared) < 2:
        return None
    found = comparisons.chosen(atlas, view)
    rows = [
        {"figures": words} | row
        for words, one in (
            ("as counted", found.crude),
            ("adjusted for age (modelled)", found.adjusted),
        )
        if one is not None
        for row in _rows(one)
    ]
    rows += [
        {"figures": "", "place": name, "note": f"{one.label}. {one.text}"}
        for name, one in found.refused.items()
    ]
    texts = {"place": "Place, or two places", "figures": "Figures"}
    ending = {"apart": "Told apart by", "note": "Why there is none"}
    columns = [
        *(Column(name, text, "text", [row[name] for row in rows]) for name, text in texts.items()),
        *(
            Column(name, text, "number", [row.get(name) for row in rows], 3)
            for name, text in HEADS.items()
        ),
        *(
            Column(name, text, "text", [row.get(name) for row in rows])
            for name, text in ending.items()
        ),
    ]
    return Table("place", tuple(str(row["place"]) for row in rows), tuple(columns))


def _rows(found: Contrasts) -> list[dict[str, Any]]:
    places = [
        export_tables.compared(
            {"place": str(name), "gap": float(figures["gap"]), "sii": float(figures["slope"])},
            found,
        )
        for name, figures in found.places.iterrows()
    ]
    return [*places, *export_tables.pairs(found)]
