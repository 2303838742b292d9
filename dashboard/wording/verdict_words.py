"""Verdicts on how often groups were heard from, in words, which an analyst edits in
``verdict_words.toml``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dashboard.wording.number_text import count
from layers import toml_file

FILE = Path(__file__).parent / "verdict_words.toml"


def verdicts(groups: int) -> dict[str, str]:
    """By the keys of :data:`layers.exercise.representation.VERDICTS`.

    Parameters
    ----------
    groups
        How many groups were looked at.
    """
    return {key: text.replace("{groups}", count(groups)) for key, text in _words().items()}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    return toml_file.read(FILE, dict[str, str])
