"""Who have we heard from?: an exercise's responses against the residents it asked."""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.heard.texts import texts
from dashboard.heard.upload.limits import MOST_BYTES
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.map import leaflet_map
from dashboard.parts.page_assets import stylesheet
from dashboard.web.limits import LARGEST_REQUEST
from layers.exercise.respondents import load_respondents

# The question in full does not fit beside the other pages on a screen of 1,280 points.
NAV = ("/heard", "Who we heard from")
# Left free in a request for what the person has decided about the file.
_DECISIONS = 100_000


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: who have we heard from?",
        description="Compare the answers to a survey or an event with the people who live here",
        layout=lambda **_: layout(context),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "heardFollow"),
        Output("heard-followed", "data"),
        Input("url", "search"),
        Input("heard-options", "data"),
    )


def options() -> dict[str, Any]:
    """What the page offers to choose from."""
    known = load_respondents()
    return {
        "bases": [[one.id, one.label] for one in known.base],
        "questions": [
            {
                "id": one.id,
                "label": one.label,
                "categories": [[c.id, c.label, c.within] for c in one.category],
            }
            for one in known.question
        ],
        "texts": texts().page,
        "largest": min(MOST_BYTES, LARGEST_REQUEST - _DECISIONS),
    }


def layout(context: Context) -> Component:
    """The file first, then how it was understood, then what it says."""
    said = texts().page
    return html.Div(
        [
            stylesheet("heard"),
            dcc.Store(id="heard-followed"),
            dcc.Store(id="heard-options", data={**options(), "atlas": context.atlas.name}),
            html.H1(said["title"]),
            html.P(said["lead"], className="lead"),
            html.P(said["privacy"], id="heard-privacy"),
            html.Div(id="heard-start"),
            html.P(id="heard-status", role="status", **aria(live="polite")),
            html.Section(id="heard-check", hidden=True, **aria(label="Check the file")),
            # Asked before anything is compared, see dashboard/heard/places_asked.py.
            html.Section(
                id="heard-question", hidden=True, **aria(label="A question before the finding")
            ),
            html.Section(
                [
                    html.Div(id="heard-finding"),
                    html.Div(
                        [
                            html.Div(
                                [
                                    html.Div(
                                        leaflet_map(context, drawing=False),
                                        id="map-frame",
                                        role="group",
                                        **aria(label="Map. The list says the same in words."),
                                    ),
                                    html.Div("Looking…", id="map-wait", role="status"),
                                ],
                                id="map-area",
                            ),
                            html.Div(id="heard-beside"),
                            # Empty: the map leaves room for what stands here.
                            html.Div(id="legend"),
                        ],
                        className="heard-map",
                    ),
                    html.Div(id="heard-levels"),
                    html.Div(id="heard-balance"),
                    html.Div(id="heard-places"),
                    html.Div(id="heard-weights"),
                    html.Div(id="heard-waves"),
                    html.Div(id="heard-handover"),
                ],
                id="heard-results",
                hidden=True,
                **aria(label="Who you heard from"),
            ),
        ],
        className="heard document",
        id="heard",
    )
