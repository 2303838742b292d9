"""The menu of a plan's papers and files, on its page; and that of the list of plans."""

from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts.address import query_of
from dashboard.parts.menus import File, evidence_packs, file_links
from dashboard.plans.papers.annual import Year
from dashboard.plans.papers.texts import say
from workspace.records import Plan

# In the menu's order: the paper, and the format.
_FILES = (
    ("equality", "docx"),
    ("equality", "pdf"),
    ("said", "docx"),
    ("said", "pdf"),
    ("tables", "xlsx"),
    ("tables", "zip"),
)


def links(plan: Plan) -> Component:
    """The papers of a plan, each as it can be had."""
    return _menu(
        say("menu", "of_plan"),
        [
            _file(f"/plans/export/{plan.id}/{paper}/{ending}", paper, ending)
            for paper, ending in _FILES
        ]
        + evidence_packs(query_of({"plan": plan.id})),
    )


def annual_links(today: date) -> Component:
    """The section of the annual report, for this year and the last."""
    year = Year.of(today)
    return _menu(
        say("menu", "of_year"),
        [
            _file(f"/plans/export/annual/{ending}?year={one.begins}", "annual", ending, one.name)
            for one in (year, Year(year.begins - 1))
            for ending in ("docx", "pdf")
        ],
    )


def _file(address: str, paper: str, ending: str, year: str = "") -> File:
    label = say("menu", ending, name=say("menu", paper, year=year))
    return address, label, label


def _menu(label: str, files: list[File]) -> Component:
    """The browser says in ``#handover-status`` how the making of a file goes."""
    menu = dbc.DropdownMenu(
        html.Div(file_links(files)), label=label, color="primary", toggle_class_name="btn-plain"
    )
    return html.Div(menu, className="d-print-none")
