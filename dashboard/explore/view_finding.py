"""What a view shows, in a line: the title of its picture."""

from dashboard.explore.classes import second_of
from dashboard.explore.found_place import selected_title
from dashboard.explore.places_shown import is_limited, named, places_in_view, residents
from dashboard.explore.view import ViewState
from dashboard.explore.view_clusters import clusters_of, headline
from dashboard.explore.view_figures import measure, over, written
from dashboard.explore.view_highest import highest_of, most_need
from dashboard.explore.view_short import short
from dashboard.explore.view_texts import say
from dashboard.files.table import name_of
from dashboard.wording.legend import level_words
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.geography import levels
from layers.geography.levels import Places


def finding(atlas: Atlas, view: ViewState) -> str:
    """What is selected and its figure; else the largest cluster where clusters are highlighted,
    how many areas have most need, or the figure of all that is in view and of its highest place.
    Empty where there is nothing to say."""
    definition = atlas.indicators[view.indicator]
    if view.selected:
        places = atlas.areas.index.get_indexer(levels.members(atlas, view.selected, view.level))
        title = selected_title(atlas, view)
        if definition.kind == "decile":
            value = short(atlas, definition, places).value
            return say("finding_selected", place=title, value=value)
        if len(view.selected) > 1:
            units = level_words(atlas, view.level).many
            title = say("selected_units", n=count(len(view.selected)), units=units)
        return _figure(atlas, view, places, title)
    places = places_in_view(atlas, view)
    if not len(places):
        return ""
    if clusters := headline(atlas, view, clusters_of(atlas, view, places)):
        return clusters
    where = named(atlas, view, len(places))
    second = second_of(atlas, view)
    if view.level == "lsoa" and (second or definition.kind == "decile"):
        most, found = most_need(atlas, view, places)
        of = where if is_limited(view) else say("areas_in", n=count(len(places)), where=where)
        n, people = count(len(found)), count(residents(atlas, found))
        if second:
            return say("finding_both", most=most, n=n, of=of, people=people)
        one = "finding_one_fifth" if len(found) == 1 else "finding_fifth"
        return say(one, n=n, of=of, measure=measure(definition))
    figure = _figure(atlas, view, places, where)
    top = highest_of(atlas, view, places).places if figure else []
    if not top:
        return figure
    end = "finding_lowest" if definition.polarity == "low" else "finding_highest"
    return figure + say(end, place=top[0].name, value=top[0].number)


def _figure(atlas: Atlas, view: ViewState, places: Places, where: str) -> str:
    """The figure of some areas together, and England's; empty where they have none."""
    definition = atlas.indicators[view.indicator]
    value = over(atlas, definition.id, places).value
    if value is None:
        return ""
    label = name_of(definition)
    text = say("finding_figure", label=label, value=written(value, definition), where=where)
    nation = atlas.england(definition.id).value
    if nation is None or definition.aggregate == "sum" or definition.kind in ("decile", "rank"):
        return text
    return text + say("finding_england", value=written(nation, definition))
