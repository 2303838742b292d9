"""How the figures of the Change page's two parts are repeated."""

from dashboard.change.place import place_of
from dashboard.change.texts import say
from dashboard.change.view import ChangeView, read_view
from dashboard.parts.repeat.recipe import Recipe
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.change import decile_change, register_years
from layers.practices.recorded_registers import registers


def repeat(atlas: Atlas, query: str) -> Recipe | None:
    """How many areas are in a more deprived tenth than in 2019; in how many practices a register
    rose by more than chance. None where there is nothing to compare."""
    view, _ = read_view(query, atlas)
    return _areas(atlas, view) if view.part == "areas" else _registers(atlas, view)


def _areas(atlas: Atlas, view: ChangeView) -> Recipe | None:
    if not decile_change.is_known(atlas):
        return None
    where = place_of(atlas, view.within)
    found = decile_change.moves(decile_change.areas(atlas, where.areas))
    given = {"areas": where.areas.tolist() if where.key else [], "indicator": decile_change.MOVED}
    what = say("repeat", "areas", where=where.name)
    return Recipe("moved", what, count(found.more.areas), given)


def _registers(atlas: Atlas, view: ChangeView) -> Recipe | None:
    years = register_years.ends(atlas)
    where = place_of(atlas, view.within)
    table = register_years.practices(atlas, view.register, where.practices)
    both = table[table["kind"] == "both"]
    if years is None or both.empty:
        return None
    label = registers(atlas)[view.register]
    what = say("repeat", "registers", label=label, where=where.name)
    given = {
        "register": view.register,
        "first": years[0],
        "last": years[1],
        "practices": both.index.tolist(),
    }
    return Recipe("risen", what, count(int((both["change_lower"] > 0).sum())), given)
