"""The one table that every format shows: the areas in view, and the figures of the view.

Columns have a short name that lasts (for maps and programs) and a header in plain words (for
people). Figures are those of the atlas to six decimals; nothing else is rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.explore.areas_in_view import codes_in_view, highlighted
from dashboard.explore.view import ViewState
from dashboard.files import cells
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.cluster_kinds import load_kinds
from layers.geography.national_standing import national_deciles

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


def indicators_of(view: ViewState) -> list[str]:
    """Ids of the indicators of a view, each once: the map's, the second, the table's."""
    return list(dict.fromkeys(i for i in (view.indicator, view.second, *view.columns) if i))


def codes_of(atlas: Atlas, view: ViewState, only_selected: bool = False) -> pd.Index:
    """Codes of the areas to export, in code order: the selected ones if wanted and there are any,
    else those in view."""
    if only_selected and view.selected:
        return pd.Index(sorted(set(view.selected)))
    return codes_in_view(atlas, view)


def table(atlas: Atlas, view: ViewState, only_selected: bool = False) -> Table:
    """The table of a view.

    Parameters
    ----------
    only_selected
        Whether to give the selected areas alone, whatever the view is limited to.
    """
    codes = codes_of(atlas, view, only_selected)
    columns = _names(atlas, view.level, codes)
    for indicator in indicators_of(view):
        columns += _figures(atlas, indicator, view.level, codes)
    marks = highlighted(atlas, view)
    if marks:
        names = ["", *(kind.name for kind in load_kinds())]
        header = f"{name_of(atlas.indicators[view.indicator])}: cluster"
        values = [names[marks.get(code, 0)] for code in codes]
        columns.append(Column(f"{view.indicator}_cluster", header, "text", values))
    columns.append(
        Column("flags", "Flags: take care here", "text", _flags(atlas, view.level, codes))
    )
    return Table(view.level, tuple(codes), tuple(columns))


def name_of(definition: Indicator) -> str:
    """An indicator's label, marked where it is modelled."""
    return f"{definition.label} (modelled)" if definition.modelled else definition.label


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
    if definition.is_share:
        parts += ["numerator", "denominator"]
    # England's percentiles are over LSOAs. A decile needs no decile, and kinds have no order.
    if level == "lsoa" and national and definition.kind not in ("decile", "category"):
        parts.append("national_percentile")
        if definition.polarity != "none":
            parts.append("national_decile")
    return parts


def _names(atlas: Atlas, level: str, codes: pd.Index) -> list[Column]:
    frame = levels.areas_at(atlas, level).loc[codes]
    found = [Column("code", LEVEL_CODES[level], "text", codes.tolist())]
    areas = atlas.areas
    if level == "lsoa":
        here = areas.loc[codes]
        found.append(_text("neighbourhood", "Neighbourhood", here["neighbourhood"]))
        found.append(_text("name", "Area name (ONS)", here["name"]))
        found.append(_text("ward", "Ward (best fit)", here["ward"]))
    elif level == "msoa":
        grouped = areas[areas["msoa_code"].isin(codes)].groupby("msoa_code")
        found.append(_text("neighbourhood", "Neighbourhood", frame["name"]))
        found.append(_text("name", "Area name (ONS)", grouped["msoa"].first().reindex(codes)))
        wards = grouped["ward"].agg(lambda names: "; ".join(sorted(set(names))))
        found.append(_text("ward", "Wards (best fit)", wards.reindex(codes)))
    elif level == "ward":
        found.append(_text("ward", "Ward", frame["name"]))
    found.append(_text("district", "District", frame["district"]))
    for name, header in (
        ("residents", "Residents, Census 2021"),
        ("areas", "Small areas (LSOA) in it"),
    ):
        # Not its plain name: "residents" is also an indicator.
        found.append(Column(f"all_{name}", header, "whole", frame[name].astype(int).tolist()))
    return found


def _figures(atlas: Atlas, indicator: str, level: str, codes: pd.Index) -> list[Column]:
    definition = atlas.indicators[indicator]
    frame = levels.table_at(atlas, indicator, level).loc[codes]
    national = bool(atlas.table(indicator)["national_percentile"].notna().any())
    values: dict[str, Any] = {"": frame["value"], **dict(frame.items())}
    if level == "lsoa":
        values["national_decile"] = national_deciles(atlas, indicator).loc[codes]
    found = []
    for part in parts_of(definition, level, national=national):
        numbers = np.round(np.asarray(values[part], dtype=float), DECIMALS)
        kind, decimals = shown_as(definition, part)
        column_id = f"{indicator}_{part}" if part else indicator
        header = header_of(definition, part)
        if definition.kind == "category":
            names = [None if np.isnan(n) else definition.categories[int(n)] for n in numbers]
            found.append(Column(column_id, header, "text", names))
        else:
            unit = unit_of(definition, part)
            meaning = definition.description
            column = Column(column_id, header, kind, numbers.tolist(), decimals, unit, meaning)
            found.append(column)
    return found


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


def _flags(atlas: Atlas, level: str, codes: pd.Index) -> list[str | None]:
    """Flags in words; of a larger area, with how many of its areas carry each."""
    areas = atlas.areas
    label = {name: flag.label for name, flag in atlas.flags.items()}
    if level == "lsoa":
        own = areas["flags"].loc[codes]
        return ["; ".join(label[f] for f in flags) or None for flags in own]
    of = areas[levels.COLUMNS[level][0]]
    size = of.value_counts()
    marked = pd.DataFrame(
        {
            name: areas["flags"].map(lambda flags, name=name: name in flags).groupby(of).sum()
            for name, flag in atlas.flags.items()
            if not flag.everywhere
        }
    )
    return [
        "; ".join(
            f"{label[str(name)]} ({int(number)} of {size[code]} areas)"
            for name, number in marked.loc[code].items()
            if number
        )
        or None
        for code in codes
    ]


def _text(name: str, header: str, values: pd.Series) -> Column:
    return Column(name, header, "text", values.tolist())
