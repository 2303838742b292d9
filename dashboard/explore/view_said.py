"""What Explore says around its map of a view, as plain markup by the id of its place.

The browser asks for it where a view is filtered, selected from or of two indicators; what it says
of everything at a level is sent with the indicators' numbers, so that a switch asks for nothing.
"""

from functools import partial
from typing import Any

from dashboard.explore.filter_chips import filter_chips, named_chips
from dashboard.explore.found_card import found_headline
from dashboard.explore.found_place import found_place
from dashboard.explore.patients_card import patients_card
from dashboard.explore.phrases import shown
from dashboard.explore.places_shown import everywhere, places_in_view
from dashboard.explore.practice_note import practice_note
from dashboard.explore.view import ViewState
from dashboard.explore.view_card import announced, below, card, glance
from dashboard.explore.view_finding import said_over_map
from dashboard.parts import menus
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.practice_filter import residents_not_patients
from layers.atlas import Atlas

# Elements of the page that say something of the view.
PLACES = (
    *("headline", "card-patients", "card-now", "card-said", "chips"),
    *("practice-chosen", "network-chosen", "practice-note", "table-whom", "export-own"),
)


def said_of(atlas: Atlas, view: ViewState) -> dict[str, list[Still]]:
    """What each of :data:`PLACES` holds for a view."""
    places = places_in_view(atlas, view)
    parts = (
        shown(found_headline(atlas, view) or said_over_map(atlas, view)),
        # A place that is selected, or was found, has the card to itself.
        [] if view.selected or found_place(atlas, view) else patients_card(atlas, view),
        card(atlas, view, places),
        announced(atlas, view) or None,
        filter_chips(atlas, view),
        named_chips(atlas, view, "practices"),
        named_chips(atlas, view, "pcns"),
        practice_note(atlas, view, places) or None,
        residents_not_patients(atlas, view.pcns, view.practices) or None,
        menus.own_licences(atlas, filter(None, (view.indicator, view.second))),
    )
    return {name: still(part) for name, part in zip(PLACES, parts, strict=True)}


def said_of_everything(atlas: Atlas, indicator: str) -> dict[str, Any]:
    """What is said of an indicator where nothing is filtered nor selected: ``headline`` by level,
    and of the card ``glance``, which is the same at every level, and ``highest`` by level, which
    follows it; ``own``, what may be done with it where somebody brought it."""
    places = everywhere(atlas)
    view = partial(ViewState, indicator=indicator)
    return {
        "headline": {
            level: still(shown(said_over_map(atlas, view(level=level)))) for level in atlas.levels
        },
        "own": still(menus.own_licences(atlas, [indicator])),
        "glance": still(glance(atlas, view(), places)),
        "highest": {
            level: still(below(atlas, view(level=level), places)) for level in atlas.levels
        },
    }
