"""Where to meet: choose venues for sessions so that most people of a group are within reach."""

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts import map_ground, menus
from dashboard.parts.attributes import aria, data
from dashboard.parts.context import Context
from dashboard.parts.found_bar import found_bar
from dashboard.parts.map_pane import map_pane
from dashboard.parts.page_assets import stylesheet
from dashboard.parts.plain_markup import still
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.sessions.session_request import PATH, read_request
from dashboard.where_to_meet import export_menu, keep_form, limits_form, map_result, results
from dashboard.where_to_meet.answering import NO_ANSWER, answer_to, own_known, read_question
from dashboard.where_to_meet.form import address_form, form, meaning
from dashboard.where_to_meet.names import PAGE
from dashboard.where_to_meet.own_venues_form import OWN, own_venues
from dashboard.where_to_meet.own_venues_form import register as register_own_venues
from dashboard.where_to_meet.refusal import refused
from dashboard.where_to_meet.session_card import session_card
from dashboard.where_to_meet.texts import say

NAV = (PATH, "Where to meet")
# What the page keeps besides its form: the question as the server is asked it, the answer, what the
# exact search has found, the session whose card is open, and what the browser has drawn.
QUESTION, RESULT, BEST, SESSION = "meet-question", "meet-result", "meet-best", "meet-session"
DRAWN = ("meet-followed", "meet-drawn", "meet-session-shown")


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with its callbacks."""
    dash.register_page(
        __name__,
        path=NAV[0],
        title="Seldom Heard: where to meet",
        description="Choose venues for sessions, so that most people of a group are within reach",
        layout=lambda **_: layout(context),
        modules=(PAGE, "paper"),
        map=True,
    )
    address_form().register(app, lambda search: meaning(context.atlas, search))
    map_ground.register(app, PAGE)
    limits_form.register(app)
    keep_form.register(app, context)
    register_own_venues(app)
    _browser(app)

    @app.callback(
        Output(RESULT, "data"),
        Output(menus.LINKS, "children"),
        Input(QUESTION, "data"),
        prevent_initial_call=True,
    )
    def find(asked: dict[str, Any] | None) -> tuple[dict[str, Any], list[Component]]:
        question = read_question(asked)
        try:
            answer = answer_to(context, question)
        except NO_ANSWER as error:
            request, _ = read_request(question.search, context.atlas)
            said = refused(context.atlas, request, error, own_known(question))
            none = {"search": question.search, "said": said}
            return map_result.nothing(context.atlas) | none, []
        return {
            "search": question.search,
            "chosen": list(answer.choice.venues),
            "proven": results.is_proven(answer),
            "bound": answer.choice.bound if question.best else None,
            "said": results.said(answer),
            "asked": still(results.asked(answer)),
            "line": still(results.in_view(answer)),
            "legend": still(map_result.legend_of(answer)),
            **map_result.for_map(answer),
        }, export_menu.file_links(answer)

    @app.callback(
        Output("session-card", "children"), Input(SESSION, "data"), prevent_initial_call=True
    )
    def show_session(opened: dict[str, Any] | None) -> Component | None:
        """The card of the session that was opened, of the answer that is shown."""
        if not opened:
            return None
        try:
            answer = answer_to(context, read_question(opened))
        except NO_ANSWER:  # no session of the page's own
            return None
        venue = str(opened.get("venue") or "")
        return session_card(answer, venue) if venue in answer.choice.venues else None


def _browser(app: Dash) -> None:
    """Functions of ``assets/modules/pages/where-to-meet.js``."""
    asked = f"{PAGE}-asked"
    for does, output, *given in (
        ("ask", QUESTION, Input(asked, "data"), Input(OWN, "data"), Input(BEST, "data")),
        ("found", "meet-drawn", Input(RESULT, "data")),
        ("sessionShown", "meet-session-shown", Input("session-card", "children")),
    ):
        app.clientside_callback(
            ClientsideFunction(PAGE, does),
            Output(output, "data"),
            *given,
            prevent_initial_call=True,
        )


def layout(context: Context) -> Component:
    """What is planned on the left, the map in the middle, whom it reaches on the right."""
    return html.Div(
        [
            stylesheet(PAGE),
            html.H1(say("page", "title"), className="visually-hidden"),
            *address_form().stores(),
            *(dcc.Store(id=name) for name in (QUESTION, RESULT, BEST, SESSION, *DRAWN)),
            dcc.Store(id=keep_form.SHOWN),
            html.Div(id="notice", role="status", **aria(live="polite")),
            # On a phone the form comes last: what it asks stands above the map.
            html.Div(id="meet-asked", className="panel px-3 py-2 d-lg-none d-print-none"),
            html.Aside(
                form(context.atlas, own_venues(context.atlas)),
                id="controls",
                className="panel side border-end order-1 order-lg-0 d-print-none",
                **aria(label=say("page", "side")),
            ),
            map_pane(
                context,
                PAGE,
                say("page", "map"),
                say("page", "map_in_words"),
                say("page", "looks"),
            ),
            _card(),
            found_bar(
                PAGE,
                "meet-line",
                say("page", "bar"),
                say("page", "looks"),
                keep_form.keep_form(context),
            ),
        ],
        id="meet",
        className="room explore meet",
    )


def _card() -> Component:
    return html.Aside(
        [
            html.Div(id="session-card", **data(answers="")),
            html.Div(id="meet-said", **data(answers="")),
            repeat_panel("meet"),
        ],
        id="card",
        className="panel side border-start",
        tabIndex=0,
        **aria(label=say("page", "card")),
    )
