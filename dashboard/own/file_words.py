"""The words that a file has by itself: its name as a title, and headers that say nothing."""

import re
from pathlib import PurePath

from dashboard.own.texts import TEXTS
from dashboard.parts.address import printable

# What numbers files: "4_cases.csv"; not "65 and over".
_NUMBERED = re.compile(r"^0?\d[\s._-]+(?=[^\W\d])")


def title_of(name: str) -> str:
    """A file's name as a title: without its ending and what numbers it.

    >>> title_of("4_parcels by_area.csv")
    'parcels by area'
    """
    return _NUMBERED.sub("", tidy(PurePath(name).stem))


def tidy(name: str) -> str:
    """A file's or a column's name on one line, with spaces."""
    return printable(re.sub(r"[_\s]+", " ", name)).strip()


def says_nothing(header: str) -> bool:
    """Whether a header could stand above any figure: "value", "count", "n"."""
    words = re.findall(r"[a-z]+", header.lower())
    return all(word in TEXTS.sections["guesses"]["any_figure"].split() for word in words)
