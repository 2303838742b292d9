"""The tables of a package as ``tables.toml`` describes them, filled with figures."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import msgspec
import pandas as pd

from dashboard.files.data_package import Resource
from dashboard.files.table import Column, Table
from layers import toml_file

FILE = Path(__file__).parent / "tables.toml"


class ColumnTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: what it holds, in words, the ``table.column`` that its values are of, and what
    they are made of."""

    kind: Literal["text", "whole", "number"]
    title: str
    meaning: str = ""
    refers: str = ""
    rests_on: tuple[str, ...] = ()


class TableTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table; ``use`` says what the publications of its columns are used for, ``practices``
    whether only packages with practices have it."""

    title: str
    description: str
    key: tuple[str, ...]
    columns: dict[str, ColumnTexts]
    use: str = ""
    practices: bool = False


@lru_cache(maxsize=1)
def texts() -> Mapping[str, TableTexts]:
    """The file, read once. An error names what does not fit."""
    return toml_file.read(FILE, dict[str, TableTexts])


def resource(name: str, frame: pd.DataFrame, path: str = "", **parts: str) -> Resource:
    """A table as a file of a package.

    Parameters
    ----------
    name
        Its section of the file.
    frame
        Its columns by the names that they have there; those that the file lists and the frame has
        not are left out.
    path
        The file's name, where that is not the section's.
    parts
        Filled into titles and descriptions.
    """
    said = texts()[name]
    columns = {one: words for one, words in said.columns.items() if one in frame}
    table = Table(
        name,
        (),
        tuple(
            Column(
                one,
                words.title.format(**parts),
                words.kind,
                cast(Sequence[Any], frame[one].to_numpy()),  # not a list: it would take long
                meaning=words.meaning,
            )
            for one, words in columns.items()
        ),
    )
    return Resource(
        path or f"{name}.csv",
        said.title.format(**parts),
        said.description.format(**parts),
        table,
        said.key,
        {one: _referred(words.refers) for one, words in columns.items() if words.refers},
    )


def rests_on(table: str) -> Iterator[tuple[str, str]]:
    """What a table is made of, column by column: what it is used for, and the publication's id or
    the word that stands for several. A column that refers to another rests on what that does."""
    said = texts()[table]
    for column in said.columns.values():
        yield from _rests_on(said, column)


def _rests_on(table: TableTexts, column: ColumnTexts) -> Iterator[tuple[str, str]]:
    yield from ((table.use, name) for name in column.rests_on)
    if column.refers:
        there, name = _referred(column.refers)
        yield from _rests_on(texts()[there], texts()[there].columns[name])


def _referred(text: str) -> tuple[str, str]:
    table, _, column = text.partition(".")
    return table, column
