"""Telling a list of people by its headings and numbers, so that it is never shown as one of places.

The headings are in ``layers/catalogue/lists_of_people.toml``.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from layers import toml_file
from layers.catalogue.definitions import CATALOGUE
from layers.exercise.code_patterns import plain
from layers.exercise.respondents import has_words, normal

# So many numbers, nearly all of which check out as NHS numbers, are such.
_FEWEST_NUMBERS, _NEARLY_ALL = 5, 0.8
_NHS_NUMBER = re.compile(r"[0-9]{10}")


class PeopleHeadings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings that are called just so, or have something within."""

    called: tuple[str, ...]
    within: tuple[str, ...]


@lru_cache(maxsize=1)
def people_headings() -> PeopleHeadings:
    """The file, read once: an error names what does not fit."""
    return toml_file.read(CATALOGUE / "lists_of_people.toml", PeopleHeadings)


def heading_of_people(headers: Iterable[str]) -> str:
    """The first heading that only a list of people has; "" for none."""
    words = people_headings()
    return next(
        (
            header
            for header in headers
            if normal(header) in words.called or has_words(header, words.within)
        ),
        "",
    )


def holds_nhs_numbers(cells: Iterable[str]) -> bool:
    """Whether nearly all filled cells of a column check out as NHS numbers."""
    filled = [plain(cell) for cell in cells if cell]
    return len(filled) >= _FEWEST_NUMBERS and (
        sum(map(_is_nhs_number, filled)) > _NEARLY_ALL * len(filled)
    )


def lists_people(headers: Iterable[str], columns: Iterable[Sequence[str]]) -> bool:
    """Whether a table is one of people, by its headings or by a column of NHS numbers."""
    return bool(heading_of_people(headers)) or any(map(holds_nhs_numbers, columns))


def _is_nhs_number(digits: str) -> bool:
    """Whether ten digits check out as an NHS number: the last is the weighted sum's, modulo 11."""
    if not _NHS_NUMBER.fullmatch(digits):
        return False
    total = sum((10 - at) * int(digit) for at, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])
