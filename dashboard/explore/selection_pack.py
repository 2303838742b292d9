"""The evidence pack of what is selected, on its card."""

from dash import html
from dash.development.base_component import Component

from dashboard.explore.view import ViewState
from dashboard.parts import menus
from dashboard.parts.address import MOST_SELECTED, query_of
from layers.atlas import Atlas
from layers.geography import levels


def selection_pack(atlas: Atlas, view: ViewState) -> list[Component]:
    """Links to the pack in both forms, of all who live in the selection whatever the filters are;
    nothing for more areas than an address should name.

    One place goes by its own name there, several by their areas.
    """
    areas = levels.members(atlas, view.selected, view.level)
    if len(view.selected) == 1:
        query = query_of({"unit": view.selected[0]})
    elif len(areas) <= MOST_SELECTED:
        query = query_of({"areas": ".".join(areas)})
    else:
        return []
    packs = menus.file_items(menus.evidence_packs(query))
    return [html.Ul(packs, className="list-unstyled mt-3 d-print-none")]
