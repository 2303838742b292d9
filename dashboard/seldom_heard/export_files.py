"""What was found, as CSV, zip of CSV files, Excel workbook, GeoJSON and GeoPackage."""

import io
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dashboard.files import csv_file, csv_zip, xlsx_file
from dashboard.files.about import About
from dashboard.files.geo_frame import Layer
from dashboard.files.geojson_file import collection
from dashboard.files.geopackage_file import of_layers
from dashboard.files.outlines import outlines_of
from dashboard.files.table import Table
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard import export_ground, export_left_out, export_tables
from dashboard.seldom_heard.export_about import targets_about
from dashboard.seldom_heard.export_outlines import zone_outlines
from layers.atlas import Atlas

NO_ZONES = "{nothing} So there are no zones."
NO_PARTNERS = "{nothing} So there is nobody to approach."

NOT_KNOWN = "The publication behind this was not there when this atlas was built."


@dataclass(frozen=True)
class Files:
    """Makes each file of a handover, the same bytes for the same arguments.

    Attributes
    ----------
    made
        The day to print in them.
    link
        The address that finds the same again.
    ignored
        What in the address could not be used, as sentences.
    """

    atlas: Atlas
    handover: Handover
    made: date
    link: str = ""
    ignored: tuple[str, ...] = ()

    # Each table is worked out once, in however many of the files it stands.

    @cached_property
    def _areas(self) -> Table:
        return export_tables.areas(self.atlas, self.handover)

    @cached_property
    def _zones(self) -> Table:
        return export_tables.zones(self.atlas, self.handover)

    @cached_property
    def _partners(self) -> Table:
        return export_tables.partners(self.atlas, self.handover)

    @cached_property
    def _ground(self) -> dict[str, Table]:
        return export_ground.tables(self.atlas, self.handover)

    @cached_property
    def _left_out(self) -> dict[str, Table]:
        return export_left_out.tables(self.atlas, self.handover)

    def to_csv(self) -> bytes:
        """The areas taken, and nothing else."""
        return csv_file.lone_csv(self._areas)

    def to_zip(self) -> bytes:
        """Areas, zones, partners, what is on the ground and what is left out as CSV, with what
        they rest on."""
        more = {"zones": self._zones, "partners": self._partners, **self._ground}
        more |= self._left_out
        return csv_zip.to_zip(self._areas, self._about(self._areas, *more.values()), more)

    def to_xlsx(self) -> bytes:
        """Areas, Zones, Partners, what is on the ground, Definition, Sources and Caveats."""
        atlas, handover = self.atlas, self.handover
        about = self._about(self._areas, self._zones)
        nothing, stream = handover.nothing, io.BytesIO()
        no_zones = NO_ZONES.format(nothing=nothing)
        with xlsx_file.workbook_of(about, stream) as workbook:
            xlsx_file.data_sheet(workbook, "Areas", self._areas, nothing)
            sheet = xlsx_file.data_sheet(workbook, "Zones", self._zones, no_zones)
            heading = f"The main figures in all of {atlas.name} and in England"
            _more(workbook, sheet, len(self._zones.codes) + 3, heading, export_tables.whole(atlas))
            no_partners = NO_PARTNERS.format(nothing=nothing)
            xlsx_file.data_sheet(workbook, "Partners", self._partners, no_partners)
            for name, table in self._ground.items():
                missing = NOT_KNOWN if handover.zones else no_zones
                xlsx_file.data_sheet(workbook, name.capitalize(), table, missing)
            sheet, at = xlsx_file.text_page(workbook, "Definition", [about.filters])
            for heading, table in (
                ("Criteria", export_tables.criteria(atlas, handover)),
                ("Who is reached", export_tables.reaches(atlas, handover)),
                ("How many areas do I need?", export_tables.fewest(handover)),
                *(
                    (export_left_out.HEADINGS[name], table)
                    for name, table in self._left_out.items()
                ),
                ("Near misses", export_tables.near(atlas, handover)),
            ):
                at = _more(workbook, sheet, at, heading, table)
            xlsx_file.text_page(workbook, "Sources", [about.indicators, about.publications])
            xlsx_file.text_page(workbook, "Caveats", [about.caveats])
        return stream.getvalue()

    def to_geojson(self) -> bytes:
        """The areas taken."""
        return self._geojson(self._layers()[0])

    def to_zones_geojson(self) -> bytes:
        """The zones, each with the outline of its areas together."""
        return self._geojson(self._layers()[1])

    def _geojson(self, layer: Layer) -> bytes:
        return collection([layer], self._about(layer.table))

    def to_geopackage(self) -> bytes:
        """The layers ``areas`` and ``zones``, and the table ``about``."""
        layers = self._layers()
        return of_layers(layers, self._about(*(layer.table for layer in layers)))

    def _layers(self) -> list[Layer]:
        outlines = outlines_of(self.atlas, "lsoa")
        around = zone_outlines(self.handover, outlines)
        return [
            Layer("areas", self._areas, outlines),
            Layer("zones", self._zones, around),
        ]

    def _about(self, *tables: Table) -> About:
        return targets_about(
            self.atlas,
            self.handover,
            tables,
            made=self.made,
            link=self.link,
            ignored=self.ignored,
        )


def _more(workbook: Any, sheet: Any, at: int, heading: str, table: Table) -> int:
    """A small table below what a sheet holds already; the first free row is given back."""
    if not table.codes:
        return at
    big = workbook.add_format({"bold": True, "font_size": 14})
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    top = {"valign": "top"}
    formats = [
        workbook.add_format(top | {"num_format": xlsx_file.number_format(column)})
        for column in table.columns
    ]
    sheet.write_string(at, 0, heading, big)
    for place, header in enumerate(table.headers()):
        sheet.write_string(at + 1, place, header, head)
    for line, row in enumerate(table.rows(), start=at + 2):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell, wrapped)
            elif cell is not None:
                sheet.write_number(line, place, cell, formats[place])
    return at + len(table.codes) + 3
