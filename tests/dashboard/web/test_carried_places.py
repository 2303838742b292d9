"""Places that somebody brought are in the picture of the map that showed them, and nowhere else."""

import xml.etree.ElementTree as ET

import pytest
from dash import Dash
from msgspec.structs import replace

from dashboard.parts import map_ground
from layers.own.own_points import OwnPoints
from tests.carrying import Page
from tests.dashboard.explore.test_picture import fills, words

BANKS = OwnPoints(
    label="Food banks",
    names=("<b>Here</b> & $there$", "Yonder", "By the sea"),
    longitudes=(-1.55, -1.13, 0.34),
    latitudes=(53.48, 53.52, 53.14),
    source="A charity",
    licence="Own – not for passing on",
)
THANKED = "Own places “Food banks”: A charity. Licence: Own – not for passing on."


def test_a_picture_has_a_star_for_each_and_says_whose_they_are(open_app: Dash) -> None:
    address = "/export/svg?i=english_limited"
    bare = Page(open_app.server).get(address)
    answer = Page(open_app.server, [BANKS]).get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    colour = map_ground.rules().own.colour
    stars = [fill for fill, _ in fills(answer.data) if fill == colour]
    # Two in the frame, and the legend's: what lies far away is not drawn.
    assert (len(stars), [fill for fill, _ in fills(bare.data) if fill == colour]) == (3, [])
    said = words(answer.data)
    assert "Own: Food banks 2 " in said
    assert THANKED in said
    rights = ET.fromstring(answer.data).find(".//{*}rights")
    assert rights is not None
    assert THANKED in "".join(rights.itertext())
    assert "Food banks" not in bare.text
    # Names, whose letters are drawn, are written from near alone, of those in the frame.
    near = f"{address}&w=E05000989"
    others = replace(BANKS, names=(BANKS.names[0], "Another", "A third"))
    named = replace(BANKS, names=("Another", *BANKS.names[1:]))
    drawn = [Page(open_app.server, [one]).get(near).data for one in (BANKS, others, named)]
    assert Page(open_app.server, [named]).get(address).data == answer.data
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_what_shows_no_map_refuses_them(open_app: Dash, name: str) -> None:
    assert Page(open_app.server, [BANKS]).get(f"/export/{name}").status_code == 400
