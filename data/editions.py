"""Of when an edition of a publication is, as its file's name says.

An edition newer than the one in ``sources.toml`` must not be printed with the old one's date.
"""

import re
from datetime import date

# A year, with or without month and day: the more is said, the sooner it is taken.
_DATE = re.compile(r"(?<!\d)(20\d\d)(?:[-_]?(\d\d)(?:[-_]?(\d\d))?)?(?!\d)")
# What stands in place of a period that nobody can tell.
UNKNOWN = "date not given"


def date_in(name: str) -> str:
    """``"stops_2026-07-24.csv"`` → ``"24 July 2026"``, ``"schools_2022-07.csv"`` → ``"July 2022"``,
    ``"libraries_2023.csv"`` → ``"2023"``; ``""`` where a name has no date, or a span of years."""
    for found in _DATE.finditer(name):
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            when = date(year, month or 1, day or 1)
        except ValueError:  # a span of years: 2021-22
            continue
        return f"{day} {when:%B %Y}" if day else f"{when:%B %Y}" if month else str(year)
    return ""
