"""When a file was made, as its name says."""

import pytest

from data.editions import date_in


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("naptan_370Stops_2026-07-24.csv", "24 July 2026"),
        ("edubasealldata20250422.csv", "22 April 2025"),
        ("dfe_schools_2022-07.csv", "July 2022"),
        ("libraries_england_2023.csv", "2023"),
        ("naptan_stops.csv", ""),
        ("stops_20261399.csv", ""),
        ("stops_370202.csv", ""),
    ],
)
def test_a_day_a_month_or_a_year(name: str, told: str) -> None:
    assert date_in(name) == told
