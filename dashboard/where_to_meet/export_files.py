"""Sessions as Excel workbook, CSV, zip of CSV files, GeoJSON, GeoPackage and calendar."""

import io
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard.files import csv_file, csv_zip, geojson_file, xlsx_file
from dashboard.files.about import About
from dashboard.files.geo_frame import Layer
from dashboard.files.geopackage_file import of_layers
from dashboard.files.outlines import circle, outlines_of
from dashboard.files.table import Table, name_of
from dashboard.parts.sessions.answer import Answer
from dashboard.where_to_meet import export_tables
from dashboard.where_to_meet.export_about import sessions_about
from dashboard.where_to_meet.export_calendar import first_day, sessions_calendar
from dashboard.where_to_meet.export_near import near
from dashboard.where_to_meet.export_texts import say


@dataclass(frozen=True)
class Files:
    """Makes each file of an answer, the same bytes for the same arguments.

    Attributes
    ----------
    made
        The day to print in them.
    link
        The page's address that asks the same again.
    ignored
        What in the address could not be used, as sentences.
    """

    answer: Answer
    made: date
    link: str = ""
    ignored: tuple[str, ...] = ()

    @cached_property
    def _sessions(self) -> Table:
        return export_tables.sessions(self.answer)

    @cached_property
    def _more(self) -> dict[str, Table]:
        """Every other table, by the name of its file and its sheet."""
        return {
            "areas": export_tables.areas(self.answer),
            "out_of_reach": export_tables.out_of_reach(self.answer),
            "groups": export_tables.groups(self.answer),
            "near": near(self.answer),
            "numbers": export_tables.numbers(self.answer),
        }

    def to_csv(self) -> bytes:
        """The sessions, and nothing else."""
        return csv_file.lone_csv(self._sessions)

    def to_zip(self) -> bytes:
        """Every table as CSV, with what they rest on."""
        about = self._about(self._sessions, *self._more.values())
        return csv_zip.to_zip(self._sessions, about, self._more)

    def to_xlsx(self) -> bytes:
        """A sheet for each table, then About, Sources and Caveats."""
        about = self._about(self._sessions, *self._more.values())
        stream = io.BytesIO()
        with xlsx_file.workbook_of(about, stream) as workbook:
            for name, table in {"sessions": self._sessions, **self._more}.items():
                xlsx_file.data_sheet(workbook, say("sheets", name), table, _nothing(name))
            xlsx_file.text_page(workbook, say("sheets", "about"), [about.filters])
            xlsx_file.text_page(workbook, say("sheets", "sources"), [about.publications])
            xlsx_file.text_page(workbook, say("sheets", "caveats"), [about.caveats])
        return stream.getvalue()

    def to_geojson(self) -> bytes:
        """The sessions, as points."""
        return self._geojson(self._points)

    def to_reach_geojson(self) -> bytes:
        """The reach of each session, as a circle."""
        return self._geojson(self._circles)

    def to_geopackage(self) -> bytes:
        """The layers ``sessions``, ``reach`` and ``areas``, and the table ``about``."""
        areas = Layer("areas", self._more["areas"], outlines_of(self.answer.atlas, "lsoa"))
        layers = [self._points, self._circles, areas]
        return of_layers(layers, self._about(*(layer.table for layer in layers)))

    def to_calendar(self, first: str = "") -> bytes:
        """An event for each session, with its date to be agreed: see
        :mod:`dashboard.where_to_meet.export_calendar`; ``first``: the day they stand on."""
        answer, on = self.answer, first_day(first, self.made)
        name = answer.request.name or name_of(answer.atlas.indicators[answer.request.group])
        return sessions_calendar(answer, name, on, self.made, self.link)

    @property
    def _points(self) -> Layer:
        places = self.answer.sessions[["longitude", "latitude"]]
        table = self._sessions
        return geojson_file.points("sessions", table, places.set_axis(list(table.codes)))

    @property
    def _circles(self) -> Layer:
        table, asked = export_tables.reach_circles(self.answer), self.answer.request
        metres = asked.straight
        places = self.answer.sessions
        around = [
            circle(east, north, metres)
            for east, north in zip(places["longitude"], places["latitude"], strict=True)
        ]
        return Layer("reach", table, dict(zip(table.codes, around, strict=True)))

    def _geojson(self, layer: Layer) -> bytes:
        return geojson_file.collection([layer], self._about(layer.table))

    def _about(self, *tables: Table) -> About:
        return sessions_about(
            self.answer, tables, made=self.made, link=self.link, ignored=self.ignored
        )


def _nothing(name: str) -> str:
    """What is said on the sheet of an empty table."""
    return say("sheets", "nothing_near" if name == "near" else "everybody_reached")
