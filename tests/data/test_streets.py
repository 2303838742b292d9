"""Which streets bus stops name."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import streets

STOPS = pd.DataFrame(
    [
        ("1", "Church Road/Wadworth Street", "Church Road", "Denaby Main", -1.25, 53.49),
        ("2", "Church Rd/St Marys Lane", "Church Road", "Denaby Main", -1.251, 53.49),
        ("3", "St Mary's Lane/The Plough", "St Mary's Lane", "Denaby Main", -1.252, 53.49),
        ("4", "St Mary's Lane/Bank Farm", "St Mary's Lane", "Conisbrough", -1.26, 53.49),
        ("5", "Sheffield Interchange/A3", "Sheffield Interchange", "Sheffield Centre", -1.46, 53.4),
        ("6", "Wicker/Stanley Street", "Wicker", "Sheffield Centre", -1.46, 53.4),
        ("7", "Blonk Street/Wicker", "Blonk Street", "Sheffield Centre", -1.46, 53.4),
    ],
    columns=["stop", "name", "street", "locality", "longitude", "latitude"],
)


def test_a_stop_names_its_own_street_and_those_it_is_called_after() -> None:
    named = streets.named_streets(STOPS)
    found = named.groupby("stop")["name"].agg(lambda names: sorted(names)).to_dict()
    assert found == {
        "1": ["Church Road", "Wadworth Street"],
        # Written short, and with the apostrophe that most have.
        "2": ["Church Road", "St Mary's Lane"],
        # An inn and a farm are no streets; nor is a bay of a bus station.
        "3": ["St Mary's Lane"],
        "4": ["St Mary's Lane"],
        "6": ["Stanley Street", "Wicker"],
        # Nothing in its name says so, but other stops stand in it.
        "7": ["Blonk Street", "Wicker"],
    }


def test_a_street_is_a_name_within_a_locality() -> None:
    named, by_stop = streets.tables(STOPS)
    assert named["street"].tolist() == list(range(len(named)))
    twice = named[named["name"] == "St Mary's Lane"].set_index("locality")
    assert twice["stops"].to_dict() == {"Conisbrough": 1, "Denaby Main": 2}
    church = named[named["name"] == "Church Road"].iloc[0]
    assert by_stop.loc[by_stop["street"] == church["street"], "stop"].tolist() == ["1", "2"]
    # It stands at one of its own stops.
    assert church["longitude"] in (-1.25, -1.251)


def test_the_order_of_the_file_does_not_matter() -> None:
    one, other = streets.tables(STOPS), streets.tables(STOPS.iloc[::-1])
    for table, again in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(table.reset_index(drop=True), again.reset_index(drop=True))


@pytest.mark.parametrize(
    ("name", "answer"),
    [("Owler Lane", True), ("Rotherham Road South", True), ("Queensgate", True), ("Lane", False),
     ("Bank Farm", False), ("The Plough", False), ("", False), ("Four Lane Ends", False)],
)  # fmt: skip
def test_what_ends_like_a_street(name: str, answer: bool) -> None:
    assert streets.is_street(name) is answer


@given(st.text(max_size=30))
def test_any_name_is_spelt_once_for_all(name: str) -> None:
    assert streets.spelt(streets.spelt(name)) == streets.spelt(name)
