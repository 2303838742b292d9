"""Where the Inequality page's files are fetched: ``/inequality/export/<format>?<its query>``."""

import io
from collections.abc import Callable
from datetime import date

from flask import Flask, Response, request

from dashboard.files import csv_file, csv_zip, file_answers, xlsx_file
from dashboard.files.content_types import TYPES
from dashboard.files.names import slug
from dashboard.files.table import Table
from dashboard.inequality import export_comparison, export_tables, gradients
from dashboard.inequality.export_about import inequality_about
from dashboard.inequality.view import InequalityView, read_view
from dashboard.parts import place_gradient
from dashboard.parts.context import Context
from layers.atlas import Atlas
from layers.inequality.gradient import Gradient

# Each format and its type; all but one are also the file's ending.
FORMATS = {
    "zip": TYPES["zip"],
    "csv": TYPES["csv"],
    "districts": TYPES["csv"],
    "xlsx": TYPES["xlsx"],
}
AGAIN = "go back to the Inequality page and choose one under Export."


def add_inequality_exports(
    server: Flask,
    context: Context,
    *,
    page: str = "inequality",
    today: Callable[[], date] = date.today,
) -> None:
    """Answer for the page's files on a server.

    Parameters
    ----------
    page
        Path of the Inequality page, without a slash in front: links in the files lead there.
    today
        The day to print in files and their names.
    """
    atlas = context.atlas

    @server.get("/inequality/export/<name>")
    def inequality_export(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, AGAIN)
        if request.method == "HEAD":
            return file_answers.announced(FORMATS[name])
        raw = request.query_string.decode("utf-8", "replace")
        view, ignored = read_view(raw, atlas)
        if ignored:
            # A file about something else than was asked for would be worse than none.
            return file_answers.refused(
                f"No file was made. {' '.join(ignored)} Please {AGAIN}", 400
            )
        made, link = today(), f"{request.url_root}{page}{view.query()}"
        if name in PLAIN:
            content = csv_file.lone_csv(PLAIN[name](atlas, view))
        else:
            content = MAKERS[name](atlas, view, made, link)
        return file_answers.attached(content, FORMATS[name], file_name(atlas, view, made, name))


def to_zip(atlas: Atlas, view: InequalityView, made: date, link: str = "") -> bytes:
    """The tables of the view's part as CSV, each in a file, with what they rest on."""
    table, more = of_part(atlas, view), {}
    if view.part == "gap":
        more["results"] = export_tables.results(atlas, view)
        more["districts"] = export_tables.districts(atlas, view)
        compared = export_comparison.comparison(atlas, view)
        more |= {} if compared is None else {"comparison": compared}
    tables = [table, *more.values()]
    about = inequality_about(atlas, view, tables, made=made, link=link)
    return csv_zip.to_zip(table, about, more)


def of_part(atlas: Atlas, view: InequalityView) -> Table:
    """The table of the view's part."""
    if view.part == "gap":
        return export_tables.gradient(atlas, view)
    if view.part == "mix":
        return export_tables.segregations(atlas)
    return export_tables.correlations(atlas, view)


def to_xlsx(atlas: Atlas, view: InequalityView, made: date, link: str = "") -> bytes:
    """Every part in a workbook: the same bytes for the same view and day."""
    compared = export_comparison.comparison(atlas, view)
    sheets: dict[str, Table] = {
        "Gradient": export_tables.gradient(atlas, view),
        "Results": export_tables.results(atlas, view),
        "Districts and years": export_tables.districts(atlas, view),
        **({} if compared is None else {"Comparison": compared}),
        "Segregation": export_tables.segregations(atlas),
        "Correlations": export_tables.correlations(atlas, view),
    }
    about = inequality_about(atlas, view, list(sheets.values()), made=made, link=link)
    found = gradients.of_view(atlas, view)
    nothing = "None." if isinstance(found, Gradient) else f"{found.label}. {found.text}"
    stream = io.BytesIO()
    with xlsx_file.workbook_of(about, stream) as workbook:
        for name, table in sheets.items():
            xlsx_file.data_sheet(workbook, name, table, nothing)
        xlsx_file.text_page(workbook, "View", [about.filters])
        xlsx_file.text_page(workbook, "Sources", [about.indicators, about.publications])
        xlsx_file.text_page(workbook, "Caveats", [about.caveats])
    return stream.getvalue()


def file_name(atlas: Atlas, view: InequalityView, made: date, ending: str) -> str:
    """Such as ``seldom-heard-inequality-no-car-or-van-sheffield-2026-11-22.xlsx``."""
    what = slug(atlas.indicators[view.indicator].label) if view.part == "gap" else view.part
    place = slug(place_gradient.place(atlas, view.within).name)
    if ending == "districts":
        what, place, ending = slug(atlas.indicators[view.indicator].label), "districts", "csv"
    parts = ["seldom-heard-inequality", what, place, made.isoformat()]
    return f"{'-'.join(filter(None, parts))}.{ending}"


MAKERS = {"zip": to_zip, "xlsx": to_xlsx}
PLAIN = {"csv": of_part, "districts": export_tables.districts}
