"""Wards of the Census under the atlas's codes, their groups added up, their figures shared out."""

import pandas as pd
import pytest

from data import communities
from data.communities import Wards

COLUMNS = [
    "Total: All usual residents",
    "White",
    "White: Roma",
    "White: English, Welsh, Scottish, Northern Irish or British",
    "Other ethnic group",
    "Other ethnic group: Roma",
    "Other ethnic group: Any other ethnic group",
]
CHOSEN = pd.DataFrame(
    {
        "ward_code": ["E05000001", "E05000001", "E05009002", "E05009003"],
        "ward": ["Old Town", "Old Town", "Stocksbridge & Upper Don", "Central"],
        "district": ["Barnsley", "Barnsley", "Sheffield", "Barnsley"],
    },
    index=pd.Index(["E01000001", "E01000002", "E01000003", "E01000004"], name="lsoa"),
)
RESIDENTS = pd.Series([30.0, 60.0, 110.0, 100.0], CHOSEN.index)


def published(names: dict[str, str]) -> tuple[pd.DataFrame, pd.Series]:
    row = [100.0, 70, 20, 50, 30, 25, 5]
    wide = pd.DataFrame([row] * len(names), index=list(names), columns=COLUMNS)
    return wide, pd.Series(names)


def test_a_ward_is_found_by_its_code_or_by_its_name_in_its_district() -> None:
    given = published(
        {
            "E05000001": "Old Town (Barnsley)",
            "E05000002": "Stocksbridge and Upper Don",
            "E05000003": "Central (Barnsley)",
            "E05000004": "Central (Leeds)",
        }
    )
    found = communities.placed(*given, CHOSEN, RESIDENTS)
    assert found.wide.index.tolist() == ["E05000001", "E05009002", "E05009003"]
    assert found.names.tolist() == ["Old Town", "Stocksbridge & Upper Don", "Central"]
    assert found.missing == ()


@pytest.mark.parametrize(
    ("names", "residents"),
    [
        ({"E05000003": "Central (Leeds)"}, RESIDENTS),
        ({"E05000003": "Central", "E05000004": "Central (Barnsley)"}, RESIDENTS),
        # As many people as no two cuts of one ward have.
        ({"E05000003": "Central (Barnsley)"}, RESIDENTS * 2),
    ],
    ids=["of another district", "two of the name", "another size"],
)
def test_a_ward_that_could_be_another_is_missing(
    names: dict[str, str], residents: pd.Series
) -> None:
    found = communities.placed(*published({"E05000001": "Old Town", **names}), CHOSEN, residents)
    assert found.missing == ("Stocksbridge & Upper Don", "Central")


@pytest.fixture
def wards() -> Wards:
    return communities.placed(*published({"E05000001": "Old Town"}), CHOSEN, RESIDENTS)


def test_headings_of_a_group_are_added_up_and_kept(wards: Wards) -> None:
    added, parts = communities.groups(wards)
    assert added[["ward_code", "ward", "total"]].drop_duplicates().to_numpy().tolist() == [
        ["E05000001", "Old Town", 100]
    ]
    assert list(zip(added["group"], added["people"], strict=True)) == [
        ("White British", 50),
        ("Roma", 45),
        ("Another group, not named", 5),
    ]
    roma = parts[parts["group"] == "Roma"]
    assert roma["heading"].tolist() == ["Other ethnic group", "White"]
    assert roma["people"].tolist() == [25, 20]


def test_areas_have_their_ward_s_share_and_add_up_to_it(wards: Wards) -> None:
    shared = communities.shared_out(wards, CHOSEN, RESIDENTS)
    share = shared["White: Roma"] / shared["Total: All usual residents"]
    assert share.iloc[:2].tolist() == pytest.approx([0.2, 0.2])
    assert shared["White: Roma"].iloc[:2].tolist() == pytest.approx([20 / 3, 40 / 3])
    assert shared.iloc[2:].isna().all(axis=None)
