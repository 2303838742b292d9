"""Files of texts and numbers that an analyst edits, in TOML."""

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

_Read = TypeVar("_Read")


def read(file: Path, kind: type[_Read]) -> _Read:
    """The whole file, as the keys and kinds of value that it is declared to have.

    Raises
    ------
    msgspec.ValidationError, tomllib.TOMLDecodeError
        Where it does not fit: the error names what.
    """
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind)
