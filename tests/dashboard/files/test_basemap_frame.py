"""Streets of a frame, for pictures and paper."""

import numpy as np
import pytest

from dashboard.files.basemap_frame import reach, streets_in
from dashboard.files.paper_map import View
from dashboard.files.paper_streets import draw_streets, streets_of, write_streets
from dashboard.wording.streets import streets
from layers.basemap import Basemap
from tests.street_maps import CREDIT, PLACE, street_map

FRAME = (PLACE[0] - 0.02, PLACE[1] - 0.01, PLACE[0] + 0.02, PLACE[1] + 0.01)


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Basemap:
    return Basemap(street_map(tmp_path_factory.mktemp("streets")))


def test_streets_lie_where_they_are(basemap: Basemap) -> None:
    shown = streets_in(basemap, FRAME, 900)
    assert shown is not None
    assert shown.credit == CREDIT
    points = np.vstack([path for one in shown.drawn for path in one.paths])
    assert len(points) > 500
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    assert west <= FRAME[0]
    assert south <= FRAME[1]
    assert east >= FRAME[2]
    assert north >= FRAME[3]
    # Nothing of what lies further off than a street is long.
    assert west > FRAME[0] - 0.03
    assert north < FRAME[3] + 0.02
    papers = [one for one in shown.drawn if one.ink == streets().road.paper]
    edges = [one for one in shown.drawn if one.ink == streets().road.ink and not one.dash]
    assert [len(one.paths) for one in papers] == [len(one.paths) for one in edges]
    assert all(
        edge.pixels == pytest.approx(paper.pixels + 2 * streets().road.edge)
        for edge, paper in zip(edges, papers, strict=True)
    )
    assert [one.fill for one in shown.drawn if one.fill] == ["#b9d3e4"]


def test_a_name_stands_once_along_its_street(basemap: Basemap) -> None:
    shown = streets_in(basemap, FRAME, 900)
    assert shown is not None
    roads = [one for one in shown.written if one.look.at == "line"]
    written = [(one.text, one.look) for one in roads]
    assert len(written) == len(set(written)) > 5
    for one in roads:
        assert -90 <= one.turned <= 90
        # Streets of the made-up grid run nearly from west to east or from south to north.
        assert min(abs(one.turned), 90 - abs(one.turned)) < 20
        across, up = reach(one, 10)
        assert (across > up) == (abs(one.turned) < 45)


def test_where_too_much_is_shown_there_are_none(basemap: Basemap) -> None:
    assert streets_in(basemap, (-1.6, 53.3, -1.3, 53.5), 848) is None
    assert streets_in(None, FRAME, 900) is None


def test_on_paper(basemap: Basemap) -> None:
    view = View(*FRAME, size=(174.0, 146.0))
    shown = streets_of(basemap, view)
    [drawn] = draw_streets(view, shown)
    assert drawn.count("<path") == len(shown.drawn if shown else ())
    taken = [(0.0, 0.0, 174.0, 60.0)]
    names = write_streets(view, shown, taken, size=2)
    assert len(names) > 3
    assert len(taken) == 1 + len(names)
    assert all(box[1] >= 60 for box in taken[1:])
    assert draw_streets(view, None) == write_streets(view, None, taken, size=2) == []
