"""Puts the app together: the atlas, the browser's files, the pages, the server's manners."""

import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import dash
import dash_ag_grid  # noqa: F401  (its program is served, and fetched when the table is opened)
from dash import Dash, html
from dash.fingerprint import check_fingerprint
from flask import request
from plotly.utils import PlotlyJSONEncoder

from dashboard import browser_data
from dashboard.api import page as api_page
from dashboard.api.service import add_api
from dashboard.change import page as change
from dashboard.change import repeat as change_repeat
from dashboard.change.export_routes import add_change_exports
from dashboard.evidence.routes import add_evidence
from dashboard.explore import address_rules
from dashboard.explore import page as explore
from dashboard.explore import repeat as explore_repeat
from dashboard.explore.export_routes import add_exports
from dashboard.explore.said_route import add_said
from dashboard.explore.view import DEFAULT_INDICATOR
from dashboard.heard import page as heard
from dashboard.heard.routes import add_heard
from dashboard.inequality import page as inequality
from dashboard.inequality import repeat as inequality_repeat
from dashboard.inequality.export_routes import add_inequality_exports
from dashboard.methods import page as methods
from dashboard.not_found import page as not_found_404
from dashboard.own import page as own
from dashboard.own.routes import add_own
from dashboard.own_shown import add_own_figures, own_for_page
from dashboard.parts import bootstrap, combobox, frame, links, waiting
from dashboard.parts.context import Context
from dashboard.parts.repeat.routes import add_repeat
from dashboard.plans import page as plans
from dashboard.plans.papers.routes import add_plan_exports
from dashboard.plans.papers.whom_heard import in_short_and_whole
from dashboard.plans.visit import page as visit
from dashboard.plans.visit.routes import add_visits
from dashboard.practices import page as practices
from dashboard.practices import repeat as practices_repeat
from dashboard.practices.export_routes import add_practice_exports
from dashboard.seldom_heard import page as seldom_heard
from dashboard.seldom_heard import repeat as seldom_heard_repeat
from dashboard.seldom_heard.export_routes import add_target_exports
from dashboard.settings.config import Config, ConfigError
from dashboard.take import page as take
from dashboard.take.routes import add_take
from dashboard.web.atlas_of_request import atlas_of_request
from dashboard.web.basemap_tiles import add_tiles
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.carried_layers import with_layers_aside
from dashboard.web.compressed import add_compression
from dashboard.web.joined_files import JoinedFiles
from dashboard.web.kept_layers import KeptLayers
from dashboard.web.middleware import add_door
from dashboard.web.modules import Modules
from dashboard.web.place_search import add_find
from dashboard.web.plans_kept import plans_kept
from dashboard.web.served_programs import PREFIX, Programs
from dashboard.web.writes import add_writes
from dashboard.where_to_meet import page as where_to_meet
from dashboard.where_to_meet import repeat as where_to_meet_repeat
from dashboard.where_to_meet.best_search import add_best
from dashboard.where_to_meet.export_routes import add_session_exports
from dashboard.where_to_meet.own_venues_routes import add_own_venues
from layers import Atlas, GroupingError, SnapshotError, load_atlas
from layers.catalogue.groupings import GROUPINGS

ROOT = Path(__file__).parent.parent
PAGES = (
    *(explore, seldom_heard, where_to_meet, practices, heard, plans, inequality),
    *(change, take, methods),
)
# What says how each figure, table and chart is repeated, by its name in the address.
REPEATED = (
    explore_repeat.FIGURES
    | seldom_heard_repeat.FIGURES
    | where_to_meet_repeat.FIGURES
    | practices_repeat.FIGURES
    | inequality_repeat.FIGURES
    | change_repeat.FIGURES
)
# What can be wrong with the settings, the snapshot or an organisation's own groups when the app
# starts, said in a sentence.
START_ERRORS = (ConfigError, SnapshotError, GroupingError)

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    {%metas%}
    <meta name="color-scheme" content="light dark">
    <title>{%title%}</title>
    <link rel="icon" href="ICON">
    {%css%}
    <!--PRELOADS-->
    <script type="application/json" id="atlas-base">"BASE-PATH"</script>
    <script type="application/json" id="atlas-files">FILES</script>
    <script type="application/json" id="atlas-own"><!--OWN--></script>
    <script type="application/json" id="atlas-waiting">WAITING</script>
    <script type="application/json" id="atlas-rules">RULES</script>
    <script type="application/json" id="atlas-modules">MODULES</script>
    <script type="application/json" id="atlas-layout"><!--LAYOUT--></script>
    <script type="application/json" id="atlas-dependencies"><!--CALLBACKS--></script>
    <script type="application/json" id="atlas-content"><!--CONTENT--></script>
  </head>
  <body>
    <div id="trouble" role="status"></div>
    {%app_entry%}
    <noscript><p>Seldom Heard draws its maps with JavaScript: switch it on.</p></noscript>
    <footer>{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>
"""

# In the page itself: browsers ask for an icon's address anew whenever the page's address changes.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
    "%3Crect width='8' height='8' rx='2' fill='%230a5a9c'/%3E"
    "%3Cpath d='M2 5.5V4h1v1.5zm1.5 0V2.5h1v3zm1.5 0v-2h1v2z' fill='%23fff'/%3E%3C/svg%3E"
)
# What each request's base takes the place of, in addresses that the page's frame holds.
BASE = "BASE-PATH"
# Addresses of Dash's own, which are written as if the atlas had its host to itself.
_ADDRESS = re.compile(r'((?:src|href)="|"requests_pathname_prefix":")(?:/|\\u002f)(?!/)')
# The table's program is larger than the rest of the page, and wanted by few at first.
_LATER = re.compile(r'<script src="([^"]*/dash_ag_grid/[^"]*)"></script>')
# Dash's own table, which no page has, and what browsers of ten years ago lacked (assets/stub.js has
# the little of it that is still needed).
_UNUSED = re.compile(r'<script src="[^"]*/(?:dash_table/|dash/deps/polyfill)[^"]*"></script>\n?')
# What draws outlines, which the map's program would ask for only once it is drawn.
OUTLINES_PROGRAM = "dash_leaflet/async-GeoJSON.js"
# Where Dash's developer tools, which are off, would ask for news: no page names another server.
_NEWS = re.compile(r'("dash_version_url":)"[^"]*"')


class AtlasDash(Dash):
    """Dash, with a first page that sends and asks for less, under whatever path a request has come.

    The table's program is left out and its address given instead; what is never used is left out;
    programs and styles that every page has come as one file of each; and what Dash would ask for
    first, the page's content too, stands in the page. Only the programs that its page names are
    served, and those that they fetch.
    """

    def __init__(
        self, files: BrowserFiles, modules: Modules, atlas: Atlas, *given: Any, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self._files, self._modules, self._atlas = files, modules, atlas
        self.programs = Programs()
        self.programs.guard(self.server)
        self._joined = JoinedFiles(files, self._read)

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # noqa: D102
        scripts = _UNUSED.sub("", parts["scripts"])
        address = _LATER.search(scripts)
        parts["scripts"] = self._joined.scripts(_LATER.sub("", scripts))
        parts["css"] = self._joined.styles(parts["css"])
        self.programs.add(parts["scripts"] + (address[0] if address else ""))
        parts["config"] = _NEWS.sub(r'\1""', parts["config"])
        base = links.base()
        for name in ("css", "scripts", "config"):
            parts[name] = _ADDRESS.sub(rf"\1{base}/", parts[name])
        page = super().interpolate_index(**parts).replace(_place("PRELOADS"), self._preloads())
        layout, callbacks = (
            answer.get_data(as_text=True) for answer in (self.serve_layout(), self.dependencies())
        )
        asked = (
            *(("LAYOUT", layout), ("CALLBACKS", callbacks), ("CONTENT", _content())),
            ("OWN", json.dumps(own_for_page(self._atlas))),  # which whoever asks may see
        )
        for name, text in asked:
            page = page.replace(_place(name), text.replace("<", "\\u003c"))
        return page.replace("TABLE-LIBRARY", address[1] if address else "").replace(BASE, base)

    def _preloads(self) -> str:
        """What the page that is asked for needs at once, beside what its tags name."""
        page = _page()
        modules = self._modules.preloads(BASE, *page.get("modules", ()))
        if not page.get("map"):
            return modules
        wanted = ["outlines-lsoa", "atlas"]
        if page["path"] == explore.NAV[0]:
            first = f"one-{request.args.get('i', DEFAULT_INDICATOR)}"
            wanted += [first] if first in self._files else []
        files = "".join(
            f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{BASE}{address}">'
            for address in map(self._files.address, wanted)
        )
        program = f'<link rel="preload" as="script" href="{BASE}{PREFIX}{OUTLINES_PROGRAM}">'
        return f"{files}{program}{modules}"

    def strip_relative_path(self, path: str | None) -> str | None:
        """A page's path, by which Dash finds the page, without the request's base."""
        bare = links.without_base(path) if path else path
        return super().strip_relative_path(bare)  # type: ignore[arg-type]  # None for None

    def _read(self, address: str) -> bytes:
        """What an address of Dash's own brings: a program of a package, or a file of ``assets``."""
        path, _ = check_fingerprint(address.partition("?")[0])
        if path.startswith("/assets/"):
            return (ROOT / path[1:]).read_bytes()
        package, _, file = path.removeprefix(PREFIX).partition("/")
        return pkgutil.get_data(package, file) or b""


def create_app(config: Config) -> Dash:
    """The Dash app, ready to serve.

    Raises
    ------
    layers.SnapshotError
        When the snapshot cannot be used.
    layers.GroupingError
        When the file of an organisation's own groups cannot be used.
    """
    published = load_atlas(config.snapshot, config.groupings or GROUPINGS)
    workspace, why_not = plans_kept(config)
    atlas = atlas_of_request(published, KeptLayers(workspace))
    files = BrowserFiles()
    browser_data.add_files(files, published)  # the same for everybody
    context = Context(config, atlas, files, workspace, why_not)
    modules = Modules()
    app = AtlasDash(
        files,
        modules,
        atlas,
        "seldom_heard",
        title="Seldom Heard",
        assets_folder=str(ROOT / "assets"),
        # Programs and styles of pages that are fetched when the page is: served, but not put into
        # every page; modules and the styles of others, which have addresses of their own.
        assets_path_ignore=["^later$", "^modules$", "^vendor$"],
        external_stylesheets=[bootstrap.address()],
        use_pages=True,
        pages_folder="",
        update_title=None,
        suppress_callback_exceptions=True,
        enable_mcp=False,
    )
    app.index_string = _index(files, modules)
    for page in PAGES:
        page.register(app, context)
    visit.register(app, context)
    own.register(app, context)
    api_page.register(app, context)
    not_found_404.register([page.NAV for page in PAGES])
    frame.register(app, [page.NAV for page in PAGES])
    combobox.register(app)
    app.layout = lambda: frame.frame(
        context, [p.NAV for p in PAGES], html.Div(dash.page_container, id="page")
    )
    files.serve(app.server)
    modules.serve(app.server)
    add_tiles(app.server, atlas.basemap)
    add_find(app.server, atlas)
    add_exports(app.server, context)
    add_said(app.server, atlas)
    add_own_figures(app.server, atlas)
    add_repeat(app.server, atlas, REPEATED)
    add_target_exports(app.server, context)
    add_session_exports(app.server, context)
    add_practice_exports(app.server, context)
    add_evidence(app.server, context, whom_heard=in_short_and_whole)
    add_inequality_exports(app.server, context)
    add_change_exports(app.server, context)
    add_take(app.server, context)
    add_heard(app.server, context)
    add_best(app.server, context)
    add_own_venues(app.server, context)
    add_own(app.server, context)
    add_plan_exports(app.server, context)
    add_api(app.server, published)
    if workspace:
        add_writes(app.server, workspace.key)
        add_visits(app.server, context)
    add_compression(app.server)
    app.server.wsgi_app = with_layers_aside(app.server.wsgi_app)
    add_door(app, config, atlas)
    return app


def _place(name: str) -> str:
    """Where something is put into the page: as no address is written, which Dash's tags hold."""
    return f"<!--{name}-->"


def _page() -> dict[str, Any]:
    """What is registered of the page that is asked for."""
    path = request.path.rstrip("/") or "/"
    known = {page["path"]: page for page in dash.page_registry.values()}
    return known.get(path, dash.page_registry[not_found_404.NAME])


def _content() -> str:
    """What Dash's router would answer about the page that is asked for, which the page holds."""
    page = _page()
    filled = {
        "_pages_content": {"children": page["layout"](**request.args.to_dict())},
        "_pages_store": {"data": {"title": page["title"]}},
    }
    return json.dumps({"multi": True, "response": filled}, cls=PlotlyJSONEncoder)


def _index(files: BrowserFiles, modules: Modules) -> str:
    """The page's frame: says where the files are."""
    named = browser_data.addresses(files) | {"table-library": "TABLE-LIBRARY"}
    addresses = {name: f"{BASE}{address}" for name, address in named.items()}
    page = INDEX.replace("ICON", ICON).replace("WAITING", waiting.for_page())
    page = page.replace("FILES", _inside(addresses))
    page = page.replace("MODULES", _inside(modules.for_page(BASE)))
    return page.replace("RULES", _inside(address_rules.rules()))


def _inside(data: Any) -> str:
    """Data as JSON that can stand inside a page: no text in it ends its element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
