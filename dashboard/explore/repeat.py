"""How Explore's figure of a view, its table, and its classes are repeated."""

from dashboard.explore.areas_in_view import codes_in_view
from dashboard.explore.card import indicators_of_card
from dashboard.explore.classes import breaks_of, second_of
from dashboard.explore.export_table import indicators_of
from dashboard.explore.found_place import selected_title
from dashboard.explore.places_shown import places_in_view
from dashboard.explore.view import ViewState, read_query
from dashboard.explore.view_figures import most_deprived, over
from dashboard.explore.view_sentence import sentence
from dashboard.explore.view_texts import say
from dashboard.files.table import name_of
from dashboard.parts.repeat.moved import moved
from dashboard.parts.repeat.recipe import (
    Find,
    Given,
    NotRepeated,
    Recipe,
    chosen,
    nowhere,
    of_rows,
)
from dashboard.wording import number_text
from dashboard.wording.legend import level_words
from layers.atlas import Atlas
from layers.geography import levels
from layers.geography.populations import averaged_over

# How several areas' figures become one, and the program that does it.
_PROGRAMS = {"ratio": "share", "weighted_mean": "mean", "sum": "total"}


def repeat(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The figure of the areas selected, or of all in view; None of what has none together (kinds,
    ranks), and of a single area's decile."""
    view = read_query(query, atlas).view
    definition = atlas.indicators[view.indicator]
    places = places_in_view(atlas, view)
    if view.selected:
        members = levels.members(atlas, view.selected, view.level)
        places = atlas.areas.index.get_indexer(members)
    if not len(places):
        return nowhere()
    codes, _ = levels.places_at(atlas, "lsoa")
    given: dict[str, Given] = {
        "indicator": definition.id,
        "areas": chosen(codes[places], codes),
    }
    value = over(atlas, definition.id, places).value
    if definition.kind == "decile" and value is None:
        people = most_deprived(atlas, definition.id, places).people
        return Recipe("fifth", _what(atlas, view), number_text.count(people), given)
    if definition.kind == "change" and not view.selected:
        more = int((atlas.column(definition.id, "value")[places] < 0).sum())
        return moved(_what(atlas, view), more, chosen(codes[places], codes))
    if value is None or definition.grain or definition.aggregate not in _PROGRAMS:
        return None
    return Recipe(
        _PROGRAMS[definition.aggregate],
        _what(atlas, view),
        number_text.fixed(value, definition.decimals),
        given
        | {
            "decimals": definition.decimals,
            "people": str(averaged_over(atlas, definition).name),
        },
    )


def _what(atlas: Atlas, view: ViewState) -> str:
    return (
        f"{name_of(atlas.indicators[view.indicator])}: {sentence(atlas, view, bool(view.selected))}"
    )


def repeat_table(atlas: Atlas, query: str) -> Recipe | NotRepeated:
    """The table of the places in view, by code; a row for each."""
    view = read_query(query, atlas).view
    shown = [atlas.indicators[name] for name in indicators_of(view)]
    every, _ = levels.places_at(atlas, view.level)
    codes = codes_in_view(atlas, view)
    if codes.empty:
        return nowhere()
    given: dict[str, Given] = {
        "level": view.level,
        "indicators": [one.id for one in shown],
        "columns": ["category" if one.kind == "category" else "value" for one in shown],
        "decimals": [one.decimals for one in shown],
        "areas": chosen(codes, every),
        "order": [],
        "most": len(every),
    }
    what = say("repeat_table", units=level_words(atlas, view.level).many)
    return of_rows("values", f"{what}: {_labels(atlas, view)}", len(codes), given)


def repeat_card(atlas: Atlas, query: str) -> Recipe | None:
    """What the tables of the card hold of the places selected together; None without any."""
    view = read_query(query, atlas).view
    if not view.selected:
        return None
    names = indicators_of_card(atlas)
    given: dict[str, Given] = {
        "areas": ",".join(view.selected),
        "around": ",".join(sorted(atlas.districts)),
        "indicators": names,
        "decimals": [atlas.indicators[name].decimals for name in names],
    }
    what = say("repeat_card", places=selected_title(atlas, view), around=atlas.name)
    return of_rows("card", what, len(names), given)


def repeat_classes(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """How many places in view each class of the map has; not of two indicators at once, whose
    squares are no steps of one figure, nor of kinds, which the table has."""
    view = read_query(query, atlas).view
    definition = atlas.indicators[view.indicator]
    if second_of(atlas, view) or definition.kind == "category":
        return NotRepeated(say("repeat_no_classes"))
    codes = codes_in_view(atlas, view)
    if codes.empty:
        return nowhere()
    values = levels.table_at(atlas, view.indicator, view.level)["value"]
    if values.isna().all():
        return None
    cut = breaks_of(atlas, view)
    given: dict[str, Given] = {
        "indicator": view.indicator,
        "level": view.level,
        "areas": chosen(codes, values.index),
        # As the atlas's tables have their values.
        "ends": [round(end, 6) for end in cut.bounds],
        "side": "right" if cut.from_above else "left",
        "decimals": max(definition.decimals, 1),
    }
    what = say("repeat_classes", units=level_words(atlas, view.level).many)
    return of_rows("classes", f"{what}: {name_of(definition)}", len(cut.bounds), given)


def _labels(atlas: Atlas, view: ViewState) -> str:
    return "; ".join(name_of(atlas.indicators[name]) for name in indicators_of(view))


FIGURES: dict[str, Find] = {
    "explore": repeat,
    "explore-table": repeat_table,
    "explore-classes": repeat_classes,
    "explore-card": repeat_card,
}
