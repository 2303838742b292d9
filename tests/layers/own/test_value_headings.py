"""What a heading says of the values below it: whether they are counts, which add up."""

import pytest

from layers.own.value_headings import is_no_count

NO_COUNTS = (
    "Rate per 1000", "% in fuel poverty", "Percentage", "Share", "Proportion of people", "Ratio",
    "Mean age", "Average number of visits", "Deprivation index", "IMD Decile", "Quintile", "Rank",
    "Score", "Life_expectancy", "Age", "Noise level", "Number per 1,000 people",
)  # fmt: skip
COUNTS = (
    "Food parcels", "Cases", "People of working age", "Residents in decile 1",
    "Number with a score over 10", "Cases per ward", "Parcels per LSOA", "Households",
    "Shared homes", "Separated families", "",
)  # fmt: skip


@pytest.mark.parametrize("heading", NO_COUNTS)
def test_rates_shares_averages_and_places_in_an_order_do_not_add_up(heading: str) -> None:
    assert is_no_count(heading)


@pytest.mark.parametrize("heading", COUNTS)
def test_counts_do(heading: str) -> None:
    assert not is_no_count(heading)
