"""What columns of a table of own figures may be called, from ``columns.toml``."""

from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file

FILE = Path(__file__).with_name("columns.toml")
Words = tuple[str, ...]


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings by what stands below them; ``last_figure``: numbers that are figures only where no
    other column holds any; ``no_figure``: numbers that are none."""

    numerator: Words
    denominator: Words
    value: Words
    name: Words
    easting: Words
    northing: Words
    year: Words
    last_figure: Words
    no_figure: Words


class Values(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a heading that tell whether values add up (:mod:`layers.own.value_headings`)."""

    no_count: Words
    seldom_count: Words
    counted: Words
    each_place: Words


class Cells(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands for a figure that is not given, and for one that was hidden."""

    missing: frozenset[str]
    hidden: frozenset[str]


class ColumnWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    headings: Headings
    values: Values
    cells: Cells


@lru_cache(maxsize=1)
def column_words() -> ColumnWords:
    """The file, read once: an error names what does not fit."""
    return toml_file.read(FILE, ColumnWords)
