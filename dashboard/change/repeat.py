"""How the figures and tables of the Change page's two parts are repeated."""

from dashboard.change import area_table, register_part
from dashboard.change.place import place_of
from dashboard.change.texts import say
from dashboard.change.view import ChangeView, Kept, read_view
from dashboard.parts.repeat.moved import ANY_DECILE, LESS_DEPRIVED, MORE_DEPRIVED, moved
from dashboard.parts.repeat.recipe import (
    Find,
    Given,
    NotRepeated,
    Recipe,
    chosen,
    nowhere,
    of_rows,
)
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.change import decile_change, register_years
from layers.practices.recorded_registers import registers

# Moves, and the deciles then and now, of each kind of areas that can be asked for. Those that are
# not compared have no move to count.
_FIFTH, _REST = (1, decile_change.FIFTH), (decile_change.FIFTH + 1, ANY_DECILE[1])
_ASKED: dict[Kept, dict[str, tuple[int, int]]] = {
    "all": {},
    "more": {},
    "more2": {"by": (MORE_DEPRIVED[0], -2)},
    "same": {"by": (0, 0)},
    "less": {"by": LESS_DEPRIVED},
    "into": {"by": MORE_DEPRIVED, "then": _REST, "now": _FIFTH},
    "out": {"by": LESS_DEPRIVED, "then": _FIFTH, "now": _REST},
}


def repeat(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """How many areas are of the kind asked for, or in a more deprived tenth than in 2019; in how
    many practices a register rose by more than chance, or one practice's by year. None where there
    is nothing to compare."""
    view, _ = read_view(query, atlas)
    return _areas(atlas, view) if view.part == "areas" else _registers(atlas, view, query)


def _areas(atlas: Atlas, view: ChangeView) -> Recipe | NotRepeated | None:
    if not decile_change.is_known(atlas):
        return None
    if view.index != decile_change.OVERALL:
        return NotRepeated(say("repeat", "domain"))
    if view.kept not in _ASKED:
        return NotRepeated(say("repeat", "not_compared"))
    where = place_of(atlas, view.within)
    if where.areas.empty:
        return nowhere()
    kind: Kept = "more" if view.kept == "all" else view.kept
    found = area_table.kept(decile_change.areas(atlas, where.areas), kind)
    areas = chosen(where.areas, atlas.areas.index)
    what = say("repeat", f"areas_{kind}", where=where.name)
    return moved(what, len(found), areas, **_ASKED[kind])


def _registers(atlas: Atlas, view: ChangeView, query: str) -> Recipe | None:
    years = register_years.ends(atlas)
    where = place_of(atlas, view.within)
    table = register_years.practices(atlas, view.register, where.practices)
    both = table[table["kind"] == "both"]
    if years is None or both.empty:
        return None
    if len(table) == 1:
        return repeat_years(atlas, query)
    label = registers(atlas)[view.register]
    what = say("repeat", "registers", label=label, where=where.practices_of)
    given = {
        "register": view.register,
        "first": years[0],
        "last": years[1],
        "practices": both.index.tolist(),
    }
    risen = count(int((both["change_lower"] > 0).sum()))
    return Recipe("risen", what, risen, given, ("newcombe",))


def repeat_areas(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The table of areas as the page has it; None without any."""
    view, _ = read_view(query, atlas)
    if not decile_change.is_known(atlas):
        return None
    if view.index != decile_change.OVERALL:
        return NotRepeated(say("repeat", "domain"))
    where = place_of(atlas, view.within)
    kept = area_table.kept(decile_change.areas(atlas, where.areas), view.kept)
    if kept.empty:
        return None
    shown = (decile_change.THEN, decile_change.NOW, decile_change.MOVED)
    given: dict[str, Given] = {
        "level": "lsoa",
        "indicators": shown,
        "columns": ["value" for _ in shown],
        "decimals": [atlas.indicators[name].decimals for name in shown],
        "areas": chosen(sorted(kept.index), atlas.areas.index),
        "order": [decile_change.MOVED, decile_change.NOW],
        "most": area_table.MOST,
    }
    what = say("repeat", "table", where=where.name)
    return of_rows("values", what, min(len(kept), area_table.MOST), given)


def repeat_moves(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The deciles then by the deciles now; None where there is nothing to compare."""
    view, _ = read_view(query, atlas)
    if not decile_change.is_known(atlas):
        return None
    if view.index != decile_change.OVERALL:
        return NotRepeated(say("repeat", "domain"))
    where = place_of(atlas, view.within)
    if where.areas.empty:
        return nowhere()
    given: dict[str, Given] = {
        "now": decile_change.NOW,
        "moved": decile_change.MOVED,
        "areas": chosen(where.areas, atlas.areas.index),
    }
    what = say("repeat", "moves", where=where.name)
    return of_rows("moves", what, len(decile_change.DECILES), given)


def repeat_domains(atlas: Atlas, query: str) -> NotRepeated | None:
    """Why the table of domains has no program."""
    return NotRepeated(say("repeat", "domain")) if decile_change.is_known(atlas) else None


def repeat_years(atlas: Atlas, query: str) -> Recipe | None:
    """A register of each practice by year, as the page has them; None without any."""
    view, _ = read_view(query, atlas)
    ends = register_years.ends(atlas)
    where = place_of(atlas, view.within)
    table = register_years.practices(atlas, view.register, where.practices)
    known = register_part.known(table)
    if ends is None or known.empty:
        return None
    given: dict[str, Given] = {
        "register": view.register,
        "practices": known.index.tolist(),
        "years": [ends[0], *register_years.between(atlas), ends[1]],
    }
    label = registers(atlas)[view.register]
    what = say("repeat", "years", label=label, where=where.practices_of)
    return of_rows("years", what, len(known), given, "newcombe")


FIGURES: dict[str, Find] = {
    "change": repeat,
    "change-areas": repeat_areas,
    "change-moves": repeat_moves,
    "change-domains": repeat_domains,
    "change-years": repeat_years,
}
