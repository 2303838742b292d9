"""What the browser asks for: read a file, compare it, weigh it, make files of what was found.

Bodies are read as a stream into memory: nothing of them is written, logged or kept.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from dash import html
from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.heard import check_step, files, results_markup, waves_markup
from dashboard.heard import exercises_compared as exercises
from dashboard.heard.answers import answer as answer_of
from dashboard.heard.answers import to_json
from dashboard.heard.decisions import Asking
from dashboard.heard.exercise_tables import Found, work_out
from dashboard.heard.exercises_compared import Laid
from dashboard.heard.form import EXAMPLE_BASE
from dashboard.heard.places_asked import UnsaidError, read_where
from dashboard.heard.read_step import taken_for, understood
from dashboard.heard.results import ordered, results
from dashboard.heard.shared_extent import worked_out
from dashboard.heard.survey_weights import weigh, weighted
from dashboard.heard.upload import example
from dashboard.heard.upload.exercise import Exercise
from dashboard.heard.wire_format import DAMAGED, Asked, CarriedError, read_request, read_waves
from dashboard.parts.context import Context
from dashboard.parts.plain_markup import still
from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet
from dashboard.web.limits import LARGEST_REQUEST
from layers.exercise.places_asked import ExtentError
from layers.exercise.raking import RakingError
from layers.exercise.respondents import load_respondents
from layers.statistics.suppression import Rule

CSV = TYPES["csv"]
KINDS = {
    "zip": (files.to_zip, files.waves_zip, TYPES["zip"]),
    "csv": (files.to_csv, files.waves_csv, CSV),
    "xlsx": (files.to_xlsx, files.waves_xlsx, TYPES["xlsx"]),
}
# In a rule: any other name is no address, whatever it is asked with.
_KIND = f"<any({', '.join(KINDS)}):name>"
TEMPLATES = {"csv": CSV, "xlsx": TYPES["xlsx"]}


def add_heard(server: Flask, context: Context, *, today: Callable[[], date] = date.today) -> None:
    """Answer for the page "Who have we heard from?" on a server.

    Parameters
    ----------
    today
        The day to print in files and their names.
    """
    atlas, known = context.atlas, load_respondents()
    rule = Rule(threshold=context.config.hide_counts_below)

    @server.post("/heard/read")
    def heard_read() -> Response:
        def answer(exercise: Exercise, sheet: Sheet, asking: Asking) -> Response:
            return _json(check_step.shown(known, taken_for(exercise, sheet, rule), asking))

        return _with_file(answer)

    @server.post("/heard/weighted")
    def heard_weighted() -> Response:
        """The file itself, with a weight in each row."""

        def answer(exercise: Exercise, sheet: Sheet, asking: Asking) -> Response:
            where = read_where(atlas, asking.where)
            asked = Asked(exercise.responses, exercise.base, asking.margins, where)
            found = work_out(atlas, known, asked, rule)
            made = weighted(found.here, known, found, exercise, sheet)
            return file_answers.attached(made.encode("utf-8-sig"), CSV, "seldom-heard-weighted.csv")

        return _with_file(answer)

    @server.post("/heard/analyse")
    def heard_analyse() -> Response:
        """What an exercise says; only a question where it must be said first where it asked."""
        try:
            return _answered(
                lambda found: _json(
                    results_markup.shown(
                        atlas,
                        results(found.here, known, found),
                        made_up=found.asked.made_up,
                        kept=found.asked.kept,
                    )
                )
            )
        except UnsaidError as error:
            return _json(results_markup.question(error.question))

    @server.post("/heard/weights")
    def heard_weights() -> Response:
        """What weights are worth."""

        def answer(found: Found) -> Response:
            said = [html.P(text) for text in weigh(found.here, known, found)["said"]]
            made = {"heard-weights-files": False}
            return _json(answer_of({"heard-weighed": still(said)}, hidden=made))

        return _only_answered(answer)

    @server.post("/heard/weights.csv")
    def heard_weights_csv() -> Response:
        """All weights, by what they are made for."""

        def answer(found: Found) -> Response:
            made = weigh(found.here, known, found)["csv"]
            return file_answers.attached(made.encode("utf-8-sig"), CSV, "seldom-heard-weights.csv")

        return _only_answered(answer)

    @server.post(f"/heard/export/{_KIND}")
    def heard_export(name: str) -> Response:
        write, _, kind = KINDS[name]
        made = today()
        file = f"seldom-heard-who-we-heard-from-{made.isoformat()}.{name}"
        return _only_answered(
            lambda found: file_answers.attached(write(found.here, known, found, made), kind, file)
        )

    @server.post("/heard/waves")
    def heard_waves() -> Response:
        """Several exercises laid together."""
        return _together(
            lambda laid: _json(
                waves_markup.shown(exercises.results(atlas, known, laid, ordered(laid.found[0])))
            )
        )

    @server.post(f"/heard/waves/export/{_KIND}")
    def heard_waves_export(name: str) -> Response:
        _, write, kind = KINDS[name]
        made = today()
        file = f"seldom-heard-exercises-laid-together-{made.isoformat()}.{name}"
        return _together(
            lambda laid: file_answers.attached(write(atlas, known, laid, made), kind, file)
        )

    @server.get("/heard/example.csv")
    def heard_example() -> Response:
        if request.method == "HEAD":
            return file_answers.announced(CSV)
        wave = example.SECOND if request.args.get("wave") == "2" else example.FIRST
        content = example.example_csv(atlas, known, known.bases[EXAMPLE_BASE], wave)
        return file_answers.attached(content, CSV, "seldom-heard-made-up-example.csv")

    @server.get("/heard/template.<ending>")
    def heard_template(ending: str) -> Response:
        if ending not in TEMPLATES:
            return file_answers.unknown(ending, TEMPLATES, "choose one on the page.")
        if request.method == "HEAD":
            return file_answers.announced(TEMPLATES[ending])
        write = example.template_csv if ending == "csv" else example.template_xlsx
        content = write(atlas, known)
        return file_answers.attached(content, TEMPLATES[ending], f"seldom-heard-responses.{ending}")

    def _with_file(answer: Callable[[Exercise, Sheet, Asking], Response]) -> Response:
        """Answer a body of one line of JSON with what was decided, then the file as it is."""
        line, _, content = _body().partition(b"\n")
        try:
            asking = msgspec.json.decode(line, type=Asking).decided()
            return answer(*understood(content, atlas, known, asking), asking)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return file_answers.refused(DAMAGED, 400)
        except (UploadError, RakingError, ExtentError, UnsaidError) as error:
            return file_answers.refused(str(error), 400)

    def _answered(answer: Callable[[Found], Response]) -> Response:
        try:
            asked = read_request(_body(), atlas, known)
            return answer(work_out(atlas, known, asked, rule))
        except (CarriedError, RakingError, ExtentError) as error:
            return file_answers.refused(str(error), 400)

    def _only_answered(answer: Callable[[Found], Response]) -> Response:
        """The same, with no file and no weights as long as there is a question."""
        try:
            return _answered(answer)
        except UnsaidError as error:
            return file_answers.refused(str(error), 400)

    def _together(answer: Callable[[Laid], Response]) -> Response:
        try:
            made = worked_out(atlas, known, read_waves(_body(), atlas, known), rule)
            return answer(exercises.lay(made.found, made.where))
        except (CarriedError, ExtentError, UnsaidError) as error:
            return file_answers.refused(str(error), 400)


def _body() -> bytes:
    # Werkzeug's stream ends with an error at the server's limit, whatever the client announced.
    return request.stream.read(LARGEST_REQUEST + 1)


def _json(found: dict[str, Any]) -> Response:
    return file_answers.kept_nowhere(Response(to_json(found), mimetype=TYPES["json"]))
