"""Who is asking, in the code of pages and routes: a name, and what that person may do to plans."""

from dataclasses import dataclass
from typing import Any

from flask import has_request_context, request

from dashboard.web.refusal_texts import NO_ROLE
from dashboard.web.replies import ROLE, USER
from workspace.roles import NOBODY, may


@dataclass(frozen=True)
class Person:
    """Somebody who asks.

    Attributes
    ----------
    name
        As the proxy has signed them in; empty where nobody signs in.
    role
        One of :data:`workspace.roles.ROLES`, or nobody's.
    """

    name: str
    role: str

    def may(self, act: str, own: bool = False) -> bool:
        """Whether this person may do something to plans; ``own``: to an entry of their own."""
        return may(self.role, act, own)


def person() -> Person:
    """Who makes the request at hand; nobody, where there is none."""
    if not has_request_context():
        return Person("", NOBODY)
    found = request.environ
    return Person(str(found.get(USER, "")), str(found.get(ROLE, NOBODY)))


def plans_closed(context: Any) -> str:
    """Why whoever asks sees no plans, in a sentence for people; empty where they do.

    Parameters
    ----------
    context
        Of the page (:class:`dashboard.parts.context.Context`).
    """
    if context.workspace is None:
        return str(context.plans_why_not)
    return "" if person().may("see") else NO_ROLE
