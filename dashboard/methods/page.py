"""Methods & data: how each figure is made, of which publications, and how to cite the atlas."""

from datetime import date
from functools import lru_cache

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component
from flask import has_request_context, request

from dashboard.methods import chapters, sources
from dashboard.methods.texts import say, texts
from dashboard.parts.attributes import aria
from dashboard.parts.citation import cited
from dashboard.parts.context import Context
from dashboard.parts.copied import copy_button
from dashboard.wording import number_text
from layers.atlas import Atlas

NAV = ("/methods", "Methods")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with what its program does."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: Methods and data",
        description="How the atlas's figures are made, and where they come from",
        layout=lambda **_: layout(context),
        modules=("methods", "paper"),
    )
    app.clientside_callback(
        ClientsideFunction("methods", "show"),
        Output("methods-shown", "data"),
        Input("methods-markup", "data"),
        Input("url", "hash"),
    )


def layout(context: Context) -> Component:
    """What the figures are, how each is made, of what, and what to say when using them."""
    atlas = context.atlas.published
    intro = say(
        "intro",
        indicators=number_text.count(len(atlas.indicators)),
        areas=number_text.count(len(atlas.areas)),
        name=atlas.name,
    )
    return html.Div(
        [
            html.H1(say("title")),
            html.P(intro, className="fs-5 fw-normal"),
            html.P(say("read")),
            html.Nav(
                [
                    html.H2(say("contents"), className="fs-5 mt-3"),
                    html.Div(id="methods-contents", style={"columns": "2 18rem"}),
                    html.Ul(
                        [_link(anchor) for anchor in texts().headings], className="list-unstyled"
                    ),
                ],
                className="d-print-none",
                **aria(label=say("contents")),
            ),
            # Built by assets/modules/pages/methods.js.
            html.Div(id="methods-text"),
            *_sources(context),
            dcc.Store(
                id="methods-markup",
                data={"contents": chapters.contents(), "text": chapters.methods()},
            ),
            dcc.Store(id="methods-shown"),
        ],
        className="document methods",
    )


@lru_cache(maxsize=1)
def _publications(atlas: Atlas) -> tuple[Component, ...]:
    # They are most of the page, and the same for everybody.
    return tuple(sources.folded(atlas.manifest["sources"]))


def _sources(context: Context) -> list[Component]:
    """Publications, what is missing, how to cite, and what licences ask for."""
    atlas = context.atlas.published
    publications = atlas.manifest["sources"]
    missing = sources.not_included(atlas.manifest["notes"], publications)
    address = request.url_root if has_request_context() else "/"
    return [
        _heading("publications"),
        html.P(say("periods")),
        *_publications(atlas),
        _heading("not-included"),
        html.Ul([html.Li(note) for note in missing]),
        _heading("cite"),
        html.P(say("cite")),
        html.P(
            cited(atlas, address, date.today()).text(),
            id="citation",
            className="panel border p-3",
        ),
        copy_button("citation", say("copy")),
        html.P(say("cite_source"), className="note"),
        _heading("attribution"),
        html.P(say("repeat")),
        html.Ul([html.Li(line) for line in sources.attributions(publications)]),
    ]


def _heading(anchor: str) -> Component:
    return html.H2(texts().headings[anchor], id=anchor, tabIndex=-1)


def _link(anchor: str) -> Component:
    return html.Li(html.A(texts().headings[anchor], href=f"#{anchor}"), className="py-1")
