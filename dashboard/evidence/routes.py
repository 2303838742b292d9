"""Where packs are fetched: ``/evidence/pack.<docx|pdf>?<whom it is about>``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Flask, Response, request

from dashboard.evidence.asked import NotAsked, plan_asked, read
from dashboard.evidence.of_plan import WhomHeard, heard, unit_of
from dashboard.evidence.pack import Heard, pack
from dashboard.evidence.texts import say
from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.document_formats import WRITERS
from dashboard.files.names import slug
from dashboard.files.typst_pdf import PdfError
from dashboard.parts.context import Context
from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.parts.targets.plan_address import to_plan
from dashboard.web.people import plans_closed
from layers.equality.subject import subject_of
from layers.practices.units import Unit
from layers.statistics.suppression import Rule
from workspace.errors import NotThere, WorkspaceError
from workspace.plans import plan as kept_plan

# By the file's name: its type.
FORMATS = {f"pack.{ending}": TYPES[ending] for ending in WRITERS}


@dataclass(frozen=True)
class _About:
    unit: Unit
    page: str
    heard: Heard | None = None
    chosen_by: tuple[str, ...] = ()


def add_evidence(
    server: Flask,
    context: Context,
    *,
    whom_heard: WhomHeard,
    today: Callable[[], date] = date.today,
) -> None:
    """Answer for evidence packs on a server.

    Parameters
    ----------
    whom_heard
        Writes whom a plan has heard, as it may be shown.
    today
        The day to print in files and their names.
    """

    @server.get("/evidence/<name>")
    def evidence(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, say("refused", "again"))
        if request.method == "HEAD":
            return file_answers.announced(FORMATS[name])
        raw = request.query_string.decode("utf-8", "replace")
        try:
            plan_id = plan_asked(raw)
            about = _of_plan(plan_id) if plan_id else _asked(raw)
        except NotAsked as error:
            return file_answers.refused(f"{say('refused', 'none')} {error}", 400)
        except NotThere as error:
            return file_answers.refused(str(error), 404)
        except WorkspaceError as error:
            return file_answers.refused(str(error), 503)
        if isinstance(about, Response):
            return about
        made = today()
        link = f"{request.url_root}{about.page[1:]}" if about.page else ""
        subject = subject_of(context.atlas, about.unit)
        document = pack(
            context.atlas,
            subject,
            made=made,
            link=link,
            heard=about.heard,
            chosen_by=about.chosen_by,
        )
        try:
            content = WRITERS[name.removeprefix("pack.")](document)
        except PdfError:
            server.logger.exception("An evidence pack could not be made")
            return file_answers.refused(say("refused", "failed"), 500)
        return file_answers.attached(content, FORMATS[name], file_name(about.unit, made, name))

    def _asked(raw: str) -> _About:
        asked = read(raw, context.atlas)
        return _About(asked.unit, asked.page, chosen_by=asked.chosen_by)

    def _of_plan(plan_id: str) -> _About | Response:
        closed = plans_closed(context)
        if closed or context.workspace is None:
            return file_answers.refused(closed, 403)
        with context.workspace.reading() as session:
            plan = kept_plan(session, plan_id)
            unit = unit_of(context.atlas, plan)
            if unit is None:
                raise NotAsked(say("refused", "no_areas"))
            rule = Rule(context.config.hide_counts_below)
            found = so_far_of(context.atlas, session, plan, rule)
            return _About(unit, to_plan(plan.id), heard(plan, found, whom_heard))


def file_name(unit: Unit, made: date, name: str) -> str:
    """Such as ``seldom-heard-evidence-page-hall-medical-centre-2026-11-29.docx``."""
    # A name may be in a script that has no plain letters.
    parts = ["seldom-heard", say("pack", "file"), slug(unit.name) or unit.kind, made.isoformat()]
    return f"{'-'.join(parts)}.{name.rpartition('.')[2]}"
