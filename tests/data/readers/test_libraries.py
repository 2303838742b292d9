"""Public libraries: those that stand somewhere and are open."""

import pytest

from data.readers import libraries
from tests.data import samples
from tests.data.refusals import Spoilt

FILE = samples.libraries(
    [
        ("Burngreave", "Sheffield", "Sorby House,  42 Spital Hill", "Sheffield", "Yorkshire",
         "S4 7LG", "Static Library", "CR", ""),
        ("Kendray", "Barnsley", "Thornton Road", "Barnsley", "", "S70 3NG", "Static Library",
         "Closed", "2015"),
        ("Wheatley", "Doncaster", "Parkway", "Wheatley", "", "DN2 4JS", "Static library",
         "Temporary Closure", ""),
        ("Parr", "St. Helens", "Fleet Lane", "Parr", "", "WA9 1SY", "Static Library", "LA", "2024"),
        ("Archives", "Barnsley", "Town Hall", "Barnsley", "", "S70 2TA", "Archive", "LA", ""),
        ("Van 1", "Barnsley", "", "", "", "", "Mobile Library", "LA", ""),
        ("Local History", "Sheffield", "Shoreham Street", "", "", "S1 4SP",
         "Static Local History Library", "LA", ""),
    ]
)  # fmt: skip


def test_closed_ones_archives_and_those_on_wheels_are_left_out() -> None:
    found = libraries.read_libraries(FILE, "libraries_england_2023.csv")
    assert found.to_numpy().tolist() == [
        ["Sheffield", "Burngreave", "Sorby House, 42 Spital Hill, Sheffield, Yorkshire", "S4 7LG"],
        ["Sheffield", "Local History", "Shoreham Street", "S1 4SP"],
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("Kendray", "", "a library has no name", column="name", row=3),
        Spoilt("operation_22,operation_23", "x,y", "is not in the file", column="operation_23",
               do="sources.toml"),
    ],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(libraries.read_libraries, FILE)
