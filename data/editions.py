"""Of which day or month an edition of a publication is, as its file's name says."""

import re
from datetime import date

_DATE = re.compile(r"(?<!\d)(20\d\d)[-_](\d\d)(?:[-_](\d\d))?(?!\d)")
# What stands in place of a period that nobody can tell.
UNKNOWN = "date not given"


def named_date(name: str) -> str:
    """The date in a file's name: ``"epraccur_2025-08-18.zip"`` → ``"18 August 2025"``,
    ``"epraccur_2025-04.csv"`` → ``"April 2025"``; ``""`` where there is none."""
    for found in _DATE.finditer(name):
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            when = date(year, month, day or 1)
        except ValueError:  # a span of years: 2021-22
            continue
        return f"{day} {when:%B %Y}" if day else f"{when:%B %Y}"
    return ""
