"""Languages as people name them in a sentence, by their labels in the census."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from layers import toml_file

FILE = Path(__file__).parent / "language_names.toml"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return toml_file.read(FILE, dict[str, str])


def spoken(labels: Iterable[str]) -> list[str]:
    """The languages in the same order: ``other Chinese languages`` for ``All other Chinese``."""
    names = _names()
    return [names.get(label, label) for label in labels]
