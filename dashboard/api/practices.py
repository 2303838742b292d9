"""Practices, where their patients live, and what is on their registers."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.api import fields
from dashboard.api.endpoint import Asked, Endpoint, Found, listed
from dashboard.api.problems import known, unknown
from layers.atlas import Atlas
from layers.practices import footprints, patients_elsewhere, recorded_registers, units
from layers.practices.units import Unit, UnitError
from layers.statistics.intervals import wilson_percent
from layers.table_rows import records

_PLACED = ("pcn", "pcn_code", "place", "sub_icb_code")
PRACTICE = fields.row(
    "Practice", code="text", name="text", pcn="text?", pcn_code="text?", place="text?",
    sub_icb_code="text?", address="text?", postcode="text?", telephone="text?",
    list_size="whole", imd_score="number?", km_50="number?", km_80="number?", km_95="number?",
    flags="texts",
)  # fmt: skip
LIVED = fields.row(
    "Footprint", code="text", name="text", district="text", inside="flag", patients="whole",
    of_list="number", of_area="number?", ring="whole",
)  # fmt: skip
REGISTER = fields.row(
    "Register", practice="text", register="text", condition="text", year="text",
    on_register="whole", list_size="whole", prevalence="number?", lower="number?",
    upper="number?",
)  # fmt: skip
RINGS = footprints.RINGS


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``practices``, one of them, where its patients live, and ``registers``."""
    narrow = {name: fields.codes_of(name) for name in ("pcn", "sub_icb")}
    of = {
        "register": fields.codes_of("register", pattern=r"^[A-Z0-9_]{1,20}$"),
        "year": fields.codes_of("year", pattern=r"^20[0-9]{2}-[0-9]{2}$"),
        "practice": fields.codes_of("practice"),
    }
    return [
        Endpoint("practices", "/practices", PRACTICE, find, narrow),
        Endpoint("practice", "/practices/<code>", PRACTICE, find_one, one=True),
        Endpoint("footprint", "/practices/<code>/footprint", LIVED, footprint),
        Endpoint("registers", "/registers", REGISTER, registers, of),
    ]


def find(atlas: Atlas, asked: Asked) -> Found:
    """Open practices by code, all or those of some networks and places."""
    table = atlas.practices
    for name, column in (("pcn", "pcn_code"), ("sub_icb", "sub_icb_code")):
        if name in asked:
            wanted = known(asked[name], set(table[column].dropna()) - {""}, name)
            table = table[table[column].isin(wanted)]
    return listed([_row(atlas, code) for code in sorted(table.index)])


def find_one(atlas: Atlas, asked: Asked) -> Found:
    """One open practice."""
    if asked["code"] not in atlas.practices.index:
        raise unknown("practice", asked["code"])
    return listed([_row(atlas, asked["code"])])


def footprint(atlas: Atlas, asked: Asked) -> Found:
    """The areas where patients of a practice or a network live, most patients first."""
    unit = of_practices(atlas, asked["code"])
    table = footprints.shares(atlas, unit.practices, RINGS)
    held = np.array([*(round(100 * share) for share in RINGS), 100])
    columns = ["name", "district"]
    places = pd.concat([atlas.areas[columns], patients_elsewhere.areas(atlas)[columns]])
    made = table.join(places).assign(
        code=table.index,
        of_list=100 * table["of_list"],
        of_area=100 * table["of_area"],
        ring=held[table["ring"].to_numpy(dtype=int)],
    )
    return listed(records(made))


def of_practices(atlas: Atlas, code: str) -> Unit:
    """A practice, a network or a place by its code.

    Raises
    ------
    dashboard.api.problems.Problem
        For any other code.
    """
    try:
        found = units.unit(atlas, code)
    except UnitError:
        raise unknown("unit_of_practices", code) from None
    if not found.practices or "~" in code:
        raise unknown("unit_of_practices", code)
    return found


def registers(atlas: Atlas, asked: Asked) -> Found:
    """A row for each practice, year and register that it has reported."""
    every, labels = atlas.prevalence, recorded_registers.registers(atlas)
    every = every[every["register"].isin(list(labels))]
    # Also of practices that have closed since, which the years are compared by.
    home = atlas.directory.index[atlas.directory["home"]]
    table = every = every[every["practice"].isin(home)]
    for name in ("register", "year", "practice"):
        if name in asked:
            table = table[table[name].isin(known(asked[name], set(every[name]), name))]
    table = table.sort_values(["register", "year", "practice"], ignore_index=True)

    def part(start: int, stop: int) -> list[dict[str, Any]]:
        page = table.iloc[start:stop]
        size = page["list_size"].where(page["list_size"] > 0)
        lower, upper = wilson_percent(page["on_register"], size)
        made = page.assign(
            prevalence=100 * page["on_register"] / size,
            lower=lower,
            upper=upper,
            condition=page["register"].map(labels),
        )
        return records(made)

    return Found(len(table), part)


def _row(atlas: Atlas, code: str) -> dict[str, Any]:
    of = dict(atlas.practices.loc[code])
    for name in _PLACED:
        of[name] = of[name] or None
    return {**of, "code": code, "flags": list(of["flags"])}
