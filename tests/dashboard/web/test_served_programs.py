"""Of the libraries' programs, those of our pages are served and no others."""

import re
import zlib
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.application import ROOT
from dashboard.web.compressed import MOST_BYTES
from dashboard.web.modules import Modules
from dashboard.web.served_programs import LATER, PREFIX, named

# Components whose program is fetched when they are drawn, and what is fetched.
FETCHED = {
    "dcc.Graph": {"dash/dcc/async-graph.js", "plotly/package_data/plotly.min.js"},
    "dag.AgGrid": {"dash_ag_grid/async-community.js"},
    "dl.EditControl": {"dash_leaflet/async-EditControl.ts.js"},
    "dl.GeoJSON": {"dash_leaflet/async-GeoJSON.js"},
}
WHOLE = {"dcc.Link", "dcc.Loading", "dcc.Location", "dcc.Store", "dl.FeatureGroup", "dl.Map",
         "dl.Pane", "dl.ScaleControl", "dl.TileLayer", "dl.ZoomControl"}  # fmt: skip


@pytest.fixture(scope="module")
def client(open_app: Dash) -> FlaskClient:
    return open_app.server.test_client()


def offered(app: Dash) -> set[str]:
    """Whatever Dash itself would give."""
    there = app.registered_paths.items()
    return {f"{package}/{path}" for package, paths in there for path in paths}


def of_pages(client: FlaskClient) -> set[str]:
    """What the first page names, the table's program, whose address it gives, and their parts."""
    return {*named(client.get("/").text), "dash_ag_grid/dash_ag_grid.min.js", *LATER}


def test_only_the_programs_of_the_pages_are_served(open_app: Dash, client: FlaskClient) -> None:
    wanted, all_there = of_pages(client), offered(open_app)
    assert len(wanted) == 8
    assert wanted < all_there
    assert sum(name.endswith(".map") for name in all_there) > 20
    for name in all_there:
        assert client.head(PREFIX + name).status_code == (200 if name in wanted else 404), name
    for name in ("dash_ag_grid/async-enterprise.v1m2.js", "dash/dcc/async-graph.js.map"):
        assert client.get(PREFIX + name).status_code == 404


def test_every_component_that_a_page_has_finds_its_program() -> None:
    """A new one: see whether its library fetches a program for it, and list it in LATER."""
    files = [*Path(ROOT / "dashboard").rglob("*.py"), *Path(ROOT / "assets").rglob("*.js")]
    sources = "".join(file.read_text() for file in files)
    used = set(re.findall(r"\b(?:dcc|dl|dag|dash_table)\.[A-Z]\w+", sources))
    assert used == WHOLE | set(FETCHED)
    assert set().union(*FETCHED.values()) == LATER
    assert "mathjax" not in sources  # of a graph: 2 MB more


def test_whatever_is_kept_compressed_fits(client: FlaskClient) -> None:
    """Else whoever asks for one after the other has each compressed anew, each time.

    All that is compressed is counted twice, for the two encodings; brotli's are the smaller.
    """
    files = [PREFIX + name for name in of_pages(client)]
    folder = ROOT / "assets"
    there = [
        f"/assets/{f.relative_to(folder).as_posix()}"
        for f in folder.rglob("*.*")
        if f.suffix in (".js", ".css")
    ]
    modules = Modules().for_page()["folder"]
    files += [file.replace("/assets/modules/", modules) for file in there]
    size = 0
    for file in files:
        answer = client.get(file)
        assert answer.status_code == 200, file
        size += len(zlib.compress(answer.data, 1))
    assert 2_000_000 < size < MOST_BYTES / 2, size
