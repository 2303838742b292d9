"""Words of the page "Who have we heard from?" and its files, which an analyst edits in
``texts.toml``."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "texts.toml"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes
    ----------
    verdicts, changes
        In words, by the keys of :data:`layers.exercise.representation.VERDICTS` and
        :data:`layers.exercise.waves.VERDICTS`.
    means
        Explanations on the page and in the files.
    where
        What is asked and said about where an exercise asked.
    left_out
        What is said of responses without a usable place.
    files, page
        What stands only there.
    """

    verdicts: dict[str, str]
    changes: dict[str, str]
    means: dict[str, str]
    where: dict[str, str]
    left_out: dict[str, str]
    files: dict[str, str]
    page: dict[str, str]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Texts)
