import io
import json
import subprocess
import sys

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.files.typst_pdf import PdfError
from dashboard.parts.context import Context
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard import export_routes
from dashboard.seldom_heard.export_definition import LARGEST_FILE, load_definition
from dashboard.seldom_heard.export_routes import FORMATS, NO_BRIEF, add_target_exports, file_name
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers.atlas import Atlas
from tests.conftest import REPOSITORY
from tests.dashboard.conftest import unzipped
from tests.dashboard.seldom_heard.test_export_samples import MADE, MANY, NAMES, NOTHING, SAMPLES

ONE = SAMPLES["one area"]
QUERY = ONE.query().removeprefix("?")
STARTS = {
    "zip": b"PK",
    "csv": b"\xef\xbb\xbfcode,neighbourhood,",
    "xlsx": b"PK",
    "zones.geojson": b'{"type":"FeatureCollection"',
    "geojson": b'{"type":"FeatureCollection"',
    "gpkg": b"SQLite format 3",
    "pdf": b"%PDF-1.7",
    "handout.pdf": b"%PDF-1.7",
    "definition.json": b'{\n "schema": "seldom-heard/targets"',
}


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("targets")
    add_target_exports(server, Context(Config(), atlas, BrowserFiles()), today=lambda: MADE)
    return server.test_client()


@pytest.mark.parametrize("name", FORMATS)
def test_a_download(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/targets/{name}?{QUERY}&y=1")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name])
    assert answer.headers["Content-Type"] == FORMATS[name]
    assert answer.headers["Cache-Control"] == "private, no-store"
    kinds = {"pdf": "brief", "definition.json": "definition", "zones.geojson": "zones"}
    kinds |= {"handout.pdf": "hand-out-zone-1"}
    kind = kinds.get(name, "areas")
    ending = name.rpartition(".")[2]
    what = "multiple-deprivation-national-decile-cannot-speak-english"
    file = f"seldom-heard-{kind}-{what}-2026-11-22.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={file}"


@pytest.mark.parametrize("zone", ["", "0", "2", "-1", "1.0", "٢", "99999999999"])
def test_a_zone_that_is_not_there_has_no_hand_out(client: FlaskClient, zone: str) -> None:
    answer = client.get("/targets/handout.pdf", query_string=f"{QUERY}&y={zone}")
    assert answer.status_code == 400
    assert answer.text.startswith("There is no zone of that number.")


def test_the_link_in_each_file_finds_the_same(client: FlaskClient, atlas: Atlas) -> None:
    link = f"http://localhost/seldom-heard{ONE.query()}"
    about = json.loads(client.get(f"/targets/geojson?{QUERY}").data)["about"]
    assert about["link"] == link
    assert about["shows"] == handovers.work_out(atlas, ONE).sentence
    assert json.loads(client.get(f"/targets/definition.json?{QUERY}").data)["link"] == link
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"/targets/pdf?{QUERY}").data))
    links = [a.get_object()["/A"]["/URI"] for p in pdf.pages for a in p.get("/Annots", ())]
    assert set(links) == {link}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_of_a_team_gives_every_file_a_tidy_name(
    client: FlaskClient, atlas: Atlas, name: str
) -> None:
    targets = Targets(name=name, criteria=ONE.criteria, districts=ONE.districts)
    for kind in ("csv", "zip", "xlsx", "geojson", "gpkg", "definition.json"):
        answer = client.get(f"/targets/{kind}{targets.query()}")
        assert answer.status_code == 200
        file = file_name(atlas, targets, MADE, kind)
        assert file.isascii()
        assert file.replace("-", "").replace(".", "").isalnum()
        assert len(file) < 100
        assert file in answer.headers["Content-Disposition"]


def test_an_own_name_is_the_files_name(atlas: Atlas) -> None:
    mine = Targets(name="Our winter plan: Gŵyl & ŷd", criteria=ONE.criteria)
    assert file_name(atlas, mine, MADE, "pdf") == (
        "seldom-heard-brief-our-winter-plan-gwyl-and-yd-2026-11-22.pdf"
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Give between one and 8 criteria."),
        ("c=no_such!nt!20!r", "1 of the 1 criteria in the link could not be used."),
        ("c=imd_decile!d!2!r~nonsense", "1 of the 2 criteria in the link could not be used."),
        ("c=imd_decile!d!11!r", "a decile is a whole number from 1 to 10"),
        ("c=imd_decile!d!2!r&d=E08000019.E99", "1 of the 2 districts in the link are not in this"),
        ("c=imd_decile!d!2!r&p=X1", "1 of the 1 practices in the link"),
        ("c=imd_decile!d!2!r&m=six", "How much is taken of what was found could not be read."),
        ("c=imd_decile!d!2!r&u=wards", "How much is taken of what was found could not be read."),
        (
            "c=imd_decile!d!2!r&f=x!E01007317~x!E01",
            "1 of the 2 changes of zones in the link could not be used.",
        ),
        ("&".join(f"a{n}=1" for n in range(60)), "too many parts"),
    ],
)
def test_what_cannot_be_used_is_refused_in_plain_words(
    client: FlaskClient, name: str, query: str, said: str
) -> None:
    answer = client.get(f"/targets/{name}?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert said in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_does_no_harm_is_said_in_the_file(client: FlaskClient) -> None:
    answer = client.get(f"/targets/zip?{QUERY}&utm_source=mail")
    assert answer.status_code == 200
    assert "“utm_source” in the link is not known." in unzipped(answer.data)["about.csv"]


@pytest.mark.parametrize("name", ["PDF", "json", "<script>alert(1)</script>", "x" * 300, "é"])
def test_an_unknown_format_is_refused_in_plain_words(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/targets/{name.replace('/', '%2F')}?{QUERY}")
    assert answer.status_code == 404
    if "/" not in name:
        assert answer.mimetype == "text/plain"
        assert answer.text.startswith("There is no file called “")
        assert len(answer.text) < 300


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "handout.pdf"])
def test_a_definition_that_finds_nothing_still_gives_a_file(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/targets/{name}{NOTHING.query()}")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name])


@pytest.mark.parametrize(
    "query",
    [
        f"{QUERY}&t=%ff%fe%00%F0%9F%98%80",
        f"{QUERY}&t=%0d%0aSet-Cookie:a",
        f"t={'x' * 5000}&{QUERY}",
        f"{QUERY}&z=1&q=999999999",
        f"{QUERY}&{QUERY}",
    ],
)
@pytest.mark.parametrize("name", ["csv", "xlsx", "geojson", "gpkg", "definition.json"])
def test_odd_queries_still_give_a_file(client: FlaskClient, name: str, query: str) -> None:
    answer = client.get(f"/targets/{name}?{query}")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name][:3])
    assert "\n" not in answer.headers["Content-Disposition"]


def test_a_saved_definition_is_turned_into_a_query(client: FlaskClient, atlas: Atlas) -> None:
    saved = client.get(f"/targets/definition.json?{QUERY}").data
    assert load_definition(saved, atlas) == ONE
    answer = client.post("/targets/definition.json", data=saved)
    assert answer.status_code == 200
    assert answer.json == {"query": ONE.query()}
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 9999, b" " * (LARGEST_FILE * 40)])
def test_another_file_is_refused_in_plain_words(client: FlaskClient, content: bytes) -> None:
    answer = client.post("/targets/definition.json", data=content)
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert "definition" in answer.text


def test_a_brief_that_fails_is_said_and_logged(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise PdfError("no reason for visitors")

    monkeypatch.setattr(export_routes, "brief", fail)
    answer = client.get(f"/targets/pdf?{QUERY}")
    assert answer.status_code == 500
    assert answer.text.strip() == NO_BRIEF
    assert "no reason for visitors" in caplog.text


def test_the_page_can_stand_elsewhere(atlas: Atlas) -> None:
    server = Flask("elsewhere")
    context = Context(Config(), atlas, BrowserFiles())
    add_target_exports(server, context, page="find", today=lambda: MADE)
    answer = server.test_client().get(f"/targets/definition.json?{QUERY}")
    assert answer.json is not None
    assert answer.json["link"] == f"http://localhost/find{ONE.query()}"


def test_a_workbook_of_everything_opens(client: FlaskClient) -> None:
    answer = client.get(f"/targets/xlsx{MANY.query()}")
    book = openpyxl.load_workbook(io.BytesIO(answer.data), read_only=True)
    assert book["Areas"].max_row > 300


def test_routes_alone_bring_in_nothing_heavy() -> None:
    code = (
        "import sys; import dashboard.seldom_heard.export_routes; "
        "print(sorted({'typst', 'matplotlib', 'xlsxwriter', 'fontTools'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
