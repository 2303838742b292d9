"""Where exports of the Practices page are fetched: ``/practices/export/<format>?<its query>``."""

from collections.abc import Callable
from datetime import date

from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.names import slug
from dashboard.files.typst_pdf import PdfError
from dashboard.parts.context import Context
from dashboard.practices.export_about import practices_of
from dashboard.practices.export_files import Files
from dashboard.practices.list_filter import narrowed, places
from dashboard.practices.sheet import sheet
from dashboard.practices.view import PracticesView, read_view
from layers.atlas import Atlas

# Each format, which is also what the file's name ends in, and its type.
FORMATS = {
    "zip": TYPES["zip"],
    "csv": TYPES["csv"],
    "xlsx": TYPES["xlsx"],
    "geojson": TYPES["geojson"],
    "practices.geojson": TYPES["geojson"],
    "pdf": TYPES["pdf"],
}
AGAIN = "go back to the Practices page and choose one under Export."
NO_SHEET = (
    "The sheet could not be made, which is our mistake and not yours. The Excel workbook has the "
    "same figures; please tell whoever looks after this atlas."
)


def add_practice_exports(
    server: Flask,
    context: Context,
    *,
    page: str = "practices",
    today: Callable[[], date] = date.today,
) -> None:
    """Answer for exports of practices, networks and places on a server.

    Parameters
    ----------
    page
        Path of the Practices page, without a slash in front: links in the files lead there.
    today
        The day to print in files and their names.
    """
    atlas = context.atlas

    @server.get("/practices/export/<name>")
    def practice_export(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, AGAIN)
        if request.method == "HEAD":
            return file_answers.announced(FORMATS[name])
        raw = request.query_string.decode("utf-8", "replace")
        view, refused = read_view(raw, atlas)
        refused = _refused(atlas, name, view, refused)
        if refused:
            # A file about other practices than were asked for would be worse than none.
            return file_answers.refused(
                f"No file was made. {' '.join(refused)} Please {AGAIN}", 400
            )
        made, link = today(), f"{request.url_root}{page}{view.query()}"
        if name == "pdf":
            try:
                content = sheet(atlas, view.units[0], made=made, link=link)
            except PdfError:
                server.logger.exception("A sheet could not be made")
                return file_answers.refused(NO_SHEET, 500)
        else:
            files = Files(atlas, view, made, link)
            write = {"csv": files.to_csv, "zip": files.to_zip, "xlsx": files.to_xlsx}
            write |= {"geojson": files.to_geojson}
            write |= {"practices.geojson": files.to_practices_geojson}
            content = write[name]()
        return file_answers.attached(content, FORMATS[name], file_name(atlas, view, made, name))


def file_name(atlas: Atlas, view: PracticesView, made: date, ending: str) -> str:
    """Such as ``seldom-heard-porter-brook-medical-centre-2026-11-22.pdf``."""
    if view.units:
        # A name may be in a script that has no plain letters.
        what = slug(" ".join(unit.name for unit in view.units)) or view.units[0].kind
    else:
        networks = view.listed == "pcn" and ending in ("csv", "zip")
        what = "networks" if networks else "practices"
        what += f"-{slug(places(atlas)[view.place])}" if view.place else ""
    if view.units and ending == "practices.geojson":
        what += "-practices"
    return f"seldom-heard-{what}-{made.isoformat()}.{ending.rpartition('.')[2]}"


def _refused(atlas: Atlas, name: str, view: PracticesView, ignored: list[str]) -> list[str]:
    """Why there is no file of what was asked, as sentences; none where there is one."""
    if ignored:
        return ignored
    if not view.units and not narrowed(atlas, view, view.listed):
        return ["Nothing in the list fits the place, network and name it is narrowed to."]
    if name == "geojson" and not view.units:
        return ["A map file of areas is of practices, networks or places: choose one first."]
    if name == "practices.geojson" and not practices_of(atlas, view):
        return ["These are places on the map: there are no practices to give as points."]
    if name == "pdf" and len(view.units) != 1:
        return ["The sheet to print is of one practice, network or place: open it first."]
    return []
