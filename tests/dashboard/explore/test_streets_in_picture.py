"""Streets in map pictures, where they can be seen."""

import copy
import re
from collections import Counter

import pytest

from dashboard.explore.view import ViewState
from dashboard.wording.streets import streets
from layers.atlas import Atlas
from layers.basemap import Basemap
from tests.dashboard.conftest import exported
from tests.dashboard.explore.test_picture import drawn, words
from tests.street_maps import CREDIT, street_map

NEAR = ViewState(neighbourhoods=("E02001632",))  # Burngreave & Grimesthorpe


@pytest.fixture(scope="module")
def with_streets(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    other = copy.copy(atlas)
    other.basemap = Basemap(street_map(tmp_path_factory.mktemp("streets")))
    return other


def inks(svg: bytes) -> Counter[str]:
    return Counter(re.findall(r"stroke: (#\w+)", svg.decode()))


def test_streets_are_drawn_named_and_credited(atlas: Atlas, with_streets: Atlas) -> None:
    svg, plain = (drawn(exported(one, NEAR), "svg") for one in (with_streets, atlas))
    said = words(svg)
    assert f"{CREDIT}." in said
    # Names have an edge, so they are written as lines, each in a group of its own.
    texts = re.compile(rb'<g id="text_')
    assert len(texts.findall(svg)) >= len(texts.findall(plain)) + 5
    assert CREDIT not in words(plain)
    assert inks(svg)[streets().road.paper] > inks(plain)[streets().road.paper]
    water = streets().lines[2]
    assert water.layer == "waterlines"
    assert (inks(svg)[water.ink], inks(plain)[water.ink]) == (1, 0)


def test_far_out_there_are_none(with_streets: Atlas) -> None:
    assert CREDIT not in words(drawn(exported(with_streets, ViewState()), "svg"))
