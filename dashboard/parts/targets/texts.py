"""Words about what a definition finds and a team takes of it, edited in ``texts.toml``."""

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


def one_or_many(section: str, name: str, how_many: int, **parts: object) -> str:
    """One of two texts, ``<name>_one`` or ``<name>``, by how many there are."""
    return say(section, f"{name}_one" if how_many == 1 else name, **parts)
