"""Where exports are fetched: ``/export/<format>?<the view's own query>&only=selected``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import unquote_plus

from flask import Flask, Response, request

from dashboard.explore.classes import crossed_classes, screen_classes, second_of
from dashboard.explore.export_about import about
from dashboard.explore.export_names import file_name
from dashboard.explore.export_table import table
from dashboard.explore.picture.brought_places import Brought
from dashboard.explore.picture.map_picture import picture
from dashboard.explore.view import ViewState, read_query
from dashboard.explore.view_sentence import sentence
from dashboard.files import file_answers
from dashboard.files.about import About
from dashboard.files.content_types import TYPES
from dashboard.files.csv_file import lone_csv
from dashboard.files.csv_zip import to_zip
from dashboard.files.geojson_file import to_geojson
from dashboard.files.geopackage_file import to_geopackage
from dashboard.files.table import Table
from dashboard.files.xlsx_file import to_xlsx
from dashboard.parts import map_ground
from dashboard.parts.context import Context
from dashboard.web.carried_layers import carried_places
from layers.atlas import Atlas
from layers.own.own_points import OwnPoints, attribution

# Each format, which is also the file's ending, and its type.
FORMATS = {
    "zip": TYPES["zip"],
    "csv": TYPES["csv"],
    "xlsx": TYPES["xlsx"],
    "geojson": TYPES["geojson"],
    "gpkg": TYPES["gpkg"],
    "png": "image/png",
    "svg": "image/svg+xml",
}
NO_ROOM = "No file was made: one of data only has no room to say this."
WITH_NOTES = "Take the CSV with notes, or go back to the map and choose it under Export."
AGAIN = "go back to the map and choose one under Export."


def add_exports(
    server: Flask,
    context: Context,
    *,
    today: Callable[[], date] = date.today,
) -> None:
    """Answer for exports on a server.

    Parameters
    ----------
    today
        The day to print in files and their names.
    """

    @server.get("/export/<name>")
    def export(name: str) -> Response:
        if name not in FORMATS:
            return file_answers.unknown(name, FORMATS, AGAIN)
        if request.method == "HEAD":
            return file_answers.announced(FORMATS[name])
        atlas = context.atlas
        query, only_selected, ignored = read_request(request.query_string)
        reading = read_query(query, atlas)
        left_out = (*ignored, *reading.ignored)
        if name == "csv" and left_out:
            # Others say in their notes what was left out; this one has none.
            return file_answers.refused(f"{NO_ROOM} {' '.join(left_out)} {WITH_NOTES}", 400)
        view, made = reading.view, today()
        rows = table(atlas, view, only_selected)
        notes = about(
            atlas,
            view,
            rows,
            made=made,
            link=f"{request.url_root}{view.query()}",
            ignored=left_out,
            only_selected=only_selected,
        )
        content = _content(name, atlas, view, rows, notes, only_selected)
        file = file_name(atlas, view, made, name, only_selected)
        return file_answers.attached(content, FORMATS[name], file)


def read_request(raw: bytes) -> tuple[str, bool, tuple[str, ...]]:
    """A request's query, taken apart.

    Returns
    -------
    tuple
        The view's own query, whether only the selection is wanted, and sentences about what could
        not be used.
    """
    parts = raw.decode("utf-8", "replace").split("&")
    ours = [unquote_plus(p.partition("=")[2]) for p in parts if p.partition("=")[0] == "only"]
    query = "&".join(p for p in parts if p.partition("=")[0] != "only")
    strange = [value for value in ours if value != "selected"]
    ignored = (f"“{file_answers.short(strange[0])}” is not a choice of areas.",) if strange else ()
    return query, "selected" in ours, ignored


def _content(
    name: str,
    atlas: Atlas,
    view: ViewState,
    rows: Table,
    notes: About,
    only_selected: bool,
) -> bytes:
    if name == "csv":
        return lone_csv(rows)
    if name == "zip":
        return to_zip(rows, notes)
    if name == "xlsx":
        return to_xlsx(rows, notes)
    if name == "geojson":
        return to_geojson(atlas, rows, notes)
    if name == "gpkg":
        return to_geopackage(atlas, rows, notes)
    if view.selected:
        # A picture's title is of the selection, whatever lies around it.
        notes = replace(notes, sentence=sentence(atlas, view, only_selected=True))
    classes = crossed_classes if second_of(atlas, view) else screen_classes
    return picture(
        atlas,
        view,
        classes(atlas, view),
        about=notes,
        kind=name,
        only_selected=only_selected,
        brought=[_brought(one) for one in carried_places(request.environ)],
    )


def _brought(points: OwnPoints) -> Brought:
    """Places that came with the request, as the screen marks them."""
    look = map_ground.rules().own
    return Brought(
        label=look.label.format(label=points.label),
        colour=look.colour,
        names=points.names,
        at=tuple(zip(points.longitudes, points.latitudes, strict=True)),
        attribution=attribution(points),
        licence=points.licence,
    )
