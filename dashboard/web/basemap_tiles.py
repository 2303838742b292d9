"""The tiles of the street map, one at a time, as they lie in its file."""

import gzip

from flask import Flask, Response, abort, request

from dashboard.web.browser_files import FOR_EVER
from layers.basemap import Basemap

PREFIX = "/tiles/"
_TYPE = "application/vnd.mapbox-vector-tile"


def address(basemap: Basemap) -> str:
    """Where the browser finds a tile, from the server's root, with ``{z}``, ``{x}`` and ``{y}``.

    It holds the digest of all tiles: another street map has other addresses, and a browser may
    keep each for ever.
    """
    return f"{PREFIX}{basemap.digest[:12]}/{{z}}/{{x}}/{{y}}.mvt"


def add_tiles(server: Flask, basemap: Basemap | None) -> None:
    """Answer for the tiles; where there is no street map, for none."""

    @server.get(f"{PREFIX}<digest>/<int:z>/<int:x>/<int:y>.mvt")
    def tile(digest: str, z: int, x: int, y: int) -> Response:
        if basemap is None or digest != basemap.digest[:12]:
            abort(404)
        packed = basemap.tile(z, x, y)
        # Nothing is there: said as a tile of nothing, which the browser keeps, too.
        response = Response(packed or b"", mimetype=_TYPE)
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["Vary"] = "Accept-Encoding"
        if packed and request.accept_encodings["gzip"] > 0:
            response.headers["Content-Encoding"] = "gzip"
        elif packed:
            response.set_data(gzip.decompress(packed))
        return response
