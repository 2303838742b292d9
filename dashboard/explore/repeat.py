"""How Explore's figure of a view is repeated."""

from dashboard.explore.places_shown import places_in_view
from dashboard.explore.view import ViewState, read_query
from dashboard.explore.view_figures import most_deprived, over
from dashboard.explore.view_sentence import sentence
from dashboard.files.table import name_of
from dashboard.parts.repeat.recipe import Given, Recipe
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.geography import levels
from layers.geography.populations import averaged_over

# How several areas' figures become one, and the program that does it.
_PROGRAMS = {"ratio": "share", "weighted_mean": "mean", "sum": "total"}


def repeat(atlas: Atlas, query: str) -> Recipe | None:
    """The figure of the areas selected, or of all in view; None of what has none together (kinds,
    ranks), and of a single area's decile."""
    view = read_query(query, atlas).view
    definition = atlas.indicators[view.indicator]
    places = places_in_view(atlas, view)
    if view.selected:
        members = levels.members(atlas, view.selected, view.level)
        places = atlas.areas.index.get_indexer(members)
    codes, _ = levels.places_at(atlas, "lsoa")
    given: dict[str, Given] = {
        "indicator": definition.id,
        "areas": [] if len(places) == len(codes) else codes[places].tolist(),
    }
    value = over(atlas, definition.id, places).value
    if definition.kind == "decile" and value is None:
        people = most_deprived(atlas, definition.id, places).people
        return Recipe("fifth", _what(atlas, view), number_text.count(people), given)
    if definition.kind == "change" and not view.selected:
        more = int((atlas.column(definition.id, "value")[places] < 0).sum())
        return Recipe("moved", _what(atlas, view), number_text.count(more), given)
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
