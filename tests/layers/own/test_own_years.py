"""Years and periods, as tables write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.own.own_years import by_newest, financial_year, may_overlap, period, periods


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


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2024", "2024", True),
        ("2023–2024", "2024", True),
        ("2023/24", "2024", True),
        ("2023", "2024", False),
        ("2023/24", "2024/25", False),
        # Two years from January, or one of another beginning.
        ("2023–2024", "2024–2025", True),
        ("2021-23", "2024", False),
        ("2024 Q1", "2024 Q2", False),
        ("2024/25 Q1", "2024 Q2", True),
        ("May 2024", "2024", True),
        ("May 2024", "2024-06", False),
        ("May 2024", "2024/25", True),
        ("March 2024", "2024/25", False),
        # Words may say more than the year beside them.
        ("year to March 2025", "2024", True),
        ("since 2019", "2024", True),
        ("01/13/2024", "2023", True),
    ],
)
def test_periods_overlap_unless_both_are_read_and_apart(
    one: str, other: str, overlap: bool
) -> None:
    assert may_overlap(one, other) == may_overlap(other, one) == overlap


@given(st.integers(1990, 2030), st.integers(0, 5), st.integers(1990, 2030), st.integers(0, 5))
def test_spans_of_years_overlap_where_a_year_is_in_both(
    a: int, more: int, b: int, longer: int
) -> None:
    one, other = (
        f"{first}–{first + n}" if n else str(first) for first, n in ((a, more), (b, longer))
    )
    shared = {*range(a, a + more + 1)} & {*range(b, b + longer + 1)}
    assert may_overlap(one, other) == bool(shared)
