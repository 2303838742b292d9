"""A pack of areas that somebody's own figures chose: whose they are, and a link that fits."""

import io
import re
import zipfile

import docx
import pypdf
import pytest
from flask import Flask

from dashboard.evidence.routes import add_evidence
from dashboard.files.document import LONGEST_ADDRESS
from dashboard.parts.context import Context
from dashboard.plans.papers.whom_heard import in_short_and_whole
from dashboard.settings.config import Config
from dashboard.web.atlas_of_request import atlas_of_request
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.carried_layers import with_layers_aside
from layers.atlas import Atlas
from tests.carrying import Page, every_kind
from tests.dashboard.conftest import MADE

SAID = (
    "The areas were chosen by a figure that somebody brought, not checked by us. Own figures "
    "“Trust in services”: A council, 2025. Licence: CC BY 4.0."
)
SHOWN = "The same on screen: http://localhost/seldom-heard (its whole address is too long to print"


@pytest.fixture(scope="module")
def page(atlas: Atlas) -> Page:
    server = Flask("evidence")
    context = Context(Config(), atlas_of_request(atlas), BrowserFiles())
    add_evidence(server, context, whom_heard=in_short_and_whole, today=lambda: MADE)
    server.wsgi_app = with_layers_aside(server.wsgi_app)
    return Page(server, [every_kind(atlas)["ward"]])


@pytest.fixture(scope="module")
def query(page: Page) -> str:
    return f"?t=Little+trust&c={page.layers[0].id}!le!23!r~imd_decile!d!2!r&d=E08000019"


def test_the_pdf_names_them_and_its_link_does_not_run_off_the_page(page: Page, query: str) -> None:
    paper = pypdf.PdfReader(io.BytesIO(page.get(f"/evidence/pack.pdf{query}").data))
    first = " ".join(paper.pages[0].extract_text().split())
    assert SAID in first
    assert SHOWN in first
    links = [one.get_object() for one in paper.pages[0]["/Annots"]]
    assert any(page.layers[0].id in str(one["/A"]["/URI"]) for one in links)
    wide = paper.pages[0].mediabox.width
    assert all(0 <= float(x) <= wide for one in links for x in one["/Rect"][::2])
    every = " ".join(one.extract_text() for one in paper.pages)
    assert "A council, 2025: Trust in services" in " ".join(every.split())


def test_the_word_copy_says_the_same_and_leads_there(page: Page, query: str) -> None:
    content = page.get(f"/evidence/pack.docx{query}").data
    lines = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    assert SAID in lines
    assert any(line.startswith(SHOWN) for line in lines)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        leads = file.read("word/_rels/document.xml.rels").decode()
        text = file.read("word/document.xml").decode()
    assert page.layers[0].id in leads
    assert not re.search(rf"http\S{{{LONGEST_ADDRESS},}}", re.sub("<[^>]*>", " ", text))


def test_without_them_nothing_is_said(page: Page) -> None:
    content = page.get("/evidence/pack.docx?unit=C88048").data
    lines = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    assert not any("somebody brought" in line for line in lines)
    assert any(line.endswith("/practices?v=C88048") for line in lines)
