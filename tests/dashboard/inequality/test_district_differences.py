"""Districts beside each other: told apart only where they can be; adjusted gaps beside crude."""

import csv
import io
from datetime import date

import pytest

from dashboard.files.csv_file import to_csv
from dashboard.inequality import (
    age_adjustment,
    comparisons,
    district_differences,
    districts,
    export_tables,
    gradient_text,
    gradients,
)
from dashboard.inequality.export_routes import file_name, of_part, to_xlsx, to_zip
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.view import InequalityView
from layers import Atlas
from layers.inequality.gap_differences import Contrasts
from layers.inequality.gradient import Gradient
from tests.dashboard.conftest import unzipped
from tests.dashboard.inequality.test_pages import texts

MADE = date(2026, 11, 22)
HEALTH = InequalityView()
NAMES = ["Barnsley", "Doncaster", "Rotherham", "Sheffield"]


def found(
    atlas: Atlas, view: InequalityView = HEALTH
) -> tuple[Contrasts, gradient_text.Scale, Gradient]:
    made, contrasts = gradients.of_view(atlas, view), comparisons.districts(atlas, view)
    assert isinstance(made, Gradient)
    assert contrasts is not None
    return contrasts, gradient_text.scale_of(atlas, made), made


def test_the_page_says_that_the_districts_cannot_be_told_apart(atlas: Atlas) -> None:
    said = texts(districts.section(atlas, HEALTH))
    assert (
        "Barnsley, Doncaster, Rotherham and Sheffield cannot be told apart, neither by gap nor by "
        "slope" in said
    )
    assert (
        "6.5 points in Barnsley and 5.5 points in Doncaster, which is 1.1 points (worked out "
        "before rounding) more" in said
    )
    assert "5.0 to 8.0" in said
    assert "order of the alphabet" in said
    assert said.count("cannot be told apart") == 1


def test_places_stand_in_the_order_of_the_alphabet(atlas: Atlas) -> None:
    for view in (HEALTH, InequalityView(indicator="no_car", ordering="imd")):
        contrasts = comparisons.districts(atlas, view)
        assert contrasts is not None
        assert list(contrasts.places.index) == NAMES
        table = export_tables.districts(atlas, view)
        assert list(table.columns[0].values[:5]) == [atlas.name, *NAMES]


def test_what_can_be_told_apart_is_named_with_its_numbers(atlas: Atlas) -> None:
    """People who speak little English: Barnsley's gap is a tenth of Sheffield's."""
    view = InequalityView(indicator="english_limited", ordering="imd")
    contrasts, scale, _ = found(atlas, view)
    apart = contrasts.pairs[contrasts.pairs["apart"]]
    assert len(apart)
    said = district_differences.sentence(contrasts, scale)
    assert said.startswith("Told apart: ")
    for _, row in apart.iterrows():
        assert f"in {row['first']} and" in said or f"in {row['second']} and" in said
    rest = len(contrasts.pairs) - len(apart)
    assert f"The other {rest} of {len(contrasts.pairs)} comparisons cannot be told apart." in said


def test_a_register_is_compared_over_practices(atlas: Atlas) -> None:
    view = InequalityView(indicator="qof_copd", ordering="imd")
    contrasts, _, made = found(atlas, view)
    assert made.over == "practices"
    assert list(contrasts.places.index) == NAMES
    said = texts(districts.section(atlas, view))
    assert ("every place was cut into fifths" in said) == (contrasts.groups == 5)


def test_the_adjusted_gap_stands_beside_the_crude_one(atlas: Atlas) -> None:
    page = texts(gap_page(atlas, HEALTH))
    assert "Modelled" in page
    assert "a gap of 8.0 points, likely between 7.8 and 8.2, beside 5.9 points as counted" in page
    assert page.index("a gap of about 5.9 points") < page.index("a gap of 8.0 points")
    assert "ages hide 2.1 points of the gap" in page
    assert "The slope would be 9.1 points, likely between" in page
    assert "beside 6.9 points as counted" in page
    _, _, made = found(atlas)
    assert [one.id for one in age_adjustment.measures(atlas, made)] == [
        "gap_tenths_ages", "gap_fifths_ages", "sii_ages", "rii_ages",
    ]  # fmt: skip


@pytest.mark.parametrize("indicator", ["no_car", "qof_copd", "disabled_limited_a_lot"])
def test_nothing_is_adjusted_that_was_not_validated(atlas: Atlas, indicator: str) -> None:
    view = InequalityView(indicator=indicator, ordering="imd")
    _, _, made = found(atlas, view)
    assert age_adjustment.sentence(atlas, made) == ""
    assert age_adjustment.measures(atlas, made) == []
    assert "For age" not in texts(gap_page(atlas, view))


def test_what_is_better_the_more_there_is_of_it(atlas: Atlas) -> None:
    """Good health: both gaps are below 0, and ages hide part of this one too."""
    view = InequalityView(indicator="good_health")
    _, _, made = found(atlas, view)
    said = age_adjustment.sentence(atlas, made)
    assert "a gap of −15.5 points" in said
    assert "beside −11.4 points as counted" in said
    assert "ages hide 4.1 points of the gap" in said


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_districts_file_has_it_all(atlas: Atlas) -> None:
    contrasts, _, made = found(atlas)
    files = unzipped(to_zip(atlas, HEALTH, MADE))
    head, *body = csv.reader(io.StringIO(files["districts.csv"]))
    by = {row[0]: dict(zip(head, row, strict=True)) for row in body}
    assert list(by)[1:5] == NAMES
    assert list(by)[5:] == [
        f"{first} less {second}" for at, first in enumerate(NAMES) for second in NAMES[at + 1 :]
    ]
    lower = float(by["Barnsley"]["gap_compare_lower"])
    assert lower == pytest.approx(contrasts.places.loc["Barnsley", "gap_lower"])
    assert by["Barnsley less Sheffield"]["apart"] == "neither"
    assert float(by["Barnsley less Sheffield"]["gap"]) == pytest.approx(0.602, abs=0.001)
    assert made.adjusted is not None
    adjusted = float(by[atlas.name]["gap_ages"])
    assert adjusted == made.adjusted.gap.absolute
    text = files["about.csv"]
    assert "cannot be told apart" in text
    assert "Modelled. Adjusted for age" in text
    assert file_name(atlas, HEALTH, MADE, "districts").endswith("-districts-2026-11-22.csv")


def test_the_other_files_have_the_adjusted_values(atlas: Atlas) -> None:
    _, _, made = found(atlas)
    assert made.adjusted is not None
    head, *body = rows(to_csv(of_part(atlas, HEALTH)))
    at = head.index("value_ages")
    assert [float(row[at]) for row in body] == made.adjusted.groups["value"].tolist()
    results = export_tables.results(atlas, HEALTH)
    assert "gap_tenths_ages" in results.codes
    assert to_xlsx(atlas, HEALTH, MADE) == to_xlsx(atlas, HEALTH, MADE)
