"""Districts by either of their codes, and clear words about a code that is none."""

import pandas as pd
import pytest

from data import districts
from tests.data.refusals import refuses

FILE = "lookup.csv"
WARDS = pd.DataFrame(
    [
        ("E01000004", "E08000035", "Leeds"), ("E01000001", "E08000016", "Barnsley"),
        ("E01000003", "E08000019", "Sheffield"), ("E01000002", "E08000016", "Barnsley"),
        ("E01000005", "E08000017", "Doncaster"), ("E01000006", "E08000018", "Rotherham"),
        ("W01000001", "W06000001", "Isle of Anglesey"),
    ],
    columns=["code", "district_code", "district"],
).set_index("code")  # fmt: skip


def test_rows_come_in_code_order_whatever_the_order_asked() -> None:
    chosen = districts.choose(WARDS, ["E08000019", "E08000016"], FILE)
    assert chosen.index.tolist() == ["E01000001", "E01000002", "E01000003"]
    assert districts.names(chosen) == {"E08000016": "Barnsley", "E08000019": "Sheffield"}


def test_barnsley_and_sheffield_are_known_by_their_new_codes_too() -> None:
    """E08000038 and E08000039 since 2025 (a trap of the sources)."""
    old = districts.choose(WARDS, ["E08000016", "E08000019"], FILE)
    assert districts.choose(WARDS, ["E08000038", "E08000039"], FILE).equals(old)
    assert districts.choose(WARDS, [" e08000038 ", "E08000019"], FILE).equals(old)
    assert districts.canonical("E08000017") == "E08000017"
    assert {districts.canonical(new) for new in districts.OLD_TO_NEW.values()} == set(
        districts.OLD_TO_NEW
    )


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("E0800035", "Did you mean E08000035 (Leeds)?"),
        ("Leeds", "Did you mean E08000035 (Leeds)?"),
        ("E99999999", "Give ONS codes of 2024, such as E08000035 for Leeds"),
    ],
)
def test_a_code_that_is_none_is_refused_with_the_nearest(given: str, meant: str) -> None:
    says = f"{given.upper()} is not the code of a district of England"
    with refuses(says, file=FILE, do=meant):
        districts.choose(WARDS, ["E08000016", given], FILE)


def test_a_district_of_wales_is_not_offered_to_itself() -> None:
    with pytest.raises(
        ValueError, match="W06000001 is not the code of a district of Eng"
    ) as caught:
        districts.choose(WARDS, ["W06000001"], FILE)
    assert "Did you mean W06" not in str(caught.value)


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        (districts.SOUTH_YORKSHIRE, "South Yorkshire"),
        (["E08000038", "E08000017", "E08000018", "E08000039"], "South Yorkshire"),
        (["E08000035"], "Leeds"),
        (["E08000035", "E08000016"], "Barnsley and Leeds"),
        (["E08000035", "E08000019", "E08000016"], "Barnsley, Sheffield and Leeds"),
    ],
)
def test_districts_are_called_by_their_names(codes: list[str], title: str) -> None:
    assert districts.title(districts.choose(WARDS, codes, FILE)) == title


def test_many_districts_are_named_as_far_as_there_is_room() -> None:
    names = ["Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield", "North Lincolnshire"]
    chosen = pd.DataFrame({"district_code": list("abcdef"), "district": names})
    title = districts.title(chosen)
    assert title == "Bradford, Calderdale, Kirklees, Leeds and 2 more districts"
    five = districts.title(chosen[:5])
    assert five == "Bradford, Calderdale, Kirklees, Leeds and Wakefield"
    assert max(len(title), len(five)) <= districts.LONGEST_NAME


def test_a_name_of_its_own_has_to_fit() -> None:
    assert districts.named(" West Yorkshire ") == "West Yorkshire"
    assert districts.named("x" * 60) == "x" * 60
    for name in ("x" * 61, "West\nYorkshire"):
        with refuses("letters, or signs that cannot be read", file="--name", do="at most 60"):
            districts.named(name)
