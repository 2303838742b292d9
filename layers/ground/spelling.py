"""Names of places and what people type for them, made alike by ``place_spellings.toml``.

Small letters without accents; apostrophes are left out, other signs stand for a space; words that
make no difference are left out, short forms are written out: "St. Mary's Rd" is "saint marys road".
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from itertools import groupby

import msgspec

from layers.catalogue.definitions import CATALOGUE, CatalogueError

FILE = "place_spellings.toml"
_APOSTROPHES = re.compile("['’‘`´ʼ]")  # noqa: RUF001  (what people type, and telephones put in)
_SIGNS = re.compile(r"[\W_]+")


class Spellings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes
    ----------
    without
        Words that make no difference.
    short
        Whole word by short form.
    first_of_name
        The same, where the short form is not the last word of a name.
    kinds
        Kind of place by the word that people say behind its name.
    """

    without: frozenset[str]
    short: dict[str, str]
    first_of_name: dict[str, str]
    kinds: dict[str, str]


@lru_cache(maxsize=1)
def load_spellings() -> Spellings:
    """Read and check the file.

    Raises
    ------
    CatalogueError
        When it is missing or does not fit.
    """
    try:
        return msgspec.convert(tomllib.loads((CATALOGUE / FILE).read_text("utf-8")), Spellings)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None


def words_of(text: str) -> list[str]:
    """The words of a name, or of what was typed, as they are compared.

    >>> words_of("St. Mary’s Rd & The Green")
    ['saint', 'marys', 'road', 'green']
    >>> words_of("Sheffield Rail Station")
    ['sheffield', 'station']
    """
    known = load_spellings()
    parts = plain(text).split()
    kept = [word for word in parts if word not in known.without] or parts
    whole = (_whole(word, at, kept, known) for at, word in enumerate(kept))
    return [word for word, _ in groupby(whole)]


def plain(text: str) -> str:
    """A text in small letters without accents and signs; nothing is left out or written out.

    >>> plain("St. Mary’s Rd")
    'st marys rd'
    """
    flat = text.lower()
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text).casefold()
        flat = "".join(c for c in apart if not unicodedata.combining(c))
    return _SIGNS.sub(" ", _APOSTROPHES.sub("", flat)).strip()


def _whole(word: str, at: int, words: list[str], known: Spellings) -> str:
    first = known.first_of_name.get(word)
    # "St" before another word is a saint, unless a word stands before it: "Mary St Sheffield".
    if first and at < len(words) - 1 and at == 0:
        return first
    return known.short.get(word, word)


def slug(text: str) -> str:
    """A name as it stands in an address: ``owler-lane``.

    >>> slug("Owler Lane")
    'owler-lane'
    """
    return re.sub("[^a-z0-9]+", "-", "-".join(words_of(text)))[:60].strip("-") or "x"
