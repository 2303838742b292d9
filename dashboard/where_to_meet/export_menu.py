"""The files of the menu "Export": of the venues that are shown, whoever has chosen them."""

from dataclasses import replace
from urllib.parse import parse_qsl

from dash.development.base_component import Component

from dashboard.parts import menus
from dashboard.parts.address import query_of
from dashboard.parts.control_labels import labels
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.links import EXPORT
from dashboard.parts.sessions.session_request import FIRST_DAY
from dashboard.where_to_meet.calendar_form import DAY

# The brief of a definition of the Seldom-heard page.
BRIEF = "/targets/pdf"


def chosen_query(answer: Answer, **more: str) -> str:
    """The query of the answer with its venues, and with further parts, with a ``?``."""
    chosen = replace(answer.request, chosen=answer.choice.venues).query()
    return query_of({**dict(parse_qsl(chosen.removeprefix("?"))), **more})


def files(answer: Answer) -> list[menus.File]:
    """What can be taken away."""
    query = chosen_query(answer)
    every = [
        (f"{EXPORT}/{name}{query}", label, what)
        for name, label, what in labels()["where_to_meet"]["files"]
    ]
    return [*every, *_brief(answer)]


def file_links(answer: Answer) -> list[Component]:
    """The menu's links; the calendar's takes its first day along."""
    calendar = f"{EXPORT}/ics{chosen_query(answer)}"
    return menus.file_links(files(answer), {calendar: f"{FIRST_DAY}={DAY}"})


def _brief(answer: Answer) -> list[menus.File]:
    """The engagement brief of the definition whose zones were asked about, with these sessions: it
    is of the same definition, so that need not be said twice."""
    definition = answer.request.definition
    if definition is None:
        return []
    parts = dict(parse_qsl(chosen_query(answer).removeprefix("?")))
    sessions = query_of({key: text for key, text in parts.items() if key != "f"})
    asked = dict(parse_qsl(definition.query().removeprefix("?")))
    query = query_of({**asked, "v": sessions.removeprefix("?")})
    return [(f"{BRIEF}{query}", label, what) for label, what in labels()["where_to_meet"]["brief"]]
