"""A street map of a few made-up streets in Sheffield, for tests of what is drawn from one."""

from pathlib import Path

from data import basemap as cutting
from layers.basemap import FILE
from tests import made_up_tiles

PLACE = (-1.4545, 53.3975)  # in Burngreave
BOX = (-1.49, 53.38, -1.42, 53.42)
CREDIT = "Contains OS data © Crown copyright and database right 2026"


def street_map(folder: Path) -> Path:
    """Make it in a folder."""
    places = made_up_tiles.covering(BOX, range(10, 15))
    tiles = ((*place, made_up_tiles.tile(*place)) for place in places)
    source = made_up_tiles.write_mbtiles(folder / "made.mbtiles", tiles)
    cutting.cut(source, BOX, folder / FILE)
    source.unlink()
    return folder / FILE
