"""The one table that every format shows: the areas in view, and the figures of the view.

Columns have a short name that lasts (for maps and programs) and a header in plain words (for
people). Figures are those of the atlas to six decimals; nothing else is rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dashboard.files import cells
from dashboard.wording.label_mark import marked
from layers.catalogue.definitions import Indicator

DECIMALS = 6
LEVEL_CODES = {
    "lsoa": "Area code (LSOA 2021)",
    "msoa": "Neighbourhood code (MSOA 2021)",
    "ward": "Ward code",
    "district": "District code",
}


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    id
        Short and lasting: ``code``, ``english_limited``, ``english_limited_lower`` …
    header
        In plain words, with the unit.
    kind
        ``text``, ``whole`` (whole numbers) or ``number``.
    decimals
        How many to show where a format can show fewer than it holds.
    unit, meaning
        Of an indicator's figures: the unit, and what the indicator is; else empty.
    values
        As they are; formats take them through :meth:`Table.rows`.
    """

    id: str
    header: str
    kind: Literal["text", "whole", "number"]
    values: Sequence[Any] = field(repr=False)
    decimals: int = 0
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Table:
    """What is exported: columns of equal length, areas in code order."""

    level: str
    codes: tuple[str, ...]
    columns: tuple[Column, ...]

    def headers(self) -> list[str]:
        """Safe headers, in the order of the columns."""
        return [cells.text(column.header) for column in self.columns]

    def rows(self) -> Iterator[list[cells.Cell]]:
        """Safe cells, area by area."""
        for at in range(len(self.codes)):
            yield cells.row(column.values[at] for column in self.columns)


def of_rows(
    level: str,
    rows: Sequence[Mapping[str, Any]],
    heads: Mapping[str, tuple[str, Literal["text", "whole", "number"], int]],
) -> Table:
    """A table of what is not an area: from rows by column, and each column's header, kind and
    decimals. What a row lacks is an empty cell; figures are given to six decimals."""

    def cell(value: Any) -> Any:
        return round(float(value), DECIMALS) if isinstance(value, float) else value

    columns = tuple(
        Column(name, header, kind, [cell(row.get(name)) for row in rows], decimals)
        for name, (header, kind, decimals) in heads.items()
    )
    return Table(level, tuple(map(str, range(len(rows)))), columns)


def name_of(definition: Indicator) -> str:
    """An indicator's label, marked where it is modelled or somebody's own."""
    return marked(definition)


def parts_of(definition: Indicator, level: str, *, national: bool) -> list[str]:
    """Which columns an indicator has at a level; the same whatever areas are in view.

    Parameters
    ----------
    national
        Whether the snapshot has national percentiles for it.
    """
    parts = [""]
    if definition.interval == "wilson":
        parts += ["lower", "upper"]
    if definition.derived == "heard":
        parts.append("upper")
    if definition.counted_at(level):
        parts += ["numerator", "denominator"]
    # England's percentiles are over LSOAs.
    if level == "lsoa" and national and definition.stands_nationally:
        parts.append("national_percentile")
        if definition.polarity != "none":
            parts.append("national_decile")
    return parts


def unit_of(definition: Indicator, part: str) -> str:
    """The unit of a column of an indicator's figures; empty where it is none, as of a rank."""
    return definition.unit if part in ("", "lower", "upper") else ""


def header_of(definition: Indicator, part: str) -> str:
    """A column's header in plain words, for an indicator and a part of it (``""`` its value)."""
    name, unit = name_of(definition), definition.unit
    if not part:
        said = unit == "category" or unit.lower() in definition.label.lower()
        return name if said and unit != "%" else f"{name}, {unit}"
    words = {
        "lower": f"lower 95% limit, {unit}",
        "upper": f"upper 95% limit, {unit}",
        "numerator": "how many (numerator)",
        "denominator": "out of how many (denominator)",
        "national_percentile": "national percentile (0 lowest value, 100 highest)",
        "national_decile": "national decile (1 greatest need, 10 least)",
    }[part]
    return f"{name}: {words}"


def shown_as(definition: Indicator, part: str) -> tuple[Literal["whole", "number"], int]:
    """Kind and decimals of a column, as :class:`Column` has them."""
    if part == "national_decile":
        return "whole", 0
    if part == "national_percentile":
        return "number", 1
    if part in ("numerator", "denominator"):
        return "number", 1 if definition.modelled else 0
    return "number", max(definition.decimals, 0)
