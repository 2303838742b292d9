"""The parts of an address's query, as every page takes them.

The first of each part counts. Whatever is unknown, hostile or too much is left out, and said in a
sentence. The browser does the same for Explore (``read`` in ``assets/modules/address.js``), by the
same limits and sentences; ``tests/golden/addresses.json`` holds the two together.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from layers import toml_file
from layers.own.own_layer import ID

T = TypeVar("T")

FILE = Path(__file__).parent / "address.toml"

# As long as a link that the server answers (dashboard/web/limits.py); some 4,000 is the fullest.
LONGEST = 8_000
MOST_PARTS = 50
MOST_NOTES = 6
# Areas that an address of Explore can select.
MOST_SELECTED = 200
LONGEST_SHOWN = 40  # letters of what a link says, in a sentence about it
# Patterns that mean the same in Python and in JavaScript, held against all of a text.
WHOLE = "[0-9]{1,6}"
KEY = r"[a-z]{3,9}(?:\.[A-Za-z0-9-]{1,60}){1,2}"  # of a place: a kind, a name, where it is
DECIMAL = r"-?[0-9]{1,7}(?:\.[0-9]{1,4})?"
# The zero-width space that papers and letters put into long addresses, as typed and as sent: an
# address copied from one means what it meant without.
UNSEEN = "\u200b|%[Ee]2%80%8[Bb]"
# The id of a layer that somebody brought, which is known only where that is at hand.
OWN = ID.pattern


@lru_cache(maxsize=1)
def sentences() -> dict[str, str]:
    """The sentences of ``address.toml``, which an analyst edits, by name."""
    return toml_file.read(FILE, dict[str, str])


class Parts:
    """The parts of a query, taken one by one.

    Parameters
    ----------
    query
        As in the address, with or without the ``?``.
    letters
        Names of the parts that the page knows.
    """

    def __init__(self, query: str, letters: Collection[str]) -> None:
        self._values: dict[str, str] = {}
        self._notes: dict[str, None] = {}  # in order, each once
        text = re.sub(UNSEEN, "", query.removeprefix("?"))
        if len(text) > LONGEST:
            self.note("too_long")
            return
        if text.count("&") >= MOST_PARTS:
            self.note("too_many")
            return
        for key, value in parse_qsl(text, keep_blank_values=True):
            if key not in letters:
                self.note("stranger", part=short(key))
            elif key in self._values:
                self.note("twice", part=key)
            else:
                self._values[key] = value

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what could not be used, each once: the first six."""
        return tuple(self._notes)[:MOST_NOTES]

    def note(self, name: str, **filled: object) -> None:
        """Add one of the sentences of ``address.toml``."""
        self.say(sentences()[name].format(**filled))

    def say(self, sentence: str) -> None:
        """Add a sentence of the page's own; of one that names figures which somebody brought, that
        they are not here."""
        lost = re.search(OWN, sentence)
        self._notes[sentences()["own"] if lost else printable(sentence)] = None

    def text(self, key: str) -> str:
        """What a part says; empty where it is not there."""
        return self._values.get(key, "")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def one_of(self, key: str, known: Collection[str], what: str, otherwise: str = "") -> str:
        """One of what is known."""
        given = self.text(key)
        if not given or given in known:
            return given or otherwise
        self.note("unknown", what=what, given=short(given))
        return otherwise

    def many(self, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        """Those of a list with points between that are known, each once."""
        given = [code for code in dict.fromkeys(self.text(key).split(".")) if code]
        codes = set(known) if given else set()
        lost = [code for code in given if code not in codes]
        if any(re.fullmatch(OWN, code) for code in lost):
            self.note("own")
            lost = [code for code in lost if not re.fullmatch(OWN, code)]
        if lost:
            more = sentences()["more"].format(number=len(lost) - 1) if len(lost) > 1 else ""
            self.note("no_code", what=what, given=short(lost[0]), more=more)
        return tuple(code for code in given if code in codes)

    def first(self, found: tuple[T, ...], most: int, what: str) -> tuple[T, ...]:
        """The first of what was found."""
        if len(found) > most:
            self.note("first", most=most, what=what)
        return found[:most]

    def number(self, key: str, low: int, high: int, what: str, otherwise: int = 0) -> int:
        """A whole number in plain digits, from ``low`` to ``high``."""

        def read(text: str) -> int:
            if not re.fullmatch(WHOLE, text) or not low <= int(text) <= high:
                raise ValueError(text)
            return int(text)

        return self.read(key, read, what, otherwise)

    def read(self, key: str, reader: Callable[[str], T], what: str, otherwise: T) -> T:
        """What a reader makes of a part; it raises ValueError for what it cannot use."""
        given = self.text(key)
        if not given:
            return otherwise
        try:
            return reader(given)
        except ValueError:
            self.note("unfit", what=what, given=short(given))
            return otherwise


def query_of(parts: dict[str, str]) -> str:
    """A query string with its ``?``; parts without a value are left out."""
    text = urlencode({key: value for key, value in parts.items() if value})
    return f"?{text}" if text else ""


def plain(number: float) -> str:
    """Every digit that :data:`DECIMAL` takes, and no more: ``5``, ``2.5``, ``1234567``."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def printable(text: str) -> str:
    """A text without control characters and others that nobody sees."""
    return "".join(c for c in text if c.isprintable())


def short(text: str) -> str:
    """Fit to be shown: no control characters, not long."""
    tidy = printable(text)
    return tidy if len(tidy) <= LONGEST_SHOWN else f"{tidy[: LONGEST_SHOWN - 1]}…"
