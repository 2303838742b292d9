"""A town's name stands beside the dot at its centre, or is left out."""

import re

import pytest

from dashboard.files import paper_map
from dashboard.files.outlines import extent_of
from dashboard.files.town_names import Box, beside
from dashboard.seldom_heard.brief import maps
from layers.atlas import Atlas

FRAME = (200.0, 100.0)


def placed(dot: tuple[float, float], *taken: Box) -> str | None:
    found = beside(dot, 5, (60, 20), FRAME, taken)
    if found is None:
        return None
    # Whichever side: the room touches the dot's, within the frame, over nothing.
    left, top, right, bottom = found.box
    gap = max(left - dot[0], dot[0] - right, top - dot[1], dot[1] - bottom)
    assert gap == 5
    assert left >= 0
    assert top >= 0
    assert right <= FRAME[0]
    assert bottom <= FRAME[1]
    for box in taken:
        assert left >= box[2] or right <= box[0] or top >= box[3] or bottom <= box[1]
    return found.anchor


@pytest.mark.parametrize(
    ("dot", "taken", "anchor"),
    [
        ((100, 50), [], "start"),
        ((100, 50), [(110, 40, 120, 60)], "end"),
        ((190, 50), [], "end"),
        ((100, 50), [(110, 46, 120, 54), (60, 46, 90, 54)], "middle"),
        ((100, 50), [(110, 40, 120, 60), (60, 40, 90, 60), (80, 20, 90, 44), (110, 56, 120, 80)],
         None),
        ((100, 50), [(98, 48, 99, 49)], None),  # something lies on the dot
        ((210, 50), [], None),  # the town is not on the map
        ((2, 50), [], None),
    ],
)  # fmt: skip
def test_a_name_touches_its_dot_or_is_left_out(
    dot: tuple[float, float], taken: list[Box], anchor: str | None
) -> None:
    assert placed(dot, *taken) == anchor


def test_the_brief_has_towns_at_their_centres(atlas: Atlas) -> None:
    ground = paper_map.ground(atlas)
    assert [name for name, *_ in ground.towns] == list(atlas.manifest["districts"].values())
    assert ground.townless == ()
    drawn = maps.overview(ground, [], [], [], [], 120.0)
    view = paper_map.View.around(
        extent_of(ground.districts.values()), (maps.WIDE, 120.0), room=0.02
    )
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)
    at = [view.at(longitude, latitude) for _, longitude, latitude in ground.towns]
    assert dots == [(f"{x:.2f}", f"{y:.2f}") for x, y in at]


def test_a_district_without_a_town_of_its_name_is_named_in_its_middle(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlines = atlas.outlines("district")
    without = re.sub(rb',"town":\[[^\]]*\]', b"", outlines, count=1)
    monkeypatch.setattr(type(atlas), "outlines", lambda self, level: without)
    ground = paper_map.ground(atlas)
    assert [name for name, *_ in ground.townless] == ["Barnsley"]
    assert "Barnsley" not in [name for name, *_ in ground.towns]
