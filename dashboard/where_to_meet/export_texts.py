"""Words of the files of sessions, which an analyst edits in ``export_texts.toml``: sentences, and
what columns are called."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from dashboard.wording import number_text
from layers import toml_file

FILE = Path(__file__).parent / "export_texts.toml"


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: what it is called, what it holds, and how many decimals are shown."""

    header: str
    kind: Literal["text", "whole", "number"] = "text"
    decimals: int = 0


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: sentences by section and name, columns by table."""

    say: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, Mapping[str, Head]]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once. An error names what does not fit."""
    return toml_file.read(FILE, Texts)


def say(section: str, name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts().say[section][name].format(**parts)


def counted(section: str, name: str, how_many: int, /, **parts: object) -> str:
    """One of two texts, ``<name>_one`` or ``<name>``, by how many there are; ``{number}`` is how
    many."""
    which = f"{name}_one" if how_many == 1 else name
    return say(section, which, number=number_text.count(how_many), **parts)


def heads(
    table: str, **parts: object
) -> dict[str, tuple[str, Literal["text", "whole", "number"], int]]:
    """The columns of a table, as :func:`dashboard.files.table.of_rows` takes them; ``parts`` fill
    in their headers."""
    return {
        name: (head.header.format(**parts), head.kind, head.decimals)
        for name, head in texts().columns[table].items()
    }
