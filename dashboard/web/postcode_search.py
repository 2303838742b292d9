"""Where a postcode is: one look-up for the page's search, answered as JSON."""

import re
from functools import lru_cache

from flask import Flask, Response, abort, jsonify

from layers.atlas import Atlas

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def add_find(server: Flask, atlas: Atlas) -> None:
    """Answer ``/find/postcode/S12HE`` with the postcode and its area, or 404 in plain words."""

    @lru_cache(maxsize=1)
    def areas() -> dict[str, str]:
        table = atlas.extra("postcodes")
        return dict(zip(table["postcode"], table["lsoa"], strict=True))

    @server.get("/find/postcode/<text>")
    def find_postcode(text: str) -> Response:
        squeezed = "".join(text.split()).upper()
        if not _POSTCODE.fullmatch(squeezed):
            abort(404)
        postcode = f"{squeezed[:-3]} {squeezed[-3:]}"
        if postcode not in areas():
            abort(404)
        return jsonify(postcode=postcode, lsoa=areas()[postcode])
