"""What the browser is told of the street map, where the snapshot has one; else nothing is."""

from pathlib import Path

import msgspec

from dashboard.web.basemap_tiles import address
from dashboard.web.browser_files import LATER, BrowserFiles
from dashboard.wording.streets import streets
from layers.basemap import Basemap

FILE = "streets"
PROGRAM = Path(__file__).parents[2] / "assets" / "vendor" / "protomaps-leaflet"


def add_streets(files: BrowserFiles, basemap: Basemap | None) -> None:
    """Make the files: what draws the street map, and what it is told (``streets``)."""
    if basemap is None:
        return
    program = (PROGRAM / "protomaps-leaflet.js").read_bytes()
    west, south, east, north = basemap.bounds
    looks = streets()
    told = {
        "program": files.add("streets-program", program, "js", effort=LATER),
        # As the program wants them.
        "tiles": {
            "url": address(basemap),
            "minZoom": looks.since,
            "maxDataZoom": basemap.nearest,
            "bounds": [[south, west], [north, east]],
            "noWrap": True,
        },
        "credit": basemap.credit,
        "label": looks.label,
        "strength": looks.strength,
        "written": looks.written,
        "fills": looks.fills,
        "lines": looks.drawn(),
        "names": looks.names,
    }
    files.add(FILE, msgspec.json.encode(told))
