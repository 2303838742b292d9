"""The pane of a page's map: the map, what lies on it, its legend, and what it waits for."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import map_ground
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.map import LEGEND, WAIT, leaflet_map


def map_pane(
    context: Context, page: str, label: str, in_words: str, waits: str, *choices: Component
) -> Component:
    """The pane.

    Parameters
    ----------
    page
        Begins the ids of the switches of what lies on the map.
    label
        What a screen reader calls the pane.
    in_words
        What a screen reader says of the map: where the same stands in words.
    waits
        What is said until the map is drawn.
    choices
        Controls that stand on the map.
    """
    return html.Section(
        [
            html.Div(
                leaflet_map(context, drawing=False),
                id="map-frame",
                role="group",
                **aria(label=in_words),
                **data(answers=""),
            ),
            *choices,
            map_ground.menu(page),
            html.Div(id="legend", className=LEGEND, **data(answers="")),
            html.Div(waits, id="map-wait", role="status", className=WAIT),
        ],
        id="map-area",
        **aria(label=label),
    )
