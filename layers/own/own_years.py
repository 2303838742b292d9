"""Years and periods as tables write them, and which of several is read."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from layers.exercise.plain_characters import as_read

_DATE = re.compile(
    r"((?:19|20)[0-9]{2})-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-]((?:19|20)[0-9]{2})"
)
# A date with its month: as the standard has it, or as it is written here, the day first.
_MONTH = re.compile(
    r"((?:19|20)[0-9]{2})-([0-9]{1,2})-[0-9]{1,2}|"
    r"[0-9]{1,2}[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})"
)
# The same with the month by its name: "1 April 2025", "01-Apr-2025", "Apr 2025".
_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NAMED = re.compile(rf"\b({'|'.join(f'{name}|{name[:3]}' for name in _NAMES)}|sept)\b")
_APRIL = 4
# "2023/24": one year, which begins within the first. "2023–2024" may be two years from January.
_ONE_YEAR = re.compile(r"[0-9]{4} ?[/–—-] ?[0-9]{2}(?![0-9])")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})(?: ?[/–—-] ?((?:19|20)?[0-9]{2}))?")
_QUARTER = re.compile(r"\bq ?([1-4])\b")
_DIGITS = re.compile(r"[0-9]")
# Beside a year stand words such as "FY", "year ending March" or a time of day.
_LONGEST = 40


@dataclass(frozen=True, order=True)
class Period:
    """A year, two that are counted as one (2023/24), a span of years, or a part of a year.

    Attributes
    ----------
    first, last
        Years; the same of one calendar year.
    month, quarter
        0 where it is not one.
    """

    first: int
    last: int
    month: int = 0
    quarter: int = 0

    @property
    def label(self) -> str:
        """As it is told: "2024", "2023/24", "2021–2023", "2024-03" or "2024 Q1"."""
        if self.month:
            return f"{self.first}-{self.month:02}"
        years = str(self.first)
        if self.last == self.first + 1:
            years = f"{self.first}/{self.last % 100:02}"
        elif self.last != self.first:
            years = f"{self.first}–{self.last}"
        return f"{years} Q{self.quarter}" if self.quarter else years


def period(cell: str) -> Period | None:
    """The period of a cell; None where it has none, or several.

    Of a date the year is taken. "2023-24" is two years, "2023-05" a month; "2011-12", which could
    be either, is two years.
    """
    text = as_read(cell).strip().casefold()
    if len(text) > _LONGEST:
        return None
    if dates := _DATE.findall(text):
        years = {int(a or b) for a, b in dates}
        return Period(year := years.pop(), year) if len(dates) == 1 else None
    found = _YEARS.findall(text)
    rest = _QUARTER.sub("", _YEARS.sub("", text))
    if len(found) != 1 or (_DIGITS.search(rest) and not _is_day(rest)):
        return None
    first, second = int(found[0][0]), found[0][1]
    quarter = _QUARTER.search(text)
    part = int(quarter[1]) if quarter else 0
    if not second:
        return Period(first, first, quarter=part)
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if int(second) == (first + 1) % 100:
        last = first + 1
    if last > first:
        return Period(first, last, quarter=part)
    month = int(second)
    return Period(first, first, month) if len(second) == 2 and 1 <= month <= 12 else None


def financial_year(cell: str) -> Period | None:
    """The year from April to March that a date or month lies in; None for what is neither.

    >>> financial_year("31/03/2025").label, financial_year("1 Apr 2025").label
    ('2024/25', '2025/26')
    """
    found = _month(as_read(cell)[:_LONGEST].casefold())
    if found is None or not 1 <= found[1] <= 12:
        return None
    year, month = found
    first = year if month >= _APRIL else year - 1
    return Period(first, first + 1)


def may_overlap(one: str, other: str) -> bool:
    """Whether two periods may have a month in common: also where one of them cannot be read.

    A year such as "2023/24" is taken to begin in April; quarters begin with their year.

    >>> may_overlap("2023–2024", "2024"), may_overlap("2023/24", "2024/25")
    (True, False)
    """
    this, that = _months(one), _months(other)
    if this is None or that is None:
        return True
    return this[0] <= that[1] and that[0] <= this[1]


def _months(text: str) -> tuple[int, int] | None:
    """The first and the last month of a period, counted from the year 0; None where words beside it
    may say more ("year to March 2025"), or it cannot be read."""
    text = as_read(text).strip().casefold()
    found = period(text)
    if found is None or any(map(str.isalpha, _NAMED.sub("", _QUARTER.sub("", text)))):
        return None
    if month := _month(text):
        return (at := 12 * month[0] + month[1] - 1, at) if 1 <= month[1] <= 12 else None
    from_april = bool(_ONE_YEAR.search(text)) and found.last == found.first + 1
    first, last = 12 * found.first, 12 * found.last + 11
    if from_april:
        first, last = first + _APRIL - 1, first + _APRIL + 10
    if found.quarter:
        first += 3 * (found.quarter - 1)
        return first, first + 2
    return first, last


def _month(text: str) -> tuple[int, int] | None:
    """The year and month of a date or a month; None where there is none, or several."""
    if dates := _MONTH.findall(text):
        year, month = (int(a or b) for a, b in ((dates[0][0], dates[0][3]), dates[0][1:3]))
        return (year, month) if len(dates) == 1 else None
    whole, names = period(text), _NAMED.findall(text)
    if whole is None or whole.first != whole.last or whole.quarter:
        return None
    if len(names) == 1:
        return whole.first, next(
            at for at, name in enumerate(_NAMES, 1) if name.startswith(names[0][:3])
        )
    return (whole.first, whole.month) if whole.month else None


def periods(cells: Sequence[str]) -> list[Period | None]:
    """The period of each cell; every different cell is read once."""
    read = {cell: period(cell) for cell in set(cells)}
    return [read[cell] for cell in cells]


def by_newest(found: Sequence[Period | None]) -> list[tuple[Period, int]]:
    """Each period once, the newest first, with how many rows are of it."""
    counted = Counter(one for one in found if one is not None)
    return sorted(counted.items(), reverse=True)


def _is_day(rest: str) -> bool:
    """Whether the digits beside a year are a day of a month: "year to 31 March"."""
    return bool(re.fullmatch(r"[^0-9]*[0-9]{1,2}(?:st|nd|rd|th)?[^0-9]*", rest)) and any(
        map(str.isalpha, rest)
    )
