"""Names and addresses as people write them, from publications that have them in capitals."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec

PATH = Path(__file__).with_name("names.toml")
_VOWEL = re.compile("[AEIOUY]")
_PARTS = re.compile(r"(\s+|[-/(),&.])")
_OPENING = ("-", "/", "(", ",")


class Spelling(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The lists of ``names.toml``, which an analyst edits.

    Attributes
    ----------
    capitals
        Words that stay in capitals.
    small
        Words without a capital, such as "of".
    words, names
        How single words and whole names are written, by what is published.
    """

    capitals: frozenset[str]
    small: frozenset[str]
    words: dict[str, str]
    names: dict[str, str]


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """The lists, read once."""
    return msgspec.toml.decode(PATH.read_bytes(), type=Spelling)


def tidy(text: str) -> str:
    """``"THE DENSHAM SURGERY"`` → ``"The Densham Surgery"``.

    What is not wholly in capitals was written by somebody with care, and stays.
    """
    lists = spelling()
    text = " ".join(text.split())
    if text in lists.names or text != text.upper():
        return lists.names.get(text, text)
    shortened = "|".join(map(re.escape, lists.words))
    text = re.sub(rf"\b({shortened})\.\s*", r"\1 ", text)
    text = re.sub(r"\s*,\s*", ", ", text).strip()
    parts = _PARTS.split(text)
    return "".join(_written(parts, at, lists) for at in range(len(parts)))


def _written(parts: list[str], at: int, lists: Spelling) -> str:
    """One word of a name; between words, what parts them."""
    word = parts[at]
    if word in lists.words:
        return lists.words[word]
    if word.lower() in lists.small and _within(parts, at):
        return word.lower()
    abbreviation = word.isalpha() and len(word) > 1 and not _VOWEL.search(word)
    if word in lists.capitals or abbreviation or re.fullmatch(r"[A-Z]{1,2}\d+", word):
        return word
    # O'Connell, McDonald; "MC" alone is a word of the list.
    if prefix := re.match(r"O'(?=\w{2})|MC(?=\w{3})", word):
        return prefix[0].capitalize() + word[prefix.end() :].capitalize()
    return word.capitalize()


def _within(parts: list[str], at: int) -> bool:
    """Whether a word stands inside a name: not first, and not at the start of a new part."""
    before = "".join(parts[:at]).rstrip()
    hyphens = "".join(parts[:at]).endswith("-") and "".join(parts[at + 1 : at + 3]).startswith("-")
    return hyphens or (bool(before) and not before.endswith(_OPENING))
