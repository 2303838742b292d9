"""Where papers are fetched: by whom, what they are, and a sentence where there is none."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from dash import html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.files.content_types import TYPES
from dashboard.parts.context import Context
from dashboard.plans.papers.routes import PAPERS, add_plan_exports
from dashboard.plans.papers.section import annual_menu, section
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.refusal_texts import NO_ROLE
from dashboard.web.replies import ROLE
from dashboard.web.request_kinds import kind_of
from tests.dashboard.conftest import MADE
from tests.dashboard.plans.papers.conftest import Kept, keep
from tests.workspace.made_up_plan import TITLE
from workspace.database import Workspace
from workspace.transfer import from_json

WHY_NOT = "No plans are kept here."
ROUTES = [f"{paper}/{ending}" for paper, endings in PAPERS.items() for ending in endings]


def client(kept: Kept, workspace: Workspace | None) -> FlaskClient:
    server = Flask("papers")
    why_not = "" if workspace else WHY_NOT
    context = Context(Config(), kept.atlas, BrowserFiles(), workspace, why_not)
    add_plan_exports(server, context, today=lambda: MADE)
    return server.test_client()


@pytest.fixture(scope="module")
def served(kept: Kept) -> FlaskClient:
    return client(kept, kept.workspace)


def get(served: FlaskClient, address: str, role: str = "lead", method: str = "GET") -> TestResponse:
    return served.open(address, method=method, environ_overrides={ROLE: role})


def said(answer: TestResponse, status: int) -> str:
    assert answer.status_code == status
    assert answer.content_type == "text/plain; charset=utf-8"
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("route", ROUTES)
def test_each_paper_comes_with_its_type_and_name(
    served: FlaskClient, kept: Kept, route: str
) -> None:
    paper, ending = route.split("/")
    answer = get(served, f"/plans/export/{kept.id}/{route}")
    assert answer.status_code == 200
    assert answer.content_type == TYPES[ending]
    name = f"seldom-heard-blood-pressure-checks-that-people-can-get-to-{paper}-2026-11-22.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert "no-store" in answer.headers["Cache-Control"]
    content = answer.get_data()
    if ending == "docx":
        assert TITLE in [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]
    elif ending == "pdf":
        assert content.startswith(b"%PDF-")
    elif ending == "json":
        assert from_json(content).records["plan"][0]["title"] == TITLE
    elif ending == "ics":
        assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    else:
        assert zipfile.is_zipfile(io.BytesIO(content))


def test_the_section_of_the_year_is_that_of_the_year_asked_for(served: FlaskClient) -> None:
    for query, year, there in (("", "2026/27", True), ("?year=2025", "2025/26", False)):
        answer = get(served, f"/plans/export/annual/docx{query}")
        text = [p.text for p in docx.Document(io.BytesIO(answer.get_data())).paragraphs]
        assert f"Involvement section of the annual report for {year}" in text
        assert (TITLE in text) == there
    for year in ("26", "2026x", "1999", "9999", "٢٠٢٦", "-1"):
        assert "No file was made" in said(get(served, f"/plans/export/annual/pdf?year={year}"), 400)


@pytest.mark.parametrize("route", [*ROUTES, "annual"])
def test_who_may_not_see_plans_gets_none(served: FlaskClient, kept: Kept, route: str) -> None:
    address = "annual/docx" if route == "annual" else f"{kept.id}/{route}"
    for role in ("", "nobody", "Viewer"):
        for method in ("GET", "HEAD"):
            answer = get(served, f"/plans/export/{address}", role, method)
            assert answer.status_code == 403
            assert answer.get_data(as_text=True) in ("", f"{NO_ROLE}\n")


@pytest.mark.parametrize("role", ["viewer", "contributor", "editor"])
def test_true_counts_are_for_whoever_leads(served: FlaskClient, kept: Kept, role: str) -> None:
    address = f"/plans/export/{kept.id}/move/json"
    assert "true counts" in said(get(served, address, role), 403)
    assert get(served, address, role, "HEAD").status_code == 403
    assert get(served, f"/plans/export/{kept.id}/tables/xlsx", role).status_code == 200


def test_what_is_not_there_is_said(served: FlaskClient, kept: Kept) -> None:
    assert "plan" in said(get(served, f"/plans/export/{'0' * 32}/said/docx"), 404)
    assert "There are docx and pdf" in said(get(served, f"/plans/export/{kept.id}/said/xlsx"), 404)
    assert "There is no file" in said(get(served, f"/plans/export/{kept.id}/other/pdf"), 404)
    off = client(kept, None)
    assert said(get(off, f"/plans/export/{kept.id}/said/docx"), 404) == f"{WHY_NOT}\n"


def test_a_lost_database_is_said_in_a_sentence(tmp_path: Path, kept: Kept) -> None:
    mine = keep(str(tmp_path), kept.atlas)
    mine.workspace.close()
    (tmp_path / "plans.sqlite3").unlink()
    answer = get(client(mine, mine.workspace), f"/plans/export/{mine.id}/said/docx")
    assert said(answer, 503)


def test_asked_about_it_works_nothing_out(served: FlaskClient, kept: Kept) -> None:
    answer = get(served, f"/plans/export/{kept.id}/equality/pdf", method="HEAD")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.get_data() == b""


def test_menus_lead_to_files_that_are_there(served: FlaskClient, kept: Kept) -> None:
    plan = kept.files().plan
    shown = html.Div([*section(plan), annual_menu(date(2026, 11, 29))])
    found = [link.href for link in shown._traverse() if getattr(link, "href", "")]
    own = [address for address in found if address.startswith("/plans/")]
    # Who asks is nobody here, so the plan with its true counts is not offered. The calendar stands
    # with the sessions.
    assert len(own) == len(ROUTES) - 2 + 4
    assert not any("/move/" in address or "/sessions/" in address for address in own)
    assert f"/evidence/pack.docx?plan={kept.id}" in found
    for address in own:
        assert kind_of(address.partition("?")[0]) == "export"
        assert get(served, address, method="HEAD").status_code == 200
