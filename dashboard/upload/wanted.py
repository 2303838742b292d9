"""What a page reads uploaded files for: how headers are told, and how many rows are read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """What a file should hold.

    Attributes
    ----------
    what
        In words: "answers", "a list of venues".
    names
        Whether a header names something that is wanted.
    asks
        Whether a header asks something whose options may stand in headers below it.
    second_headers
        What a second row of headers says below the first, in small letters without signs; empty
        where files have but one row of headers.
    most_rows
        How many rows a file may have.
    fewer_rows
        What to do about a file with more: a sentence.
    """

    what: str
    names: Callable[[str], bool]
    asks: Callable[[str], bool]
    second_headers: Collection[str]
    most_rows: int
    fewer_rows: str
