"""How a register's prevalence in practices, the profile and all registers are repeated."""

from collections.abc import Sequence

from dashboard.parts.repeat.recipe import Find, Given, NotRepeated, Recipe, of_rows
from dashboard.practices import members, recorded_against_expected
from dashboard.practices.key_figures import heading
from dashboard.practices.list_filter import narrowed
from dashboard.practices.practice_list import DEPRIVATION, ESTIMATES
from dashboard.practices.texts import say
from dashboard.practices.view import read_view
from dashboard.wording.number_text import register_percent
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers, units
from layers.practices.profile_sections import own_indicators, sections_for
from layers.practices.units import Unit

# Columns of the programs that are of no unit.
_HEADS = ("indicator", "England", "register", "year", "patients")


def repeat(atlas: Atlas, query: str) -> Recipe | None:
    """The newest prevalence of the view's register in the first unit of practices, or in all; None
    of places on the map, which have no registers, and where nothing was reported."""
    view, _ = read_view(query, atlas)
    practices = atlas.practices.index.tolist()
    where = atlas.name
    if view.units:
        practices, where = list(view.units[0].practices), view.units[0].name
    year = recorded_registers.years(atlas)[-1]
    known = recorded_registers.recorded(atlas, practices)
    if (year, view.register) not in known.index:
        return None
    share = float(known["prevalence"].loc[(year, view.register)])
    result = register_percent(share).removesuffix("%")
    label = recorded_registers.registers(atlas)[view.register]
    given: dict[str, Given] = {
        "register": view.register,
        "year": year,
        "practices": practices,
        "decimals": len(result.partition(".")[2]),
    }
    return Recipe("register", f"{label}: {where}, {year}", result, given)


def repeat_profile(atlas: Atlas, query: str) -> Recipe | None:
    """Every indicator of the profile, of the unit and what is beside it, or of several units; None
    of the list."""
    view, _ = read_view(query, atlas)
    if not view.units:
        return None
    alone = len(view.units) == 1
    shown = [*view.units, *(units.larger(atlas, view.units[0]) if alone else [])]
    published = sections_for(atlas.published)  # the read API has nothing that people bring
    names = [name for section in published for name in section.indicators]
    given: dict[str, Given] = {
        "heads": [*_told_apart(atlas, shown), atlas.name],
        "units": [*(_codes(unit) for unit in shown), ",".join(sorted(atlas.districts))],
        "indicators": names,
        "decimals": [atlas.indicators[name].decimals for name in names],
    }
    rows = "profile_published" if own_indicators(atlas) else "profile"
    what = say("repeat", rows, names="; ".join(heading(unit) for unit in view.units))
    return of_rows("profile", what, len(names), given)


def _told_apart(atlas: Atlas, shown: Sequence[Unit]) -> list[str]:
    """What each unit is called; with its code where another column has the same name."""
    names = [heading(unit) for unit in shown]
    taken = [*names, atlas.name, *_HEADS]
    return [
        name if taken.count(name) == 1 else say("repeat", "same_name", name=name, code=_codes(unit))
        for name, unit in zip(names, shown, strict=True)
    ]


def _codes(unit: Unit) -> str:
    """What the profile is of, as the read API takes it; a group's members."""
    return ",".join(unit.members or (unit.key,))


def repeat_registers(atlas: Atlas, query: str) -> Recipe | None:
    """Every register of the newest year, of the view's one unit and of all practices here; None of
    what has no practices, and of several units."""
    view, _ = read_view(query, atlas)
    if len(view.units) != 1 or not view.units[0].practices:
        return None
    unit, year = view.units[0], recorded_registers.years(atlas)[-1]
    here = recorded_registers.recorded(atlas, unit.practices)
    judged = expected_registers.of_group(atlas, unit.practices)
    every = recorded_against_expected.in_order(judged, recorded_registers.registers(atlas))
    shown = [code for code in every if (year, code) in here.index]
    if not shown:
        return None
    return _recorded(atlas, "registers", [unit], shown, [year for _ in shown])


def repeat_beside(atlas: Atlas, query: str) -> Recipe | None:
    """Every register of the newest year, of several units; None where none has practices."""
    view, _ = read_view(query, atlas)
    shown = [unit for unit in view.units if unit.practices]
    if not shown:
        return None
    registers = list(recorded_registers.registers(atlas))
    newest = recorded_registers.years(atlas)[-1]
    return _recorded(atlas, "registers", shown, registers, [newest for _ in registers])


def repeat_trend(atlas: Atlas, query: str) -> Recipe | None:
    """The view's register in each year, of its one unit; None of what has no practices."""
    view, _ = read_view(query, atlas)
    if len(view.units) != 1 or not view.units[0].practices:
        return None
    years = recorded_registers.years(atlas)
    label = recorded_registers.registers(atlas)[view.register]
    registers = [view.register for _ in years]
    return _recorded(atlas, "trend", view.units, registers, years, label=label)


def _recorded(
    atlas: Atlas,
    said: str,
    shown: Sequence[Unit],
    registers: Sequence[str],
    years: Sequence[str],
    **parts: str,
) -> Recipe:
    """Registers of some years: a row for each, a column for each unit and for all practices."""
    names = [*_told_apart(atlas, shown), atlas.name]
    given: dict[str, Given] = {
        "registers": registers,
        "years": years,
        "heads": names,
        "practices": [
            ",".join(of) for of in (*(u.practices for u in shown), atlas.practices.index)
        ],
    }
    what = say("repeat", said, names="; ".join(names), **parts)
    return of_rows("recorded", what, len(registers), given)


def repeat_list(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The rows that the list is narrowed to; None without any, and where the list is not shown."""
    view, _ = read_view(query, atlas)
    if view.columns != "patients":
        return NotRepeated(say("repeat", "care" if view.columns == "care" else "expected"))
    shown = [] if view.units else narrowed(atlas, view, view.listed)
    if not shown:
        return None
    year = recorded_registers.years(atlas)[-1]
    names = (*ESTIMATES, DEPRIVATION)
    given = _estimates(shown, names, [1 for _ in names]) | {
        "register": view.register,
        "year": year,
        "by": "code" if view.listed == "practice" else "pcn_code",
    }
    label = recorded_registers.registers(atlas)[view.register]
    what = say("repeat", "list", label=label, year=year)
    return of_rows("listed", what, len(shown), given, "estimates")


def repeat_members(atlas: Atlas, query: str) -> Recipe | None:
    """The members of the view's one unit, and the whole; None of what has none."""
    view, _ = read_view(query, atlas)
    shown = members.members_of(atlas, view.units[0]) if len(view.units) == 1 else []
    if not shown:
        return None
    shown = [*shown, view.units[0]]
    decimals = [atlas.indicators[name].decimals for name in members.COLUMNS]
    given = _estimates(shown, members.COLUMNS, decimals)
    return of_rows("members", say("repeat", "members"), len(shown), given, "estimates")


def _estimates(
    shown: Sequence[Unit], names: Sequence[str], decimals: Sequence[int]
) -> dict[str, Given]:
    return {
        "units": [_codes(unit) for unit in shown],
        "names": [heading(unit) for unit in shown],
        "indicators": names,
        "decimals": decimals,
    }


def repeat_care(_: Atlas, __: str) -> NotRepeated:
    """No program: the read API has none of these measures."""
    return NotRepeated(say("repeat", "care"))


FIGURES: dict[str, Find] = {
    "practices": repeat,
    "practices-profile": repeat_profile,
    "practices-registers": repeat_registers,
    "practices-beside": repeat_beside,
    "practices-trend": repeat_trend,
    "practices-list": repeat_list,
    "practices-members": repeat_members,
    "practices-care": repeat_care,
}
