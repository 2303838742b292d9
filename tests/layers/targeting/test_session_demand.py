"""Where the people stand whom sessions are to reach: none are lost, and none are made."""

from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.ground.postcodes import home_postcodes
from layers.targeting.session_demand import demand
from tests.layers.ground.made import BARE, FULL, Made

GROUP = "english_limited"


class Counted(Made):
    """The made-up atlas, with people of a group; C's number is not published."""

    indicators: ClassVar = {"g": SimpleNamespace(is_share=True, counts_people=True)}

    def table(self, _: str) -> pd.DataFrame:
        return pd.DataFrame({"numerator": [10, 5, np.nan]}, index=["A", "B", "C"])


@pytest.mark.parametrize("at", ["postcodes", "areas"])
def test_each_area_s_people_are_all_there(atlas: Atlas, at: str) -> None:
    found = demand(atlas, GROUP, at=at)  # type: ignore[arg-type]
    by_area = found.groupby("lsoa")["people"].sum()
    numbers = atlas.table(GROUP)["numerator"].astype(float)
    assert by_area.to_numpy() == pytest.approx(numbers.reindex(by_area.index).to_numpy())
    assert len(by_area) == len(atlas.areas)
    assert found.groupby("lsoa")["share"].sum().to_numpy() == pytest.approx(1.0)
    assert found["weight"].equals(found["people"])
    assert found[["longitude", "latitude"]].notna().all(axis=None)


def test_at_postcodes_of_homes_evenly_and_not_at_boxes(atlas: Atlas) -> None:
    found = demand(atlas, GROUP)
    homes = home_postcodes(atlas)
    assert set(found["postcode"]) - {""} <= set(homes["postcode"])
    assert (found.groupby("lsoa")["people"].nunique() <= 1).all()
    middles = found[found["postcode"] == ""]
    assert not set(middles["lsoa"]) & set(homes["lsoa"])


def test_at_the_middle_of_an_area_without_postcodes() -> None:
    """Area A has two postcodes of homes, B one, and C none."""

    found = demand(Counted(FULL._made), "g")
    rows = found[["lsoa", "postcode", "longitude", "people"]].to_numpy().tolist()
    assert rows == [
        ["A", "S4 7AA", -1.4500, 5.0],
        ["A", "S4 7AB", -1.4510, 5.0],
        ["B", "S4 7AD", -1.4600, 5.0],
        ["C", "", -1.4700, 0.0],
    ]
    bare = demand(Counted(BARE._made), "g")
    assert bare["people"].tolist() == [10.0, 5.0, 0.0]
    assert bare["postcode"].eq("").all()


def test_only_the_areas_asked_about_and_by_how_little_they_were_heard(atlas: Atlas) -> None:
    codes = atlas.areas.index[:3]
    found = demand(atlas, GROUP, codes=codes, silence={codes[0]: 0.5, codes[1]: 1.0})
    assert set(found["lsoa"]) == set(codes)
    factor = found["lsoa"].map({codes[0]: 0.5, codes[1]: 1.0, codes[2]: 0.0})
    assert found["weight"].to_numpy() == pytest.approx((found["people"] * factor).to_numpy())


@pytest.mark.parametrize("group", ["imd_decile", "life_expectancy_male", "nonsense"])
def test_what_counts_nobody_is_refused(atlas: Atlas, group: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        demand(atlas, group)
