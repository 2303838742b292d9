"""Inequality: the gap and how sure it is, segregation and mix, and what goes together."""

from typing import Any

import dash
from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.inequality import compare_form, districts, years
from dashboard.inequality.correlation import together_page
from dashboard.inequality.form import ADD, CHOSEN, PAGE, address_form, form, meaning
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.mix import mix_page
from dashboard.inequality.texts import say
from dashboard.inequality.view import read_view
from dashboard.parts import chips
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.repeat.panel import repeat_panel

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
        modules=("form", "paper"),
    )
    parts = address_form()
    parts.register(app, lambda search: meaning(context.atlas, search))
    parts.results(app)
    chips.register(app, PAGE, "chip", CHOSEN, adds=ADD)
    compare_form.register(app)

    @app.callback(
        Output("inequality-body", "children"),
        Output("inequality-more", "children"),
        Output("inequality-answer", "data"),
        Input("inequality-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(asked: dict[str, str] | None) -> tuple[Any, ...]:
        search = str((asked or {}).get("search") or "")
        view, _ = read_view(search, context.atlas)
        body = PARTS[view.part](context.atlas, view)
        return body, [], {"search": search, "drawn": f"{PAGE}-{view.part}"}

    @app.callback(
        Output("inequality-more-came", "data"),
        Input("inequality-more-asked", "data"),
        prevent_initial_call=True,
    )
    def more(asked: dict[str, str] | None) -> dict[str, Any]:
        search = (asked or {}).get("search", "")
        view, _ = read_view(search, context.atlas)
        parts = (years, districts) if view.part == "gap" else ()
        sections = [one.section(context.atlas, view) for one in parts]
        return {"search": search, "children": [one for one in sections if one is not None]}


def layout(context: Context) -> Component:
    """What is asked on the left, what is known of it on the right."""
    return html.Div(
        [
            # Wanted on this page alone, so it does not come with every other one.
            stylesheet("inequality"),
            *address_form().stores(),
            *(dcc.Store(id=f"inequality-{name}") for name in ("answer", "more-asked", "more-came")),
            html.Div(id="notice", role="status", **aria(live="polite")),
            html.Aside(
                [
                    html.H1(say("page", "title"), className="fs-4"),
                    html.P(say("page", "about"), className="note"),
                    html.Div(
                        [
                            form(context.atlas),
                            html.P(id="handover-status", role="status", className="m-0"),
                        ],
                        className="sticky-lg-top pt-lg-3 d-print-none",
                    ),
                ],
                id="inequality-side",
                className="panel border-end p-3",
                **aria(label=say("page", "side")),
            ),
            html.Div(
                [
                    compare_form.compare_form(context.atlas),
                    html.Div(
                        [
                            html.P(
                                say("page", "waits"),
                                id="inequality-said",
                                role="status",
                                **data(waits=say("page", "waits")),
                            ),
                            html.Div(id="inequality-body"),
                            html.Div(id="inequality-more"),
                            repeat_panel("inequality"),
                        ],
                        id="inequality-known",
                        className="pt-3",
                        **aria(busy="true"),
                        **data(answers="", inside=""),
                    ),
                ],
                id="inequality-main",
                className="px-3 px-lg-4 pt-2 pb-5",
            ),
        ],
        className="room inequality",
    )
