"""Where a plan's papers and files are fetched, and the section of an annual report:
``/plans/export/<plan>/<paper>/<format>`` and ``/plans/export/annual/<format>?year=2026``."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.document_formats import WRITERS
from dashboard.files.names import slug
from dashboard.files.typst_pdf import PdfError
from dashboard.parts.context import Context
from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.parts.targets.plan_address import to_plan
from dashboard.plans.papers.annual import Year, annual
from dashboard.plans.papers.paper_files import PaperFiles
from dashboard.plans.papers.session_calendar import session_calendar
from dashboard.plans.papers.texts import say
from dashboard.web.people import person, plans_closed
from layers.statistics.suppression import Rule
from workspace import plans
from workspace.database import Workspace
from workspace.errors import NotThere, WorkspaceError
from workspace.transfer import to_json

# Of each paper, what it is made as.
PAPERS = {
    "equality": ("docx", "pdf"),
    "said": ("docx", "pdf"),
    "tables": ("xlsx", "zip"),
    "sessions": ("ics",),
    "move": ("json",),
}
# The plan to be moved to another installation: its counts are the true ones.
MOVE = "move"
# Of the sessions, whose part of the page leads to it.
CALENDAR = "sessions"


def to_paper(plan_id: str, paper: str, ending: str) -> str:
    """The path of a file of a plan."""
    return f"/plans/export/{plan_id}/{paper}/{ending}"


def add_plan_exports(
    server: Flask, context: Context, *, today: Callable[[], date] = date.today
) -> None:
    """Answer for papers and files of plans on a server.

    Parameters
    ----------
    today
        The day to print in files and their names.
    """
    rule = Rule(context.config.hide_counts_below)

    @server.get("/plans/export/<plan_id>/<paper>/<ending>")
    def plan_export(plan_id: str, paper: str, ending: str) -> Response:
        if ending not in PAPERS.get(paper, ()):
            return _unknown(f"{paper}/{ending}", PAPERS.get(paper, TYPES))

        def make(workspace: Workspace) -> tuple[bytes, str]:
            with workspace.reading() as session:
                plan = plans.plan(session, plan_id)
                name = f"{slug(plan.title) or 'plan'}-{paper}"
                if paper == MOVE:
                    return to_json(session, plan_id), name
                link = f"{request.url_root}{to_plan(plan.id)[1:]}"
                if paper == CALENDAR:
                    return session_calendar(plan, link), name
                found = so_far_of(context.atlas, session, plan, rule)
            files = PaperFiles(context.atlas, plan, found, today(), link)
            return files.content(paper, ending), name

        act = "export_counts" if paper == MOVE else "see"
        return _answer(server, context, act, ending, make, today())

    @server.get("/plans/export/annual/<ending>")
    def annual_export(ending: str) -> Response:
        if ending not in WRITERS:
            return _unknown(f"annual/{ending}", WRITERS)
        year = _year(request.args.get("year", ""), today())
        if year is None:
            return file_answers.refused(say("menu", "no_year"), 400)

        def make(workspace: Workspace) -> tuple[bytes, str]:
            with workspace.reading() as session:
                every = plans.plans(session)
            document = annual(every, year, rule, made=today())
            return WRITERS[ending](document), f"involvement-{year.begins}"

        return _answer(server, context, "see", ending, make, today())


def _answer(
    server: Flask,
    context: Context,
    act: str,
    ending: str,
    make: Callable[[Workspace], tuple[bytes, str]],
    made: date,
) -> Response:
    """The file and its name, for whoever may have it; else why there is none."""
    closed = plans_closed(context)
    if context.workspace is None or closed:
        return file_answers.refused(closed, 403 if context.workspace else 404)
    if not person().may(act):
        return file_answers.refused(say("menu", "no_counts"), 403)
    if request.method == "HEAD":
        return file_answers.announced(TYPES[ending])
    try:
        content, name = make(context.workspace)
    except NotThere as error:
        return file_answers.refused(str(error), 404)
    except WorkspaceError as error:
        return file_answers.refused(str(error), 503)
    except PdfError:
        server.logger.exception("A paper of a plan could not be made")
        return file_answers.refused(say("menu", "no_pdf"), 500)
    file = f"seldom-heard-{name}-{made.isoformat()}.{ending}"
    return file_answers.attached(content, TYPES[ending], file)


def _unknown(name: str, formats: Iterable[str]) -> Response:
    return file_answers.unknown(name, formats, say("menu", "again"))


def _year(text: str, today: date) -> Year | None:
    """The year that is asked for, or the one we are in; None where it cannot be read."""
    if not text:
        return Year.of(today)
    return Year(int(text)) if re.fullmatch(r"20\d\d", text) else None
