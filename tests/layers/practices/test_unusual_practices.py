"""Marks among many: counted, set against what there would be anyway, and beside the place."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.practices import expected_registers, unusual_practices
from layers.practices.unusual_practices import Tally

PRACTICE, UNIVERSITY_FREE = "C87008", 167


def test_every_comparison_is_counted_once(atlas: Atlas) -> None:
    """Recounted practice by practice, as their pages show them."""
    below = above = compared = 0
    for practice in expected_registers.known(atlas)["practice"].unique():
        verdicts = expected_registers.of_group(atlas, [practice])["verdict"]
        compared += len(verdicts)
        below += int((verdicts == "lower").sum())
        above += int((verdicts == "higher").sum())
    found = unusual_practices.everywhere(atlas)
    assert (found.comparisons, found.below, found.above) == (compared, below, above)
    assert compared == 21 * UNIVERSITY_FREE
    assert found.anyway == pytest.approx(compared / 40)


def test_south_yorkshire_has_no_more_below_than_there_would_be_anyway(atlas: Atlas) -> None:
    """By one variance for all, as it was, 102 were below; by England's percentiles it is 71."""
    found = unusual_practices.everywhere(atlas)
    assert found.below < found.anyway
    assert found.above < 1.2 * found.anyway


def test_what_stands_out_does_so_among_all(atlas: Atlas) -> None:
    table = unusual_practices.every(atlas)
    rank = table["chance"].rank(method="max")
    by_hand = (table["chance"] * len(table) / rank)[::-1]
    # Benjamini and Hochberg: the largest p value that is at most its rank's share of 5 %.
    passed = table["chance"][by_hand.reindex(table.index) <= unusual_practices.FALSE]
    wanted = table["chance"] <= (passed.max() if len(passed) else -1)
    assert table["stands_out"].equals(wanted.rename("stands_out"))
    assert unusual_practices.everywhere(atlas).stand_out == int(wanted.sum())
    for practice in table.index.get_level_values("practice").unique()[:20]:
        mine = table.xs(practice, level="practice")["stands_out"]
        assert unusual_practices.stand_out(atlas, [practice]) == set(mine.index[mine])
    assert unusual_practices.stand_out(atlas, ["C85001", "C85005"]) == frozenset()


def test_a_mark_far_enough_out_stands_out(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = expected_registers.known(atlas).copy()
    planted = (frame["practice"] == PRACTICE) & (frame["register"] == "STIA")
    frame.loc[planted, "observed"] = (5 * frame.loc[planted, "expected"]).astype(int)
    monkeypatch.setattr(expected_registers, "known", lambda _: frame)
    monkeypatch.setattr(expected_registers, "funnel", expected_registers.funnel.__wrapped__)
    table = unusual_practices.every.__wrapped__(atlas)
    assert table.index[table["stands_out"]].tolist() == [("STIA", PRACTICE)]
    assert unusual_practices.tally(table).stand_out == 1


def test_a_tally_leaves_out_what_is_not_known() -> None:
    judged = pd.DataFrame({"verdict": ["lower", "", "higher", "as_expected", "lower"]})
    found = unusual_practices.tally(judged)
    assert found == Tally(comparisons=4, below=2, above=1, stand_out=0)
    assert found.marked == 3


def test_a_place_that_gathers_a_register_s_marks_is_named(atlas: Atlas) -> None:
    """Sheffield has most of the practices above usual for stroke."""
    found = unusual_practices.gathered(atlas, "STIA", "higher")
    assert found is not None
    assert found.place == "Sheffield"
    points = expected_registers.funnel(atlas, "STIA")
    above = points.index[points["verdict"] == "higher"]
    there = atlas.practices.loc[above, "place"] == "Sheffield"
    assert (found.there, found.marks) == (there.sum(), len(above))
    assert found.practices == len(points)
    assert found.there > found.marks / 2
    # Too few marks to say so of.
    assert unusual_practices.gathered(atlas, "STIA", "lower") is None


@pytest.mark.parametrize(
    ("in_a", "in_b", "practices_in_a", "named"),
    [
        (8, 0, 10, True),
        (7, 0, 10, False),  # too few marks
        (4, 4, 10, False),  # half of them is not most
        (5, 4, 10, True),
        (9, 3, 50, True),  # exactly 1.5 times the 6 that half of the practices would have
        (8, 4, 50, False),
    ],
)
def test_when_a_place_is_named(
    monkeypatch: pytest.MonkeyPatch, in_a: int, in_b: int, practices_in_a: int, named: bool
) -> None:
    """Of 100 practices; A has more than half of at least eight marks, 1.5 times what its number
    of practices would bring."""
    place = pd.Series(["A"] * practices_in_a + ["B"] * (100 - practices_in_a))
    marked = [*range(in_a), *range(practices_in_a, practices_in_a + in_b)]
    verdict = pd.Series("as_expected", index=place.index)
    verdict[marked] = "lower"
    index = pd.MultiIndex.from_product([["STIA"], place.index], names=["register", "practice"])
    table = pd.DataFrame({"verdict": verdict.to_numpy()}, index=index)
    monkeypatch.setattr(unusual_practices, "every", lambda _: table)
    atlas = SimpleNamespace(directory=pd.DataFrame({"place": place}))
    found = unusual_practices.gathered.__wrapped__(cast(Atlas, atlas), "STIA", "lower")
    assert (found is not None and found.place == "A") is named


def test_the_place_and_the_network_stand_beside_a_practice(atlas: Atlas) -> None:
    judged = expected_registers.of_group(atlas, [PRACTICE])
    found = unusual_practices.beside(atlas, [PRACTICE], judged)
    row = atlas.practices.loc[PRACTICE]
    assert (found["place"] == row["place"]).all()
    for column, ratio in (("sub_icb_code", "place_ratio"), ("pcn_code", "network_ratio")):
        those = atlas.practices.index[atlas.practices[column] == row[column]]
        together = expected_registers.of_group(atlas, those)["ratio"]
        assert found[ratio].tolist() == pytest.approx(together.tolist())
    usual = expected_registers.usual(atlas, "practice")
    for register, one in judged.iterrows():
        around = found.at[register, "place_ratio"]
        lower, upper = usual[register].limits(one["expected"] * around)
        inside = around * lower <= one["ratio"] <= around * upper
        assert (found.at[register, "in_place"] == "as_expected") == inside


def test_a_whole_place_and_practices_of_several_are_beside_none(atlas: Atlas) -> None:
    sheffield = tuple(atlas.practices.index[atlas.practices["place"] == "Sheffield"])
    for some in (sheffield, tuple(atlas.practices.index)):
        found = unusual_practices.beside(atlas, some, expected_registers.of_group(atlas, some))
        assert found["place_ratio"].isna().all()
        assert set(found["in_place"]) == {""}
    nobody = expected_registers.of_group(atlas, [])
    assert unusual_practices.beside(atlas, [], nobody).empty
    two = sheffield[:2]
    found = unusual_practices.beside(atlas, two, expected_registers.of_group(atlas, two))
    assert np.isnan(found["network_ratio"]).all()
