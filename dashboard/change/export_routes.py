"""Where the Change page's files are fetched: ``/change/export/<format>?<its query>``."""

import io
from collections.abc import Callable
from datetime import date

from flask import Flask, Response, request

from dashboard.change import export_tables, register_said
from dashboard.change.export_about import change_about
from dashboard.change.index_said import in_sentence
from dashboard.change.place import place_of
from dashboard.change.texts import say
from dashboard.change.view import PATH, ChangeView, read_view
from dashboard.files import csv_file, csv_zip, file_answers, xlsx_file
from dashboard.files.content_types import TYPES
from dashboard.files.names import slug
from dashboard.files.table import Table
from dashboard.parts.context import Context
from layers.atlas import Atlas
from layers.change import decile_change
from layers.practices.recorded_registers import registers

FORMATS = {name: TYPES[name] for name in ("zip", "csv", "xlsx")}


def add_change_exports(
    server: Flask, context: Context, *, today: Callable[[], date] = date.today
) -> None:
    """Answer for the page's files on a server.

    Parameters
    ----------
    today
        The day to print in files and their names.
    """
    atlas = context.atlas

    @server.get("/change/export/<name>")
    def change_export(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, say("export", "again"))
        if request.method == "HEAD":
            return file_answers.announced(FORMATS[name])
        raw = request.query_string.decode("utf-8", "replace")
        view, ignored = read_view(raw, atlas)
        if ignored:
            # A file about something else than was asked for would be worse than none.
            why = f"No file was made. {' '.join(ignored)} Please {say('export', 'again')}"
            return file_answers.refused(why, 400)
        made, link = today(), f"{request.url_root}{PATH[1:]}{view.query()}"
        content = MAKERS[name](atlas, view, made, link)
        return file_answers.attached(content, FORMATS[name], file_name(atlas, view, made, name))


def to_csv(atlas: Atlas, view: ChangeView, made: date, link: str = "") -> bytes:
    """The table of the view's part alone."""
    return csv_file.to_csv(export_tables.of_part(atlas, view, place_of(atlas, view.within)))


def to_zip(atlas: Atlas, view: ChangeView, made: date, link: str = "") -> bytes:
    """The tables of the view's part as CSV, each in a file, with what they rest on."""
    place = place_of(atlas, view.within)
    table, more = export_tables.of_part(atlas, view, place), {}
    if view.part == "areas" and decile_change.is_known(atlas):
        more = {
            "then-and-now": export_tables.grid(atlas, view, place),
            "by-domain": export_tables.domains(atlas, place),
        }
    tables = [table, *more.values()]
    return csv_zip.to_zip(
        table, change_about(atlas, view, place, tables, made=made, link=link), more
    )


def to_xlsx(atlas: Atlas, view: ChangeView, made: date, link: str = "") -> bytes:
    """Both parts in a workbook: the same bytes for the same view and day."""
    place = place_of(atlas, view.within)
    sheets: dict[str, Table] = {}
    if decile_change.is_known(atlas):
        sheets[say("export", "sheet_areas")] = export_tables.areas(atlas, view, place)
        sheets[say("export", "sheet_grid")] = export_tables.grid(atlas, view, place)
        sheets[say("export", "sheet_domains")] = export_tables.domains(atlas, place)
    sheets[say("export", "sheet_registers")] = export_tables.practices(atlas, view, place)
    about = change_about(atlas, view, place, list(sheets.values()), made=made, link=link)
    stream = io.BytesIO()
    with xlsx_file.workbook_of(about, stream) as workbook:
        for name, table in sheets.items():
            xlsx_file.data_sheet(workbook, name, table, say("areas", "listed_none"))
        xlsx_file.text_page(workbook, "View", [about.filters])
        xlsx_file.text_page(workbook, "Sources", [about.indicators, about.publications])
        xlsx_file.text_page(workbook, "Caveats", [about.caveats])
    return stream.getvalue()


def file_name(atlas: Atlas, view: ChangeView, made: date, ending: str) -> str:
    """Such as ``seldom-heard-change-deprivation-sheffield-2026-11-22.xlsx``; of registers with
    whose practices they are, where the place has none of its own."""
    place = place_of(atlas, view.within)
    what, where = in_sentence("file", view.index), place.name
    if view.part == "registers":
        what, where = registers(atlas)[view.register], register_said.where(place)
    parts = ["seldom-heard-change", slug(what), slug(where), made.isoformat()]
    return f"{'-'.join(filter(None, parts))}.{ending}"


MAKERS = {"zip": to_zip, "csv": to_csv, "xlsx": to_xlsx}
