"""Units as tables for every format: profile, registers, footprint and members.

All figures are those of :mod:`layers.practices.profile`,
:mod:`layers.practices.recorded_registers`, :mod:`layers.practices.expected_registers` and
:mod:`layers.practices.footprints`. Rows stand one below the other, each saying of what or whom it
is, so that a spreadsheet can pivot and a program can read them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from dashboard.files.table import Table, header_of, name_of, of_rows, shown_as
from dashboard.parts import patients_outside
from dashboard.practices.footprint import RINGS
from dashboard.practices.key_figures import KINDS
from dashboard.practices.members import COLUMNS, people
from dashboard.practices.recorded_against_expected import verdict, verdict_named
from layers.atlas import Atlas
from layers.practices import (
    expected_registers,
    footprints,
    patients_elsewhere,
    practice_error,
    profile,
    recorded_registers,
    units,
    unusual_practices,
)
from layers.practices.profile import Figure
from layers.practices.profile_sections import sections_for
from layers.practices.units import Unit
from layers.table_rows import row_of

Row = dict[str, Any]
Head = tuple[str, Literal["text", "whole", "number"], int]

WHO: dict[str, Head] = {
    "unit": ("Practice, network or place", "text", 0),
    "kind": ("What it is", "text", 0),
    "code": ("Its code", "text", 0),
}
WHOLE, COUNTRY = "The whole region", "Country"


def compared(atlas: Atlas, wanted: Sequence[Unit]) -> list[Unit]:
    """The units asked for; of one alone also the larger ones that its page sets it against."""
    larger = units.larger(atlas, wanted[0]) if len(wanted) == 1 else ()
    return [*wanted, *larger]


def profiles(atlas: Atlas, wanted: Sequence[Unit]) -> Table:
    """The standard profile: a row for each indicator and unit, the region and England last."""
    shown = compared(atlas, wanted)
    weights = {unit.key: units.weights(atlas, unit) for unit in shown}
    weights[""] = profile.whole(atlas)
    who = [who_is(unit) for unit in shown] + [region(atlas)]
    rows = []
    for section in sections_for(atlas):
        found = profile.profile(atlas, section.indicators, weights)
        found = practice_error.ranged(atlas, found, shown)
        for name in section.indicators:
            definition = atlas.indicators[name]
            what: Row = {"section": section.title, "id": name, "indicator": name_of(definition)}
            what |= {"measure": definition.unit, "period": definition.period}
            figures = [
                patients_outside.as_known(atlas, u, name, found[name][u.key])[0] for u in shown
            ]
            counted = [practice_error.on_lists(atlas, unit.practices, name) for unit in shown]
            columns = (who, [*figures, found[name][""]], [*counted, None])
            for one, figure, on_lists in zip(*columns, strict=True):
                rows.append(what | one | _figure(figure) | {"on_lists": on_lists})
            rows.append(what | ENGLAND | _national(atlas, name))
    return of_rows("profile", rows, _PROFILE)


ENGLAND: Row = {"unit": "England", "kind": COUNTRY}
_PROFILE: dict[str, Head] = {
    "section": ("Section", "text", 0),
    "indicator": ("Indicator", "text", 0),
    "measure": ("Unit of the value", "text", 0),
    **WHO,
    "value": ("Value", "number", 2),
    "lower": ("Lower 95% limit", "number", 2),
    "upper": ("Upper 95% limit", "number", 2),
    "numerator": ("How many (numerator)", "number", 1),
    "denominator": ("Out of how many (denominator)", "number", 1),
    "effective_sample": ("Effective sample", "number", 1),
    "on_lists": ("Counted on the practices' own lists, %", "number", 2),
    "national_percentile": (
        "National percentile (0 lowest value, 100 highest) among England's areas",
        "number",
        1,
    ),
    "national_decile": (
        "National decile (1 greatest need, 10 least) among England's areas",
        "whole",
        0,
    ),
    "known": ("Share of the weighting with data, %", "number", 1),
    "period": ("Period", "text", 0),
    "id": ("Short name of the indicator", "text", 0),
}


def _figure(found: Figure) -> Row:
    parts = (
        *("value", "lower", "upper", "numerator", "denominator", "effective_sample"),
        *("national_percentile", "national_decile"),
    )
    return {part: getattr(found, part) for part in parts} | {"known": 100 * found.known}


def _national(atlas: Atlas, name: str) -> Row:
    england = atlas.england(name)
    return {part: getattr(england, part) for part in ("value", "numerator", "denominator")}


def registers(atlas: Atlas, wanted: Sequence[Unit]) -> Table:
    """Recorded conditions: a row for each register, unit and year, the region and England last.

    What one would expect is known for the latest year.
    """
    shown = [unit for unit in compared(atlas, wanted) if unit.practices]
    who = [(who_is(unit), recorded_registers.recorded(atlas, unit.practices)) for unit in shown]
    who.append((region(atlas), recorded_registers.region(atlas)))
    against = [_against(atlas, unit.practices) for unit in shown]
    against.append(_against(atlas, tuple(atlas.practices.index)))
    rows = []
    latest = recorded_registers.years(atlas)[-1]
    for code, label in recorded_registers.registers(atlas).items() if shown else ():
        what = {"register": code, "condition": label}
        for (one, table), judged in zip(who, against, strict=True):
            for year in recorded_registers.years(atlas):
                row = what | one | {"year": year} | _recorded(table, year, code)
                if year == latest and code in judged.index:
                    row |= _expected(row_of(judged, code))
                rows.append(row)
        for year in recorded_registers.years(atlas):
            found = _recorded(recorded_registers.england(atlas), year, code)
            rows.append(what | ENGLAND | {"year": year} | found)
    return of_rows("register", rows, REGISTERS)


# Headings of registers: of a unit here, of all units of the list in export_registers.py.
REGISTERS: dict[str, Head] = {
    "condition": ("Condition", "text", 0),
    "register": ("Register (QOF)", "text", 0),
    **WHO,
    "year": ("Year", "text", 0),
    "on_register": ("Patients on the register", "whole", 0),
    "list_size": ("Patients of the register's ages", "whole", 0),
    "prevalence": ("Recorded, %", "number", 2),
    "lower": ("Lower 95% limit, %", "number", 2),
    "upper": ("Upper 95% limit, %", "number", 2),
    "practices": ("Practices that reported", "whole", 0),
    "observed": ("Patients on the register, of practices with an expected number", "whole", 0),
    "expected": ("Expected at England's rates by age and deprivation", "number", 1),
    "ratio": ("Recorded over expected", "number", 3),
    "ratio_lower": ("Recorded over expected: lower 95% limit", "number", 2),
    "ratio_upper": ("Recorded over expected: upper 95% limit", "number", 2),
    "limit_lower": ("Usual in England (95% of units of like kind and size): from", "number", 3),
    "limit_upper": ("Usual in England (95% of units of like kind and size): to", "number", 3),
    "verdict": ("Against the usual range", "text", 0),
    "stands_out": ("Stands out even among all comparisons of practices here", "text", 0),
    "place": ("Place that it is part of", "text", 0),
    "place_ratio": ("Recorded over expected, all practices of the place", "number", 2),
    "in_place": ("Against the usual range around the place's ratio", "text", 0),
    "network_ratio": ("Recorded over expected, all practices of the network", "number", 2),
}


def _against(atlas: Atlas, practices: Sequence[str]) -> pd.DataFrame:
    """All that is said of registers against the expected, and the place and network beside it."""
    judged = expected_registers.of_group(atlas, practices)
    out = unusual_practices.stand_out(atlas, practices)
    alone = len(practices) == 1
    told = ["yes" if code in out else "no" if alone else None for code in judged.index]
    beside = unusual_practices.beside(atlas, practices, judged)
    return judged.assign(stands_out=pd.Series(told, judged.index, dtype=object)).join(beside)


def _recorded(table: pd.DataFrame, year: str, register: str) -> Row:
    if (year, register) not in table.index:
        return {}
    row = row_of(table, (year, register))
    whole = {name: int(row[name]) for name in ("on_register", "list_size", "practices")}
    return whole | {name: float(row[name]) for name in ("prevalence", "lower", "upper")}


def _expected(row: pd.Series) -> Row:
    same = ("expected", "ratio", "limit_lower", "limit_upper")
    beside = (name for name in ("place_ratio", "network_ratio") if not pd.isna(row[name]))
    return {name: float(row[name]) for name in (*same, *beside)} | {
        "observed": int(row["observed"]),
        "ratio_lower": float(row["lower"]),
        "ratio_upper": float(row["upper"]),
        "verdict": verdict(row) or None,
        "stands_out": row["stands_out"],
        "place": row["place"] or None,
        "in_place": verdict_named(row["in_place"]) or None,
    }


def footprint(atlas: Atlas, wanted: Sequence[Unit], *, outside: bool = False) -> Table:
    """Where the units' patients live, area by area, and the areas that places on the map take.

    The table's codes are those of the areas, so one that two units share stands twice. With
    ``outside``, areas outside the atlas too, which have no outline here.
    """
    places = atlas.areas[["neighbourhood", "name", "ward", "district", "residents"]]
    places = places.rename(columns={"residents": "all_residents"})
    places = places.assign(imd_decile=atlas.table("imd_decile")["value"], inside="yes")
    if outside:
        further = patients_elsewhere.areas(atlas).rename(columns={"residents": "all_residents"})
        decile = patients_elsewhere.part(atlas, "imd_decile", "value")
        further = further.assign(imd_decile=decile, inside="no")
        places = pd.concat([places, further]).astype(object)
        places = places.where(places.notna(), None)
    rows = [
        who_is(unit) | {"area": code} | row | dict(places.loc[code])
        for unit in wanted
        for code, row in _areas(atlas, unit)
        if code in places.index
    ]
    counted = atlas.period_of("patients_by_lsoa")
    made = of_rows("lsoa", rows, _footprint_heads(atlas, counted, outside=outside))
    return replace(made, codes=tuple(row["area"] for row in rows))


def _footprint_heads(atlas: Atlas, counted: str, *, outside: bool) -> dict[str, Head]:
    heads: dict[str, Head] = {
        "area": ("Area code (LSOA 2021)", "text", 0),
        "neighbourhood": ("Neighbourhood", "text", 0),
        "name": ("Area name (ONS)", "text", 0),
        "ward": ("Ward (best fit)", "text", 0),
        "district": ("District", "text", 0),
        **WHO,
        "patients": (f"Its patients who live there, {counted}", "whole", 0),
        "of_list": ("Share of its whole list, %", "number", 2),
        "of_area": ("Its share of the area's registered patients, %", "number", 2),
        "ring": (
            "The first areas, most patients first, that hold so many % of its list (100: the rest)",
            "whole",
            0,
        ),
        "whole": ("Taken as a whole area", "text", 0),
        "all_residents": ("Residents, Census 2021", "whole", 0),
        "imd_decile": ("Deprivation decile (IMD 2025; 1 most deprived)", "whole", 0),
    }
    return heads | ({"inside": (f"In {atlas.name}", "text", 0)} if outside else {})


def _areas(atlas: Atlas, unit: Unit) -> Iterator[tuple[str, Row]]:
    held = [*(round(100 * share) for share in RINGS), 100]
    whole = set(unit.areas)
    if unit.practices:
        table = footprints.shares(atlas, unit.practices, RINGS)
        for code, row in table.to_dict("index").items():
            yield (
                str(code),
                {
                    "patients": int(row["patients"]),
                    "of_list": 100 * float(row["of_list"]),
                    "of_area": 100 * float(row["of_area"]) if row["inside"] else None,
                    "ring": held[int(row["ring"])],
                    "whole": "yes" if code in whole else "no",
                },
            )
        whole -= set(table.index)
    for code in unit.areas:
        if code in whole:
            yield code, {"whole": "yes"}


def members(atlas: Atlas, wanted: Sequence[Unit]) -> Table:
    """What networks, places and groups are made of: a row for each member, and for the whole."""
    rows = []
    for unit in wanted:
        parts = [units.unit(atlas, key) for key in members_of(unit)]
        if not parts:
            continue
        weights = {part.key: units.weights(atlas, part) for part in [*parts, unit]}
        figures = profile.profile(atlas, COLUMNS, weights)
        for part in [*parts, unit]:
            row = {"of": unit.name, **who_is(part), "people": people(atlas, part)}
            row |= {name: figures[name][part.key].value for name in COLUMNS}
            rows.append(row | ({"unit": "All together"} if part is unit else {}))
    heads: dict[str, Head] = {"of": ("Network, place or group", "text", 0)}
    heads |= WHO | {"unit": ("Member", "text", 0)}
    heads["people"] = ("Patients on its list, or residents of its areas", "whole", 0)
    for name in COLUMNS:
        definition = atlas.indicators[name]
        heads[name] = (header_of(definition, ""), *shown_as(definition, ""))
    return of_rows("member", rows, heads)


def members_of(unit: Unit) -> tuple[str, ...]:
    """Keys of what a unit is made from; none for what stands for itself."""
    if unit.kind == "group":
        return unit.members
    return unit.practices if unit.kind in ("pcn", "place") else ()


def who_is(unit: Unit) -> Row:
    """A unit in the columns of :data:`WHO`."""
    # A group's key is a list of its members, which the sheet of members gives.
    code = None if unit.kind == "group" else unit.key
    return {"unit": unit.name, "kind": KINDS[unit.kind], "code": code}


def region(atlas: Atlas) -> Row:
    """The whole region in them."""
    return {"unit": atlas.name, "kind": WHOLE}
