"""Own tables: what is read of each form, what is left out and why, and what never is told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.own.area_figures import Row, one_each
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns, find_columns
from layers.own.own_table import Reading, read_table
from layers.own.texts import TEXTS
from layers.statistics.small_counts import Rule
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
POSTCODE, ITS_AREA = "S1 2HE", "E01033264"
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
    assert found.notes == (TEXTS.say("notes", "cases"), TEXTS.say("notes", "rest_none"))


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
        "not_number": (B, "twelve"), "two_numbers": ("E01007323", "1,5"),
        "hidden": (C, "<5"), "missing": ("E01007320", "-"),
        "too_large": ("E01007321", "9e19"), "other_level": (POSTCODE, "5"),
    }  # fmt: skip
    found = read(atlas, VALUE, (A, "7"), *rows.values())
    assert list(reasons(found).values()) == list(rows)
    # An area whose figure is hidden, not given or cannot be used has a row, and no figure.
    unknown = (B, C, "E01007320", "E01007321", "E01007323")
    assert of_area(found) == {A: 7.0, **dict.fromkeys(unknown)}
    assert found.hidden == 1
    assert TEXTS.say("notes", "unusable", n="3") in found.notes
    assert {"total", *rows} <= TEXTS.sections["left_out"].keys()


def test_counts_below_0_and_parts_larger_than_the_whole_are_left_out(atlas: Atlas) -> None:
    found = read(atlas, PARTS, (A, "-1", "10"), (B, "11", "10"), (C, "10", "10"))
    assert reasons(found) == {2: "negative", 3: "more_than_all"}
    assert (found.codes, found.numerators) == ((A, B, C), (None, None, 10.0))
    # A rate may be below 0; as a count the area has no figure.
    below = read(atlas, VALUE, (A, "-1"), (B, "2"))
    assert (of_area(below), of_area(below, "sums")) == ({A: -1.0, B: 2.0}, {A: None, B: 2.0})
    assert below.notes == (TEXTS.say("notes", "below_one"),)
    assert (below.below, below.left_out) == ((2,), ())


def test_what_stands_twice_is_read_once_and_what_differs_is_not(atlas: Atlas) -> None:
    rows = [(A, "7"), (A.lower(), "7.0"), (B, "1"), (B, "2"), (C, ""), (C, "3")]
    found = read(atlas, VALUE, *rows)
    assert reasons(found) == {3: "twice", 4: "differ", 5: "differ", 6: "missing"}
    assert of_area(found) == {A: 7.0, B: None, C: 3.0}
    # What cannot be read may say something else, too; and so it is told, each time.
    slips = read(atlas, VALUE, (A, "7"), (B, "1"), (B, "1 or so"), (C, "?!"), (C, "?!"))
    assert reasons(slips) == {3: "differ", **dict.fromkeys((4, 5, 6), "not_number")}
    assert of_area(slips) == {A: 7.0, B: None, C: None}


def test_the_newest_of_several_years_is_read_or_the_one_that_is_wanted(atlas: Atlas) -> None:
    rows = [(A, "1", "2022/23"), (A, "2", "2023/24"), (B, "3", "2023/24"), (B, "4", "?")]
    columns = Columns("value", 0, value=1, year=2)
    newest = read(atlas, columns, *rows)
    assert of_area(newest) == {A: 2.0, B: 3.0}
    assert reasons(newest) == {2: "other_year", 5: "no_year"}
    assert newest.years == ("2023/24", "2022/23")
    assert newest.notes == (
        "The file has several years: 2023/24 (2 rows) is read, as far as its rows can be used. "
        "Left out: 2022/23 (1 row).",
    )
    older = Columns("value", 0, value=1, year=2, wanted_year="2022/23")
    # The row of an unknown year may be what that year had in its area.
    assert of_area(read(atlas, older, *rows)) == {A: 1.0, B: None}
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
    # Whole numbers may be rates, too, and their heading says it.
    numbered = list(enumerate(rows))
    for heading in ("Rate per 1000", "% of homes", "Mean age", "Share", "Decile"):
        with pytest.raises(OwnLayerError, match="by postcode"):
            read_table(atlas, numbered, VALUE, called=heading)
    assert of_area(read_table(atlas, numbered, VALUE, called="Cases per postcode")) == {A: 30.0}
    # Without one of its postcodes an area's sum would be too low.
    below = read(atlas, VALUE, (there[0], "2"), (there[1], "-2"), (POSTCODE, "4"))
    assert reasons(below) == {2: "part_missing", 3: "negative"}
    assert of_area(below) == {A: None, ITS_AREA: 4.0}
    # An area among postcodes is left out, and yet it has a row: it is not one that had none.
    area = read(atlas, replace(VALUE, rest="all"), (there[0], "2"), (POSTCODE, "4"), (B, "5"))
    assert [of_area(area)[one] for one in (A, B, C)] == [2.0, None, 0.0]


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


def test_cases_of_all_years_are_counted_or_those_of_one(atlas: Atlas) -> None:
    """Years from January, and of dates those from April; a case without a date is one of all."""
    dates = ["01/02/2024", "31/03/2024", "01/04/2024", "2024-12-31", "05/01/2025", "?"]
    rows = [*((A, date) for date in dates[:-1]), (B, dates[-1])]
    every = Columns("cases", 0, year=1)
    found = read(atlas, every, *rows)
    assert (of_area(found), found.left_out) == ({A: 5.0, B: 1.0}, ())
    assert found.years == ("all", "2025", "2024", "2024/25", "2023/24")
    assert (found.period, found.columns.wanted_year) == ("2024–2025", "all")
    assert found.financial == ("2024/25", "2023/24")
    assert "April to March" in found.notes[0]
    assert "counted together: 2025 (1 row) and 2024 (4 rows). " in found.notes[0]
    counted = {
        year: of_area(read(atlas, replace(every, wanted_year=year), *rows))[A]
        for year in found.years
    }
    assert counted == {"all": 5, "2025": 1, "2024": 4, "2024/25": 3, "2023/24": 2}
    one = read(atlas, replace(every, wanted_year="2023/24"), *rows)
    assert reasons(one) == {4: "other_year", 5: "other_year", 6: "other_year", 7: "no_year"}
    # It may be of the year: how many that year had in its area is not known.
    assert of_area(one) == {A: 2.0, B: None}


def test_areas_without_a_case_had_none_where_somebody_says_so(atlas: Atlas) -> None:
    here = atlas.areas["district"] == atlas.areas.at[A, "district"]
    for rest, areas in (("", 1), ("districts", here.sum()), ("all", len(here))):
        found = read(atlas, replace(CASES, rest=rest), (A,), (A,))  # type: ignore[arg-type]
        assert (len(found.codes), sum(one or 0 for one in found.values)) == (areas, 2.0)
        assert found.notes[-1] == TEXTS.say("notes", f"rest_{rest or 'none'}", districts="Barnsley")
    # An area with a row had some, or nobody knows: a case of no year that can be read is one.
    undated = replace(CASES, rest="all", year=1, wanted_year="2024")
    rows = [(A, "2024"), (B, "soon"), (C, "2023")]
    assert [of_area(read(atlas, undated, *rows))[one] for one in (A, B, C)] == [1.0, None, 0.0]
    # A value of each area says nothing of those without one.
    assert len(read(atlas, replace(VALUE, rest="all"), (A, "1")).codes) == 1


@pytest.mark.parametrize(
    ("code", "places"),
    [("E14001450", "parliamentary constituencies"), ("E08000019", "districts"), ("C88001", "GP")],
)
def test_places_that_are_not_supported_are_named(atlas: Atlas, code: str, places: str) -> None:
    with pytest.raises(OwnLayerError, match=f"seem to be {places}.*LSOAs of 2021"):
        read(atlas, VALUE, (code, "5"), (code, "6"), ("Zorblax", "7"))


def test_figures_with_a_decimal_comma_are_no_cases(atlas: Atlas) -> None:
    rows = [(code, f"{at},5") for at, code in enumerate(atlas.areas.index[:20])]
    found = find_columns(atlas, ("LSOA", "Rate"), rows)
    assert found == VALUE
    with pytest.raises(OwnLayerError, match="Write a point for the decimals"):
        read(atlas, found, *rows)


def test_a_name_beside_a_code_of_another_area_is_told(atlas: Atlas) -> None:
    """The code is read; areas that share a ward, or a ward's name, contradict nothing."""
    name = atlas.areas["name"].to_dict()
    rows = [(A, "1", name[A]), (B, "2", name[C]), (C, "3", name[B]), ("E01007320", "4", "?")]
    found = read(atlas, VALUE, *rows)
    assert of_area(found) == {A: 1.0, B: 2.0, C: 3.0, "E01007320": 4.0}
    assert found.notes == (
        "In 2 rows the name beside the code is of another area. The code was read. "
        "Look at rows 3 and 4.",
    )
    assert read(atlas, VALUE, *((code, "1", name[code]) for code in (A, B, C))).notes == ()
    areas = atlas.areas.drop_duplicates("msoa_code")
    by_ward = zip(areas["msoa_code"], areas["ward"], strict=True)
    assert read(atlas, VALUE, *((code, "1", ward) for code, ward in by_ward)).notes == ()


def test_postcodes_that_are_not_known_have_one_reason(atlas: Atlas) -> None:
    rows = [(POSTCODE,), ("ZZ1 1ZZ",), ("S1 0AA",), ("S30 2AB",)]
    assert reasons(read(atlas, CASES, *rows)) == dict.fromkeys((3, 4, 5), "unknown")


def test_values_far_above_all_others_are_told_and_used(atlas: Atlas) -> None:
    codes = atlas.areas.index[:40]
    rows = [(code, str(20 + at)) for at, code in enumerate(codes)]
    assert read(atlas, VALUE, *rows).far == ()
    # Of 40 values, 95 in 100 are 59 or less, though two are slips.
    rows[3], rows[7] = (codes[3], "591"), (codes[7], "590")
    found = read(atlas, VALUE, *rows)
    assert (found.far, found.left_out) == ((5,), ())
    assert of_area(found)[codes[3]] == 591.0
    assert read(atlas, VALUE, *((code, "0") for code in codes[:30]), (codes[30], "9")).far == ()
    assert read(atlas, PARTS, *((code, "1", "5") for code in codes)).far == ()


def test_postcodes_of_many_rows_are_named_and_of_few_only_how_they_begin(atlas: Atlas) -> None:
    rows = [(POSTCODE,), *[("s1 0aa",)] * 8, *[("S30 2AB",)] * 7, ("ZZ1 1ZZ",), ("S30 2AD",)]
    unplaced, few = read(atlas, CASES, *rows).notes[-2:]
    assert "rows: S1 0AA (8 rows)." in unplaced
    assert few.startswith("9 rows have postcodes that are not known here")
    assert few.endswith("They begin with S30 and ZZ1.")
    assert not any(one in unplaced + few for one in ("2AB", "2AD", "1ZZ"))
    [one] = read(atlas, CASES, (POSTCODE,), ("S30 2AB",)).notes[-1:]
    assert one.startswith("One row has a postcode")
    # Elsewhere is no slip: it is told by its reason, and by its postcode where many rows have it.
    away = ("LS1 4AP",)
    assert "LS1" not in " ".join(read(atlas, CASES, (POSTCODE,), *[away] * 7).notes)
    assert "LS1 4AP (8 rows)" in read(atlas, CASES, (POSTCODE,), *[away] * 8).notes[-1]


def test_how_many_rows_are_few_is_a_setting(atlas: Atlas) -> None:
    rows = list(enumerate([(POSTCODE,), *[("S1 0AA",)] * 9]))
    for threshold in (9, 10):
        said = " ".join(read_table(atlas, rows, CASES, rule=Rule(threshold)).notes)
        assert ("S1 0AA" in said) is (threshold == 9)


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
    assert not any(cell in said for cell in ("Zorblax", A, "E01999999", "1,000"))
    # A postcode only where many rows have it, and then as often as they do.
    many = Counter(place for place, *_ in rows)["LS1 4AP"]
    shared = isinstance(found, Reading) and many >= 8
    assert ("LS1" in said) is shared is (f"LS1 4AP ({many} rows)" in said)
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
    # But for the rows' numbers.
    said = [[note.partition(" Look at ")[0] for note in found.notes] for found in (one, two)]
    assert said[0] == said[1]
    assert (one.kinds, one.place_kind, one.carried) == (two.kinds, two.place_kind, two.carried)
    assert Counter(reasons(one).values()) == Counter(reasons(two).values())


class Compared(int):
    """A number that counts how often it is compared."""

    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return int(self) == other

    __hash__ = int.__hash__


def test_many_rows_of_one_area_are_each_looked_at_once() -> None:
    """A table may have 200,000; whoever chooses a column of districts for one of areas waits."""
    rows = [Row(Compared(at), A, (float(at),)) for at in range(1_000)]
    kept, left = one_each(rows)
    assert [(row.figures, row.reason) for row in kept] == [(None, "differ")]
    assert (set(left.values()), len(left)) == ({"differ"}, 999)
    assert Compared.times <= len(rows)
