import io
import subprocess
import sys

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.files.typst_pdf import PdfError
from dashboard.parts.address import LONGEST
from dashboard.parts.context import Context
from dashboard.practices import export_routes
from dashboard.practices.export_routes import FORMATS, NO_SHEET, add_practice_exports, file_name
from dashboard.practices.view import read_view
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers.atlas import Atlas
from tests.conftest import REPOSITORY
from tests.dashboard.conftest import MADE

STARTS = {
    "zip": b"PK",
    "csv": b"\xef\xbb\xbfsection,indicator,",
    "xlsx": b"PK",
    "practices.geojson": b'{"type":"FeatureCollection"',
    "geojson": b'{"type":"FeatureCollection"',
    "pdf": b"%PDF-1.7",
}


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("practices")
    add_practice_exports(server, Context(Config(), atlas, BrowserFiles()), today=lambda: MADE)
    return server.test_client()


@pytest.mark.parametrize("name", FORMATS)
def test_a_download(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/practices/export/{name}?v=C88046&r=DM&m=area")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name])
    assert answer.headers["Content-Type"] == FORMATS[name]
    assert answer.headers["Cache-Control"] == "private, no-store"
    what = "-practices" if name == "practices.geojson" else ""
    ending = name.rpartition(".")[2]
    file = f"seldom-heard-beauchief-medical-practice{what}-2026-11-22.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={file}"


@pytest.mark.parametrize(
    ("query", "ending", "file"),
    [
        ("", "xlsx", "practices"),
        ("k=pcn", "csv", "networks"),
        ("k=pcn", "zip", "networks"),
        ("k=pcn", "xlsx", "practices"),
        ("v=U16464", "pdf", "fcp-service-barnsley-pcn"),
        ("v=C88046.E05000994", "csv", "beauchief-medical-practice-stairfoot"),
        ("v=%D8%B4%DB%8C~C88046", "pdf", "group"),
        ("v=%0d%0aSet-Cookie:a~C88046", "csv", "set-cookie-a"),
    ],
)
def test_names_of_files(atlas: Atlas, query: str, ending: str, file: str) -> None:
    view, _ = read_view(query, atlas)
    assert file_name(atlas, view, MADE, ending) == f"seldom-heard-{file}-2026-11-22.{ending}"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("v=X1", "“X1” is not the code of an open practice"),
        ("v=C88046.X1", "“X1” is not the code"),
        ("v=C86606", "“C86606” is not the code of an open practice"),
        ("v=Mine~C88046~X1", "“X1” is not the code"),
        ("v=Mine~", "A group has between 1 and 200 members"),
        ("k=surgeries", "There is no list called “surgeries”."),
        ("v=C88046&r=NOPE", "There is no register called “NOPE”."),
        (
            "v=C85001.C85003.C85004.C85005.C85006.C85007.C85008",
            "Only the first 6 are compared.",
        ),
        (f"v=Mine~{'~'.join(['C88046'] * 1500)}", "The link is too long, so it was not read."),
        ("v=%3Cscript%3E", "“<script>” is not the code"),
        ("v=%ff%fe", "is not the code"),
    ],
)
def test_what_cannot_be_used_is_refused_in_plain_words(
    client: FlaskClient, name: str, query: str, said: str
) -> None:
    answer = client.get(f"/practices/export/{name}?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("No file was made. ")
    assert said in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("geojson", "", "choose one first"),
        ("geojson", "k=pcn", "choose one first"),
        ("practices.geojson", "v=E05000994", "there are no practices"),
        ("pdf", "", "open it first"),
        ("pdf", "v=C88046.C88007", "open it first"),
    ],
)
def test_a_file_that_there_is_not_of_this(
    client: FlaskClient, name: str, query: str, said: str
) -> None:
    answer = client.get(f"/practices/export/{name}?{query}")
    assert answer.status_code == 400
    assert said in answer.text


def test_nothing_is_cut_off_unseen(client: FlaskClient) -> None:
    """Members beyond what is read would be missing from the file without a word."""
    query = "v=Mine~C88046" + "~C88007" * 1200
    assert len(query) > LONGEST
    assert client.get(f"/practices/export/csv?{query}").status_code == 400


@pytest.mark.parametrize("name", ["PDF", "json", "<script>alert(1)</script>", "x" * 300, "é"])
def test_an_unknown_format_is_refused_in_plain_words(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/practices/export/{name.replace('/', '%2F')}?v=C88046")
    assert answer.status_code == 404
    if "/" not in name:
        assert answer.mimetype == "text/plain"
        assert answer.text.startswith("There is no file called “")
        assert len(answer.text) < 300


def test_the_link_in_the_sheet_leads_back(client: FlaskClient) -> None:
    query = "v=Name%20of%20mine~C88046~E05000994"
    content = client.get(f"/practices/export/pdf?{query}").data
    pdf = pypdf.PdfReader(io.BytesIO(content))
    links = [a.get_object()["/A"]["/URI"] for p in pdf.pages for a in p.get("/Annots", ())]
    assert set(links) == {"http://localhost/practices?v=Name+of+mine~C88046~E05000994"}


def test_a_sheet_that_fails_is_said_and_logged(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise PdfError("no reason for visitors")

    monkeypatch.setattr(export_routes, "sheet", fail)
    answer = client.get("/practices/export/pdf?v=C88046")
    assert answer.status_code == 500
    assert answer.text.strip() == NO_SHEET
    assert "no reason for visitors" in caplog.text


def test_routes_alone_bring_in_nothing_heavy() -> None:
    code = (
        "import sys; import dashboard.practices.export_routes; "
        "print(sorted({'typst', 'matplotlib', 'xlsxwriter', 'fontTools'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
