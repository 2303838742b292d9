"""Words of the part "Add your own venues", which an analyst edits in ``own_venues.toml``."""

from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "own_venues.toml"


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings of the example file, and of each made-up venue its name, address and kind."""

    headings: tuple[str, ...]
    venues: tuple[tuple[str, str, str], ...]


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes
    ----------
    page
        What stands on the page, and what the server says of a list.
    browser, asks
        What the browser says by itself, and while it asks the server.
    example
        What is in the example file.
    """

    page: dict[str, str]
    browser: dict[str, str]
    asks: dict[str, dict[str, str]]
    example: Example


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return toml_file.read(FILE, Texts)


def say(name: str, /, **parts: object) -> str:
    """One text of the page with its parts filled in."""
    return texts().page[name].format(**parts)
