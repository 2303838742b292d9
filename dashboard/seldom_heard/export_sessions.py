"""The sessions that a brief gets a page of: what ``v`` in its address asks of "Where to meet"."""

from urllib.parse import parse_qsl

from flask import request

from dashboard.parts.address import query_of
from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.own_given import own_of
from dashboard.parts.sessions.session_request import PATH, read_request
from dashboard.parts.targets.target_definition import Targets
from dashboard.web.limits import LARGEST_REQUEST
from layers.targeting.covering_problem import ProblemError


def sessions_asked(context: Context, targets: Targets, query: str) -> tuple[Answer, str] | None:
    """Where to meet, and the address of the page that finds it again; None where nothing is asked.

    The request at hand may bring along own venues and what was proven
    (:mod:`dashboard.parts.sessions.own_given`).

    Parameters
    ----------
    targets
        The brief's definition: sessions of a brief are for the people of its zones.
    query
        Of the page "Where to meet", as it stands in the brief's address.

    Raises
    ------
    ProblemError
        Where a part of it cannot be used, as sentences: a page of other sessions than were asked
        for would be worse than none. Or where it cannot be answered.
    """
    if not query:
        return None
    parts = dict(reversed(parse_qsl(query)))  # so that of each the first counts
    whose = {"p": "", "f": targets.query().removeprefix("?")}
    asked, notes = read_request(query_of(parts | whose), context.atlas)
    own, bound = own_of(request.stream.read(LARGEST_REQUEST + 1))
    answer = None if notes else work_out(context.atlas, asked, own)
    if answer is None or answer.notes:
        raise ProblemError(" ".join(answer.notes if answer else notes))
    return answer.with_proof(bound), f"{request.url_root}{PATH[1:]}{asked.query()}"
