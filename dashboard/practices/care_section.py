"""“Getting in and being looked after” on a page: calls, appointments, smoking, children at A&E.

What is published of a practice, beside its network, its place, the region and England; of several
units side by side. A practice that a publication does not name says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts.tables import FIGURES, wide
from dashboard.practices.key_figures import heading
from dashboard.practices.texts import say
from dashboard.wording import number_text
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.practices import care, units
from layers.practices.care import CareMeasure
from layers.practices.units import Unit

# The part of the practices here, from either end, that the finding names.
_QUARTER = 0.25


@dataclass(frozen=True)
class CareCell:
    """A figure as it is written, and what stands small below it: limits, or of how many."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class CareRow:
    """A measure, of when it is, and its cells in the order of :func:`care_heads`."""

    label: str
    when: str
    cells: tuple[CareCell, ...]


def care_heads(atlas: Atlas, wanted: Sequence[Unit]) -> list[str]:
    """Headings of the cells of :func:`care_rows`: the units, the region, England."""
    return [*(heading(unit) for unit in wanted), atlas.name, say("care", "england")]


def care_rows(atlas: Atlas, wanted: Sequence[Unit]) -> list[CareRow]:
    """Every measure for some units that are made of practices, for the region and England.

    None where the snapshot holds no such figures.
    """
    groups = [care.of_group(atlas, unit.practices) for unit in wanted]
    groups.append(care.of_group(atlas, atlas.practices.index))
    country = care.england(atlas)
    rows = []
    for key, measure in care.measures(atlas).items():
        cells = [_cell(measure, found.loc[key]) for found in groups]
        cells.append(CareCell(value(measure, country[key])))
        said = "development" if measure.development else "period"
        when = say("care", said, period=measure.period)
        rows.append(CareRow(measure.label, when, tuple(cells)))
    return rows


def value(measure: CareMeasure, number: float) -> str:
    """A figure as it is written: ``48.5%``, ``864``; of one that is missing, that it is."""
    if np.isnan(number):
        return say("care", "none")
    if measure.unit == "%":
        return number_text.percent(number, measure.decimals)
    return number_text.fixed(number, measure.decimals)


def limits(measure: CareMeasure, found: pd.Series) -> str:
    """The 95% limits of a row of :func:`layers.practices.care.of_group`; empty without."""
    if np.isnan(found["lower"]):
        return ""
    return "–".join(number_text.fixed(found[part], measure.decimals) for part in ("lower", "upper"))


def section(atlas: Atlas, unit: Unit) -> Component | None:
    """A unit's own section; None for what has no practices, or a snapshot without such figures."""
    if not unit.practices or not care.measures(atlas):
        return None
    shown = [unit, *units.larger(atlas, unit)]
    heads = [say("care", f"here_{unit.kind}"), *care_heads(atlas, shown)[1:]]
    single = unit.kind == "practice"
    return html.Section(
        [
            html.H2(say("care", "title")),
            *([html.P(finding(atlas, unit.key), className="sentence")] if single else []),
            html.P(say("care", "about" if single else "about_group"), className="note"),
            _table(heads, care_rows(atlas, shown)),
            html.P(say("care", "several"), className="note"),
            *([html.P(say("care", "quarter"), className="note")] if single else []),
            *([_folded("by_month", months)] if (months := _months(atlas, unit)) else []),
            _folded("notes", _notes(atlas)),
        ],
        id="practices-care",
    )


def side_by_side(atlas: Atlas, wanted: Sequence[Unit]) -> list[Component]:
    """The same of several units, for those that are made of practices."""
    shown = [unit for unit in wanted if unit.practices]
    if not shown or not care.measures(atlas):
        return []
    parts = [
        html.H2(say("care", "title")),
        html.P(say("care", "about_group"), className="note"),
        _table(care_heads(atlas, shown), care_rows(atlas, shown)),
        html.P(say("care", "several"), className="note"),
        _folded("notes", _notes(atlas)),
    ]
    return [html.Section(parts, id="practices-care")]


def finding(atlas: Atlas, practice: str) -> str:
    """On which measures a practice is in the first or the last quarter of those here, in words."""
    every, country = care.by_practice(atlas), care.england(atlas)
    mine = care.of_group(atlas, [practice])
    if not mine["published"].any():
        return say("care", "nothing")
    known = care.measures(atlas)
    # From the least wanted on, whichever way that is.
    ways = {key: {"high": 1.0, "low": -1.0, "": np.nan}[one.good] for key, one in known.items()}
    ranks = every.mul(pd.Series(ways)).rank(pct=True).loc[practice].dropna()
    first, last = [], []
    for key, at in ranks.items():
        measure, row = known[str(key)], mine.loc[key]
        said = say(
            "care",
            "one",
            measure=_small(measure.label),
            value=", ".join(filter(None, [value(measure, row["value"]), limits(measure, row)])),
            england=value(measure, country[measure.key]),
        )
        if at <= _QUARTER:
            first.append(said)
        elif at > 1 - _QUARTER:
            last.append(said)
    sentences = [
        say("care", name, measures=listed(found, len(found)))
        for name, found in (("most_wanted", first), ("least_wanted", last))
        if found
    ]
    return " ".join(sentences) or say("care", "in_between")


def _cell(measure: CareMeasure, found: pd.Series) -> CareCell:
    if np.isnan(found["value"]):
        return CareCell(say("care", "none"))
    notes = [said] if (said := limits(measure, found)) else []
    if found["published"] < found["practices"]:
        counted = {name: number_text.count(found[name]) for name in ("published", "practices")}
        notes.append(say("care", "some", **counted))
    return CareCell(value(measure, found["value"]), "; ".join(notes))


def _table(heads: Sequence[str], rows: Sequence[CareRow]) -> Component:
    head = html.Tr(
        [
            html.Th(say("care", "measure"), scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    body = [
        html.Tr(
            [
                html.Th([row.label, html.Small(row.when, className="limits")], scope="row"),
                *(_written(cell, first=at == 0) for at, cell in enumerate(row.cells)),
            ]
        )
        for row in rows
    ]
    table = html.Table([html.Thead(head), html.Tbody(body)], className=FIGURES)
    return wide(table, say("care", "title"))


def _written(cell: CareCell, *, first: bool) -> Component:
    look = "number fw-semibold" if first else "number"
    small = [html.Small(cell.note, className="limits")] if cell.note else []
    return html.Td([cell.text, *small], className=look)


def _months(atlas: Atlas, unit: Unit) -> list[str]:
    """Of a practice: measures that the snapshot holds for several months."""
    if unit.kind != "practice":
        return []
    every, lines = care.over_time(atlas, unit.key), []
    for key, measure in care.measures(atlas).items():
        mine = every[every["measure"] == key]
        if len(mine) > 1:
            figures = [
                say("care", "month", value=value(measure, number), period=period)
                for number, period in zip(mine["value"], mine["period"], strict=True)
            ]
            said = listed(figures, len(figures))
            lines.append(say("care", "months", measure=measure.label, figures=said))
    return lines


def _notes(atlas: Atlas) -> list[str]:
    known = care.measures(atlas).values()
    return [say("care", "note", measure=one.label, note=one.note) for one in known]


def _folded(name: str, lines: Sequence[str]) -> Component:
    return html.Details(
        [
            html.Summary(say("care", name)),
            html.Ul([html.Li(line) for line in lines], className="note"),
        ],
        className="section",
    )


def _small(label: str) -> str:
    """A label inside a sentence; names in capitals stay."""
    return label if label[1:2].isupper() or label[1:2] == "&" else label[:1].lower() + label[1:]
