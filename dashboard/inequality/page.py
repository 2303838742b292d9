"""Inequality: the gap and how sure it is, segregation and mix, and what goes together."""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.inequality import districts, options, years
from dashboard.inequality.correlation import together_page
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.mix import mix_page
from dashboard.inequality.view import read_view
from dashboard.parts.context import Context
from dashboard.parts.page_assets import stylesheet

NAV = ("/inequality", "Inequality")
PARTS = {"gap": gap_page, "mix": mix_page, "together": together_page}


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: inequality",
        description="How large the gap is, and how sure that is",
        layout=lambda **_: layout(context),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "inequalityFollow"),
        Output("inequality-followed", "data"),
        Input("url", "search"),
        Input("inequality-options", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "inequalityAnswered"),
        Output("inequality-drawn", "data"),
        Input("inequality-answer", "data"),
    )

    app.clientside_callback(
        ClientsideFunction("atlas", "inequalityMore"),
        Output("inequality-more-drawn", "data"),
        Input("inequality-more", "children"),
    )

    @app.callback(
        Output("inequality-body", "children"),
        Output("inequality-more", "children"),
        Output("inequality-answer", "data"),
        Output("notice", "children", allow_duplicate=True),
        Input("inequality-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> tuple[Any, ...]:
        search = str((asked or {}).get("search") or "")
        view, ignored = read_view(search, context.atlas)
        body = PARTS[view.part](context.atlas, view)
        means = {"search": search, "asked": view.asked()}
        return body, [], means, [html.P(line) for line in ignored]

    @app.callback(
        Output("inequality-more", "children", allow_duplicate=True),
        Input("inequality-more-asked", "data"),
        prevent_initial_call=True,
    )
    def more(asked: dict[str, str] | None) -> Component:
        search = (asked or {}).get("search", "")
        view, _ = read_view(search, context.atlas)
        parts = (years, districts) if view.part == "gap" else ()
        sections = [one.section(context.atlas, view) for one in parts]
        return html.Div([one for one in sections if one is not None], **{"data-of": search})


def layout(context: Context) -> Component:
    """What is asked on the left, what is known of it on the right."""
    stores = ("followed", "drawn", "asked", "answer", "more-asked", "more-drawn")
    return html.Div(
        [
            # Wanted on this page alone, so it does not come with every other one.
            stylesheet("inequality"),
            *(dcc.Store(id=f"inequality-{name}") for name in stores),
            dcc.Store(id="inequality-options", data=options.options(context.atlas)),
            html.Div(id="notice", role="status", **{"aria-live": "polite"}),
            html.Aside(
                [
                    html.H1("Inequality"),
                    html.P("How large the gap is, and how sure that is.", className="note"),
                    html.Div(
                        [
                            html.Div(id="inequality-ask"),
                            html.P(id="handover-status", role="status"),
                        ],
                        className="asking",
                    ),
                ],
                id="inequality-side",
                className="panel",
                **{"aria-label": "What to look at"},
            ),
            html.Div(
                [
                    html.P("Working it out…", id="inequality-said", role="status"),
                    html.Div(id="inequality-body"),
                    html.Div(id="inequality-more"),
                ],
                id="inequality-known",
                **{"aria-busy": "true", "data-answers": ""},
            ),
        ],
        className="inequality",
    )
