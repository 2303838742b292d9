import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.explore.export_routes import FORMATS, add_exports, read_request
from dashboard.explore.view import ViewState
from dashboard.explore.view_sentence import sentence
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.wording.legend import texts
from layers.atlas import Atlas
from tests.conftest import REPOSITORY
from tests.dashboard.conftest import MADE

QUERY = "i=english_limited&j=qof_dm&d=E08000019&p=C88048&s=E01007869"
STARTS = {
    "zip": b"PK",
    "csv": b"\xef\xbb\xbfcode,neighbourhood,",
    "xlsx": b"PK",
    "geojson": b'{"type":"FeatureCollection"',
    "gpkg": b"SQLite format 3",
    "png": b"\x89PNG",
    "svg": b"<?xml",
}


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("exports")
    add_exports(server, Context(Config(), atlas, BrowserFiles()), today=lambda: MADE)
    return server.test_client()


@pytest.mark.parametrize("name", FORMATS)
def test_a_download(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/export/{name}?{QUERY}")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name])
    assert answer.headers["Content-Type"] == FORMATS[name]
    assert answer.headers["Cache-Control"] == "private, no-store"
    file = "seldom-heard-cannot-speak-english-well-or-at-all-burngreave-surgery-2026-11-22"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={file}.{name}"


def test_the_file_says_which_view_it_is_and_links_to_it(client: FlaskClient, atlas: Atlas) -> None:
    about = json.loads(client.get(f"/export/geojson?{QUERY}").data)["about"]
    view = ViewState(
        "english_limited",
        "qof_dm",
        districts=("E08000019",),
        practices=("C88048",),
        selected=("E01007869",),
    )
    assert about["shows"] == f"{sentence(atlas, view)}."
    assert about["link"] == f"http://localhost/{view.query()}"


def test_only_the_selection(client: FlaskClient) -> None:
    some = json.loads(client.get(f"/export/geojson?{QUERY}&only=selected").data)
    assert [f["id"] for f in some["features"]] == ["E01007869"]
    assert len(json.loads(client.get(f"/export/geojson?{QUERY}").data)["features"]) > 1


@pytest.mark.parametrize(
    ("raw", "selected", "said"),
    [
        (b"i=roma", False, ()),
        (b"i=roma&only=selected", True, ()),
        (b"only=%73elected&i=roma", True, ()),
        (b"i=roma&only=Selected", False, ("“Selected” is not a choice of areas.",)),
        (b"i=roma&only=1", False, ("“1” is not a choice of areas.",)),
        (b"i=roma&only=", False, ("“” is not a choice of areas.",)),
        (b"i=roma&only", False, ("“” is not a choice of areas.",)),
        (b"i=roma&only=all&only=selected", True, ("“all” is not a choice of areas.",)),
    ],
)
def test_no_other_word_means_the_selection(
    raw: bytes, selected: bool, said: tuple[str, ...]
) -> None:
    assert read_request(raw) == ("i=roma", selected, said)


def test_what_the_link_got_wrong_is_in_the_file(client: FlaskClient) -> None:
    answer = client.get("/export/geojson?i=no_such&zz=1&only=everything")
    text = answer.data.decode()
    for part in ("no_such", "“zz” in the link is not known", "“everything” is not a choice"):
        assert part in text
    assert "“only”" not in text


@pytest.mark.parametrize("name", ["pdf", "CSV", "<script>alert(1)</script>", "é"])
def test_an_unknown_format_is_refused_in_plain_words(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/export/{name.replace('/', '%2F')}")
    assert answer.status_code == 404
    if "/" not in name:
        assert answer.mimetype == "text/plain"
        assert answer.text.startswith(f"There is no file called “{name}”.")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "&&&=&only",
        "only=selected",
        "i=%ff%fe%00&s=%F0%9F%98%80&l=%0d%0aSet-Cookie:a",
        "&".join(f"a{n}=1" for n in range(200)),
        "i=imd_decile&l=ward",
        "d=E08000016&p=C88048&x=90",
        f"s={'.'.join(['E01007317'] * 300)}&only=selected",
    ],
)
@pytest.mark.parametrize("name", ["zip", "xlsx", "geojson", "gpkg", "svg"])
def test_odd_queries_still_give_a_file(client: FlaskClient, name: str, query: str) -> None:
    answer = client.get(f"/export/{name}?{query}")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name][:3])
    assert "\n" not in answer.headers["Content-Disposition"]


def test_a_file_of_data_only_is_of_what_was_asked_or_is_not_made(client: FlaskClient) -> None:
    for query in ("i=no_such", f"{QUERY}&zz=1", f"{QUERY}&only=everything"):
        answer = client.get(f"/export/csv?{query}")
        assert answer.status_code == 400
        assert answer.text.startswith("No file was made: one of data only")
        assert "Take the CSV with notes" in answer.text
        assert client.get(f"/export/zip?{query}").status_code == 200


def test_a_picture_has_the_words_of_the_screen(client: FlaskClient) -> None:
    """Thresholds of one's own: a value equal to one belongs to the class that begins there."""
    text = client.get("/export/svg?i=english_limited&k=o1_5").text
    for label in ("under 1.0%", "1.0 to under 5.0%", "5.0% or more"):
        assert f">{label}<" in text


def test_a_picture_of_two_shows_both(client: FlaskClient) -> None:
    text = client.get("/export/svg?i=imd_decile&j=english_limited").text
    for label in ("Most need in both", "Most need across only", "Lower means more need. 2025"):
        assert f">{label}<" in text
    assert all(text.count(colour) > 10 for colour in texts().crossed.colours)


def test_a_picture_of_a_selection_says_which_below_its_title(client: FlaskClient) -> None:
    text = client.get("/export/svg?s=E01007317.E01007824").text
    assert ">Kendray and Beauchief: 1,521 of their 2,851 residents" in text
    assert "The 2 selected areas: " in text
    assert "All 860 areas" not in text


def test_a_query_is_taken_apart() -> None:
    assert read_request(b"i=a&only=selected&d=b") == ("i=a&d=b", True, ())
    assert read_request(b"") == ("", False, ())
    assert read_request(b"only=%3Dx")[2] == ("“=x” is not a choice of areas.",)


def test_hosts_and_names_cannot_put_a_formula_into_a_workbook(client: FlaskClient) -> None:
    content = client.get(f"/export/xlsx?{QUERY}&=%3Dcmd").data
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not any(b"<f>" in file.read(name) for name in file.namelist())


WATCHED = """
import os, sys, tempfile
from pathlib import Path
allowed = Path(tempfile.gettempdir()).resolve()
memory = Path("/dev/shm")
def watch(event, args):
    wrote = event in ("os.mkdir", "os.rename", "os.symlink", "os.link", "os.truncate")
    if event == "open":
        mode, flags = args[1] or "", args[2] or 0
        wrote = any(c in str(mode) for c in "wax+") or bool(flags & (os.O_WRONLY | os.O_RDWR))
    if wrote and not isinstance(args[0], int):
        path = Path(os.fsdecode(args[0])).resolve()
        in_memory = path.is_relative_to(memory) and path.parts[3].startswith("seldom-heard-")
        if path != Path("/dev/null") and not path.is_relative_to(allowed) and not in_memory:
            print("wrote", path)
def in_shared_memory():
    names = os.listdir(memory) if memory.exists() else []
    return {name for name in names if name.startswith("seldom-heard-")}
from flask import Flask
from dashboard.settings.config import Config
from dashboard.parts.context import Context
from dashboard.explore.export_routes import FORMATS, add_exports
from dashboard.web.browser_files import BrowserFiles
from layers import load_atlas
server = Flask("exports")
add_exports(server, Context(Config(), load_atlas(), BrowserFiles()))
print("light" if not {"matplotlib", "xlsxwriter"} & set(sys.modules) else "heavy")
sys.addaudithook(watch)
before = in_shared_memory()
client = server.test_client()
for name in FORMATS:
    assert client.get(f"/export/{name}?i=english_limited").status_code == 200
print("left", sorted(os.listdir(allowed)))
print("in memory", sorted(in_shared_memory() - before))
"""


def test_nothing_is_written_but_to_tmp_and_nothing_stays(tmp_path: Path) -> None:
    home, scratch = tmp_path / "no-home", tmp_path / "scratch"
    scratch.mkdir()
    environment = {k: v for k, v in os.environ.items() if k != "MPLCONFIGDIR"} | {
        "HOME": str(home),
        "TMPDIR": str(scratch),
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        cwd=scratch,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:-1] == ["light", "left []", "in memory []"], done.stdout
    assert done.stderr == ""
    assert not home.exists()
