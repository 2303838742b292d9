"""The one place that knows the map library.

The server places the map and its layers; colours, highlights and labels are worked out in the
browser by ``assets/modules/map.js``, so that a change of indicator asks nothing of the server.
"""

from typing import Any

import dash_leaflet as dl
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.wording import legend

# Bootstrap's classes of what lies over the map: its legend, a key in it or beside the map, and
# what is said while the map is waited for.
LEGEND = "panel shadow rounded-3 px-2 px-lg-3 py-2"
KEY = "key list-unstyled small mt-1 mb-0"
WAIT = (
    "panel shadow rounded position-absolute top-50 start-50 translate-middle z-1 px-4 py-2 "
    "d-print-none"
)
# Functions of assets/modules/map.js, by their place in the browser's window.
_STYLE = {"variable": "dash_clientside.map.style"}
_OUTLINE = {"variable": "dash_clientside.map.outlineStyle"}
_EACH = {"variable": "dash_clientside.map.eachArea"}
_EACH_DISTRICT = {"variable": "dash_clientside.map.eachDistrict"}


def leaflet_map(context: Context, *, drawing: bool = True) -> Component:
    """The map of areas, drawn on a canvas because virtual desktops often lack WebGL.

    Parameters
    ----------
    drawing
        Whether people can draw a shape to select what lies in it: with :func:`drawing_tools`,
        which are put into ``drawing`` when the map stands, as their program is large.
    """
    areas, files = context.atlas.areas, context.files
    south, north = areas["latitude"].min(), areas["latitude"].max()
    west, east = areas["longitude"].min(), areas["longitude"].max()
    layers: list[Component] = []
    if context.config.tiles_url:
        layers.append(
            dl.TileLayer(
                url=context.config.tiles_url,
                attribution=context.config.tiles_attribution,
                opacity=0.6,
            )
        )
    layers += [
        dl.GeoJSON(
            url=links.to(files.address("outlines-lsoa")),
            style=_STYLE,
            onEachFeature=_EACH,
            filter={"variable": "dash_clientside.map.keep"},
            id="areas-layer",
            disableDefaultEventHandlers=True,
        ),
        dl.Pane(
            dl.GeoJSON(
                url=links.to(files.address("outlines-district")),
                style=_OUTLINE,
                onEachFeature=_EACH_DISTRICT,
                interactive=False,
                id="district-layer",
                disableDefaultEventHandlers=True,
            ),
            name="districts",
            # Lines above the areas, and never in the way of a click on one.
            style={"zIndex": 450, "pointerEvents": "none"},
        ),
        dl.Pane(
            dl.GeoJSON(
                # The browser fills it after the first map: wards are seen only when near.
                data={"type": "FeatureCollection", "features": []},
                style={"variable": "dash_clientside.map.wardStyle"},
                onEachFeature={"variable": "dash_clientside.map.eachWard"},
                interactive=False,
                id="ward-layer",
                disableDefaultEventHandlers=True,
            ),
            name="wards",
            style={"zIndex": 440, "pointerEvents": "none"},
        ),
        dl.ZoomControl(position="topleft"),
        *([dl.FeatureGroup(id="drawing")] if drawing else []),
        dl.ScaleControl(position="topleft", imperial=True, metric=True, maxWidth=140),
    ]
    return dl.Map(
        layers,
        id="map",
        preferCanvas=True,
        bounds=[[south, west], [north, east]],
        zoomControl=False,
        zoomSnap=0.02,  # so that what is shown fills its pane
        zoomDelta=0.5,
        wheelPxPerZoomLevel=90,
        minZoom=8,
        maxZoom=17,
        attributionControl=bool(context.config.tiles_url),
        # Nobody else needs to know where the map is; telling Dash would cost work on every move.
        trackViewport=False,
        className="map",
    )


def legend_fold(*inner: Component) -> Component:
    """What a legend says beyond its title and its colours: shown where the map is large, folded
    where it is small (``assets/css/20-explore.css``)."""
    words = legend.texts().fold
    summary = html.Summary(words["more"], **aria(label=words["about"]))
    return html.Details([summary, *inner], className="fold")


def drawing_tools() -> dict[str, Any]:
    """Tools to draw a shape that selects what lies in it, as Dash sends components."""
    shape = {"shapeOptions": {"color": "#b0307a"}}
    others = ("polyline", "circle", "circlemarker", "marker")
    tools = dl.EditControl(
        id="draw",
        position="topleft",
        draw={"rectangle": shape, "polygon": shape, **dict.fromkeys(others, False)},
        # The button that removes shapes is not shown: the page presses it when it has read a shape.
        edit={"edit": False, "remove": True},
    )
    return tools.to_plotly_json()
