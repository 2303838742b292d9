"""Streets on the brief's maps of zones."""

import copy
from pathlib import Path

from dashboard.files.outlines import together
from dashboard.files.paper_map import ground
from dashboard.files.paper_streets import credit_of
from dashboard.seldom_heard.brief.maps import close_up
from layers.atlas import Atlas
from layers.basemap import Basemap
from tests.street_maps import CREDIT, street_map

ZONE = ("E01007874", "E01007875")  # in Burngreave


def test_a_zone_is_drawn_with_its_streets(atlas: Atlas, tmp_path: Path) -> None:
    found = []
    for basemap in (None, Basemap(street_map(tmp_path))):
        other = copy.copy(atlas)
        other.basemap = basemap
        known = ground(other)
        edge = together([known.areas[code] for code in ZONE])
        found.append(close_up(known, ZONE, ZONE, edge, (), (), ()))
    plain, streets = found
    assert "rotate(" in streets  # a name along its street
    assert streets.count("<path") > plain.count("<path") + 10
    assert "<g opacity" not in plain
    assert credit_of(None) == []
    assert credit_of(other.basemap) == [f"{CREDIT}."]
