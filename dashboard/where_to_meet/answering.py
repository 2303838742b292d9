"""From what a page asks to its answer: the address, the team's own venues, what was proven."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

import msgspec

from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.own_given import own_of
from dashboard.parts.sessions.plan_given import zones_of
from dashboard.parts.sessions.session_request import MOST_SESSIONS, VENUE, read_request
from layers.ground.candidates import OwnVenue
from layers.targeting.area_search import DefinitionError
from layers.targeting.covering_problem import ProblemError

# What keeps a question from an answer, each with a sentence for people.
NO_ANSWER = (ProblemError, DefinitionError)

_Id = Annotated[str, msgspec.Meta(pattern=f"^{VENUE.pattern}$")]


class Best(msgspec.Struct):
    """What the exact search has found: venues, and what no choice exceeds."""

    venues: Annotated[list[_Id], msgspec.Meta(max_length=MOST_SESSIONS)]
    bound: float


class Question(msgspec.Struct):
    """What the page asks.

    Attributes
    ----------
    search
        The page's query.
    own
        The team's own venues, as :func:`dashboard.parts.sessions.own_given.own_of` reads them.
    best
        Of a search to this very question; None where none has ended.
    """

    search: str = ""
    own: list[Any] = []
    best: Best | None = None


def read_question(asked: Mapping[str, Any] | None) -> Question:
    """A question as the browser has sent it; an empty one for anything else."""
    try:
        return msgspec.convert(asked or {}, Question)
    except msgspec.ValidationError:
        return Question()


def answer_to(context: Context, question: Question) -> Answer:
    """The answer.

    Raises
    ------
    ProblemError, DefinitionError
        When there is none: a sentence says why, and what to do.
    """
    request, _ = read_request(question.search, context.atlas)
    if question.best:
        request = replace(request, chosen=tuple(question.best.venues))
    plan = zones_of(context, request)
    own = (*own_venues_of(question), *plan.own)
    answer = work_out(context.atlas, request, own, plan.zones)
    return answer.with_proof(question.best.bound if question.best else None)


def own_venues_of(question: Question) -> tuple[OwnVenue, ...]:
    """The venues that the page holds; ProblemError as for :func:`answer_to`."""
    own, _ = own_of(msgspec.json.encode({"own": question.own}))
    return own


def own_known(question: Question) -> tuple[OwnVenue, ...]:
    """The same, to call them by name where there is no answer; none where they cannot be read."""
    try:
        return own_venues_of(question)
    except ProblemError:
        return ()
