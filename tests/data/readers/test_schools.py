"""The register of schools, whole and as the department's cut, and who came after whom."""

import pytest

from data.readers import schools
from tests.data import samples
from tests.data.refusals import Spoilt

ROWS = [
    ("107000", "Owler Brook  School", "Sheffield", "S4 8HQ", ""),
    ("107001", "Firs Hill School", "Sheffield", "S3 9AN", "31-08-2019"),
]
LINKS = [
    ("107000", "150000", "Owler Brook Academy", "Successor"),
    ("107002", "150001", "Little School", "Successor - Split School"),
    ("150000", "107000", "Owler Brook School", "Predecessor"),
    ("107003", "107003", "Itself", "Successor"),
]


@pytest.mark.parametrize(
    ("register", "address"),
    [(False, "Sheffield"), (True, "1 High Street, Sheffield")],
    ids=["cut", "register"],
)
def test_open_and_closed_schools(register: bool, address: str) -> None:
    found = schools.read_schools(samples.schools(ROWS, register=register), "a.csv")
    assert found.index.tolist() == ["107000", "107001"]
    assert found.loc["107000"].tolist() == ["Owler Brook School", address, "S4 8HQ", True]
    assert found["open"].tolist() == [True, False]


def test_successors() -> None:
    found = schools.read_successors(samples.school_links(LINKS), "links.csv")
    assert found.to_numpy().tolist() == [
        ["107000", "150000", "Owler Brook Academy", False],
        ["107002", "150001", "Little School", True],
    ]


def test_apostrophes_of_windows() -> None:
    rows = [("107000", "St Ann\u2019s School", "Sheffield", "S4 8HQ", "")]
    content = samples.schools(rows, register=True).decode().encode("cp1252")
    assert schools.read_schools(content, "a.csv")["name"].item() == "St Ann\u2019s School"


@pytest.mark.parametrize(
    ("register", "spoilt"),
    [
        (False, Spoilt("107001", "107000", "107000 is given twice", column="urn", row=3)),
        (True, Spoilt("107001", "107000", "107000 is given twice", column="URN", row=3)),
        (False, Spoilt("close_date", "closed", "is not in the file", column="close_date",
                       do="renamed?")),
    ],
)  # fmt: skip
def test_slips_are_refused_in_words(register: bool, spoilt: Spoilt) -> None:
    spoilt.check(schools.read_schools, samples.schools(ROWS, register=register))
