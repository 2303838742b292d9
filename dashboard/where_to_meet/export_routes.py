"""Where files of sessions are fetched: ``/where-to-meet/export/<format>?<the page's own query>``.

``GET`` for what the address says alone. With ``POST`` the page sends along what is in no address:
the team's own venues, and what an exact search has proven
(:mod:`dashboard.parts.sessions.own_given`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import parse_qsl

from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.names import slug
from dashboard.files.typst_pdf import PdfError
from dashboard.parts.address import query_of
from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.links import EXPORT
from dashboard.parts.sessions.own_given import own_of
from dashboard.parts.sessions.papers import card_paper, session_link, sessions_paper
from dashboard.parts.sessions.plan_given import zones_of
from dashboard.parts.sessions.route_card import RouteCard, card_of
from dashboard.parts.sessions.session_request import (
    FIRST_DAY,
    LETTERS,
    PATH,
    PLAN,
    SessionRequest,
    read_request,
)
from dashboard.parts.targets.plan_address import to_plan
from dashboard.web.limits import LARGEST_REQUEST
from dashboard.web.people import plans_closed
from dashboard.where_to_meet.export_about import sources
from dashboard.where_to_meet.export_files import Files
from dashboard.where_to_meet.export_texts import say
from dashboard.where_to_meet.kept_session import kept_card
from layers.atlas import Atlas
from layers.targeting.area_search import DefinitionError
from layers.targeting.covering_problem import ProblemError
from workspace.errors import WorkspaceError

# A route card: of which session its address says, by the session's number, its venue's id, or the
# id of its record in a plan.
CARD, SESSION = "card.pdf", "y"


@dataclass(frozen=True)
class Wanted:
    """What a file is to be made of; worked out when it is first asked for.

    Attributes
    ----------
    made
        The day to print in it.
    root
        The atlas's own address.
    ignored
        What in the address could not be used and does no harm, as sentences.
    parts
        What the file's address says beside the question, such as which session.
    """

    context: Context
    asked: SessionRequest
    made: date
    root: str
    ignored: tuple[str, ...]
    parts: Mapping[str, str]

    @cached_property
    def answer(self) -> Answer:
        """The question's answer, with what the request at hand sends along."""
        return _answer(self.context, self.asked)

    @property
    def link(self) -> str:
        """The page's address that asks the same again."""
        return f"{self.root}{PATH[1:]}{self.asked.query()}"

    @cached_property
    def card(self) -> RouteCard:
        """The card of the session that the address names: of the answer, or one kept in a plan."""
        session = self.parts.get(SESSION, "")
        if self.keeps:
            return kept_card(self.context, self.asked, session)
        return card_of(self.answer, session)

    @property
    def keeps(self) -> bool:
        """Whether the address names the record of a session that the plan keeps."""
        return bool(self.asked.plan and PLAN.fullmatch(self.parts.get(SESSION, "")))

    def files(self) -> Files:
        """Writes each table and map file."""
        return Files(self.answer, self.made, self.link, self.ignored)


@dataclass(frozen=True)
class Format:
    """A file that can be fetched: its type, what it is called, and who writes it.

    A writer raises ProblemError, with a sentence, for what it cannot make.
    """

    type: str
    called: str
    write: Callable[[Wanted], bytes]


def _card_pdf(wanted: Wanted) -> bytes:
    """The code on a card opens its session on the page, or the plan that keeps it."""
    card, plan = wanted.card, to_plan(wanted.asked.plan)
    opens = f"{wanted.root}{plan[1:]}" if wanted.keeps else session_link(card, wanted.link)
    return card_paper(card, made=wanted.made, opens=opens)


# By what stands in the address; the file's name ends as this does.
FORMATS: Mapping[str, Format] = {
    "xlsx": Format(TYPES["xlsx"], "sessions", lambda one: one.files().to_xlsx()),
    "csv": Format(TYPES["csv"], "sessions", lambda one: one.files().to_csv()),
    "zip": Format(TYPES["zip"], "sessions", lambda one: one.files().to_zip()),
    "geojson": Format(TYPES["geojson"], "sessions", lambda one: one.files().to_geojson()),
    "reach.geojson": Format(TYPES["geojson"], "reach", lambda one: one.files().to_reach_geojson()),
    "gpkg": Format(TYPES["gpkg"], "sessions", lambda one: one.files().to_geopackage()),
    "ics": Format(
        TYPES["ics"], "sessions", lambda one: one.files().to_calendar(one.parts.get(FIRST_DAY, ""))
    ),
    "pdf": Format(
        TYPES["pdf"],
        "sessions",
        lambda one: sessions_paper(one.answer, sources(one.answer), made=one.made, link=one.link),
    ),
    CARD: Format(TYPES["pdf"], "route-card", _card_pdf),
}


def add_session_exports(
    server: Flask, context: Context, *, today: Callable[[], date] = date.today
) -> None:
    """Answer for files of sessions on a server.

    Parameters
    ----------
    today
        The day to print in files and their names.
    """

    @server.route(f"{EXPORT}/<name>", methods=["GET", "POST"])
    def session_export(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, say("files", "again"))
        wanted = FORMATS[name]
        if request.method == "HEAD":
            return file_answers.announced(wanted.type)
        made = today()
        try:
            asked, ignored = _asked(context.atlas)
            if asked.plan and (closed := plans_closed(context)):
                return file_answers.refused(closed, 403 if context.workspace else 404)
            parts = {key: text for key, text in request.args.items() if key not in LETTERS}
            one = Wanted(context, asked, made, request.url_root, ignored, parts)
            content = wanted.write(one)
            named = slug(one.card.name) if name == CARD else ""
        except (ProblemError, DefinitionError, WorkspaceError) as error:
            return file_answers.refused(str(error), 400)
        except PdfError:
            server.logger.exception("A paper of sessions could not be made")
            return file_answers.refused(say("files", "no_pdf"), 500)
        file = file_name(context.atlas, asked, made, name, named)
        return file_answers.attached(content, wanted.type, file)


def file_name(atlas: Atlas, asked: SessionRequest, made: date, name: str, named: str = "") -> str:
    """Such as ``seldom-heard-sessions-our-winter-plan-2026-11-22.xlsx``; ``named``: what the file
    is of, where that is one session."""
    places = " ".join(atlas.districts[code] for code in asked.districts)
    # A name may be in a script that has no plain letters.
    what = named or slug(asked.name) or slug(f"{atlas.indicators[asked.group].label} {places}")
    return (
        f"seldom-heard-{FORMATS[name].called}-{what}-{made.isoformat()}.{name.rpartition('.')[2]}"
    )


def _asked(atlas: Atlas) -> tuple[SessionRequest, tuple[str, ...]]:
    """What the link of the request at hand asks, and what in it could not be used and does no harm.

    Raises
    ------
    ProblemError
        Where a part of the question cannot be read: a file about other people or places than were
        asked for would be worse than none.
    """
    raw = request.query_string.decode("utf-8", "replace")
    asked, ignored = read_request(raw, atlas)
    parts = reversed(parse_qsl(raw))  # so that of each the first counts
    question = query_of({key: text for key, text in parts if key in LETTERS})
    read, lost = read_request(question, atlas)
    if lost or read != asked:
        raise ProblemError(" ".join(dict.fromkeys([*lost, *ignored])))
    return asked, ignored


def _answer(context: Context, asked: SessionRequest) -> Answer:
    """The answer, with what the request at hand sends along.

    Raises
    ------
    ProblemError
        Also where the link has chosen venues that are not here.
    DefinitionError
        When the definition of areas cannot be used.
    """
    own, bound = own_of(request.stream.read(LARGEST_REQUEST + 1))
    plan = zones_of(context, asked)
    answer = work_out(context.atlas, asked, (*own, *plan.own), plan.zones)
    if answer.notes:
        raise ProblemError(" ".join([*answer.notes, say("files", "other_venues")]))
    return answer.with_proof(bound)
