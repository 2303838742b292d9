"""Whether a request may change a plan: its page, its token, its person's role; nobody by default.

A page of the atlas carries a token of the person for whom it was made. What is to be changed comes
by POST, from a page of the atlas, with that token. A page of another site has none, and cannot read
one; an address that is followed or opened changes nothing.
"""

import hmac
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request

from dashboard.web.origins import of_own_page
from dashboard.web.people import Person, person
from dashboard.web.refusal_texts import NOT_FROM_HERE, NOT_YOUR_ROLE
from workspace.errors import NotAllowed, WorkspaceError

_SECRET, _PASSED = "write_secret", "may_write"
_SAYS = b"may change plans: "


class Refused(NotAllowed):
    """A request that no page of the atlas has made, or not for this person."""


def add_writes(server: Flask, secret: Callable[[], bytes]) -> None:
    """Tell a server what its tokens are made with.

    Parameters
    ----------
    secret
        Gives the same bytes in every process that keeps the same plans.
    """
    server.extensions[_SECRET] = secret


def token() -> str:
    """What a page carries, so that the person it is made for can change plans from it.

    Empty for whoever may change nothing, and where plans are not kept or cannot be reached.
    """
    return _token_of(person()) if person().may("record_visit") else ""


def writer(context: Any, given: str, act: str, own: bool = False) -> Person:
    """The person who makes this request, where it may change something; the first thing to ask.

    Parameters
    ----------
    context
        Of the page (:class:`dashboard.parts.context.Context`).
    given
        The token that came with the request.
    act
        What is to be done, one of :data:`workspace.roles.ACTS`.
    own
        Whether to an entry that this person has made.

    Raises
    ------
    Refused
        When it was not sent by a page of the atlas that was made for this person.
    workspace.errors.NotAllowed
        When the person's role does not allow it, or no plans are kept.
    """
    asks = person()
    if context.workspace is None:
        raise NotAllowed(context.plans_why_not)
    if request.method != "POST" or not of_own_page(request.environ):
        raise Refused(NOT_FROM_HERE)
    if not asks.may(act, own):
        raise NotAllowed(NOT_YOUR_ROLE)
    wanted = _token_of(asks)
    if not (wanted and hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))):
        raise Refused(NOT_FROM_HERE)
    setattr(g, _PASSED, True)
    return asks


def has_passed() -> bool:
    """Whether :func:`writer` has let the request at hand through."""
    return bool(g.get(_PASSED, False))


def _token_of(someone: Person) -> str:
    secret = current_app.extensions.get(_SECRET)
    try:
        key = secret() if secret else b""
    except WorkspaceError:  # lost at the moment: the page opens, and nothing can be changed from it
        key = b""
    return hmac.new(key, _SAYS + someone.name.encode(), "sha256").hexdigest() if key else ""
