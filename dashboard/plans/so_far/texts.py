"""Words of what a plan has heard so far, which an analyst edits in ``texts.toml``."""

from functools import lru_cache
from pathlib import Path

from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


@lru_cache(maxsize=1)
def texts() -> dict[str, str | list[str]]:
    """The file, read once. An error names what does not fit."""
    return toml_file.read(FILE, dict[str, str | list[str]])


def say(name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    text = texts()[name]
    assert isinstance(text, str), name
    return text.format(**parts)


def heads(name: str) -> list[str]:
    """The heads of a table's columns."""
    return list(texts()[name])
