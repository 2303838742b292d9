"""Methods & data: every publication with its period and licence, and how to cite the atlas."""

import dash
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.wording import number_text

NAV = ("/methods", "Methods")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app."""
    dash.register_page(
        __name__,
        path="/methods",
        title="Seldom Heard: Methods and data",
        description="Where the atlas's figures come from",
        layout=lambda **_: layout(context),
        modules=("paper",),
    )


def layout(context: Context) -> Component:
    """What the figures are, where each comes from, and what to say when using them."""
    atlas = context.atlas
    sources = atlas.manifest["sources"]
    attributions = list(dict.fromkeys(source["attribution"] for source in sources))
    return html.Div(
        [
            html.H1("Methods and data"),
            html.P(
                f"{number_text.count(len(atlas.indicators))} indicators for "
                f"{number_text.count(len(atlas.areas))} areas of {atlas.name}, made only from "
                "official "
                "and openly published figures. Nothing here is about any one person.",
                className="fs-5 fw-normal",
            ),
            html.H2("Publications and periods"),
            html.P(
                "Figures are from different years. Compare places with each other within one "
                "indicator; be careful when putting two indicators of different years together."
            ),
            # Wider than a phone: it scrolls, also by the keys.
            html.Div(
                _sources(sources),
                className="table-responsive",
                role="region",
                tabIndex=0,
                **aria(label="Publications and periods"),
            ),
            html.H2("What could not be included"),
            html.Ul([html.Li(note) for note in atlas.manifest["notes"]] or html.Li("Nothing.")),
            html.H2("Attribution"),
            html.P("When you use these figures, repeat the lines for the publications you use."),
            html.Ul([html.Li(line) for line in attributions]),
        ],
        className="document",
    )


def _sources(sources: list[dict]) -> Component:
    head = html.Tr(
        [
            html.Th(name, scope="col")
            for name in ("Publication", "Publisher", "Period", "Areas", "Licence")
        ]
    )
    rows = [
        html.Tr(
            [
                html.Th(source["title"], scope="row", className="fw-semibold"),
                html.Td(source["publisher"]),
                html.Td(source["period"]),
                html.Td(source["vintage"]),
                html.Td(source["licence"]),
            ]
        )
        for source in sources
    ]
    return html.Table([html.Thead(head), html.Tbody(rows)], className="table panel listing")
