"""Words of the Methods page, which an analyst edits in ``texts.toml``."""

from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of publications: its name, and patterns of their ids in the snapshot's manifest."""

    name: str
    of: tuple[str, ...]


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    said: dict[str, str]
    headings: dict[str, str]
    columns: tuple[str, ...]
    licences: dict[str, str]
    themes: tuple[Theme, ...]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once. An error names what does not fit."""
    return toml_file.read(FILE, Texts)


def say(name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts().said[name].format(**parts)
