"""Starting with a snapshot or a setting that cannot be used: one clear sentence, no traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.application import create_app
from dashboard.settings.config import Config
from layers.atlas import SNAPSHOT

REPOSITORY = Path(__file__).parent.parent.parent


# Starts the app without the packages that the image takes out, and asks for pages, a picture and a
# map file; what only files need is not imported by pages.
WITHOUT_UNUSED = """
import pathlib, re, sys
from importlib.metadata import packages_distributions
listed = pathlib.Path("requirements-unused.txt").read_text()
unused = set(re.findall("^[a-z].*", listed, re.MULTILINE))
for module, packages in packages_distributions().items():
    if {name.lower().replace("_", "-") for name in packages} <= unused:
        sys.modules[module] = None
import app
client = app.server.test_client()
for path in (
    "/", "/_dash-layout", "/_dash-dependencies",
    "/export/svg?d=E08000016", "/export/gpkg?d=E08000016",
):
    if path.startswith("/export/svg"):
        late = {"shapely", "geopandas", "pyogrio", "matplotlib", "icalendar"}
        assert not late & set(sys.modules)
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text)
assert "highspy" not in sys.modules  # a search's own process has it
print(app.server.name)
"""


def start(
    code: str = "import app; print(app.server.name)", **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("SNAPSHOT", "TILES_URL")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(**settings: str) -> str:
    """What is said when the app does not start, after its standing opening."""
    ended = start(**settings)
    assert ended.returncode == 1
    assert ended.stdout == ""
    opening = "Seldom Heard cannot start: "
    assert ended.stderr.startswith(opening), ended.stderr
    said = ended.stderr.removeprefix(opening)
    assert said.count("\n") == 1, "more than one line"
    assert said.endswith(".\n"), "not a sentence"
    assert "Traceback" not in said
    return said


def copy(folder: Path) -> Path:
    return Path(shutil.copytree(SNAPSHOT, folder / "snapshot"))


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_it_starts_with_the_snapshot_that_comes_with_it_and_without_unused_packages() -> None:
    ended = start(WITHOUT_UNUSED)
    assert (ended.returncode, ended.stdout) == (0, "seldom_heard\n"), ended.stderr


# The page of somebody who comes first, through the proxy and after others were refused: was its
# file of programs there before workers were forked, and may those run that are written into it?
FIRST = """
import app, base64, hashlib, re
from dashboard.web.joined_files import PROGRAMS
assert PROGRAMS in app.app._files and "styles" in app.app._files
client = app.server.test_client()
assert client.get("/").status_code in (403, 421)
page = client.get(
    "/", headers={"X-Forwarded-User": "a", "Host": "atlas.example"},
    environ_base={"REMOTE_ADDR": "10.1.2.3"},
)
assert f'src="{app.app._files.address(PROGRAMS)}"' in page.text
allowed = page.headers["Content-Security-Policy"]
for more, text in re.findall(r"<script(?![^>]*src=)([^>]*)>(.*?)</script>", page.text, re.S):
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert "application/json" in more or digest in allowed, text[:300]
"""


def test_where_people_sign_in_the_first_of_them_finds_everything() -> None:
    proxied = {"AUTH": "proxy", "TRUSTED_PROXIES": "10.1.2.3", "ALLOWED_HOSTS": "atlas.example"}
    ended = start(FIRST, **proxied)
    assert (ended.returncode, ended.stderr) == (0, "")


# What is opened to be written, made or begun as a database, from the first line on.
WRITTEN = """
import os, sys
written, writing = set(), os.O_WRONLY | os.O_RDWR | os.O_CREAT
def note(event, given):
    opened = event == "open" and isinstance(given[2], int) and given[2] & writing
    if opened or event in ("os.mkdir", "os.rename", "os.remove", "sqlite3.connect"):
        written.add(str(given[0]))
sys.addaudithook(note)
import app
client = app.server.test_client()
for path in ("/", "/plans", "/seldom-heard", "/export/csv", "/targets/csv?c=imd_decile!d!1!r"):
    assert client.get(path).status_code in (200, 404), path
print(sorted(one for one in written if not one.startswith("/dev/")))
"""


def test_without_plans_nothing_is_written_and_with_them_to_one_place(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": "", "PYTHONDONTWRITEBYTECODE": "1"}
    off = start(WRITTEN, WORKSPACE="off", **home)
    assert (off.stdout, off.stderr) == ("[]\n", "")
    assert list(tmp_path.iterdir()) == []
    on = start(WRITTEN, WORKSPACE="", **home)
    folder = tmp_path / ".local/share/seldom-heard"
    assert {file.name for file in folder.iterdir()} >= {"plans.sqlite3"}
    assert folder.stat().st_mode & 0o077 == 0
    assert on.stdout.count("plans.sqlite3") >= 1
    outside = {file for file in tmp_path.rglob("*") if file.is_file() and file.parent != folder}
    assert outside == set()


def test_no_snapshot(tmp_path: Path) -> None:
    said = refusal(SNAPSHOT=str(tmp_path))
    assert said.startswith("manifest.json is missing from ")
    assert str(tmp_path) in said
    assert "python -m data build" in said


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "A web app", "icons": []}', encoding="utf-8")
    said = refusal(SNAPSHOT=str(tmp_path))
    assert "is not a snapshot's manifest" in said
    assert str(tmp_path) in said


def test_a_snapshot_of_another_release(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["format"] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "this app reads format 1" in refusal(SNAPSHOT=str(folder))


def test_a_file_of_the_snapshot_that_was_cut_short(tmp_path: Path) -> None:
    """And so for every other: tests/layers/test_snapshot.py."""
    folder = copy(tmp_path)
    half(folder / "postcodes.parquet")
    said = refusal(SNAPSHOT=str(folder))
    assert said.startswith(f"postcodes.parquet in {folder} is not the file that the build wrote")


def test_a_setting_that_cannot_be_used() -> None:
    said = refusal(TILES_URL="tiles.example.nhs.uk")
    assert said.startswith("TILES_URL is 'tiles.example.nhs.uk'.")


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEB_CONCURRENCY", "two"), ("WEB_CONCURRENCY", "0"), ("PORT", "70000"), ("HOST", "nonsense"),
     ("HOST", "203.0.113.9"), ("TRUSTED_PROXIES", "::/0"), ("AUTH_HEADER", "Host")],
)  # fmt: skip
def test_the_server_is_told_before_anything_is_loaded(name: str, value: str) -> None:
    """gunicorn by itself ends in a traceback for the first and answers nothing for the second."""
    command = [sys.executable, "-X", "importtime", "-m", "dashboard"]
    ended = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = ended.stderr.splitlines()
    said = [line for line in lines if not line.startswith("import time:")]
    assert (ended.returncode, len(said)) == (1, 1), said
    assert said[0].startswith(f"Seldom Heard cannot start: {name} ")
    for library in ("gunicorn", "numpy", "flask"):
        assert not any(line.endswith(f" {library}") for line in lines), library


def test_every_app_of_a_process_has_all_its_callbacks() -> None:
    """Dash gives what is registered with none in particular to the first app that answers."""
    asked = []
    for _ in range(2):
        client = create_app(Config()).server.test_client()
        client.get("/")
        asked.append({one["output"] for one in client.get("/_dash-dependencies").get_json()})
    assert asked[0] == asked[1]
    assert any("menu.is_open" in output for output in asked[1])
