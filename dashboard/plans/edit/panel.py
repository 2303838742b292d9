"""The panel in which a plan is changed: at the right of the page, over all of a phone."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.page_assets import stylesheet
from dashboard.plans.edit.texts import say
from dashboard.web.writes import token

PANEL, TITLE, TROUBLE, BODY = "edit-panel", "edit-title", "edit-trouble", "edit-body"
TOLD, CLICKED, OPENED, TOKEN = "edit-told", "edit-clicked", "edit-opened", "write-token"
# A number that rises with every change of what a plan holds; whatever shows a plan listens to it.
PLAN_CHANGED = "plan-changed"


def drawn(part: str) -> str:
    """The id of a store that nothing is put into: Dash calls nothing at first without one."""
    return f"{part}-drawn"


def panel() -> list[Component]:
    """The panel, closed; the line that says what was done; and what they remember. Once a page."""
    close = html.Button(
        type="button",
        className="btn-close ms-auto",
        **data(edit="close"),
        **aria(label=say("panel", "close")),
    )
    return [
        stylesheet("edit"),
        dbc.Offcanvas(
            [
                html.Div(
                    [html.H2(id=TITLE, tabIndex=-1), close],
                    className="d-flex align-items-center gap-2 mb-2",
                ),
                html.Div(id=TROUBLE, role="alert"),
                html.Div(id=BODY),
            ],
            id=PANEL,
            labelledby=TITLE,
            placement="end",
            is_open=False,
            close_button=False,
            # What is written is not lost by a click beside it; Escape asks first (pages/edit.js).
            backdrop="static",
            keyboard=False,
            class_name="edit-panel",
        ),
        html.Div(id=TOLD, role="status"),
        dcc.Store(id=CLICKED),
        dcc.Store(id=OPENED),
        *(dcc.Store(id=drawn(part)) for part in (BODY, TOLD)),
        dcc.Store(id=TOKEN, data=token()),
        dcc.Store(id=PLAN_CHANGED, data=0),
    ]
