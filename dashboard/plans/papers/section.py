"""A plan's papers and files on its page, and the section of the annual report on the list's."""

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.address import query_of
from dashboard.parts.attributes import data
from dashboard.parts.menus import File, evidence_packs, file_links
from dashboard.plans.papers.annual import Year
from dashboard.plans.papers.routes import CALENDAR, MOVE, PAPERS, to_paper
from dashboard.plans.papers.texts import say
from dashboard.web.people import person
from workspace.records import Plan

ID = "papers"


def section(plan: Plan) -> list[Component]:
    """Each paper with what it is for, and the forms in which it can be had.

    The browser says in ``#handover-status`` how the making of a file goes.
    """
    files = {
        paper: [
            (to_paper(plan.id, paper, ending), say("menu", ending), _called(paper))
            for ending in endings
        ]
        for paper, endings in PAPERS.items()
        if paper != CALENDAR and (paper != MOVE or person().may("export_counts"))
    }
    files["pack"] = evidence_packs(query_of({"plan": plan.id}))
    papers = [html.Li(_paper(paper, those), className="mb-3") for paper, those in files.items()]
    return [
        html.H2(say("menu", "of_plan"), id=ID),
        html.P(id="handover-status", role="status", className="m-0"),
        html.Ul(papers, className="list-unstyled"),
    ]


def annual_menu(today: date) -> Component:
    """The section of the annual report, for this year and the last."""
    year = Year.of(today)
    files = [
        (
            f"/plans/export/annual/{ending}?year={one.begins}",
            say("menu", "annual", year=one.name, form=say("menu", ending)),
            _called("annual", one.name),
        )
        for one in (year, Year(year.begins - 1))
        for ending in ("docx", "pdf")
    ]
    menu = dbc.DropdownMenu(
        html.Div(file_links(files)), label=say("menu", "of_year"), toggle_class_name="btn-plain"
    )
    return html.Div([menu, html.P(id="handover-status", role="status", className="m-0")])


def _paper(paper: str, files: Sequence[File]) -> list[Component]:
    return [
        html.H3(say("menu", paper), className="mb-1"),
        html.P(say("menu", f"{paper}_for"), className="note m-0"),
        html.Div([_link(*file) for file in files], className="d-flex flex-wrap gap-2 mt-1"),
    ]


def _link(address: str, label: str, called: str) -> Component:
    return html.A(
        label,
        href=links.to(address),
        download="",
        className="btn btn-sm btn-plain",
        **data(file=called),
    )


def _called(paper: str, year: str = "") -> str:
    """What a file is called in a sentence while it is made."""
    return say("menu", f"{paper}_file", year=year)
