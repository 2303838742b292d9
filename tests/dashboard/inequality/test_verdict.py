"""Which of two places has the larger gap: in one sentence, near the top, and in the files."""

import csv
import io
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.inequality import comparison, comparisons, verdict, year_change, years
from dashboard.inequality.comparable import comparable, other_places
from dashboard.inequality.export_routes import to_xlsx, to_zip
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.verdict import Pair
from dashboard.inequality.view import InequalityView, read_view
from dashboard.inequality.year_change import Change
from dashboard.practices import view as practices_view
from layers import Atlas
from layers.inequality.gap_differences import Contrasts
from tests.dashboard.conftest import unzipped
from tests.dashboard.inequality.test_pages import components, graphs, texts

MADE = date(2026, 11, 29)
BARNSLEY, SHEFFIELD = "E08000016", "E08000019"
BOTH = (SHEFFIELD, BARNSLEY)
FIGURE = st.floats(-20, 20).map(lambda x: round(x, 3))


def of_two(
    slopes: tuple[float, float], half: float, names: tuple[str, str] = ("A", "B")
) -> Contrasts:
    """Two places' slopes, and a range of so much either side of their difference."""
    places = pd.DataFrame({"slope": slopes, "gap": [np.nan] * 2}, index=list(names))
    difference = slopes[0] - slopes[1]
    pairs = pd.DataFrame(
        [{"measure": "slope", "first": names[0], "second": names[1], "difference": difference,
          "lower": difference - half, "upper": difference + half,
          "apart": abs(difference) > half}]
    )  # fmt: skip
    return Contrasts(places, pairs, 10, {}, {})


def said(page: list, name: str) -> str:
    return next(texts(one) for one in components(page) if getattr(one, "id", "") == name)


@pytest.fixture(scope="module")
def scale(atlas: Atlas) -> Scale:
    return Scale.of(atlas.indicators["bad_health"], 1.0)


def test_bad_health_in_sheffield_and_barnsley_in_one_sentence(atlas: Atlas) -> None:
    page = gap_page(atlas, InequalityView(compared=BOTH))
    assert said(page, "verdict") == (
        "Bad or very bad health: Sheffield and Barnsley cannot be told apart. The slope (the fall "
        "from the most deprived to the least deprived, over everybody, in tenths) is 7.0 points in "
        "Sheffield and 6.7 points in Barnsley; the difference of 0.2 points (worked out before "
        "rounding) may be chance, likely between −1.2 and 1.7."
    )
    assert "6.5 points in Barnsley and 5.9 points in Sheffield" in said(page, "verdict-ends")
    assert "by that they cannot be told apart" in said(page, "verdict-ends")
    ages = said(page, "verdict-ages")
    assert ages.startswith("Modelled")
    assert "9.3 points in Sheffield and 8.9 points in Barnsley" in ages
    # It comes before the finding, and its chart before all others.
    assert graphs(page)[:2] == ["slopes", "gradient"]
    shown = texts(page)
    assert shown.index("cannot be told apart") < shown.index("in South Yorkshire, 9.4 in 100")


def test_diabetes_is_told_apart_over_practices_and_not_adjusted(atlas: Atlas) -> None:
    view = InequalityView(indicator="qof_dm", ordering="imd", compared=BOTH)
    page = gap_page(atlas, view)
    assert said(page, "verdict") == (
        "Diabetes: the slope is steeper in Sheffield than in Barnsley: 6.2 points against 1.3 "
        "points (the fall from the most deprived to the least deprived, over everybody, in "
        "fifths). The difference of 4.9 points is likely between 1.3 and 8.5."
    )
    assert "by that they can be told apart" in said(page, "verdict-ends")
    assert said(page, "verdict-ages").startswith("Not adjusted for age")


def test_the_order_in_which_places_are_chosen_changes_nothing(atlas: Atlas) -> None:
    pages = [gap_page(atlas, InequalityView(compared=two)) for two in (BOTH, BOTH[::-1])]
    assert len({said(page, "verdict") for page in pages}) == 1


@given(FIGURE, FIGURE, st.floats(0, 10))
def test_a_swap_of_the_two_says_the_same(scale: Scale, a: float, b: float, half: float) -> None:
    one = of_two((a, b), half)
    other = of_two((b, a), half, ("B", "A"))
    sentences = {verdict.sentence(found, scale, "Health") for found in (one, other)}
    assert len(sentences) == 1 or a == b
    assert sum("is steeper in" in text for text in sentences) in (0, len(sentences))


@given(FIGURE, FIGURE, st.floats(0, 10))
def test_the_larger_gap_is_the_one_further_from_none(a: float, b: float, half: float) -> None:
    found = of_two((a, b), half)
    pair = Pair.of(found, found.pairs.iloc[0])
    assert pair.size >= 0
    assert pair.lower <= pair.size <= pair.upper
    assert pair.apart == (not pair.lower <= 0 <= pair.upper) or pair.size == half
    if not pair.opposite:
        assert abs(pair.a) >= abs(pair.b)
        assert pair.size == pytest.approx(abs(pair.a) - abs(pair.b))


@pytest.mark.parametrize(
    ("slopes", "half", "words"),
    [
        ((7.0, 3.0), 1.5, "the slope is steeper in A than in B: 7.0 points against 3.0 points. The "
                          "difference of 4.0 points is likely between 2.5 and 5.5"),
        ((-3.0, -7.0), 1.5, "the slope is steeper in B than in A: −7.0 points against −3.0 points. "
                            "The difference of 4.0 points is likely"),
        ((-1.0, 2.0), 1.0, "B and A can be told apart, though neither is steeper"),
        ((7.0, 3.0), 4.5, "A and B cannot be told apart"),
    ],
)  # fmt: skip
def test_worked_examples(
    scale: Scale, slopes: tuple[float, float], half: float, words: str
) -> None:
    assert words in verdict.sentence(of_two(slopes, half), scale, "Health")


def test_three_places_name_the_pairs_that_differ(atlas: Atlas) -> None:
    network = str(atlas.practices.loc[atlas.practices["pcn"] == "Foundry PCN", "pcn_code"].iloc[0])
    view = InequalityView(indicator="english_limited", ordering="imd", compared=(*BOTH, network))
    text = said(gap_page(atlas, view), "verdict")
    assert "steeper in Sheffield than in Barnsley (slopes of 5.5 points and 1.6 points" in text
    assert text.endswith("Pairs that cannot be told apart: 1 of 3.")
    assert "Areas that two share are drawn for both at once." in texts(gap_page(atlas, view))


def test_one_place_asks_for_another_and_a_refused_one_says_why(atlas: Atlas) -> None:
    one = gap_page(atlas, InequalityView(compared=(BARNSLEY,)))
    assert said(one, "comparison") == "Choose a second place to compare Barnsley with."
    network = str(atlas.practices["pcn_code"].max())
    view = InequalityView(indicator="qof_dm", ordering="imd", compared=(BARNSLEY, network))
    refused = texts(comparison.section(atlas, view))
    assert f"No slope can be drawn for {comparable(atlas)[network]}. “Diabetes” is" in refused
    assert "cannot be told apart" not in refused


def test_two_networks_have_too_few_practices_for_a_slope_and_there_are_ways_on(
    atlas: Atlas,
) -> None:
    named = {name: key for key, name in other_places(atlas)["networks"].items()}
    two = ("Foundry PCN", "Seven Hills PCN")
    view = InequalityView(
        indicator="qof_dm", ordering="imd", compared=tuple(named[name] for name in two)
    )
    page = gap_page(atlas, view)
    numbers = [(atlas.practices["pcn"] == name).sum() for name in two]
    said = texts(page)
    assert said.count("No slope can be drawn") == 1
    assert f"only {numbers[0]} in Foundry PCN and {numbers[1]} in Seven Hills PCN." in said
    assert "A slope takes at least 15 practices" in said
    # What stands below is not their answer, and says so.
    assert "All of South Yorkshire" in said
    ways = next(one for one in components(page) if getattr(one, "id", "") == "instead")
    larger, *lists = [one.href for one in components(ways) if getattr(one, "href", "")]
    wide, notes = read_view(larger.partition("?")[2], atlas)
    assert (len(wide.compared), notes) == (4, [])
    assert comparisons.chosen(atlas, wide).crude is not None
    for key, href in zip(view.compared, lists, strict=True):
        listed, notes = practices_view.read_view(href.partition("?")[2], atlas)
        assert (listed.network, listed.register, listed.columns) == (key, "DM", "recorded")
        assert notes == []


def test_years_of_the_place_within_say_so_beside_a_comparison(atlas: Atlas) -> None:
    view = InequalityView(indicator="qof_dm", ordering="imd", compared=BOTH)
    assert "Year by year: South Yorkshire" in texts(years.section(atlas, view))
    assert "not the places compared" in texts(years.section(atlas, view))
    assert "not the places compared" not in texts(years.section(atlas, replace(view, compared=())))


# ---- Years ----


def test_whether_a_register_s_gap_has_changed(atlas: Atlas) -> None:
    """The same practices drawn with both their years: a far narrower range than of two places."""
    text = years.said(atlas, InequalityView(indicator="qof_dm", ordering="imd"))
    assert text.startswith(
        "Diabetes: whether the slope has changed between 2021-22 and 2024-25 cannot be told. The "
        "slope, from one end to the other over all tenths, was 4.4 points in 2021-22 and 4.6 "
        "points in 2024-25, a change of 0.3 points (worked out before rounding), likely between "
        "−0.1 and 0.6, which may be chance."
    )
    found = comparisons.changed(atlas, "qof_dm", "imd", "", "none")
    assert found is not None
    row = found.pairs[found.pairs["measure"] == "slope"].iloc[0]
    own = found.places["slope_upper"] - found.places["slope_lower"]
    assert row["upper"] - row["lower"] < 0.3 * own.min()


@pytest.mark.parametrize(
    ("slopes", "half", "kind", "size"),
    [
        ((2.0, 3.0), 0.5, "wider", 1.0),
        ((3.0, 2.0), 0.5, "narrower", -1.0),
        ((-2.0, -3.0), 0.5, "wider", -1.0),
        ((-3.0, -2.0), 0.5, "narrower", 1.0),
        ((1.0, -1.0), 0.5, "turned", -2.0),
        ((2.0, 3.0), 1.5, "level", 1.0),
    ],
)
def test_a_gap_widens_away_from_none(
    slopes: tuple[float, float], half: float, kind: str, size: float
) -> None:
    change = Change.of(of_two(slopes, half, ("2021-22", "2024-25")), "slope")
    assert change is not None
    assert (change.verdict, change.size) == (kind, size)
    assert (change.lower, change.upper) == (size - half, size + half)


def test_a_year_without_a_gap_at_its_ends_is_still_compared(scale: Scale) -> None:
    text = year_change.sentence(of_two((2.0, 3.0), 0.5, ("2021-22", "2024-25")), scale, "Health")
    assert text.startswith("Health: the slope has become steeper between 2021-22 and 2024-25.")
    assert "ends alone" not in text


# ---- Files ----


def test_the_files_have_the_comparison_and_the_change(atlas: Atlas) -> None:
    view = InequalityView(compared=BOTH)
    files = unzipped(to_zip(atlas, view, MADE))
    rows = list(csv.DictReader(io.StringIO(files["comparison.csv"])))
    found = comparisons.chosen(atlas, view)
    assert found.crude is not None
    assert found.adjusted is not None
    assert [(row["place"], row["figures"]) for row in rows] == [
        (place, figures)
        for figures in ("as counted", "adjusted for age (modelled)")
        for place in ("Barnsley", "Sheffield", "Barnsley less Sheffield")
    ]
    assert rows[-1]["apart"] == "neither"
    for row, one in ((rows[2], found.crude), (rows[5], found.adjusted)):
        slope = one.pairs[one.pairs["measure"] == "slope"].iloc[0]
        assert float(row["sii"]) == pytest.approx(slope["difference"])
        assert float(row["sii_compare_upper"]) == pytest.approx(slope["upper"])
    assert "Sheffield and Barnsley cannot be told apart" in files["about.csv"]
    assert to_xlsx(atlas, view, MADE) == to_xlsx(atlas, view, MADE)
    assert "comparison.csv" not in unzipped(to_zip(atlas, InequalityView(), MADE))


def test_the_districts_file_ends_with_the_change(atlas: Atlas) -> None:
    files = unzipped(to_zip(atlas, InequalityView(indicator="qof_hyp", ordering="imd"), MADE))
    last = list(csv.DictReader(io.StringIO(files["districts.csv"])))[-1]
    assert (last["place"], last["year"]) == ("South Yorkshire", "2024-25 less 2021-22")
    assert last["apart"] == "gap and slope"
    lower, value, upper = (
        float(last[name]) for name in ("sii_compare_lower", "sii", "sii_compare_upper")
    )
    assert lower < value < upper < 0
    assert "come to slope the other way" in files["about.csv"]
