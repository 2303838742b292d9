"""Words of the trade and what they mean, which an analyst edits in ``glossary.toml``."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "glossary.toml"


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word: its name, what it means, and its paragraph on the Methods page.

    Attributes
    ----------
    term
        Its name.
    said
        What it means, in a sentence or two.
    more
        The anchor of the paragraph.
    also
        Other ways to write it.
    spot
        Whether it is found in texts without a mark.
    """

    term: str
    said: str
    more: str
    also: tuple[str, ...] = ()
    spot: bool = False


@lru_cache(maxsize=1)
def glossary() -> dict[str, Term]:
    """The file by keys, read once. An error names what does not fit."""
    return toml_file.read(FILE, dict[str, Term])


@lru_cache(maxsize=1)
def keys() -> dict[str, str]:
    """The keys of terms by each way to write them.

    Raises
    ------
    ValueError
        When two terms are written alike.
    """
    found: dict[str, str] = {}
    for key, one in glossary().items():
        for words in (one.term, *one.also):
            if words in found:
                raise ValueError(f"glossary.toml explains “{words}” twice")
            found[words] = key
    return found


@lru_cache(maxsize=1)
def pattern() -> str:
    """What stands for a term in a text, for Python's expressions and the browser's alike.

    The first group is a word that is marked, the second one that is spotted.
    """
    spotted = [words for words, key in keys().items() if glossary()[key].spot]
    longest_first = sorted(spotted, key=lambda words: (-len(words), words))
    return rf"\[\[([^\]]+)\]\]|\b({'|'.join(map(re.escape, longest_first))})\b"
