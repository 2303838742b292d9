"""Where a handover is fetched: ``/targets/<format>?<the Seldom-heard page's own query>``.

``POST /targets/definition.json`` with a saved definition answers with its ``query``, and with the
layers of somebody's own that it holds.
"""

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qsl

from flask import Flask, Response, jsonify, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.names import slug
from dashboard.files.typst_pdf import PdfError
from dashboard.parts.context import Context
from dashboard.parts.targets import chosen_address
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard.brief import brief, handout
from dashboard.seldom_heard.definition_layers import LARGEST_LAYERS, MEMBER, travelling
from dashboard.seldom_heard.export_definition import (
    LARGEST_FILE,
    TYPE,
    open_definition,
    to_definition,
)
from dashboard.seldom_heard.export_files import Files
from dashboard.seldom_heard.export_sessions import sessions_asked
from layers.atlas import Atlas
from layers.exercise.heard_criterion import with_heard
from layers.targeting.area_search import DefinitionError
from layers.targeting.covering_problem import ProblemError

# Each format, which is also what the file's name ends in, and its type.
FORMATS = {
    "zip": TYPES["zip"],
    "csv": TYPES["csv"],
    "xlsx": TYPES["xlsx"],
    "geojson": TYPES["geojson"],
    "zones.geojson": TYPES["geojson"],
    "gpkg": TYPES["gpkg"],
    "pdf": TYPES["pdf"],
    "handout.pdf": TYPES["pdf"],
    "definition.json": TYPE,
}
AGAIN = "go back to the Seldom-heard page and choose one under Export."
NO_BRIEF = (
    "The brief could not be made, which is our mistake and not yours. The Excel workbook has the "
    "same figures; please tell whoever looks after this atlas."
)
NO_ZONE = (
    "There is no zone of that number. Open a zone's card on the Seldom-heard page and take its "
    "hand-out there."
)
_LISTS = {"d": "districts", "b": "own_groups", "w": "wards", "n": "pcns", "p": "practices"}
_NOUNS = {
    "d": "districts",
    "b": "groups of wards",
    "w": "wards",
    "n": "primary care networks",
    "p": "practices",
}


def add_target_exports(
    server: Flask,
    context: Context,
    *,
    page: str = "seldom-heard",
    today: Callable[[], date] = date.today,
) -> None:
    """Answer for handovers on a server.

    Parameters
    ----------
    page
        Path of the Seldom-heard page, without a slash in front: links in the files lead there.
    today
        The day to print in files and their names.
    """
    every = context.atlas

    # With POST, a page sends along what its sessions rest on: own venues, and what was proven.
    @server.route("/targets/<name>", methods=["GET", "POST"])
    def target_export(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, AGAIN)
        if request.method == "HEAD":
            return file_answers.announced(FORMATS[name])
        raw = request.query_string.decode("utf-8", "replace")
        targets, ignored = read_targets(raw, every)
        atlas = with_heard(every, targets.heard)
        lost = _lost(raw, targets)
        if lost:
            # Files about other areas than were asked for would be worse than none.
            return file_answers.refused(" ".join(dict.fromkeys([*lost, *ignored])), 400)
        made, link = today(), f"{request.url_root}{page}{targets.query()}"
        try:
            handover = handovers.work_out(atlas, targets)
        except DefinitionError as error:
            return file_answers.refused(" ".join([str(error), *ignored]), 400)
        number = _zone(request.args.get("y", ""), len(handover.zones))
        if name == "definition.json":
            content = to_definition(atlas, targets, made=made, link=link)
        elif name in ("pdf", "handout.pdf"):
            if name == "handout.pdf" and not number:
                return file_answers.refused(NO_ZONE, 400)
            try:
                if name == "pdf":
                    meet = sessions_asked(context, targets, request.args.get("v", ""))
                    content = brief(atlas, handover, made=made, link=link, sessions=meet)
                else:
                    content = handout(atlas, handover, number, made=made, link=link)
            except ProblemError as error:
                return file_answers.refused(str(error), 400)
            except PdfError:
                server.logger.exception("A brief could not be made")
                return file_answers.refused(NO_BRIEF, 500)
        else:
            files = Files(atlas, handover, made, link, ignored)
            write = {"csv": files.to_csv, "zip": files.to_zip, "xlsx": files.to_xlsx}
            write |= {"geojson": files.to_geojson, "zones.geojson": files.to_zones_geojson}
            write |= {"gpkg": files.to_geopackage}
            content = write[name]()
        file = file_name(atlas, targets, made, name, number)
        return file_answers.attached(content, FORMATS[name], file)

    @server.post("/targets/definition.json")
    def load() -> Response:
        # One byte more than is allowed tells a file that is too large, and no more is read.
        content = request.stream.read(LARGEST_FILE + LARGEST_LAYERS + 1)
        try:
            targets, layers = open_definition(content, every)
        except DefinitionError as error:
            return file_answers.refused(str(error), 400)
        answer = {"query": targets.query()} | ({MEMBER: travelling(layers)} if layers else {})
        return file_answers.kept_nowhere(jsonify(answer))


def file_name(atlas: Atlas, targets: Targets, made: date, name: str, zone: int = 0) -> str:
    """Such as ``seldom-heard-brief-our-winter-plan-2026-11-22.pdf``; ``zone``: a hand-out's."""
    kinds = {"pdf": "brief", "definition.json": "definition", "zones.geojson": "zones"}
    kinds |= {"handout.pdf": f"hand-out-zone-{zone}"}
    labels = [atlas.indicators[c.indicator].label for c in targets.criteria[:2]]
    # A name may be in a script that has no plain letters.
    what = slug(targets.name) or slug(" ".join(labels))
    parts = ["seldom-heard", kinds.get(name, "areas"), what, made.isoformat()]
    return f"{'-'.join(filter(None, parts))}.{name.rpartition('.')[2]}"


def _zone(text: str, most: int) -> int:
    """A zone's number, from 1; 0 where there is none of that number."""
    known = len(text) < 5 and text.isascii() and text.isdigit()
    return int(text) if known and int(text) <= most else 0


def _lost(raw: str, targets: Targets) -> list[str]:
    """What narrows the search and could not be read, as sentences."""
    try:
        asked = dict(reversed(parse_qsl(raw.removeprefix("?"), max_num_fields=40)))
    except ValueError:
        return ["The link had too many parts, so it was not read."]
    criteria, changes = (
        [text for text in asked.get(letter, "").split("~") if text] for letter in "cf"
    )
    found = chosen_address.written(targets.most, targets.by_areas, targets.zone_edits)
    lost = []
    if any(asked.get(letter) and not found[letter] for letter in "mu"):
        lost.append("How much is taken of what was found could not be read.")
    if len(changes) > len(targets.zone_edits):
        missing = len(changes) - len(targets.zone_edits)
        lost.append(
            f"{missing} of the {len(changes)} changes of zones in the link could not be used."
        )
    missing = len(criteria) - len(targets.criteria)
    if missing:
        lost.append(f"{missing} of the {len(criteria)} criteria in the link could not be used.")
    for letter, field in _LISTS.items():
        codes = {code for code in asked.get(letter, "").split(".") if code}
        missing = len(codes - set(getattr(targets, field)))
        if missing:
            lost.append(
                f"{missing} of the {len(codes)} {_NOUNS[letter]} in the link are not in this atlas."
            )
    return lost
