"""Words of changing what a plan holds, which an analyst edits in ``texts.toml``."""

from functools import lru_cache
from pathlib import Path

from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, str]]:
    """The file, read once: texts by section and name. An error names what does not fit."""
    return toml_file.read(FILE, dict[str, dict[str, str]])


def say(section: str, name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts()[section][name].format(**parts)


def of(section: str, name: str) -> str:
    """One text as it stands; empty where the section has none of that name."""
    return texts()[section].get(name, "")
