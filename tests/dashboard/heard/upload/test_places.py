"""What people write where a place is asked for, and what the atlas takes it for."""

import pytest

from dashboard.heard.upload.exercise import read_exercise
from dashboard.upload.limits import UploadError
from layers import Atlas
from layers.exercise.places_lived import ELSEWHERE, placed
from layers.exercise.respondents import load_respondents

KNOWN = load_respondents()
HOME = "E01008068"  # where S10 2TN is


def place(atlas: Atlas, cell: str) -> str:
    return str(placed(atlas, [cell], KNOWN)[0])


@pytest.mark.parametrize(
    "cell",
    [
        "S10 2TN", "s102tn", "S10  2TN", "S10-2TN", "S10.2TN", "S10 2TN.", "'S10 2TN", '"S10 2TN"',
        "S10 2TN (home)", "Sheffield S10 2TN", "1 High Street, Sheffield, S10 2TN", "S10 2TN, UK",
        "E01008068", "e01008068: Sheffield", "S10 2TN S10 2TN",
    ],
)  # fmt: skip
def test_a_postcode_however_it_is_typed(atlas: Atlas, cell: str) -> None:
    assert place(atlas, cell) == HOME


@pytest.mark.parametrize("change", [str, str.lower, str.upper, lambda name: name.replace(" ", "")])
def test_names_of_areas(atlas: Atlas, change: type[str]) -> None:
    name = str(atlas.areas["name"].iloc[0])
    assert place(atlas, change(name)) == atlas.areas.index[0]
    assert place(atlas, f"{name[:-1]} {name[-1]}") == atlas.areas.index[0]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("S1O 2TN", "letter_for_digit"), ("SI0 2TN", "letter_for_digit"),
        ("S10 ZTN", "form"), ("S10 2TN / S10 2TP", "form"), ("S10 2T", "part"), ("S10 2", "part"),
        ("S1", "part"), ("S6 ***", "part"), ("NFA", "no_fixed_abode"),
        ("Of no fixed abode", "no_fixed_abode"), ("Homeless", "no_fixed_abode"),
        ("Stairfoot", "larger"), ("Stairfoot ward", "larger"), ("Ward: Stairfoot", "larger"),
        ("City of Sheffield", "larger"), ("South Yorkshire", "larger"), ("England", "larger"),
        ("E02001526", "larger"), ("Barnsley 018", "larger"), ("Kendray", "larger"),
        ("E05000994", "larger"), ("E00038000", "output_area"), ("TOTAL (all)", "total"),
        ("Total responses", "total"), ("Sub-total", "total"), ("All", "total"), ("?", "empty"),
        ("-", "empty"), ("S01006506", ELSEWHERE), ("BFPO 57", ELSEWHERE), ("GIR 0AA", ELSEWHERE),
        ("BT1 1AA", ELSEWHERE), ("DN55 1PT", "no_such_postcode"), ("90210", "form"),
    ],
)  # fmt: skip
def test_what_is_no_place_here(atlas: Atlas, cell: str, reason: str) -> None:
    assert place(atlas, cell) == reason


@pytest.mark.parametrize("column", ["ward", "ward_code", "msoa", "msoa_code", "neighbourhood"])
def test_larger_places_alone_are_refused_in_words(atlas: Atlas, column: str) -> None:
    rows = [f"{name},3" for name in atlas.areas[column].unique()[:30]]
    with pytest.raises(UploadError, match="larger than the areas that are compared here"):
        read_exercise("\n".join(["Place,Responses", *rows]).encode(), atlas, KNOWN)


def test_addresses_are_a_column_of_places(atlas: Atlas) -> None:
    found = read_exercise(b"Name,Address\nA,1 High Street S10 2TN\nB,S10 2TN\n", atlas, KNOWN)
    assert (found.place, found.responses.total) == ("Address", 2)
