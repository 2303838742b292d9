"""Practices of the atlas, open and closed, and the pharmacies and postcodes around them."""

import numpy as np
import pandas as pd
import shapely

from data import geometry, practices
from tests.data.shapes import degrees, in_metres

MAP = pd.DataFrame(
    [
        ("C86001", "THE OLD SURGERY", "S70 1AA", "U00001", "NORTH PCN", "02P", "QF7"),
        ("C86002", "ST. ANN'S", "S70 1AB", "U", "UNALLOCATED", "02P", "QF7"),
        ("B86001", "LEEDS SURGERY", "LS1 1AA", "U00009", "LEEDS PCN", "15F", "QWO"),
    ],
    columns=["practice", "name", "postcode", "pcn_code", "pcn_name", "sub_icb_code", "icb_code"],
).set_index("practice")
DIRECTORY = pd.DataFrame(
    [
        ("C86001", "OLD NAME", "QF7", "1 HIGH STREET", "S1 1AA", True, "02P", "01226", "4"),
        ("C86606", "BARNBURGH SURGERY", "QF7", "FOX LANE", "S70 1AC", False, "02P", None, "4"),
        ("Y00001", "SPECIAL ALLOCATION SCHEME", "QF7", "", "", True, "02P", None, "1"),
        ("C86999", "GONE LONG AGO", "QF7", "", "", False, "02P", None, "4"),
    ],
    columns=["code", "name", "icb_code", "address", "postcode", "open", "sub_icb_code",
             "telephone", "setting"],
).set_index("code")  # fmt: skip
POSTCODES = pd.DataFrame(
    [("S70 1AA", 434_000.0, 406_000.0, "E08000038"), ("S70 1AC", 434_900.0, 406_900.0, "E08000016"),
     ("S70 1AX", 435_240.0, 406_500.0, "E08000016"), ("S70 9ZZ", 436_500.0, 406_500.0, "E08000016"),
     ("LS1 1AA", 430_000.0, 433_000.0, "E08000035")],
    columns=["postcode", "easting", "northing", "district"],
)  # fmt: skip
AREA = shapely.box(434_000, 406_000, 435_000, 407_000).buffer(10)
SHAPES = degrees({"E01000001": AREA})


def test_home_practices_are_those_of_the_sub_icbs_today_and_those_that_closed_since() -> None:
    registered = pd.Index(["C86001", "C86606", "Y00001", "B86001"])
    today, counted = practices.home_practices(MAP, DIRECTORY, registered, ["02P"])
    assert today.tolist() == ["C86001", "C86002"]
    # C86002 opened later; the special scheme is no practice; C86999 had no patients any more.
    assert counted.tolist() == ["C86001", "C86606"]


def test_a_practice_that_moved_to_another_sub_icb_is_at_home_there() -> None:
    moved = DIRECTORY.rename(index={"C86606": "B86001"})
    for sub_icb, expected in (("02P", []), ("15F", ["B86001"])):
        _, counted = practices.home_practices(MAP, moved, pd.Index(["B86001"]), [sub_icb])
        assert counted.tolist() == expected


def the_table(*codes: str) -> pd.DataFrame:
    ages = pd.DataFrame(
        [("C86001", "female", "0_4", 300.0), ("C86001", "male", "0_4", 200.0)],
        columns=["practice", "sex", "band", "patients"],
    )
    registrations = pd.DataFrame(
        [("C86001", "E01000001", 399.6), ("C86001", "NO2011", 2.0), ("C86606", "E01000001", 50.0)],
        columns=["practice", "lsoa", "patients"],
    )
    return practices.practice_table(
        pd.Index(codes), MAP, DIRECTORY, ages, registrations, POSTCODES, {"02P": "Barnsley"}
    )


def test_an_open_practice_takes_its_name_from_the_map_and_its_address_from_the_directory() -> None:
    row = the_table("C86001").loc["C86001"]
    assert row[["name", "address", "telephone"]].tolist() == [
        "The Old Surgery", "1 High Street", "01226",
    ]  # fmt: skip
    assert row[["pcn_code", "pcn", "sub_icb_code", "place", "icb_code"]].tolist() == [
        "U00001", "North PCN", "02P", "Barnsley", "QF7",
    ]  # fmt: skip
    assert row[["open", "list_size", "list_size_by_area", "unplaced"]].tolist() == [
        True, 500, 402, 2,
    ]  # fmt: skip
    point = in_metres(shapely.Point(row["longitude"], row["latitude"]))
    assert point.distance(shapely.Point(434_000, 406_000)) < 1.5


def test_a_closed_practice_is_known_from_the_directory() -> None:
    row = the_table("C86001", "C86606").loc["C86606"]
    assert row["name"] == "Barnburgh Surgery"
    assert not row["open"]
    assert row[["list_size", "list_size_by_area", "place"]].tolist() == [0, 50, "Barnsley"]
    assert np.isfinite(row["longitude"])


def test_a_practice_without_network_or_known_place() -> None:
    row = the_table("C86002").loc["C86002"]
    assert row[["pcn_code", "pcn", "address", "telephone"]].tolist() == ["", "", "", ""]
    assert row["name"] == "St Ann's"
    assert np.isnan(row["longitude"])
    assert np.isnan(row["latitude"])


def test_a_practice_that_no_list_names_is_called_by_its_code() -> None:
    row = the_table("C86001", "X99999").loc["X99999"]
    assert row[["name", "open", "place"]].tolist() == ["X99999", False, ""]


def test_pharmacies_in_the_area_or_within_two_kilometres_that_are_open() -> None:
    found = pd.DataFrame(
        {
            "name": ["ROWLANDS PHARMACY", "NEAR", "FAR", "SHUT", "NOWHERE"],
            "address": ["1 HIGH STREET", "", "", "", ""],
            "postcode": ["S70 1AA", "S70 9ZZ", "LS1 1AA", "S70 1AA", "S99 9ZZ"],
            "telephone": ["01226", None, None, None, None],
            "open": [True, True, True, False, True],
        },
        index=pd.Index(["FA2", "FA1", "FA3", "FA4", "FA5"]),
    )
    table = practices.pharmacy_table(found, POSTCODES, SHAPES)
    columns = ["pharmacy", "name", "telephone", "lsoa"]
    assert table[columns].to_numpy().tolist() == [
        ["FA1", "Near", "", "E01000001"],
        ["FA2", "Rowlands Pharmacy", "01226", "E01000001"],
    ]


def test_postcodes_of_the_districts_under_either_code_with_what_is_lost_in_words() -> None:
    chosen = pd.DataFrame({"district_code": ["E08000016"] * 2}, index=["E01000001", "E01000002"])
    notes: list[str] = []
    table = practices.postcode_table(POSTCODES, chosen, SHAPES, notes)
    # S70 1AX lies 230 m outside every area, S70 9ZZ 1,490 m.
    assert table[["postcode", "lsoa"]].to_numpy().tolist() == [
        ["S70 1AA", "E01000001"], ["S70 1AC", "E01000001"], ["S70 1AX", "E01000001"],
    ]  # fmt: skip
    points = geometry.degrees_of(POSTCODES.set_index("postcode").loc[table["postcode"]])
    assert table[["longitude", "latitude"]].to_numpy().T.tolist() == [p.tolist() for p in points]
    assert len(notes) == 2
    assert notes[0].startswith("Postcodes: the Code-Point Open files at hand have none in 1 of 2")
    assert notes[1] == "Postcodes: 1 lie more than 250 m outside every area and are left out."


def test_a_practice_s_score_is_the_mean_over_its_patients() -> None:
    registrations = pd.DataFrame(
        [("P", "A", 30.0), ("P", "B", 10.0), ("P", "NO2011", 5.0), ("P", "W01", 5.0),
         ("Q", "B", 7.0), ("R", "NO2011", 2.0)],
        columns=["practice", "lsoa", "patients"],
    )  # fmt: skip
    scores = pd.Series({"A": 50.0, "B": 10.0, "C": 99.0})
    score, placed = practices.mean_score(registrations, scores, pd.Index(["Q", "P", "R", "S"]))
    # (30 × 50 + 10 × 10) ÷ 40, over the 40 of 50 who live where there is a score.
    assert score.iloc[:2].tolist() == [10, 40]
    assert score.iloc[2:].isna().all()
    assert placed.iloc[:2].tolist() == [1, 0.8]
