"""A practice's registers in a few figures: counted, and the farthest out each way."""

from layers import Atlas
from layers.practices import expected_registers, unusual_practices
from layers.practices.register_extremes import extremes


def test_every_practice_s_counts_add_up_to_those_of_all(atlas: Atlas) -> None:
    found = [extremes(atlas, [code]) for code in atlas.practices.index]
    every = unusual_practices.everywhere(atlas)
    assert sum(one.compared for one in found) == every.comparisons
    assert sum(one.below for one in found) == every.below
    assert sum(one.above for one in found) == every.above


def test_the_farthest_is_the_least_likely_on_its_side(atlas: Atlas) -> None:
    for code in atlas.practices.index[::5]:
        judged, found = expected_registers.of_group(atlas, [code]), extremes(atlas, [code])
        for one, side in (
            (found.lowest, judged[judged["ratio"] < 1]),
            (found.highest, judged[judged["ratio"] > 1]),
        ):
            assert (one is None) == side.empty
            if one is None:
                continue
            row = judged.loc[one.register]
            assert row["chance"] == side["chance"].min()
            assert (one.ratio, one.verdict) == (row["ratio"], row["verdict"])
            assert (one.limit_lower, one.limit_upper) == (row["limit_lower"], row["limit_upper"])


def test_students_are_not_compared(atlas: Atlas) -> None:
    university = atlas.practices.index[atlas.practices["flag_students"]]
    assert len(university)
    for code in university:
        found = extremes(atlas, [code])
        assert (found.compared, found.lowest, found.highest) == (0, None, None)
