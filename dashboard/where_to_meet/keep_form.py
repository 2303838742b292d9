""" "Save as plan": the sessions become a plan's, a new one's or that of the address."""

from hashlib import sha256
from typing import Any

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.parts import fields, links
from dashboard.parts.address_form import Props
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.plans.keep_sessions import keep_as_plan, keep_in_plan
from dashboard.parts.plans.session_records import Records, sessions_of, venues_of, zones_of
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.targets.own_used import not_to_be_kept
from dashboard.parts.targets.plan_address import to_plan
from dashboard.web.writes import token, writer
from dashboard.where_to_meet.answering import (
    NO_ANSWER,
    answer_to,
    own_venues_of,
    read_question,
)
from dashboard.where_to_meet.texts import one_or_many, say
from workspace.errors import WorkspaceError
from workspace.fields import field

KEEP, TITLE, SAVE, SAID = "meet-keep", "meet-plan-title", "meet-plan-save", "meet-plan-said"
# Whether own venues that are no sessions are kept too; in sight while the page holds some.
ALL_OWN = "meet-plan-own"
TOKEN, SHOWN = "meet-token", "meet-shown"
# What differs where the sessions go into a plan that is there: the button's words, and no title.
LABEL, TITLED = "meet-keep-label", "meet-plan-titled"
_ID_DIGITS = 32


def keep_form(context: Context) -> Component:
    """A button that opens a title and "Save"; nothing where this person may keep no plans."""
    given = token() if context.workspace is not None else ""
    inner = [
        html.Div(
            fields.text(TITLE, say("keep", "title"), longest=field("plan", "title").limit),
            id=TITLED,
        ),
        fields.switch(ALL_OWN, say("keep", "all_own"), hidden=True),
        dbc.Button(say("keep", "save"), id=SAVE, color="primary"),
        html.P(id=SAID, role="status", className="mt-2 mb-0", **aria(live="polite")),
    ]
    return html.Details(
        [
            dcc.Store(id=TOKEN, data=given),
            html.Summary(say("bar", "plan"), id=LABEL, className="btn btn-primary"),
            html.Div(inner, className="panel shadow rounded border p-3"),
        ],
        id=KEEP,
        className="d-print-none",
        hidden=not given,
    )


def props(request: SessionRequest) -> list[Props]:
    """What the button says, and whether a title is asked for: first the name that the question or
    its definition has. One that was typed stays as long as that name does."""
    into = bool(request.plan)
    label = say("bar", "into_plan" if into else "plan")
    name = request.name or (request.definition.name if request.definition else "")
    return [
        Props(LABEL, {"children": label}),
        Props(TITLED, {"hidden": into}),
        Props(TITLE, {"value": name}),
    ]


def register(app: Dash, context: Context) -> None:
    """Have sessions kept."""

    @app.callback(
        Output(SAID, "children"),
        Input(SAVE, "n_clicks"),
        State(TITLE, "value"),
        State(ALL_OWN, "value"),
        State(SHOWN, "data"),
        State(TOKEN, "data"),
        prevent_initial_call=True,
    )
    def save(
        clicks: int | None,
        title: str | None,
        all_own: bool | None,
        shown: dict[str, Any] | None,
        given: str | None,
    ) -> Any:
        """The way to the plan, or why nothing was kept."""
        if not clicks or not shown:
            raise PreventUpdate
        try:
            by = writer(context, given or "", "edit")
            question = read_question(shown)
            answer = answer_to(context, question)
            own = own_venues_of(question)
            ids = None if all_own else answer.choice.venues
            venues = venues_of(context.atlas, own, ids)
            return keep(context, answer, venues, (title or "").strip(), by.name, given or "")
        except (WorkspaceError, *NO_ANSWER) as error:
            return str(error)


def keep(
    context: Context, answer: Answer, venues: Records, title: str, who: str, page: str
) -> list[Any] | str:
    """Keep an answer, and say what is kept, and where it is.

    Parameters
    ----------
    venues
        The team's own venues that are to be kept.
    page
        What is the same as long as the page is: with it, one that is sent twice makes one plan.
    """
    asked = answer.request
    if lost := not_to_be_kept(context.atlas, asked.definition, asked.group):
        return lost
    sessions = sessions_of(answer)
    if plan := answer.request.plan:
        added = keep_in_plan(context, plan, sessions, venues, who)
        told = [one_or_many("keep", "added", added.sessions, number=added.sessions)]
        if added.there:
            told.append(say("keep", "there", number=added.there))
        if added.venues:
            told.append(one_or_many("keep", "own", added.venues, number=added.venues))
    else:
        if not title:
            return say("keep", "no_title")
        definition = answer.request.definition
        query = definition.query() if definition else ""
        once = sha256(f"{page}\n{title}\n{answer.request.query()}\n{sessions}".encode()).hexdigest()
        plan = keep_as_plan(
            context, title, zones_of(answer), sessions, venues, query, who, once[:_ID_DIGITS]
        )
        told = [one_or_many("keep", "made", len(sessions), number=len(sessions))]
        if venues:
            told.append(one_or_many("keep", "own", len(venues), number=len(venues)))
    way = dcc.Link(say("keep", "open"), href=links.to(to_plan(plan)))
    return [" ".join(told), " ", way]
