"""Deciles of 2011's areas brought to 2021's: where that is sure, and never elsewhere."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from layers.change.carried_deciles import carried

LINKS = pd.DataFrame(
    [
        ("old1", "new1", "same"),
        ("old2", "new2", "merged"),
        ("old3", "new2", "merged"),
        ("old4", "new3", "merged"),
        ("old5", "new3", "merged"),
        ("old6", "new4", "split"),
        ("old6", "new5", "split"),
        ("old7", "new6", "complex"),
        ("old7", "new7", "complex"),
        ("old8", "new7", "complex"),
    ],
    columns=["lsoa11", "lsoa21", "change"],
)


def test_a_decile_is_carried_only_where_the_place_can_have_no_other() -> None:
    then = pd.Series({"old1": 3, "old2": 5, "old3": 5, "old4": 1, "old5": 2, "old6": 7, "old7": 4})
    found = carried(LINKS, then)
    assert found["decile"].dropna().to_dict() == {"new1": 3, "new2": 5}
    assert found.loc["new3", ["kind", "lowest", "highest"]].tolist() == ["merged", 1, 2]
    # What an area was a part of is told, and not compared.
    assert found.loc["new4", ["kind", "lowest", "highest"]].tolist() == ["split", 7, 7]
    assert found["kind"].to_dict() == {
        "new1": "same", "new2": "merged", "new3": "merged", "new4": "split", "new5": "split",
        "new6": "complex", "new7": "complex",
    }  # fmt: skip


def test_an_area_merged_with_one_of_unknown_decile_has_none() -> None:
    assert np.isnan(carried(LINKS, pd.Series({"old2": 5}))["decile"]["new2"])


@given(st.lists(st.integers(1, 10), min_size=8, max_size=8))
def test_no_split_or_redrawn_area_is_ever_given_a_decile(deciles: list[int]) -> None:
    found = carried(LINKS, pd.Series(deciles, index=[f"old{n}" for n in range(1, 9)]))
    known = found["decile"].notna()
    assert not known[found["kind"].isin(["split", "complex"])].any()
    assert (found["decile"].between(found["lowest"], found["highest"]) | ~known).all()
    assert known["new1"]
