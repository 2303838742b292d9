"""The arrows of the house: who may import whom, which libraries stay where, how long a file is.

Every room has its line in ``ROOMS``: the rooms that it may know.

Imports are parsed, not run, so one inside a function or a string for ``import_module`` counts too.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
OURS = {"app", "benchmarks", "dashboard", "data", "layers", "tests", "workspace"}
PACKAGES = ("data", "layers", "workspace", "dashboard")
LONGEST = 400
LONGEST_LINE = 120  # of JavaScript; ruff holds Python

# For code under each folder (or file): what it may not import, by the start of the dotted name.
SCREEN = ("dash", "dash_*", "flask", "flask_*", "plotly")
BUILD_ONLY = ("esda", "libpysal", "openpyxl", "mapclassify", "jenkspy", "pyproj")
# What plans are kept with. The screens know records and errors of ours.
DATABASE = ("sqlalchemy", "alembic", "psycopg")
# What shapes are read, put together and written with. The web process imports it when first wanted,
# inside functions of these files: it takes some 50 MB, and most workers never need it.
GEOMETRY = ("shapely", "geopandas", "pyogrio")
GEOMETRY_FILES = tuple(
    f"dashboard/files/{name}.py"
    for name in ("outlines", "geo_frame", "geojson_file", "geopackage_file", "basemap_frame")
)
FORBIDDEN = {
    "layers": ("data", "workspace", "dashboard", "app", *DATABASE, *SCREEN, *BUILD_ONLY, *GEOMETRY),
    "workspace": ("data", "dashboard", "app", *SCREEN, *BUILD_ONLY, *GEOMETRY),
    "dashboard": ("data", "app", *DATABASE, *BUILD_ONLY),
    "data": ("workspace", "dashboard", "app", *DATABASE, *SCREEN),
}
MAP_LIBRARY, MAP_FILE = "dash_leaflet", "dashboard/parts/map.py"

# The rooms of each package, and which others each may import; what is not here is nobody's.
# ``.`` is what stands in a package's own folder. A folder inside a page's room belongs to it.
LOW = {"wording", "files", "figures", "upload", "parts"}
DRAWN = {"wording", "files", "parts", "figures", "upload", "web", "settings"}
ROOMS = {
    "dashboard": {
        "settings": set(),
        "wording": set(),
        "figures": {"wording"},
        "files": {"wording"},
        "upload": set(),
        "web": {"settings"},
        "serving": {"web"},
        "parts": {"settings", "web", *LOW},
        "explore": DRAWN,
        "seldom_heard": DRAWN,
        "where_to_meet": DRAWN,
        "practices": DRAWN,
        "heard": DRAWN,
        "inequality": DRAWN,
        "change": DRAWN,
        "plans": DRAWN,
        "methods": DRAWN,
        "own": DRAWN,
        "take": DRAWN,
        "evidence": DRAWN,
        "not_found": DRAWN,
        "api": DRAWN,
    },
    "layers": {
        "catalogue": set(),
        "statistics": set(),
        ".": {"catalogue", "statistics"},
        "geography": {".", "catalogue", "statistics"},
        "ground": {".", "catalogue", "geography"},
        "practices": {".", "catalogue", "statistics", "geography"},
        "inequality": {".", "catalogue", "statistics", "geography", "practices"},
        "targeting": {".", "catalogue", "geography", "ground"},
        "exercise": {".", "catalogue", "statistics", "geography", "practices", "targeting"},
        "own": {".", "catalogue", "statistics", "geography", "ground", "exercise"},
        "change": {".", "catalogue", "statistics", "geography", "practices"},
        "equality": {".", "catalogue", "statistics", "geography", "practices", "inequality"},
    },
}


def imports(source: str, module: str, *, at_once: bool = False) -> Iterator[str]:
    """Dotted names of all that a module's source imports; ``module`` is its own dotted name.

    With ``at_once``, only of what it imports when it is imported itself.
    """
    package = module.split(".")[:-1]
    tree = ast.parse(source)
    for node in _run_at_once(tree) if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else []
            base = [*up, node.module] if node.module else up
            yield from (".".join([*base, name.name]) for name in node.names)
        elif isinstance(node, ast.Call) and node.args:
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            first = node.args[0]
            if name in ("import_module", "__import__") and isinstance(first, ast.Constant):
                yield str(first.value)


def _run_at_once(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything outside functions, and outside what only a checker of types reads."""
    for node in ast.iter_child_nodes(tree):
        later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if not (later or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")):
            yield node
            yield from _run_at_once(node)


def module_of(path: str) -> str:
    """``layers/__init__.py`` → ``layers.__init__``, so that relative imports resolve alike."""
    return path.removesuffix(".py").replace("/", ".")


def broken(path: str, source: str) -> list[str]:
    """The arrows that a file breaks, as sentences."""
    found = []
    for name in imports(source, module_of(path)):
        top = name.split(".")[0]
        for pattern in FORBIDDEN.get(path.split("/")[0], ()):
            if top == pattern or (pattern.endswith("*") and top.startswith(pattern[:-1])):
                found.append(f"{path} imports {name}")
        if top in GEOMETRY and path.startswith("dashboard/") and path not in GEOMETRY_FILES:
            found.append(f"{path} imports {name}, which only {', '.join(GEOMETRY_FILES)} know")
        if top == MAP_LIBRARY and path != MAP_FILE:
            found.append(f"{path} imports {name}, which only {MAP_FILE} knows")
        found += unknown_room(path, name)
        if path == "app.py" and top != "dashboard" and top not in sys.stdlib_module_names:
            found.append(f"{path} imports {name}; it knows dashboard only")
    if path in GEOMETRY_FILES:
        found += [
            f"{path} imports {name} at once; import it in the function that needs it"
            for name in imports(source, module_of(path), at_once=True)
            if name.split(".")[0] in GEOMETRY
        ]
    return found


def room_of(package: str, dotted: str) -> str:
    """The room of something in a package: ``.`` for what stands in its own folder."""
    first, *more = dotted.removeprefix(f"{package}.").split(".")
    return first if first in ROOMS[package] and (more or is_folder(package, first)) else "."


def is_folder(package: str, name: str) -> bool:
    return (REPOSITORY / package / name).is_dir()


def unknown_room(path: str, name: str) -> list[str]:
    """The arrow from one room of a package to another that it may not know, as a sentence."""
    package = path.split("/")[0]
    if package not in ROOMS or not name.startswith(f"{package}."):
        return []
    here, there = room_of(package, module_of(path)), room_of(package, name)
    # What puts the app together, in dashboard's own folder, knows every room.
    knows_all = package == "dashboard" and here == "."
    if here == there or knows_all or there in ROOMS[package][here]:
        return []
    return [f"{path} imports {name}: the room {here} of {package} may not know {there}"]


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """Names that lead back to themselves."""
    left = {name: set(to) for name, to in arrows.items()}
    while ends := {name for name, to in left.items() if not to & left.keys()}:
        left = {name: to for name, to in left.items() if name not in ends}
    return sorted(left)


def files() -> list[str]:
    found = [path for package in PACKAGES for path in (REPOSITORY / package).rglob("*.py")]
    found += REPOSITORY.glob("app.py")
    return sorted(path.relative_to(REPOSITORY).as_posix() for path in found)


@pytest.mark.parametrize("path", files())
def test_imports_follow_the_arrows(path: str) -> None:
    assert broken(path, (REPOSITORY / path).read_text(encoding="utf-8")) == []


def test_there_is_no_circle() -> None:
    modules = {module_of(path).removesuffix(".__init__"): path for path in files()}

    def module(name: str) -> str:
        while name and name not in modules:
            name = name.rpartition(".")[0]
        return name

    arrows = {
        one: {module(n) for n in imports((REPOSITORY / path).read_text("utf-8"), module_of(path))}
        - {one, ""}
        for one, path in modules.items()
    }
    assert circles(arrows) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]


@pytest.mark.parametrize("package", ROOMS)
def test_every_folder_is_a_room_and_rooms_form_no_circle(package: str) -> None:
    folders = {path.parent.name for path in (REPOSITORY / package).glob("*/__init__.py")}
    assert folders == ROOMS[package].keys() - {"."}
    assert circles({room: to - {room} for room, to in ROOMS[package].items()}) == []


@pytest.mark.parametrize("path", files())
def test_a_file_is_short_enough_to_read(path: str) -> None:
    lines = (REPOSITORY / path).read_text(encoding="utf-8").count("\n")
    assert lines < LONGEST, f"{path} has {lines} lines; split it at {LONGEST}"


def test_modules_of_the_browser_are_short_enough_to_read_too() -> None:
    """What biome formats; comments it leaves as they are."""
    modules = sorted((REPOSITORY / "assets").glob("modules/**/*.js"))
    assert len(modules) > 10
    for file in modules:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) < LONGEST, f"{file.name} has {len(lines)} lines; split it"
        long = [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
        assert long == [], f"{file.name}: lines over {LONGEST_LINE} characters"


def test_the_packages_are_all_looked_at() -> None:
    looked_at = {path.split("/")[0] for path in files()}
    assert looked_at == {*PACKAGES, "app.py"}
    assert {"data/readers/census.py", "layers/atlas.py", *GEOMETRY_FILES} <= set(files())


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("layers/atlas.py", "import data"),
        ("layers/atlas.py", "from data.readers import census"),
        ("layers/atlas.py", "import dashboard.pages"),
        ("layers/atlas.py", "from dash import html"),
        ("layers/atlas.py", "import dash_ag_grid as grid"),
        ("layers/atlas.py", "import plotly.express as px"),
        ("layers/atlas.py", "def f():\n    from flask import request\n"),
        ("layers/geography/class_breaks.py", "import mapclassify"),
        ("layers/geography/class_breaks.py", "if True:\n    import esda\n"),
        ("layers/targeting/zones.py", "from shapely import geometry"),
        (
            "layers/targeting/zones.py",
            "import importlib\nimportlib.import_module('libpysal.weights')",
        ),
        (
            "layers/targeting/zones.py",
            "from importlib import import_module\nimport_module('pyproj')",
        ),
        ("layers/deep/er.py", "from ... import data"),
        ("layers/__init__.py", "__import__('data.build')"),
        ("dashboard/explore/view.py", "from data import build"),
        ("dashboard/explore/view.py", "import data.readers.census"),
        ("dashboard/explore/view.py", "from app import server"),
        ("dashboard/explore/view.py", "import jenkspy"),
        ("dashboard/explore/view.py", "def f():\n    import shapely"),
        ("dashboard/files/outlines.py", "import shapely"),
        ("dashboard/files/geo_frame.py", "class A:\n    from geopandas import GeoSeries"),
        ("dashboard/files/geopackage_file.py", "def f():\n    pass\nimport pyogrio.raw"),
        ("dashboard/explore/page.py", "import dash_leaflet as dl"),
        ("dashboard/explore/page.py", "from dash_leaflet import Map"),
        ("dashboard/parts/mapping.py", "import dash_leaflet"),
        ("dashboard/explore/view.py", "from dashboard.heard import texts"),
        ("dashboard/heard/upload/counts.py", "from dashboard.practices.view import read_view"),
        ("dashboard/upload/sheet.py", "from dashboard.parts import fields"),
        ("dashboard/parts/frame.py", "from dashboard import application"),
        ("dashboard/parts/frame.py", "import dashboard.explore.page"),
        ("dashboard/files/csv_file.py", "from dashboard.parts import address"),
        ("dashboard/wording/lists.py", "from dashboard.files import cells"),
        ("layers/statistics/slope.py", "from layers.atlas import Atlas"),
        ("layers/targeting/zones.py", "from layers.exercise import responses"),
        ("data/build.py", "from dashboard.settings import config"),
        ("data/build.py", "import dash"),
        ("layers/atlas.py", "from workspace.records import Plan"),
        ("workspace/plans.py", "from dashboard.settings.config import Config"),
        ("workspace/plans.py", "from flask import g"),
        ("dashboard/explore/view.py", "from sqlalchemy import select"),
        ("app.py", "from data import build"),
        ("app.py", "from layers import load_atlas"),
        ("app.py", "import dash"),
    ],
)
def test_a_forbidden_import_is_caught(path: str, source: str) -> None:
    assert len(broken(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "layers/atlas.py",
            "import numpy as np\nfrom layers.catalogue.definitions import Catalogue",
        ),
        ("layers/atlas.py", "from .intervals import wilson\nfrom . import data_of_ours"),
        ("layers/atlas.py", "import database\nimport dashing\nimport flaskless"),
        ("layers/atlas.py", "# import data\nhelp = 'import data'\ndata = 3"),
        ("data/build.py", "import shapely\nfrom layers import prevalence"),
        ("data/geometry.py", "import geopandas as gpd"),
        ("dashboard/files/outlines.py", "def f():\n    import shapely"),
        ("dashboard/files/outlines.py", "if TYPE_CHECKING:\n    from shapely import Geometry"),
        ("dashboard/explore/view.py", "from layers.atlas import Atlas\nimport dash_ag_grid"),
        ("dashboard/parts/map.py", "import dash_leaflet as dl"),
        ("workspace/plans.py", "import sqlalchemy\nfrom layers.atlas import Atlas"),
        ("app.py", "import os\nfrom dashboard.application import create_app"),
    ],
)
def test_other_imports_are_let_be(path: str, source: str) -> None:
    assert broken(path, source) == []
