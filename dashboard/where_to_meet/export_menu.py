"""The files of the menu "Export": of the venues that are shown, whoever has chosen them."""

from dataclasses import replace
from urllib.parse import parse_qsl

from dashboard.parts import menus
from dashboard.parts.address import query_of
from dashboard.parts.control_labels import labels
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.links import EXPORT


def chosen_query(answer: Answer, **more: str) -> str:
    """The query of the answer with its venues, and with further parts, with a ``?``."""
    chosen = replace(answer.request, chosen=answer.choice.venues).query()
    return query_of({**dict(parse_qsl(chosen.removeprefix("?"))), **more})


def files(answer: Answer) -> list[menus.File]:
    """What can be taken away."""
    query = chosen_query(answer)
    return [
        (f"{EXPORT}/{name}{query}", label, what)
        for name, label, what in labels()["where_to_meet"]["files"]
    ]
