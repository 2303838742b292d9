"""Puts the app together: the atlas, the browser's files, the pages, the server's manners."""

import json
from pathlib import Path

import dash
from dash import Dash, html
from flask_compress import Compress

from dashboard import payload
from dashboard.config import Config
from dashboard.context import Context
from dashboard.frame import frame
from dashboard.pages import explore, methods
from dashboard.web.files import BrowserFiles
from dashboard.web.headers import add_headers
from dashboard.web.health import add_health
from layers import load_atlas

ROOT = Path(__file__).parent.parent
PAGES = (explore, methods)

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    {%metas%}
    <meta name="color-scheme" content="light dark">
    <title>{%title%}</title>
    {%favicon%}
    {%css%}
    PRELOADS
    <script type="application/json" id="atlas-files">FILES</script>
  </head>
  <body>
    {%app_entry%}
    <noscript><p>Seldom Heard draws its maps with JavaScript: switch it on.</p></noscript>
    <footer>{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>
"""


def create_app(config: Config) -> Dash:
    """The Dash app, ready to serve.

    Raises
    ------
    layers.SnapshotError
        When the snapshot cannot be used.
    """
    atlas = load_atlas(config.snapshot)
    files = BrowserFiles()
    payload.add_files(files, atlas)
    context = Context(config=config, atlas=atlas, files=files)
    app = Dash(
        "seldom_heard",
        title="Seldom Heard",
        assets_folder=str(ROOT / "assets"),
        use_pages=True,
        pages_folder="",
        update_title=None,  # type: ignore[arg-type]
        suppress_callback_exceptions=True,
        enable_mcp=False,
    )
    app.index_string = _index(files)
    for page in PAGES:
        page.register(app, context)
    app.layout = frame(context, [p.NAV for p in PAGES], html.Div(dash.page_container, id="page"))
    files.serve(app.server)
    add_health(app.server)
    Compress(app.server)
    add_headers(app, config)
    return app


def _index(files: BrowserFiles) -> str:
    """The page's frame: says where the files are, and starts fetching the outlines at once."""
    addresses = payload.addresses(files)
    preloads = "".join(
        f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{addresses[name]}">'
        for name in ("outlines-lsoa", "areas")
    )
    listing = json.dumps(addresses).replace("<", "\\u003c")
    return INDEX.replace("PRELOADS", preloads).replace("FILES", listing)
