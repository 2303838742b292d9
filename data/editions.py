"""When a file was made, as its own name says.

An edition newer than the one in ``sources.toml`` must not be printed with the old one's date.
"""

import re
from datetime import date

from data.inputs import Inputs

_DAY = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d\d)-([01]\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def date_in(name: str) -> str:
    """``"stops_2026-07-24.csv"`` → ``"24 July 2026"``; ``""`` where a name has no date.

    A month ("July 2022") or a year alone ("2023") is a date, too.
    """
    try:
        if found := _DAY.search(name):
            day = date(*map(int, found.groups()))
            return f"{day.day} {day:%B %Y}"
        if found := _MONTH.search(name):
            return f"{date(int(found[1]), int(found[2]), 1):%B %Y}"
    except ValueError:
        return ""
    found = _YEAR.search(name)
    return found[1] if found else ""


def period(inputs: Inputs, source: str, otherwise: str = "") -> str:
    """The period of a source that has been read, noted for the manifest where its files tell.

    Parameters
    ----------
    otherwise
        What to say where no name tells; the period of ``sources.toml`` when empty.
    """
    dates = {date_in(name) for name in inputs.names(source)}
    told = dates.pop() if len(dates) == 1 else ""
    told = told or otherwise
    if told:
        inputs.note(source, period=told)
    return told or inputs.sources[source].period
