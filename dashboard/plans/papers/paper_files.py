"""The files of a plan: papers as DOCX and PDF, tables as a workbook and as CSV with notes.

The same bytes for the same plan, figures and day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.files import about, csv_zip, xlsx_file
from dashboard.files.about import About
from dashboard.files.document import Document
from dashboard.files.document_formats import WRITERS
from dashboard.files.table import Table
from dashboard.plans.papers.equality_report import equality_report
from dashboard.plans.papers.publications import publications
from dashboard.plans.papers.record_tables import record_tables
from dashboard.plans.papers.said_and_done import said_and_done
from dashboard.plans.papers.texts import on, say
from dashboard.plans.so_far import sentences
from dashboard.plans.so_far.tables import groups
from layers.atlas import Atlas
from layers.exercise.so_far import SoFar
from layers.statistics.suppression import rule_text
from workspace import fields
from workspace.records import Plan


@dataclass(frozen=True)
class PaperFiles:
    """Makes each file of a plan.

    Attributes
    ----------
    found
        Whom it has heard, as it may be shown.
    made
        The day to print in them.
    link
        The address of the plan's page.
    """

    atlas: Atlas
    plan: Plan
    found: SoFar
    made: date
    link: str

    def content(self, paper: str, ending: str) -> bytes:
        """A paper (``equality``, ``said``, ``tables``) in one of its formats."""
        if paper == "tables":
            return self.to_xlsx() if ending == "xlsx" else self.to_zip()
        document = self.equality() if paper == "equality" else self.said()
        return WRITERS[ending](document)

    def equality(self) -> Document:
        """The equality monitoring report."""
        return equality_report(self.atlas, self.plan, self.found, made=self.made)

    def said(self) -> Document:
        """ "You said, we did"."""
        return said_and_done(self.plan, made=self.made)

    def to_xlsx(self) -> bytes:
        """Every table as a sheet, and one with what they rest on."""
        tables = self._tables()
        named = {name.capitalize(): table for name, table in tables.items()}
        return xlsx_file.of_tables(named, self._about(tables), say("all", "nothing_written"))

    def to_zip(self) -> bytes:
        """Every table as CSV, with what they rest on."""
        tables = self._tables()
        first, *rest = tables
        more = {name: tables[name] for name in rest}
        return csv_zip.to_zip(tables[first], self._about(tables), more)

    def _tables(self) -> dict[str, Table]:
        return {"heard": groups(self.found)} | record_tables(self.plan, self.found.rule)

    def _about(self, tables: Mapping[str, Table]) -> About:
        plan, base = self.plan, self.found.base
        lines = [
            (say("tables", "title"), plan.title),
            (say("tables", "finding"), sentences.headline(self.found)),
            (
                fields.label("plan", "asked"),
                f"{base.label}. {base.note}".strip(),
            ),
            (say("tables", "status"), fields.choice("plan", "status", plan.status)),
            (say("tables", "made"), on(self.made)),
        ]
        caveats = [
            (say("tables", "people"), say("heard", "rule")),
            (say("tables", "small"), rule_text(self.found.rule)),
        ]
        return about.of_tables(
            plan.title,
            sentences.headline(self.found),
            self.made,
            self.link,
            list(tables.values()),
            lines,
            caveats,
            publications(self.atlas, self.found),
        )
