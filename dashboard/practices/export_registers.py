"""Registers of the list's practices or networks against what one would expect: the one that is on
screen, row for row; and all, one row for each of them and each register, so that a spreadsheet can
pivot it."""

from collections.abc import Sequence
from typing import cast

import pandas as pd

from dashboard.files.table import Table, of_rows
from dashboard.practices import list_compared
from dashboard.practices.export_tables import REGISTERS, Head, Row
from dashboard.practices.list_filter import narrowed
from dashboard.practices.recorded_against_expected import verdict
from dashboard.practices.texts import say
from dashboard.practices.view import Listed, PracticesView
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers, unusual_practices
from layers.practices.units import Unit

# Columns that are those of one unit's registers, and have their headings.
_SAME = (
    *("on_register", "list_size", "prevalence", "lower", "upper", "practices", "observed"),
    *("expected", "ratio", "ratio_lower", "ratio_upper", "limit_lower", "limit_upper", "verdict"),
)
_OF_PRACTICES = ("stands_out", "place_ratio", "network_ratio")
_LARGER = {"place_ratio": "sub_icb", "network_ratio": "pcn"}
# Columns of the list, from its first on, and those of them that only it has.
_SHOWN = (
    *("unit", "code", "ratio", "verdict", "recorded_share", "expected_share"),
    *("limit_lower", "limit_upper", "patients", "place"),
)
_LISTED: dict[str, Head] = {
    "recorded_share": (
        "Recorded, %, of those compared where any are",
        "number",
        2,
    ),
    "patients": ("Patients", "whole", 0),
}


def listed_registers(atlas: Atlas, view: PracticesView, kind: Listed) -> Table:
    """A row for each register and each practice or network that the view's list holds, unrounded.

    Columns: who it is, the register, what is recorded of the latest year with its limits, how many
    are expected, ``expected_share`` (% of those compared), the ratio with its limits, the usual
    range and the verdict; of practices also whether they stand out among all comparisons, and the
    ratios of their place and network.
    """
    wanted = narrowed(atlas, view, kind)
    every = tuple(recorded_registers.registers(atlas))
    return of_rows("register", _rows(atlas, wanted, kind, every), _heads(kind))


def chosen_register(atlas: Atlas, view: PracticesView, kind: Listed) -> Table:
    """The view's register as the list shows it: the furthest below first, the uncompared last.

    Columns of the list first, then those of :func:`listed_registers`; unrounded. What the list's
    verdict leaves out is left out.
    """
    shown = list_compared.cells(atlas, kind, view.register)
    wanted = narrowed(atlas, view, kind)
    far = {unit.key: shown[unit.key]["deviation"] for unit in wanted}
    ordered = sorted(wanted, key=lambda unit: (far[unit.key] is None, far[unit.key] or 0.0))
    heads = _heads(kind)
    heads = {name: _LISTED.get(name) or heads[name] for name in _SHOWN} | heads
    return of_rows("register", _rows(atlas, ordered, kind, [view.register]), heads)


def _rows(
    atlas: Atlas, wanted: Sequence[Unit], kind: Listed, registers: Sequence[str]
) -> list[Row]:
    """A row for each register and unit, in their order."""
    unit_of = pd.Series({code: unit.key for unit in wanted for code in unit.practices}, dtype=str)
    year = recorded_registers.years(atlas)[-1]
    known = recorded_registers.by_unit(atlas, unit_of, year)
    who = [_who(atlas, unit) for unit in wanted]
    out = _standing_out(atlas)
    labels = recorded_registers.registers(atlas)
    rows = []
    for register in registers:
        what = {"condition": labels[register], "register": register, "year": year}
        recorded = _recorded(known, register)
        compared = _compared(atlas, register, kind)
        around = _around(atlas, register, wanted) if kind == "practice" else {}
        for row in who:
            code = row["code"]
            told = recorded.get(code, {})
            told |= compared.get(code) or {
                "verdict": say("verdicts", "apart"),
                "recorded_share": told.get("prevalence"),
            }
            if kind == "practice":
                told |= around[code] | {"stands_out": "yes" if (register, code) in out else "no"}
            rows.append(what | row | told)
    return rows


def _who(atlas: Atlas, unit: Unit) -> Row:
    places = atlas.practices.loc[list(unit.practices), "place"].unique()
    patients = int(atlas.practices.loc[list(unit.practices), "list_size"].sum())
    return {
        "unit": unit.name,
        "code": unit.key,
        "place": "; ".join(places),
        "patients": patients,
    }


def _standing_out(atlas: Atlas) -> set[tuple[str, str]]:
    """Registers and practices that stand out among all comparisons."""
    every = unusual_practices.every(atlas)["stands_out"]
    return set(every.index[every])


def _recorded(known: pd.DataFrame, register: str) -> dict[str, Row]:
    """What each unit has recorded, by code."""
    if register not in known.index.get_level_values("register"):
        return {}
    names = ["on_register", "list_size", "practices", "prevalence", "lower", "upper"]
    mine = cast(pd.DataFrame, known.xs(register, level="register"))
    return _by_code(mine[names])


def _compared(atlas: Atlas, register: str, kind: Listed) -> dict[str, Row]:
    """What is said of each unit that is compared, by code."""
    judged = expected_registers.funnel(atlas, register, kind)
    recorded, share = list_compared.shares(judged)
    said = judged[["observed", "expected", "ratio", "limit_lower", "limit_upper"]].assign(
        recorded_share=recorded,
        expected_share=share,
        ratio_lower=judged["lower"],
        ratio_upper=judged["upper"],
        verdict=[verdict(row) for _, row in judged[["far", "verdict"]].iterrows()],
    )
    return _by_code(said)


def _around(atlas: Atlas, register: str, practices: Sequence[Unit]) -> dict[str, Row]:
    """By practice the ratios of its place and of its network."""
    directory = atlas.practices.loc[[unit.key for unit in practices]]
    found = pd.DataFrame(index=directory.index)
    for name, level in _LARGER.items():
        ratios = expected_registers.funnel(atlas, register, level)["ratio"]
        found[name] = directory[f"{level}_code"].map(ratios)
    return _by_code(found.astype(object).where(found.notna(), None))


def _by_code(table: pd.DataFrame) -> dict[str, Row]:
    return cast("dict[str, Row]", table.to_dict("index"))


def _heads(kind: Listed) -> dict[str, Head]:
    heads: dict[str, Head] = {
        name: REGISTERS[name] for name in ("condition", "register", "unit", "code", "place", "year")
    }
    for name in _SAME:
        heads[name] = REGISTERS[name]
        if name == "expected":
            heads["expected_share"] = ("Expected, % of those compared", "number", 2)
    if kind == "practice":
        heads |= {name: REGISTERS[name] for name in _OF_PRACTICES}
    return heads
