"""The list of practices and of networks: one row each, made once when the app starts."""

from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.practices.list_changes import change, growth
from dashboard.practices.list_filter import places
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import patients_elsewhere, recorded_registers, units
from layers.table_rows import cell

# What the list says of each besides its patients and registers: estimates from where they live.
ESTIMATES = ("core20", "minority_ethnic", "english_limited")
DEPRIVATION = "imd_score"


def listing(atlas: Atlas) -> dict[str, Any]:
    """Rows of both lists, and the registers that can be shown in them.

    Returns
    -------
    dict
        ``practice`` and ``pcn``: rows with ``code``, ``name``, ``pcn``, ``place``, the codes of
        its ``network`` and its ``places``, ``patients``, ``growth`` (%; where that would be of
        another list None, and ``before`` the patients then), ``imd``, the estimates
        (%), and ``registers``: by code, the prevalence with its limits; ``places``: codes and
        names; ``registers``: codes and labels; ``year`` of the registers; ``growthFrom`` and
        ``growthTo``: periods.
    """
    return {
        "practice": _rows(atlas, "practice"),
        "pcn": _rows(atlas, "pcn"),
        "places": list(places(atlas).items()),
        "registers": [
            {"code": c, "label": t} for c, t in recorded_registers.registers(atlas).items()
        ],
        "year": recorded_registers.years(atlas)[-1],
        "growthFrom": atlas.period_of("patients_by_lsoa"),
        "growthTo": atlas.period_of("practice_map"),
    }


def _rows(atlas: Atlas, kind: Literal["practice", "pcn"]) -> list[dict[str, Any]]:
    practices = atlas.practices
    of = (
        pd.Series(practices.index, practices.index) if kind == "practice" else practices["pcn_code"]
    )
    of = of[of != ""]
    known = recorded_registers.by_unit(atlas, of, recorded_registers.years(atlas)[-1])
    registers: dict[str, dict[str, list[float]]] = {}
    for (unit, register), *row in known[["prevalence", "lower", "upper"]].round(2).itertuples():
        registers.setdefault(unit, {})[register] = row
    estimates = _estimates(atlas, of)
    rows = []
    for code, mine in practices.loc[of.index].groupby(of):
        names = mine["name"] if kind == "practice" else mine["pcn"]
        rows.append(
            {
                "code": code,
                "name": names.iloc[0],
                "pcn": mine["pcn"].iloc[0] if kind == "practice" else f"{len(mine)} practices",
                "place": ", ".join(mine["place"].unique()),
                "network": mine["pcn_code"].iloc[0],
                "places": sorted(mine["sub_icb_code"].unique()),
                "patients": int(mine["list_size"].sum()),
                "growth": _rounded(growth(mine)),
                # Where that is of another list: what it was then.
                "before": None
                if growth(mine) is not None or change(mine) is None
                else int(mine["list_size_by_area"].sum()),
                "imd": _rounded(cell(estimates, code, DEPRIVATION)),
                **{name: _rounded(cell(estimates, code, name)) for name in ESTIMATES},
                "registers": registers.get(code, {}),
            }
        )
    return sorted(rows, key=lambda row: (row["name"], row["code"]))


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
