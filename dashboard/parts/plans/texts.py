"""Words that pages say of plans, which an analyst edits in ``texts.toml``."""

from functools import lru_cache
from pathlib import Path

from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """The file, read once. An error names what does not fit."""
    return toml_file.read(FILE, dict[str, str])


def say(name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts()[name].format(**parts)
