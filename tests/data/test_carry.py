"""From LSOA 2011 to LSOA 2021: nobody is lost, nobody counted twice."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import carry

# A stays; B is split into B1 and B2; C and D become CD; X is redrawn with Y.
CHANGES = pd.DataFrame(
    [
        ("A", "A", "U"), ("B", "B1", "S"), ("B", "B2", "S"), ("C", "CD", "M"), ("D", "CD", "M"),
        ("X", "XY", "X"), ("Y", "XY", "X"), ("Y", "Z", "X"),
    ],
    columns=["lsoa11", "lsoa21", "change"],
)  # fmt: skip
for column in ("lsoa11", "lsoa21"):
    CHANGES[column] = "E01" + CHANGES[column]


def by_code(**numbers: float) -> pd.Series:
    return pd.Series({f"E01{code}": n for code, n in numbers.items()}, dtype=float)


RESIDENTS = by_code(A=1500, B1=1200, B2=800, CD=1600, XY=900, Z=300)


def shares_of(residents: pd.Series) -> dict[tuple[str, str], float]:
    found = carry.shares(CHANGES, residents)
    codes = found[["lsoa11", "lsoa21"]].apply(lambda c: c.str.removeprefix("E01"))
    return dict(zip(codes.itertuples(index=False, name=None), found["share"], strict=True))


def test_a_split_area_is_shared_by_residents() -> None:
    assert shares_of(RESIDENTS) == {
        ("A", "A"): 1,
        ("B", "B1"): 0.6,
        ("B", "B2"): 0.4,
        ("C", "CD"): 1,
        ("D", "CD"): 1,
        ("X", "XY"): 1,
        ("Y", "XY"): 0.75,
        ("Y", "Z"): 0.25,
    }


def test_parts_without_residents_share_evenly_and_nothing_is_lost() -> None:
    shares = shares_of(RESIDENTS.drop(["E01B1", "E01B2"]))
    assert shares["B", "B1"] == shares["B", "B2"] == 0.5
    assert shares_of(RESIDENTS * 0)["Y", "Z"] == 0.5


@given(st.lists(st.integers(0, 5000), min_size=6, max_size=6))
def test_the_shares_of_an_old_area_make_one(numbers: list[int]) -> None:
    residents = pd.Series(numbers, index=RESIDENTS.index)
    total = carry.shares(CHANGES, residents).groupby("lsoa11")["share"].sum()
    assert (total - 1).abs().max() < 1e-12


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["P", "Q"]), st.sampled_from("ABCDXY")), st.integers(0, 9000)
    ),
    st.integers(0, 50),
)
def test_every_practice_keeps_its_patients(
    counts: dict[tuple[str, str], int], unplaced: int
) -> None:
    rows = [(practice, f"E01{area}", n) for (practice, area), n in counts.items()]
    rows += [("P", "NO2011", unplaced)]
    before = pd.DataFrame(rows, columns=["practice", "lsoa", "patients"]).astype(
        {"patients": float}
    )
    after = carry.carry_patients(before, carry.shares(CHANGES, RESIDENTS))
    assert not after.duplicated(["practice", "lsoa"]).any()
    totals = [frame.groupby("practice")["patients"].sum() for frame in (before, after)]
    assert (totals[0] - totals[1]).abs().max() < 1e-9
    kept = after.set_index(["practice", "lsoa"])["patients"]
    assert kept["P", "NO2011"] == unplaced


def test_patients_by_hand() -> None:
    before = pd.DataFrame(
        [("P", "E01B", 10.0), ("P", "E01C", 3.0), ("P", "E01D", 4.0), ("P", "E01A", 1.0)],
        columns=["practice", "lsoa", "patients"],
    )
    after = carry.carry_patients(before, carry.shares(CHANGES, RESIDENTS))
    assert after.to_numpy().tolist() == [
        ["P", "E01A", 1.0], ["P", "E01B1", 6.0], ["P", "E01B2", 4.0], ["P", "E01CD", 7.0],
    ]  # fmt: skip


def test_an_area_that_the_lookup_does_not_have_is_named() -> None:
    before = pd.DataFrame({"practice": ["P"], "lsoa": ["E01NEW"], "patients": [1.0]})
    with pytest.raises(KeyError, match="E01NEW is not in the LSOA 2011 to 2021 lookup"):
        carry.carry_patients(before, carry.shares(CHANGES, RESIDENTS))


def test_counts_are_added_up_and_split() -> None:
    counts = pd.DataFrame({"homes": by_code(A=5, B=10, C=3, D=4)})
    carried = carry.carry_counts(counts, carry.shares(CHANGES, RESIDENTS))
    assert carried["homes"].to_dict() == by_code(A=5, B1=6, B2=4, CD=7).to_dict()


def test_scores_pass_to_every_part_and_are_averaged_where_areas_merged() -> None:
    scores = pd.DataFrame({"index": by_code(A=5, B=10, C=3, D=4)})
    carried = carry.carry_scores(scores, carry.shares(CHANGES, RESIDENTS), RESIDENTS)["index"]
    assert carried.to_dict() == pytest.approx(by_code(A=5, B1=10, B2=10, CD=3.5).to_dict())


def test_a_score_that_is_missing_does_not_pull_its_neighbour_down() -> None:
    scores = pd.DataFrame({"index": by_code(B=float("nan"), C=3, D=float("nan"))})
    carried = carry.carry_scores(scores, carry.shares(CHANGES, RESIDENTS), RESIDENTS)["index"]
    assert carried["E01CD"] == pytest.approx(3)
    assert carried[["E01B1", "E01B2"]].isna().all()
