"""The columns of a table are found by what they are called and by what stands in them."""

import contextlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns, find_columns
from layers.own.own_table import read_table
from tests.layers.own.tables import HEADERS, table

ODD = [
    "E01007317", "E01007318", "S1 2HE", "S1 1AA", "Darnall", "2024", "5", "-1.4", "53.4", "*", "",
    "\u200b", "NaN", "1e308", "9" * 5_000, "x" * 5_000, "\ud800", "=1+1", "435393", "387336",
]  # fmt: skip


@dataclass(frozen=True)
class Heads:
    """Headers and one row's cells, of which more are made; the columns they should be taken for."""

    headers: Sequence[str]
    cells: Sequence[str]
    columns: Columns


@pytest.mark.parametrize(
    ("form", "columns"),
    [
        ("value", Columns("value", 0, value=2)),
        ("parts", Columns("parts", 0, numerator=1, denominator=2)),
        ("ward", Columns("value", 0, value=1)),
        ("cases", Columns("cases", 1, year=2)),
        ("points", Columns("points", 1, name=0)),
    ],
)
def test_the_five_forms_are_told_apart(atlas: Atlas, form: str, columns: Columns) -> None:
    assert set(HEADERS) == {"value", "parts", "ward", "cases", "points"}
    assert table(atlas, form).columns(atlas) == columns


@pytest.mark.parametrize(
    "heads",
    [
        # The smallest areas of several, and a figure rather than its rank or limits.
        Heads(
            ("Ward code", "LSOA21CD", "Rank", "Lower CI", "Score"),
            ("{ward}", "{lsoa}", "{n}", "1.5", "2.{n}"),
            Columns("value", 1, value=4),
        ),
        Heads(
            ("MSOA", "Year", "Percentage"),
            ("{msoa}", "2024", "{n}.5%"),
            Columns("value", 0, value=2, year=1),
        ),
        # A total beside a number is what it is out of, wherever it stands.
        Heads(
            ("Population", "Area", "Rate", "Number of cases"),
            ("1,2{n}", "{lsoa}", "1.5", "{n}"),
            Columns("parts", 1, numerator=3, denominator=0),
        ),
        # Coordinates of the grid, and of the globe; a name alone is not yet a place.
        Heads(
            ("Name", "Easting", "Northing"),
            ("Hall {n}", "4350{n}", "3870{n}"),
            Columns("points", None, name=0, easting=1, northing=2),
        ),
        Heads(
            ("Lat", "Long", "Venue"),
            ("53.4{n}", "-1.4{n}", "Hall {n}"),
            Columns("points", None, name=2, easting=1, northing=0),
        ),
        # A list of people is never one of places.
        Heads(
            ("Name", "Postcode", "Date of birth"),
            ("Jo {n}", "{postcode}", "01/01/1980"),
            Columns("cases", 1),
        ),
        # Where people live, not where their practice is.
        Heads(
            ("GP postcode", "Postcode", "Sex"),
            ("{postcode}", "{postcode}", "F"),
            Columns("cases", 1),
        ),
        # Numbers of rows, and how old somebody is, are no figures of an area.
        Heads(
            ("Ref", "Postcode", "Age"),
            ("{n}", "{postcode}", "4{n}"),
            Columns("cases", 1),
        ),
        Heads(
            ("Nr", "LSOA", "Income"),
            ("{n}", "{lsoa}", "{n}.{n}"),
            Columns("value", 1, value=2),
        ),
        # Counts of postcodes.
        Heads(
            ("Postcode", "Parcels"),
            ("{postcode}", "{n}"),
            Columns("value", 0, value=1),
        ),
    ],
    ids=lambda heads: ", ".join(heads.headers),
)
def test_columns_are_found_wherever_they_stand(atlas: Atlas, heads: Heads) -> None:
    wards = atlas.areas.drop_duplicates("ward_code")
    rows = [
        [
            cell.format(
                n=at + 10,
                lsoa=row.Index,
                msoa=row.msoa_code,
                ward=row.ward_code,
                postcode=postcode,
            )
            for cell in heads.cells
        ]
        for at, (row, postcode) in enumerate(
            zip(
                wards.head(20).itertuples(),
                atlas.extra("postcodes")["postcode"].iloc[::50],
                strict=False,
            )
        )
    ]
    assert find_columns(atlas, heads.headers, rows) == heads.columns


def test_codes_go_before_the_names_beside_them_though_some_are_wrong(atlas: Atlas) -> None:
    """Wrong codes are then left out and told, rather than passed over for names."""
    codes = atlas.areas.index[:40].tolist()
    rows = [
        ["x" + code if at < 7 else code, atlas.areas.at[code, "name"], "5"]
        for at, code in enumerate(codes)
    ]
    found = find_columns(atlas, ("LSOA21CD", "LSOA21NM", "Parcels"), rows)
    assert (found.place, found.value) == (0, 2)
    assert len(read_table(atlas, list(enumerate(rows)), found).left_out) == 7


@pytest.mark.parametrize(("other", "value"), [("", 1), ("Score", 2), ("Homes in need", 2)])
def test_a_rank_is_a_figure_where_nothing_else_is(atlas: Atlas, other: str, value: int) -> None:
    """In the order of the rank its numbers are those of the rows, too, as a decile's may be."""
    rows = [(code, str(at), str(at * at % 97)) for at, code in enumerate(atlas.areas.index[:40], 1)]
    heads = ("LSOA code", "Rank", other)
    found = find_columns(atlas, heads if other else heads[:2], [row[: len(heads)] for row in rows])
    assert found == Columns("value", 0, value=value)
    tenths = [(code, str(at % 20 + 1)) for at, (code, *_) in enumerate(rows)]
    assert find_columns(atlas, ("LSOA code", "Decile"), tenths) == Columns("value", 0, value=1)


def test_areas_that_come_again_and_again_are_cases(atlas: Atlas) -> None:
    codes = atlas.areas.index[:10].tolist()
    rows = [[code, str(age)] for age in range(20, 40) for code in codes]
    assert find_columns(atlas, ("LSOA", "Years old"), rows).form == "cases"
    # But not where a column of years tells them apart.
    rows = [[code, f"{year}", "5.5"] for year in range(2015, 2025) for code in codes]
    found = find_columns(atlas, ("LSOA", "Year", "Rate"), rows)
    assert found == Columns("value", 0, value=2, year=1)


@given(
    st.lists(st.text(max_size=12), max_size=5),
    st.lists(st.lists(st.sampled_from(ODD), max_size=6), max_size=8),
)
def test_whatever_the_table_there_is_a_guess_that_can_be_read_or_says_why_not(
    atlas: Atlas, headers: list[str], rows: list[list[str]]
) -> None:
    found = find_columns(atlas, headers, rows)
    places = [at for at in astuple(found)[1:-2] if at is not None]
    assert all(at < len(headers) for at in places)
    with contextlib.suppress(OwnLayerError):
        read_table(atlas, list(enumerate(rows)), found)


def test_a_table_without_places_says_so(atlas: Atlas) -> None:
    assert find_columns(atlas, ("A", "B"), [["x", "1"], ["y", "2"]]).place is None
    assert find_columns(atlas, (), []).place is None
