"""The list while it says how patients get in and how they are looked after: what its columns are
called, and what stands in them."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.practices.care_section import value
from dashboard.practices.care_texts import say
from dashboard.practices.view import Listed
from layers.atlas import Atlas
from layers.practices import care

_FIELD = "care_{key}"


@dataclass(frozen=True)
class CareColumn:
    """A measure's column: the name of its field, its heading with England's figure, and what is
    said of it when the pointer rests there."""

    field: str
    head: str
    about: str


def columns(atlas: Atlas) -> list[CareColumn]:
    """A column for each measure that the snapshot has, in order."""
    country = care.england(atlas)
    found = []
    for key, one in care.measures(atlas).items():
        england = value(one, country[key])
        head = say("list", "head", measure=one.short, england=england)
        told = "about_development" if one.development else "about"
        about = say("list", told, measure=one.label, period=one.period, note=one.note)
        found.append(CareColumn(_FIELD.format(key=key), head, about))
    return found


def cells(atlas: Atlas, kind: Listed) -> dict[str, dict[str, Any]]:
    """What the rows of all practices or networks say, by code: each measure's figure (None where
    none is published), and under its name with ``Said`` how it is written."""
    practices = atlas.practices
    unit_of = (
        practices["pcn_code"] if kind == "pcn" else pd.Series(practices.index, practices.index)
    )
    table = care.by_unit(atlas, unit_of[unit_of != ""])["value"].unstack("measure")
    known = care.measures(atlas)
    found: dict[str, dict[str, Any]] = {}
    for code, row in table.iterrows():
        mine = found.setdefault(str(code), {})
        for key, one in known.items():
            field, number = _FIELD.format(key=key), float(row[key])
            mine[field] = None if math.isnan(number) else round(number, one.decimals + 1)
            mine[f"{field}Said"] = value(one, number)
    return found


def finding(atlas: Atlas) -> str:
    """What to know before reading the columns."""
    development = any(one.development for one in care.measures(atlas).values())
    return say("list", "finding_development" if development else "finding")


def beside() -> str:
    """What opens the notes."""
    return say("list", "more")


def notes(atlas: Atlas) -> list[str]:
    """Of when each measure is, and what it counts."""
    return [one.about for one in columns(atlas)]
