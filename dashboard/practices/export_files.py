"""The Practices page's list, or its units, as CSV, zip of CSV files, workbook and GeoJSON."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.files import csv_file, csv_zip, xlsx_file
from dashboard.files.about import About
from dashboard.files.geo_frame import Layer
from dashboard.files.geojson_file import collection, points
from dashboard.files.outlines import outlines_of
from dashboard.files.table import Table
from dashboard.practices import export_care, export_list, export_registers, export_tables
from dashboard.practices.care_texts import say
from dashboard.practices.export_about import practices_about, practices_of
from dashboard.practices.view import Columns, Listed, PracticesView
from layers.atlas import Atlas
from layers.practices import units

NO_REGISTERS = "These are places on the map; registers are kept by practices."
NO_MEMBERS = "Only networks, places and groups have members."
NOTHING = "None fits what the list was narrowed to."
REGISTERS = ", registers"
SHOWN_SHEET = {"recorded": "Recorded against expected", "care": say("files", "sheet")}
LISTS: dict[str, Listed] = {"Practices": "practice", "Networks": "pcn"}
# What makes the list as the screen shows it, by what it says of each.
SHOWN: dict[Columns, Callable[[Atlas, PracticesView, Listed], Table]] = {
    "patients": export_list.listed_units,
    "recorded": export_registers.chosen_register,
    "care": export_list.listed_care,
}


@dataclass(frozen=True)
class Files:
    """Makes each file of a view, the same bytes for the same arguments.

    Attributes
    ----------
    made
        The day to print in them.
    link
        The address of the view.
    """

    atlas: Atlas
    view: PracticesView
    made: date
    link: str = ""

    def to_csv(self) -> bytes:
        """The list as it is shown, or the profile of the units, and nothing else."""
        if self.view.units:
            return csv_file.lone_csv(export_tables.profiles(self.atlas, self.view.units))
        return csv_file.lone_csv(self._shown())

    def to_zip(self) -> bytes:
        """The list as it is shown, all that is known of its rows and their registers, or all tables
        of the units, as CSV with what they rest on."""
        if not self.view.units:
            shown, more = self._shown(), {"registers": self._registers()}
            if self.view.columns != "patients":
                more = {"list": self._list()} | more
            return csv_zip.to_zip(shown, self._about(shown, *more.values()), more)
        (_, first, _), *rest = self._sheets()
        more = {name.lower(): table for name, table, _ in rest if table.codes}
        return csv_zip.to_zip(first, self._about(first, *more.values()), more)

    def _shown(self) -> Table:
        """The list with the columns, rows and order that the screen has."""
        make = SHOWN[self.view.columns]
        return make(self.atlas, self.view, self.view.listed)

    def _list(self) -> Table:
        return export_list.listed_units(self.atlas, self.view, self.view.listed)

    def _registers(self) -> Table:
        return export_registers.listed_registers(self.atlas, self.view, self.view.listed)

    def to_xlsx(self) -> bytes:
        """The list as it is shown, Practices and Networks and the registers of both, or the units'
        tables; Definition, Sources and Caveats."""
        sheets = self._sheets()
        about = self._about(*(table for _, table, _ in sheets))
        stream = io.BytesIO()
        with xlsx_file.workbook_of(about, stream) as workbook:
            for name, table, nothing in sheets:
                xlsx_file.data_sheet(workbook, name, table, nothing)
            xlsx_file.text_page(workbook, "Definition", [about.filters])
            xlsx_file.text_page(workbook, "Sources", [about.indicators, about.publications])
            xlsx_file.text_page(workbook, "Caveats", [about.caveats])
        return stream.getvalue()

    def to_geojson(self) -> bytes:
        """Areas of the units' footprints."""
        atlas, wanted = self.atlas, self.view.units
        known, layers = outlines_of(atlas, "lsoa"), []
        for number, unit in enumerate(wanted, start=1):
            # Units share areas, and no two features may have one id.
            prefix = f"{number}-" if len(wanted) > 1 else ""
            areas = export_tables.footprint(atlas, [unit])
            outlines = {f"{prefix}{code}": known[code] for code in areas.codes}
            areas = replace(areas, codes=tuple(outlines))
            layers.append(Layer("areas", areas, outlines))
        return collection(layers, self._about(*(layer.table for layer in layers)))

    def to_practices_geojson(self) -> bytes:
        """The practices of the list or of the units, as points; those without a place left out."""
        atlas = self.atlas
        codes = practices_of(atlas, self.view)
        practices = export_list.of_units(atlas, [units.unit(atlas, code) for code in codes])
        layer = points("practices", practices, atlas.practices[["longitude", "latitude"]])
        return collection([layer], self._about(practices))

    def _sheets(self) -> Sequence[tuple[str, Table, str]]:
        atlas, wanted = self.atlas, self.view.units
        if not wanted:
            makers = {"": export_list.listed_units, REGISTERS: export_registers.listed_registers}
            every = [
                (f"{title}{more}", make(atlas, self.view, kind), NOTHING)
                for more, make in makers.items()
                for title, kind in LISTS.items()
            ]
            if self.view.columns == "patients":
                return every
            return [(SHOWN_SHEET[self.view.columns], self._shown(), NOTHING), *every]
        published = (
            say("files", "sheet"),
            export_care.looked_after(atlas, wanted),
            say("files", "no_figures"),
        )
        return [
            ("Profile", export_tables.profiles(atlas, wanted), ""),
            ("Registers", export_tables.registers(atlas, wanted), NO_REGISTERS),
            *([published] if export_care.sources(atlas) else []),
            ("Footprint", export_tables.footprint(atlas, wanted, outside=True), ""),
            ("Members", export_tables.members(atlas, wanted), NO_MEMBERS),
        ]

    def _about(self, *tables: Table) -> About:
        return practices_about(self.atlas, self.view, tables, made=self.made, link=self.link)
