"""Why a row of a file is not counted: its place, its count, or that it is no response at all."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.heard.upload import counts
from dashboard.heard.upload.count_limits import MOST_COUNT
from dashboard.upload.sheet import Sheet
from layers.catalogue.place_codes import PlaceCodes
from layers.exercise.respondents import normal

# Keys of the reasons in layers/catalogue/place_codes.toml.
WIDE_ROW = "wide_row"
_TOTAL, _NOTE = "total", "note"
# What is found where a row gives no place, or what is none.
_NO_PLACE = ("empty", "form")

Texts = npt.NDArray[np.object_]


def reasons(
    sheet: Sheet,
    found: Texts,
    each: counts.Counts,
    asked: Iterable[str],
    rules: PlaceCodes,
) -> Texts:
    """Why each row is not counted, by key; "" where it is.

    Parameters
    ----------
    found
        What the rows' places are, see :func:`layers.exercise.places_lived.placed`.
    asked
        Headers of the columns that answers or counts are taken from.
    """
    no_place = np.flatnonzero(np.isin(found, _NO_PLACE))
    found = found.copy()
    if len(no_place):
        answers = _filled(sheet, asked, no_place)
        if answers is not None:
            found[no_place[~answers]] = _NOTE
        found[no_place[_totals(sheet, no_place, rules)]] = _TOTAL
    return np.select(
        [np.isin(found, list(rules.reasons)), each.hidden, each.bad, each.large],
        [found, counts.HIDDEN_COUNT, counts.BAD_COUNT, counts.LARGE_COUNT],
        "",
    ).astype(object)


def listed(sheet: Sheet, reason: Texts, rules: PlaceCodes) -> pd.DataFrame:
    """``row`` and ``reason``, in words, of every row that is not counted."""
    bad = np.flatnonzero(reason != "")
    table = pd.DataFrame(
        {
            "row": [*np.asarray(sheet.rows)[bad].tolist(), *sheet.wide],
            "reason": [*reason[bad].tolist(), *([WIDE_ROW] * len(sheet.wide))],
        }
    )
    table["reason"] = table["reason"].map(rules.words).str.replace("{most}", f"{MOST_COUNT:,}")
    return table.sort_values("row", ignore_index=True)


def _filled(
    sheet: Sheet, asked: Iterable[str], rows: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_] | None:
    """Which rows hold an answer or a count; None where the file has no column of either."""
    columns = [sheet.column(header) for header in asked if header]
    if not columns:
        return None
    return np.array([any(column[row] for column in columns) for row in rows], dtype=bool)


def _totals(sheet: Sheet, rows: npt.NDArray[np.intp], rules: PlaceCodes) -> npt.NDArray[np.bool_]:
    """Which rows say in any of their cells that they add up others."""
    known: dict[str, bool] = {}

    def says(cell: str) -> bool:
        if cell not in known:
            known[cell] = len(cell) < 100 and rules.is_total(normal(cell))
        return known[cell]

    return np.array(
        [any(column[row] and says(column[row]) for column in sheet.columns) for row in rows],
        dtype=bool,
    )
