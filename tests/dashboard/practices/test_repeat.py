"""The program of a profile stays there whatever somebody has brought."""

from dashboard.practices.repeat import repeat_profile
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from tests.carrying import every_kind


def test_figures_that_people_bring_are_not_among_its_rows_and_it_says_so(atlas: Atlas) -> None:
    mine = with_own(atlas, list(every_kind(atlas).values()))
    ours, beside = (repeat_profile(one, "?v=C88048") for one in (atlas, mine))
    assert ours
    assert beside
    assert beside.given == ours.given
    assert beside.result == ours.result
    assert "without the figures that people brought" in beside.figure
    assert "brought" not in ours.figure
