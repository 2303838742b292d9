"""The search for the best choice of venues, which takes longer than the first answer: a process of
its own works on it (``dashboard/serving``, lane ``search``), and is ended when the browser leaves.

``POST /where-to-meet/export/best?<the page's query>`` begins with the venues of the link or the
first answer, and answers with the best found; ``GET /where-to-meet/best-progress?job=…`` says how
it stands meanwhile.
"""

import re
from functools import partial

import msgspec
from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.own_given import search_of
from dashboard.parts.sessions.plan_given import zones_of
from dashboard.parts.sessions.session_request import PATH, read_request
from dashboard.web.limits import LARGEST_REQUEST
from dashboard.web.search_progress import SearchProgress
from layers.targeting.area_search import DefinitionError
from layers.targeting.covering_problem import Choice, ProblemError
from layers.targeting.sessions import exact

BEST, PROGRESS = f"{PATH}/export/best", f"{PATH}/best-progress"
SECONDS = 20.0  # the longest that a search goes on
_JOB = re.compile("[0-9a-f]{16}")


class Found(msgspec.Struct):
    """What a search has found: venues, and how many people no choice exceeds. How many these
    reach, and so how near the best they are, follows from the venues."""

    venues: tuple[str, ...]
    bound: float


def add_best(server: Flask, context: Context) -> None:
    """Answer for the search, and for how it stands, on a server."""
    progress = SearchProgress()

    @server.post(BEST)
    def find_best() -> Response:
        try:
            # Werkzeug's stream ends with an error at the server's limit.
            own, job = search_of(request.stream.read(LARGEST_REQUEST + 1))
            raw = request.query_string.decode("utf-8", "replace")
            asked, _ = read_request(raw, context.atlas)
            plan = zones_of(context, asked)
            answer = work_out(context.atlas, asked, (*own, *plan.own), plan.zones)
            best = _searched(progress, job, answer)
        except (ProblemError, DefinitionError) as error:
            return file_answers.refused(str(error), 400)
        return _json(Found(best.venues, best.bound))

    @server.get(PROGRESS)
    def best_progress() -> Response:
        """Numbers, or nothing where none are known: not begun, ended, or never there."""
        job = request.args.get("job", "")
        return _json(progress.of(job) if _JOB.fullmatch(job) else None)


def _searched(progress: SearchProgress, job: str, answer: Answer) -> Choice:
    if not job:
        return exact(answer.asked, answer.choice, seconds=SECONDS)
    try:
        told = partial(progress.tell, job)
        return exact(answer.asked, answer.choice, seconds=SECONDS, told=told)
    finally:
        progress.forget(job)


def _json(document: object) -> Response:
    made = Response(msgspec.json.encode(document), mimetype="application/json")
    return file_answers.kept_nowhere(made)
