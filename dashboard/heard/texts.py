"""Words of the page "Who have we heard from?" and its files, which an analyst edits in
``texts.toml``."""

from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


class RatioClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of the map: ratios under ``below`` that no earlier class has."""

    below: float
    words: str
    colour: str


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said while the server is asked: what it does, and what is waited for."""

    doing: str
    what: str


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes
    ----------
    changes
        Verdicts in words, by the keys of :data:`layers.exercise.waves.VERDICTS`.
    means
        Explanations on the page and in the files.
    where
        What is asked and said about where an exercise asked.
    left_out
        What is said of responses without a usable place.
    files, page
        What stands only there.
    classes
        How ratios are coloured on the map, from the lowest.
    browser, asks
        What the browser says by itself, and while it asks the server.
    """

    changes: dict[str, str]
    means: dict[str, str]
    where: dict[str, str]
    left_out: dict[str, str]
    files: dict[str, str]
    page: dict[str, str]
    classes: tuple[RatioClass, ...]
    browser: dict[str, str]
    asks: dict[str, Ask]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return toml_file.read(FILE, Texts)


def say(name: str, /, **parts: object) -> str:
    """One text of the page with its parts filled in."""
    return texts().page[name].format(**parts)
