"""Words of the evidence pack, which an analyst edits in ``texts.toml``."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, Any]]:
    """The file, read once: texts by section and name."""
    return toml_file.read(FILE, dict[str, dict[str, Any]])


def say(section: str, name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return str(texts()[section][name]).format(**parts)


def gaps_more() -> list[dict[str, str]]:
    """What is missing whoever is asked about: ``what``, ``why``, ``look``."""
    return list(texts()["gaps_more"]["row"])
