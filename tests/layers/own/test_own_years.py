"""Years and periods, as tables write them."""

import pytest

from layers.own.own_years import by_newest, financial_year, period, periods


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("2024", "2024"),
        ("2023/24", "2023/24"),
        ("FY 2023–2024", "2023/24"),
        ("2011-12", "2011/12"),
        ("2024-03", "2024-03"),
        ("2021 - 2023", "2021–2023"),
        ("2024 Q1", "2024 Q1"),
        ("01/04/2023", "2023"),
        ("2023-04-01 00:00:00", "2023"),
        ("year to 31 March 2024", "2024"),
    ],
)
def test_a_period_is_read_in_one_form(cell: str, label: str) -> None:
    found = period(cell)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("31/03/2025", "2024/25"),
        ("2025-04-01 00:00:00", "2025/26"),
        ("31 March 2025", "2024/25"),
        ("01-Apr-2025", "2025/26"),
        ("Apr 2025", "2025/26"),
        ("2025-03", "2024/25"),
        ("Sept 2025", "2025/26"),
    ],
)
def test_a_date_or_month_lies_in_a_year_from_april(cell: str, label: str) -> None:
    found = financial_year(cell)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    "cell", ["2025", "2024/25", "2011-12", "2025 Q1", "Mar", "market 2025", "1 Jan to 5 Feb 2025"]
)
def test_what_is_no_date_lies_in_none(cell: str) -> None:
    assert financial_year(cell) is None


@pytest.mark.parametrize(
    "cell", ["", "Mar", "2023 and 2024", "12024", "2024.5", "2024-13", "1850", "2024 " * 20]
)
def test_what_is_no_single_period_is_none(cell: str) -> None:
    assert period(cell) is None


def test_the_newest_comes_first_with_how_many_rows_it_has() -> None:
    cells = ["2022/23", "2023", "2024 Q2", "2024 Q1", "2023", "x"]
    found = by_newest(periods(cells))
    assert [(one.label, rows) for one, rows in found] == [
        ("2024 Q2", 1), ("2024 Q1", 1), ("2023", 2), ("2022/23", 1),
    ]  # fmt: skip
