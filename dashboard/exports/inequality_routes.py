"""Where the Inequality page's files are fetched: ``/inequality/export/<format>?<its query>``."""

import io
from collections.abc import Callable
from datetime import date, datetime, time

from flask import Flask, Response, request

from dashboard.context import Context
from dashboard.exports import cells, csv_file, inequality_tables, xlsx_file
from dashboard.exports.about import About
from dashboard.exports.inequality_about import inequality_about
from dashboard.exports.names import slug
from dashboard.exports.table import Table
from dashboard.inequality import work
from dashboard.inequality.view import InequalityView, read_view
from layers.atlas import Atlas
from layers.gradient import Gradient

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def add_inequality_exports(
    server: Flask, context: Context, *, today: Callable[[], date] = date.today
) -> None:
    """Answer for the page's files on a server.

    Parameters
    ----------
    today
        The day to print in files and their names.
    """
    atlas = context.atlas

    @server.get("/inequality/export/<name>")
    def inequality_export(name: str) -> Response:
        if name not in FORMATS:
            text = "There is no such file. There are csv and xlsx.\n"
            return _kept_nowhere(Response(text, 404, content_type="text/plain; charset=utf-8"))
        raw = request.query_string.decode("utf-8", "replace")
        view, ignored = read_view(raw, atlas)
        made, link = today(), f"{request.url_root}inequality{view.query()}"
        write = to_csv if name == "csv" else to_xlsx
        response = Response(write(atlas, view, made, link, ignored), content_type=FORMATS[name])
        file = file_name(atlas, view, made, name)
        response.headers.set("Content-Disposition", "attachment", filename=file)
        return _kept_nowhere(response)


def to_csv(
    atlas: Atlas, view: InequalityView, made: date, link: str = "", ignored: list[str] | None = None
) -> bytes:
    """The table of the view's part, and below it what it rests on."""
    table = {
        "gap": lambda: inequality_tables.gradient(atlas, view),
        "mix": lambda: inequality_tables.segregations(atlas),
        "together": lambda: inequality_tables.correlations(atlas, view),
    }[view.part]()
    about = inequality_about(atlas, view, [table], made=made, link=link, ignored=ignored or ())
    return csv_file.to_csv(table, about)


def to_xlsx(
    atlas: Atlas, view: InequalityView, made: date, link: str = "", ignored: list[str] | None = None
) -> bytes:
    """Every part in a workbook: the same bytes for the same view and day."""
    # Imported when the first workbook is made: a worker that makes none stays smaller.
    import xlsxwriter

    sheets: dict[str, Table] = {
        "Gradient": inequality_tables.gradient(atlas, view),
        "Results": inequality_tables.results(atlas, view),
        "Districts and years": inequality_tables.districts(atlas, view),
        "Segregation": inequality_tables.segregations(atlas),
        "Correlations": inequality_tables.correlations(atlas, view),
    }
    about = inequality_about(
        atlas, view, list(sheets.values()), made=made, link=link, ignored=ignored or ()
    )
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, xlsx_file.OPTIONS) as workbook:
        _described(workbook, about)
        for name, table in sheets.items():
            xlsx_file.data_sheet(workbook, name, table, _nothing(atlas, view))
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        head = workbook.add_format({"bold": True, "valign": "top", "bottom": 1})
        big = workbook.add_format({"bold": True, "font_size": 14})
        for name, sections in (
            ("View", [about.filters]),
            ("Sources", [about.indicators, about.publications]),
            ("Caveats", [about.caveats]),
        ):
            xlsx_file.text_sheet(workbook.add_worksheet(name), sections, wrapped, head, big)
    return stream.getvalue()


def file_name(atlas: Atlas, view: InequalityView, made: date, ending: str) -> str:
    """Such as ``seldom-heard-inequality-no-car-or-van-sheffield-2026-11-22.xlsx``."""
    place = work.place(atlas, view.within).name
    what = {"gap": slug(atlas.indicators[view.indicator].label)}.get(view.part, view.part)
    parts = ["seldom-heard-inequality", what, slug(place), made.isoformat()]
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _described(workbook: object, about: About) -> None:
    created = datetime.combine(about.made, time())
    workbook.set_properties(  # type: ignore[attr-defined]
        {"title": cells.text(about.title), "comments": cells.text(about.link)}
        | {"author": "Seldom Heard", "created": created}
    )


def _nothing(atlas: Atlas, view: InequalityView) -> str:
    found = work.of_view(atlas, view)
    return "Not worked out." if isinstance(found, Gradient) else f"{found.label}. {found.text}"


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    return response
