"""The table of a view that every format shows: the areas in view, and their figures.

Figures are those of the atlas to six decimals; nothing else is rounded.
"""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.explore.areas_in_view import codes_in_view, highlighted
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import say
from dashboard.files.table import (
    DECIMALS,
    LEVEL_CODES,
    Column,
    Table,
    header_of,
    name_of,
    parts_of,
    shown_as,
    unit_of,
)
from dashboard.wording.legend import level_words
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.geography.cluster_kinds import clustered, load_kinds
from layers.geography.national_standing import national_deciles
from layers.own.cover import why_none


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
        columns += _known(atlas, indicator, view.level, codes)
    marks = highlighted(atlas, view)
    if marks:
        names = ["", *(kind.name for kind in load_kinds())]
        of = atlas.indicators[clustered(atlas, view.indicator)]
        header = f"{name_of(of)}: cluster"
        values = [names[marks.get(code, 0)] for code in codes]
        columns.append(Column(f"{of.id}_cluster", header, "text", values))
    columns.append(
        Column("flags", "Flags: take care here", "text", _flags(atlas, view.level, codes))
    )
    return Table(view.level, tuple(codes), tuple(columns))


def _names(atlas: Atlas, level: str, codes: pd.Index) -> list[Column]:
    frame = levels.areas_at(atlas, level).loc[codes]
    areas, one = atlas.areas, level_words(atlas, level).one
    found = [Column("code", LEVEL_CODES.get(level, f"{one} code"), "text", codes.tolist())]
    if level == "lsoa":
        here = areas.loc[codes]
        found.append(_text("neighbourhood", "Neighbourhood", here["neighbourhood"]))
        found.append(_text("name", "Area name (ONS)", here["name"]))
        found.append(_text("ward", "Ward (best fit)", here["ward"]))
    elif level == "msoa":
        grouped = areas[areas["msoa_code"].isin(codes)].groupby("msoa_code")
        found.append(_text("neighbourhood", "Neighbourhood", frame["name"]))
        found.append(_text("name", "Area name (ONS)", grouped["msoa"].first().reindex(codes)))
        wards = grouped["ward"].agg(_joined)
        found.append(_text("ward", "Wards (best fit)", wards.reindex(codes)))
    elif level == "ward":
        found.append(_text("ward", "Ward", frame["name"]))
    elif level == GROUPING:
        found.append(_text("grouping", one, frame["name"]))
        wards = areas.groupby("grouping_code")["ward"].agg(_joined)
        found.append(_text("ward", "Wards (best fit)", wards.reindex(codes)))
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
    values: dict[str, Any] = {"": frame["value"], **{str(k): v for k, v in frame.items()}}
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


def _known(atlas: Atlas, indicator: str, level: str, codes: pd.Index) -> list[Column]:
    """Of what somebody brought for some areas only: why an area has no figure, and of how many of
    its areas a larger one's figure is; the same column whatever areas are in view."""
    definition = atlas.indicators[indicator]
    value = atlas.table(indicator)["value"]
    if not definition.is_own or value.notna().all():
        return []
    name = name_of(definition)
    if level == "lsoa":
        why = {
            code: reason
            for reason, those in why_none(atlas, indicator).items()
            for code in value.index[those]
        }
        header = say("why_none", name=name)
        return [Column(f"{indicator}_none", header, "text", [why.get(code) for code in codes])]
    known = value.notna().groupby(levels.place_of(atlas, level)).sum().loc[codes]
    return [Column(f"{indicator}_areas", say("areas_known", name=name), "whole", known.tolist())]


def _flags(atlas: Atlas, level: str, codes: pd.Index) -> list[str | None]:
    """Flags in words; of a larger area, with how many of its areas carry each."""
    areas = atlas.areas
    label = {name: flag.label for name, flag in atlas.flags.items()}
    if level == "lsoa":
        own = areas["flags"].loc[codes]
        return ["; ".join(label[f] for f in flags) or None for flags in own]
    of = levels.place_of(atlas, level)
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


def _joined(names: pd.Series) -> str:
    return "; ".join(sorted(set(names)))


def _text(name: str, header: str, values: pd.Series) -> Column:
    return Column(name, header, "text", values.tolist())
