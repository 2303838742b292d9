"""Which of the libraries' programs are served: what the pages name, and what those fetch later.

Dash offers whatever its packages hold: the sources of all programs (maps for developers' tools) and
components that no page has, 40 MB. Anybody may ask for them, and each answer would be compressed.
"""

import re

from dash.fingerprint import check_fingerprint
from flask import Flask, abort, request

PREFIX = "/_dash-component-suites/"
# What a program fetches when a component is first drawn. A component that is new to the pages may
# need one more: a test names it.
LATER = frozenset(
    {
        "dash/dcc/async-graph.js",
        "plotly/package_data/plotly.min.js",
        "dash_ag_grid/async-community.js",
        "dash_leaflet/async-EditControl.ts.js",
        "dash_leaflet/async-GeoJSON.js",
    }
)
_NAMED = re.compile(rf'src="[^"]*{PREFIX}([^"]+)"')


def named(scripts: str) -> frozenset[str]:
    """The programs that a page's script tags name, without versions: ``package/path``."""
    return frozenset(check_fingerprint(path)[0] for path in _NAMED.findall(scripts))


class Programs:
    """The programs of an app.

    Attributes
    ----------
    served
        Each as ``package/path``.
    """

    def __init__(self) -> None:
        self.served = LATER

    def add(self, scripts: str) -> None:
        """Serve what a page names."""
        self.served |= named(scripts)

    def guard(self, server: Flask) -> None:
        """Answer for nothing else: as if it were not there."""

        @server.before_request
        def served() -> None:
            path, _ = check_fingerprint(request.path)
            if path.startswith(PREFIX) and path.removeprefix(PREFIX) not in self.served:
                abort(404)
