"""Every register of the list's practices or networks against what one would expect: one row for
each of them and each register, so that a spreadsheet can pivot it."""

from collections.abc import Mapping, Sequence
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


def listed_registers(atlas: Atlas, view: PracticesView, kind: Listed) -> Table:
    """A row for each register and each practice or network that the view's list holds, unrounded.

    Columns: who it is, the register, what is recorded of the latest year with its limits, how many
    are expected, ``expected_share`` (% of those compared), the ratio with its limits, the usual
    range and the verdict; of practices also whether they stand out among all comparisons, and the
    ratios of their place and network.
    """
    wanted = narrowed(atlas, view, kind)
    unit_of = pd.Series({code: unit.key for unit in wanted for code in unit.practices}, dtype=str)
    year = recorded_registers.years(atlas)[-1]
    known = recorded_registers.by_unit(atlas, unit_of, year)
    who = [_who(atlas, unit) for unit in wanted]
    out = _standing_out(atlas)
    rows, apart = [], {"verdict": say("verdicts", "apart")}
    for register, label in recorded_registers.registers(atlas).items():
        what = {"condition": label, "register": register, "year": year}
        recorded = _recorded(known, register)
        compared = _compared(atlas, register, kind)
        around = _around(atlas, register, wanted) if kind == "practice" else {}
        for row in who:
            code = row["code"]
            told = recorded.get(code, {}) | compared.get(code, apart)
            if kind == "practice":
                told |= around[code] | {"stands_out": "yes" if (register, code) in out else "no"}
            rows.append(what | row | told)
    return of_rows("register", rows, _heads(kind))


def _who(atlas: Atlas, unit: Unit) -> Row:
    places = atlas.practices.loc[list(unit.practices), "place"].unique()
    return {"unit": unit.name, "code": unit.key, "place": "; ".join(places)}


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
    _, share = list_compared.shares(judged)
    said = judged[["observed", "expected", "ratio", "limit_lower", "limit_upper"]].assign(
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


def _heads(kind: Listed) -> Mapping[str, Head]:
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
