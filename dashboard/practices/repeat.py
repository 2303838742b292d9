"""How a register's prevalence in practices is repeated."""

from dashboard.parts.repeat.recipe import Given, Recipe
from dashboard.practices.view import read_view
from dashboard.wording.number_text import register_percent
from layers.atlas import Atlas
from layers.practices import recorded_registers


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
