"""Libraries and schools as venues."""

import pandas as pd

from data import venues

LIBRARIES = pd.DataFrame(
    [
        ("Sheffield", "Burngreave", "Sorby House, 42 Spital Hill, Sheffield, Yorkshire", "s47lg"),
        ("Rotherham", "Maltby Library & & Neighbourhood Hub", "Braithwell Rd, Maltby", "S66 8JE"),
    ],
    columns=["authority", "name", "address", "postcode"],
)
SCHOOLS = pd.DataFrame(
    {
        "name": ["Goes On", "BECAME ANOTHER", "Merged", "Took It In", "Was Split", "Long Closed",
                 "Hospital Teaching Service"],
        "address": "Sheffield",
        "postcode": ["S1 1AA", "S1 1AB", "S1 1AC", "S1 1AD", "S1 1AE", "S1 1AF", "S1 1AG"],
        "open": [True, True, True, True, True, False, True],
    },
    index=pd.Index(["1", "2", "3", "4", "5", "6", "7"], name="urn"),
)  # fmt: skip
SUCCESSORS = pd.DataFrame(
    [("2", "20", "First Step", False), ("20", "21", "Became Another Academy", False),
     ("3", "4", "Took It In", False), ("5", "50", "Younger Half", True),
     ("6", "60", "Nobody Asks", False)],
    columns=["urn", "successor", "name", "split"],
)  # fmt: skip


def test_a_library_says_that_it_is_one() -> None:
    found = venues.libraries(LIBRARIES).set_index("venue")
    assert found.loc["sheffield-burngreave", ["name", "address", "postcode"]].tolist() == [
        "Burngreave library", "Sorby House, 42 Spital Hill, Sheffield", "S4 7LG"
    ]  # fmt: skip
    hub = found.loc["rotherham-maltby-library-neighbourhood-hub"]
    assert hub["name"] == "Maltby Library & Neighbourhood Hub"
    assert hub["address"] == "Braithwell Road, Maltby"


def test_schools_are_followed_to_the_open_one() -> None:
    found = venues.schools(SCHOOLS, SUCCESSORS).set_index("venue")
    assert found["name"].to_dict() == {
        "1": "Goes On",
        "21": "Became Another Academy",
        "4": "Took It In",
        # One part of a school that was split may go on under its number.
        "5": "Was Split",
        "50": "Younger Half",
    }
    # Where its forerunner stood; one already on the register stays where it is.
    assert found["postcode"].to_dict() == {
        "1": "S1 1AA", "21": "S1 1AB", "4": "S1 1AD", "5": "S1 1AE", "50": "S1 1AE",
    }  # fmt: skip


def test_links_that_lead_in_a_circle_come_to_an_end() -> None:
    circle = pd.DataFrame(
        [("1", "2", "Became Another", False), ("2", "1", "Goes On", False)],
        columns=SUCCESSORS.columns,
    )
    assert set(venues.schools(SCHOOLS, circle)["venue"]) == {"3", "4", "5"}


def test_without_the_register_of_links_schools_are_as_published() -> None:
    assert venues.schools(SCHOOLS, None)["venue"].tolist() == ["1", "2", "3", "4", "5"]
