"""Own tables: what is read of each form, what is left out and why, and what never is told."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns
from layers.own.own_table import Reading, read_table
from layers.own.texts import TEXTS
from tests.layers.own.tables import (
    DIVIDED,
    JOINED,
    PART,
    REDRAWN,
    LinkedAtlas,
    read,
    reasons,
    table,
)

VALUE = Columns("value", 0, value=1)
PARTS = Columns("parts", 0, numerator=1, denominator=2)
CASES = Columns("cases", 0)
A, B, C = "E01007317", "E01007318", "E01007319"
POSTCODE, ITS_AREA = "S1 2HE", "E01033266"
# Cells of places: here, elsewhere, of 2011, larger ones, and none.
PLACES = [
    *[A, B, C, A.lower(), DIVIDED, *JOINED, *REDRAWN] * 2,
    "E01000001", "W01000001", "E01999999", "S01006506", "E00000001", "E08000016", "E05000001",
    "Barnsley", "Total", "S1", "S1 2HE", "LS1 4AP", "ZZ99 3VZ", "", "Zorblax",
]  # fmt: skip
FIGURES = ["5", "12", "1,000", "0", "-3", "*", "<5", "", "n/a", "1,5", "2.5", "Zorblax", "9e99"]


@pytest.fixture(scope="module")
def linked(atlas: Atlas) -> LinkedAtlas:
    return LinkedAtlas(atlas)


def of_area(reading: Reading, column: str = "values") -> dict[str, float | None]:
    return dict(zip(reading.codes, getattr(reading, column), strict=True))


def test_a_value_of_each_area(atlas: Atlas) -> None:
    found = table(atlas, "value").read(atlas)
    assert (found.place_kind, found.level, found.kinds) == ("lsoa21", "lsoa", ("rate", "count"))
    assert found.codes == tuple(atlas.areas.index)
    assert found.values[:3] == (0.0, 1.1, 2.2)
    assert (found.left_out, found.notes, found.rows, found.carried) == ((), (), 860, 0)


def test_numerators_and_denominators_of_2011(linked: LinkedAtlas) -> None:
    given = table(linked, "parts")
    found = given.read(linked)
    assert (found.place_kind, found.kinds) == ("lsoa11", ("share",))
    first, second, joined = linked.areas.index[[-5, -4, -3]]
    above, below = of_area(found, "numerators"), of_area(found, "denominators")
    # Row 40 is the divided area, with 40 of 1,040; 41 and 42 were put together.
    assert (above[first], above[second]) == (PART * 40, (1 - PART) * 40)
    assert (below[first], below[second]) == (PART * 1_040, (1 - PART) * 1_040)
    assert (above[joined], below[joined]) == (41 + 42, 1_041 + 1_042)
    assert sum(v for v in above.values() if v is not None) == sum(range(43))
    assert found.carried == 2
    assert found.notes == (
        TEXTS.say("notes", "carried", n="2"),
        TEXTS.say("notes", "joined_one"),
    )


def test_values_of_wards_by_their_names(atlas: Atlas) -> None:
    found = table(atlas, "ward").read(atlas)
    assert (found.place_kind, found.level, found.kinds) == ("ward", "ward", ("rate",))
    assert found.codes == tuple(sorted(atlas.areas["ward_code"].unique()))
    assert sum(found.residents) == atlas.areas["residents"].sum()


def test_cases_are_counted_by_area(atlas: Atlas) -> None:
    given = table(atlas, "cases")
    found = given.read(atlas)
    known = atlas.extra("postcodes").set_index("postcode")["lsoa"]
    counted = Counter(known[row[1].upper()] for row in given.rows)
    assert of_area(found) == counted
    assert (found.place_kind, found.kinds, found.rows) == ("postcode", ("count",), 1_500)
    assert found.years == ("2025",)
    assert "covers" in found.notes[0]


def test_places_have_the_position_of_their_postcode(atlas: Atlas) -> None:
    found = table(atlas, "points").read(atlas)
    assert found.points is not None
    known = atlas.extra("postcodes").iloc[0]
    at = found.points.names.index("Food bank 0")
    point = found.points.longitudes[at], found.points.latitudes[at]
    assert point == pytest.approx((known["longitude"], known["latitude"]), abs=1e-5)
    assert (len(found.points.names), found.kinds, found.left_out) == (20, (), ())


def test_each_mistake_has_its_reason(atlas: Atlas) -> None:
    rows = {
        "total": ("Grand total", "999"), "elsewhere": ("E01000001", "5"),
        "wales": ("W01000001", "5"), "beyond": ("S01006506", "5"),
        "no_such_area": ("E01999999", "5"), "larger": ("Sheffield", "5"),
        "output_area": ("E00000001", "5"), "empty": ("", "5"), "form": ("xyz", "5"),
        "not_number": (B, "1,5"), "hidden": (C, "<5"), "missing": ("E01007320", "-"),
        "too_large": ("E01007321", "9e19"), "other_level": (POSTCODE, "5"),
    }  # fmt: skip
    found = read(atlas, VALUE, (A, "7"), *rows.values())
    assert list(reasons(found).values()) == list(rows)
    # An area whose figure is hidden or not given has a row, one with a slip has none.
    assert of_area(found) == {A: 7.0, C: None, "E01007320": None}
    assert found.hidden == 1
    assert {"total", *rows} <= TEXTS.sections["left_out"].keys()


def test_counts_below_0_and_parts_larger_than_the_whole_are_left_out(atlas: Atlas) -> None:
    found = read(atlas, PARTS, (A, "-1", "10"), (B, "11", "10"), (C, "10", "10"))
    assert reasons(found) == {2: "negative", 3: "more_than_all"}
    # A rate may be below 0; as a count the area has no figure.
    below = read(atlas, VALUE, (A, "-1"), (B, "2"))
    assert (of_area(below), of_area(below, "sums")) == ({A: -1.0, B: 2.0}, {A: None, B: 2.0})
    assert below.notes == (TEXTS.say("notes", "below_one"),)


def test_what_stands_twice_is_read_once_and_what_differs_is_not(atlas: Atlas) -> None:
    rows = [(A, "7"), (A.lower(), "7.0"), (B, "1"), (B, "2"), (C, ""), (C, "3")]
    found = read(atlas, VALUE, *rows)
    assert reasons(found) == {3: "twice", 4: "differ", 5: "differ", 6: "missing"}
    assert of_area(found) == {A: 7.0, C: 3.0}


def test_the_newest_of_several_years_is_read_or_the_one_that_is_wanted(atlas: Atlas) -> None:
    rows = [(A, "1", "2022/23"), (A, "2", "2023/24"), (B, "3", "2023/24"), (B, "4", "?")]
    columns = Columns("value", 0, value=1, year=2)
    newest = read(atlas, columns, *rows)
    assert of_area(newest) == {A: 2.0, B: 3.0}
    assert reasons(newest) == {2: "other_year", 5: "no_year"}
    assert newest.years == ("2023/24", "2022/23")
    assert newest.notes == (
        "The file has several years. 2023/24 was read (2 rows). Left out: 2022/23 (1) rows.",
    )
    older = Columns("value", 0, value=1, year=2, wanted_year="2022/23")
    assert of_area(read(atlas, older, *rows)) == {A: 1.0}
    with pytest.raises(OwnLayerError, match="another year"):
        read(atlas, Columns("value", 0, value=1, year=2, wanted_year="1999"), *rows)


def test_a_value_of_2011_is_shown_in_each_part_and_averaged(linked: LinkedAtlas) -> None:
    rows = [
        (DIVIDED, "8"),
        (JOINED[0], "10"),
        (JOINED[1], "20"),
        (REDRAWN[0], "1"),
        (REDRAWN[1], "6"),
    ]
    found = read(linked, VALUE, *rows)
    a, b, c, d, e = linked.areas.index[-5:]
    mean = (PART * 1 + 6) / (PART + 1)
    assert of_area(found) == pytest.approx({a: 8, b: 8, c: 15, d: 1, e: mean})
    assert of_area(found, "sums") == pytest.approx(
        {a: 8 * PART, b: 8 * (1 - PART), c: 30, d: 1 - PART, e: PART + 6}
    )
    assert found.carried == 4


def test_an_area_put_together_needs_all_its_parts(linked: LinkedAtlas) -> None:
    joined = linked.areas.index[-3]
    alone = read(linked, VALUE, (A, "5"), (JOINED[0], "10"))
    assert (reasons(alone), of_area(alone)) == ({3: "part_missing"}, {A: 5.0})
    hidden = read(linked, VALUE, (A, "5"), (JOINED[0], "10"), (JOINED[1], "*"))
    assert reasons(hidden) == {3: "part_missing", 4: "hidden"}
    assert of_area(hidden) == {A: 5.0, joined: None}
    # Cases need not be everywhere.
    assert of_area(read(linked, CASES, (JOINED[0],), (JOINED[0],))) == {joined: 2.0}


def test_codes_of_2011_among_those_of_today_are_told(linked: LinkedAtlas) -> None:
    joined = linked.areas.index[-3]
    found = read(linked, VALUE, (joined, "5"), (JOINED[0], "10"), (DIVIDED, "3"))
    assert reasons(found) == {3: "has_row"}
    assert found.place_kind == "lsoa21"
    assert found.notes[0].startswith("2 rows have codes of 2011")


def test_without_links_an_area_that_has_ended_has_no_place(atlas: Atlas) -> None:
    ended = atlas.extra("lsoa_ended")["lsoa11"].iloc[0]
    unlinked = LinkedAtlas(atlas)
    assert reasons(read(unlinked, VALUE, (A, "5"), (ended, "1"))) == {3: "old_area"}


def test_counts_of_postcodes_add_up_and_rates_are_refused(atlas: Atlas) -> None:
    there = atlas.extra("postcodes").groupby("lsoa")["postcode"].agg(list)[A][:3]
    rows = [(code, "10") for code in there]
    found = read(atlas, VALUE, *rows, (there[0], "10"))
    assert (of_area(found), found.kinds) == ({A: 30.0}, ("count",))
    assert reasons(found) == {5: "twice"}
    with pytest.raises(OwnLayerError, match="by postcode"):
        read(atlas, VALUE, (there[0], "2.5"))
    assert reasons(read(atlas, VALUE, (there[0], "2"), (there[1], "-2"))) == {3: "negative"}


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        (Columns("value", None, value=1), [(A, "5")], "holds the places"),
        (Columns("value", 0), [(A, "5")], "holds the values"),
        (Columns("parts", 0, numerator=1), [(A, "5")], "Choose two columns"),
        (VALUE, [("Zorblax", "5")], "names no area"),
        (VALUE, [("Darnall", "5"), ("Walkley", "6")], "wards or of neighbourhoods"),
        (VALUE, [("E01000001", "5")], "names no area"),
        (VALUE, [(A, "Zorblax")], "No row has both"),
        (Columns("value", 0, value=1, year=1), [(A, "5")], "column of years"),
        (VALUE, [], "names no area"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_do(
    atlas: Atlas, columns: Columns, rows: Sequence[Sequence[str]], said: str
) -> None:
    with pytest.raises(OwnLayerError, match=said):
        read(atlas, columns, *rows)


def test_names_of_areas_are_read_where_they_are_unmistakable(atlas: Atlas) -> None:
    areas = atlas.areas
    named = read(atlas, VALUE, (areas.at[A, "name"].upper(), "1"), (B, "2"))
    assert of_area(named) == {A: 1.0, B: 2.0}
    # A ward and a neighbourhood may share a name: most rows tell which it is.
    wards = areas.drop_duplicates("ward_code").set_index("ward")["ward_code"]
    found = read(atlas, VALUE, ("Darnall Ward", "1"), ("Southey", "2"), ("Burngreave", "3"))
    names = ("Darnall", "Southey", "Burngreave")
    assert of_area(found) == {wards[name]: n for n, name in enumerate(names, 1)}


rows_of_text = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(FIGURES), st.sampled_from(FIGURES)),
    min_size=1,
    max_size=25,
)
every_form = st.sampled_from([VALUE, PARTS, CASES])
quickly = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tried(atlas: Atlas, rows: Sequence[Sequence[str]], columns: Columns) -> Reading | str:
    try:
        return read_table(atlas, list(enumerate(rows, start=2)), columns)
    except OwnLayerError as error:
        return str(error)


@quickly
@given(rows_of_text, every_form)
def test_every_row_is_used_or_left_out_once_and_no_cell_is_told(
    linked: LinkedAtlas, rows: list[tuple[str, str, str]], columns: Columns
) -> None:
    found = tried(linked, rows, columns)
    said = found if isinstance(found, str) else " ".join(found.notes)
    assert not any(cell in said for cell in ("Zorblax", "LS1", A, "E01999999", "1,000"))
    if isinstance(found, Reading):
        left = reasons(found)
        assert set(left) <= set(range(2, len(rows) + 2))
        assert set(left.values()) <= TEXTS.sections["left_out"].keys()
        assert list(found.codes) == sorted(set(found.codes))
        used = len(rows) - len(left)
        if columns.form == "cases":
            # Each row that is used is one case, whatever became of its area.
            assert sum(n or 0 for n in found.values) == pytest.approx(used)
        assert used or all(one is None for one in found.values + found.numerators)


@quickly
@given(
    st.lists(st.integers(0, 500), min_size=20, max_size=20),
    st.permutations([A, B, C, DIVIDED, *JOINED, *REDRAWN]),
    st.sets(st.integers(0, 7)),
)
def test_counts_are_kept(
    linked: LinkedAtlas, numbers: list[int], codes: list[str], gone: set[int]
) -> None:
    rows = [
        (code, str(n), str(n + 300))
        for at, (code, n) in enumerate(zip(codes, numbers, strict=False))
        if at not in gone or code in (A, *JOINED, *REDRAWN)
    ]
    found = read(linked, PARTS, *rows)
    assert found.left_out == ()
    assert sum(n or 0 for n in found.numerators) == pytest.approx(sum(int(n) for _, n, _ in rows))
    assert sum(n or 0 for n in found.denominators) == pytest.approx(sum(int(d) for *_, d in rows))
    as_values = read(linked, VALUE, *rows)
    assert as_values.sums == pytest.approx(found.numerators)
    # A mean is never outside what it is a mean of.
    assert np.max(as_values.values) <= max(int(n) for _, n, _ in rows) + 1e-9


@quickly
@given(rows_of_text, every_form, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    linked: LinkedAtlas, rows: list[tuple[str, str, str]], columns: Columns, shuffle: object
) -> None:
    other = list(rows)
    shuffle.shuffle(other)  # type: ignore[attr-defined]
    one, two = tried(linked, rows, columns), tried(linked, other, columns)
    if isinstance(one, str) or isinstance(two, str):
        assert one == two
        return
    for name in ("values", "sums", "numerators", "denominators"):
        first, second = (np.array(getattr(r, name), dtype=float) for r in (one, two))
        np.testing.assert_allclose(first, second)
    assert one.codes == two.codes
    assert (one.notes, one.kinds, one.place_kind, one.carried) == (
        two.notes, two.kinds, two.place_kind, two.carried,
    )  # fmt: skip
    assert Counter(reasons(one).values()) == Counter(reasons(two).values())
