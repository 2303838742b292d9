"""The rows of the list of practices and of networks, made once when the app starts."""

from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.practices import list_changes
from dashboard.practices.list_changes import change, growth
from dashboard.practices.texts import say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import patients_elsewhere, recorded_registers, units
from layers.table_rows import cell

# What the list says of each besides its patients and registers: estimates from where they live.
ESTIMATES = ("core20", "minority_ethnic", "english_limited")
DEPRIVATION = "imd_score"


def listing(atlas: Atlas) -> dict[str, Any]:
    """Rows of both lists.

    Returns
    -------
    dict
        ``practice`` and ``pcn``: rows with ``code``, ``name``, ``pcn``, ``place``, ``patients``,
        ``imd``, the estimates (%), ``growth`` (%; None where that would be of another list) with
        ``growthSaid``, how it is written, ``growthShown``, the same with what may be behind a large
        change, ``growthWhy``, all that is known of that (empty for networks and ordinary changes),
        and ``registers``: by code, the prevalence (%; None where
        there is none) and how it is written with its limits.
    """
    return {"practice": _rows(atlas, "practice"), "pcn": _rows(atlas, "pcn")}


def _rows(atlas: Atlas, kind: Literal["practice", "pcn"]) -> list[dict[str, Any]]:
    practices = atlas.practices
    of = (
        pd.Series(practices.index, practices.index) if kind == "practice" else practices["pcn_code"]
    )
    of = of[of != ""]
    known = recorded_registers.by_unit(atlas, of, recorded_registers.years(atlas)[-1])
    registers: dict[str, dict[str, list[Any]]] = {}
    for (unit, register), *row in known[["prevalence", "lower", "upper"]].itertuples():
        # Written from what is known, not from what is sorted by: rounding twice would change it.
        registers.setdefault(unit, {})[register] = [round(row[0], 2), _limits(*row)]
    without = {code: [None, say("list", "none")] for code in recorded_registers.registers(atlas)}
    estimates = _estimates(atlas, of)
    rows = []
    for code, mine in practices.loc[of.index].groupby(of):
        names = mine["name"] if kind == "practice" else mine["pcn"]
        said = _growth(mine)
        alone = kind == "practice"
        rows.append(
            {
                "code": code,
                "name": names.iloc[0],
                "pcn": mine["pcn"].iloc[0] or say("list", "no_network")
                if kind == "practice"
                else say("list", "practices", number=len(mine)),
                "place": ", ".join(mine["place"].unique()),
                "patients": int(mine["list_size"].sum()),
                "growth": _rounded(growth(mine)),
                "growthSaid": said,
                "growthShown": list_changes.in_list(atlas, str(code), said) if alone else said,
                "growthWhy": list_changes.why(atlas, str(code)) if alone else "",
                "imd": _rounded(cell(estimates, code, DEPRIVATION)),
                **{name: _rounded(cell(estimates, code, name)) for name in ESTIMATES},
                "registers": without | registers.get(code, {}),
            }
        )
    return sorted(rows, key=lambda row: (row["name"], row["code"]))


def _limits(*row: float) -> str:
    """A prevalence and its limits, in percent."""
    recorded, low, high = (number_text.fixed(one, 1) for one in row)
    return say("list", "limits", recorded=recorded, low=low, high=high)


def _growth(practices: pd.DataFrame) -> str:
    """A list's growth; where that would be of another list, what it was then."""
    by = growth(practices)
    if by is not None:
        return number_text.fixed(by, 1)
    if change(practices) is None:
        return say("list", "new")
    before = number_text.count(int(practices["list_size_by_area"].sum()))
    return say("list", "was", number=before)


def _estimates(atlas: Atlas, of: pd.Series) -> pd.DataFrame:
    """Shares of each unit's patients and their mean deprivation score, from where they live,
    wherever in England (those of :mod:`layers.practices.profile`): units × indicators."""
    every = units.practice_weights(atlas)
    weights = every.T.groupby(of.reindex(every.columns)).sum().T
    found = {}
    for name in ESTIMATES:
        numerator, denominator = (
            np.nan_to_num(patients_elsewhere.everywhere(atlas, name, part)) @ weights
            for part in ("numerator", "denominator")
        )
        found[name] = 100 * numerator / denominator
    score = patients_elsewhere.everywhere(atlas, DEPRIVATION, "value")
    people = weights.mul(patients_elsewhere.residents(atlas).where(~np.isnan(score), 0.0), axis=0)
    found[DEPRIVATION] = np.nan_to_num(score) @ people / people.sum()
    return pd.DataFrame(found).reindex(of.unique())


def _rounded(number: float | None) -> float | None:
    return None if number is None or pd.isna(number) else number_text.rounded(number, 1)
