"""All practices, or all networks, as one table: what the page lists of each, and every register."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.files.table import Table, header_of, of_rows, shown_as
from dashboard.practices import export_care
from dashboard.practices.list_changes import growth
from dashboard.practices.list_filter import narrowed
from dashboard.practices.practice_list import DEPRIVATION, ESTIMATES
from dashboard.practices.view import Listed, PracticesView
from layers.atlas import Atlas
from layers.practices import practice_error, profile, recorded_registers, units
from layers.practices.units import Unit

_LIMITS = (("", "value"), ("_lower", "lower"), ("_upper", "upper"))
_WHO = ("code", "name", "pcn_code", "pcn", "practices", "place", "patients")
_ESTIMATE = "estimate from where patients live"
_HEADS = {"": "{}", "lower": "{}, likely range from", "upper": "{}, likely range to"}


def listed_units(atlas: Atlas, view: PracticesView, kind: Listed) -> Table:
    """One row for each practice or network that the view's list holds, by name, unrounded.

    Columns: what it is and where; ``patients``, ``growth`` of its list in percent, ``imd``; the
    estimates of the page's list with their limits; ``flags`` of practices; and for each register
    ``recorded_…`` of the latest year in percent with its limits.
    """
    return of_units(atlas, narrowed(atlas, view, kind), kind)


def listed_care(atlas: Atlas, view: PracticesView, kind: Listed) -> Table:
    """Of the same rows who it is, how many patients it has, and how they get in and are looked
    after: the list while it says that."""
    table = listed_units(atlas, view, kind)
    kept = {*_WHO, *export_care.columns(atlas, single=kind == "practice")}
    return replace(table, columns=tuple(one for one in table.columns if one.id in kept))


def of_units(atlas: Atlas, wanted: Sequence[Unit], kind: Listed = "practice") -> Table:
    """The same for some practices, or for some networks; one row each, in their order."""
    single = kind == "practice"
    directory = atlas.practices
    estimates = profile.profile(
        atlas, (DEPRIVATION, *ESTIMATES), {one.key: units.weights(atlas, one) for one in wanted}
    )
    estimates = practice_error.ranged(atlas, estimates, wanted)
    registers, looked_after = _registers(atlas, wanted), export_care.by_unit(atlas, wanted)
    rows = []
    for unit in wanted:
        mine = directory.loc[list(unit.practices)]
        row = _practice(atlas, mine) if single else _network(unit, mine)
        row |= {"patients": int(mine["list_size"].sum()), "growth": growth(mine)}
        row["before"] = int(mine["list_size_by_area"].sum())
        row["imd"] = estimates[DEPRIVATION][unit.key].value
        for name in ESTIMATES:
            found = estimates[name][unit.key]
            row |= {f"{name}{ending}": getattr(found, part) for ending, part in _LIMITS}
        rows.append(row | registers.get(unit.key, {}) | looked_after.get(unit.key, {}))
    made = of_rows("practice" if single else "pcn", rows, _heads(atlas, single=single))
    return replace(made, codes=tuple(unit.key for unit in wanted))


def _practice(atlas: Atlas, mine: pd.DataFrame) -> dict[str, Any]:
    row = mine.iloc[0]
    names = ("name", "place", "address", "postcode", "telephone", "km_50", "km_80", "km_95")
    flags = "; ".join(atlas.practice_flags[name].label for name in row["flags"])
    return {name: row[name] for name in names} | {
        "code": row.name,
        "pcn_code": row["pcn_code"] or None,
        "pcn": row["pcn"] or None,
        "flags": flags or None,
    }


def _network(unit: Unit, mine: pd.DataFrame) -> dict[str, Any]:
    return {
        "code": unit.key,
        "name": unit.name,
        "practices": len(mine),
        "place": "; ".join(mine["place"].unique()),
    }


def _registers(atlas: Atlas, wanted: Sequence[Unit]) -> dict[str, dict[str, float]]:
    """By unit: every register of the latest year with its limits, in percent."""
    unit_of = pd.Series({code: unit.key for unit in wanted for code in unit.practices}, dtype=str)
    table = recorded_registers.by_unit(atlas, unit_of, recorded_registers.years(atlas)[-1])
    found: dict[str, dict[str, float]] = {}
    for (key, code), *figures in table[["prevalence", "lower", "upper"]].itertuples():
        row = found.setdefault(key, {})
        for (ending, _), figure in zip(_LIMITS, figures, strict=True):
            row[f"{_id(code)}{ending}"] = figure
    return found


def _heads(atlas: Atlas, *, single: bool) -> dict[str, Any]:
    listed, counted = atlas.period_of("practice_map"), atlas.period_of("patients_by_lsoa")
    heads: dict[str, Any] = {
        "code": ("Practice code" if single else "Network code (PCN)", "text", 0),
        "name": ("Practice" if single else "Primary care network (PCN)", "text", 0),
    }
    if single:
        heads |= {"pcn_code": ("Network code (PCN)", "text", 0)}
        heads |= {"pcn": ("Primary care network (PCN)", "text", 0)}
    else:
        heads |= {"practices": ("Practices", "whole", 0)}
    heads |= {"place": ("Place (sub-ICB location)", "text", 0)}
    if single:
        heads |= {"address": ("Address", "text", 0), "postcode": ("Postcode", "text", 0)}
        heads |= {"telephone": ("Telephone", "text", 0)}
    heads |= {
        "patients": (f"Patients, {listed}", "whole", 0),
        "before": (f"Patients, {counted}", "whole", 0),
        "growth": (
            f"Growth of the list since {counted}, % (empty where it more than halved or grew by "
            "more than half: it is not the same list)",
            "number",
            1,
        ),
        "imd": ("Deprivation score (IMD 2025), mean over patients", "number", 1),
    }
    for name in ESTIMATES:
        definition = atlas.indicators[name]
        for ending, part in _LIMITS if definition.interval == "wilson" else _LIMITS[:1]:
            part = "" if part == "value" else part
            text = f"{_HEADS[part].format(header_of(definition, ''))} ({_ESTIMATE})"
            heads[f"{name}{ending}"] = (text, *shown_as(definition, part))
    if single:
        for share in (50, 80, 95):
            heads[f"km_{share}"] = (f"{share}% of patients live within, km", "number", 1)
        heads["flags"] = ("Flags: take care here", "text", 0)
    year = recorded_registers.years(atlas)[-1]
    for code, label in recorded_registers.registers(atlas).items():
        text = f"{label}: recorded, % of patients of the register's ages, {year}"
        heads[_id(code)] = (text, "number", 2)
        heads[f"{_id(code)}_lower"] = (f"{text}, lower 95% limit", "number", 2)
        heads[f"{_id(code)}_upper"] = (f"{text}, upper 95% limit", "number", 2)
    return heads | export_care.columns(atlas, single=single)


def _id(register: str) -> str:
    return f"recorded_{register.lower()}"
