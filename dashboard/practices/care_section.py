"""“Getting in and being looked after” on a page: calls, appointments, smoking, children at A&E.

What is published of a practice, beside its network, its place, the region and England; of several
units side by side. A practice that a publication does not name says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES, wide
from dashboard.practices.care_texts import say
from dashboard.practices.key_figures import heading
from dashboard.wording import number_text
from dashboard.wording.inside import inside
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.practices import care, units
from layers.practices.care import CareMeasure
from layers.practices.units import Unit
from layers.table_rows import row_of

# The part of the practices here, from either end, that the finding names.
_QUARTER = 0.25
# Measures that share out the calls that came in, and the least percent that they leave to be told.
_CALLS = ["calls_answered", "calls_missed"]
_LEAST_REST = 0.05


@dataclass(frozen=True)
class CareCell:
    """A figure as it is written, whether there is one, and what stands small below it: limits, and
    of how many practices."""

    text: str
    known: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CareRow:
    """A measure, of when it is, and its cells."""

    label: str
    when: str
    cells: tuple[CareCell, ...]


def rows_beside(atlas: Atlas, wanted: Sequence[Unit]) -> list[CareRow]:
    """Every measure for some units that are made of practices, for the region and England.

    None where the snapshot holds no such figures.
    """
    groups = [care.of_group(atlas, unit.practices) for unit in wanted]
    groups.append(care.region(atlas))
    country = care.england(atlas)
    rows = []
    for key, measure in care.measures(atlas).items():
        cells = [_cell(measure, row_of(found, key)) for found in groups]
        cells.append(CareCell(value(measure, country[key])))
        said = "development" if measure.development else "period"
        when = say("page", said, period=measure.period)
        rows.append(CareRow(measure.label, when, tuple(cells)))
    return rows


def value(measure: CareMeasure, number: float) -> str:
    """A figure as it is written: ``48.5%``, ``864``; of one that is missing, that it is."""
    if np.isnan(number):
        return say("page", "none")
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
    heads = [say("page", f"here_{unit.kind}"), *(heading(one) for one in shown[1:])]
    single = unit.kind == "practice"
    return html.Section(
        [
            html.H2(say("page", "title")),
            *([html.P(finding(atlas, unit.key), className="sentence")] if single else []),
            html.P(say("page", "about" if single else "about_group"), className="note"),
            _table(atlas, heads, rows_beside(atlas, shown), first="number fw-semibold"),
            repeat_panel("practices-care", "table"),
            html.P(say("page", "several"), className="note"),
            *_calls_rest(atlas, shown),
            *([html.P(say("page", "quarter"), className="note")] if single else []),
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
        html.H2(say("page", "title")),
        html.P(say("page", "about_group"), className="note"),
        _table(atlas, [heading(unit) for unit in shown], rows_beside(atlas, shown)),
        repeat_panel("practices-care", "table"),
        html.P(say("page", "several"), className="note"),
        *_calls_rest(atlas, shown),
        _folded("notes", _notes(atlas)),
    ]
    return [html.Section(parts, id="practices-care")]


def finding(atlas: Atlas, practice: str) -> str:
    """On which measures a practice is in the worst or the best quarter of those here, in words."""
    every, country = care.by_practice(atlas), care.england(atlas)
    mine = care.of_group(atlas, [practice])
    if not mine["published"].any():
        return say("page", "nothing")
    known = care.measures(atlas)
    # From the worst on, whichever way that is.
    ways = {key: {"high": 1.0, "low": -1.0, "": np.nan}[one.good] for key, one in known.items()}
    ranks = every.mul(pd.Series(ways)).rank(pct=True).loc[practice].dropna()
    worst, best = [], []
    for key, at in ranks.items():
        measure, row = known[str(key)], row_of(mine, str(key))
        said = say(
            "page",
            "one",
            measure=inside(measure.label),
            value=", ".join(filter(None, [value(measure, row["value"]), limits(measure, row)])),
            england=value(measure, country[measure.key]),
        )
        if at <= _QUARTER:
            worst.append(said)
        elif at > 1 - _QUARTER:
            best.append(said)
    sentences = [
        say("page", name, measures=listed(found, len(found)))
        for name, found in (("worst", worst), ("best", best))
        if found
    ]
    return " ".join(sentences) or say("page", "in_between")


def _cell(measure: CareMeasure, found: pd.Series) -> CareCell:
    if np.isnan(found["value"]):
        return CareCell(say("page", "none"), known=False)
    notes = [said] if (said := limits(measure, found)) else []
    if found["published"] < found["practices"]:
        counted = {name: number_text.count(found[name]) for name in ("published", "practices")}
        notes.append(say("page", "some", **counted))
    return CareCell(value(measure, found["value"]), notes=tuple(notes))


def _calls_rest(atlas: Atlas, wanted: Sequence[Unit]) -> list[Component]:
    """What became of calls neither answered nor missed, where a column of the table has such."""
    if not {*_CALLS} <= {*care.measures(atlas)}:
        return []
    values = [care.of_group(atlas, unit.practices)["value"] for unit in wanted]
    values += [care.region(atlas)["value"], care.england(atlas)]
    told = [one[_CALLS].sum(skipna=False) for one in values]
    if not any(abs(100 - share) >= _LEAST_REST for share in told):
        return []
    return [html.P(say("page", "calls_rest"), className="note")]


def _table(
    atlas: Atlas, names: Sequence[str], rows: Sequence[CareRow], *, first: str = "number"
) -> Component:
    """The rows under their periods; ``first`` is the look of the first column of figures."""
    heads = [*names, atlas.name, say("page", "england")]
    head = html.Tr(
        [
            html.Th(say("page", "measure"), scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    groups = [
        html.Tbody(
            [
                html.Tr(
                    [html.Th(when, colSpan=1 + len(heads), scope="rowgroup", className="note")]
                ),
                *(_row(row, first) for row in mine),
            ]
        )
        for when, mine in groupby(rows, attrgetter("when"))
    ]
    return wide(html.Table([html.Thead(head), *groups], className=FIGURES), say("page", "title"))


def _row(row: CareRow, look: str) -> Component:
    first, *others = row.cells
    return html.Tr(
        [
            html.Th(row.label, scope="row"),
            html.Td(_written(first), className=look),
            *(html.Td(_written(cell), className="number") for cell in others),
        ]
    )


def _written(cell: CareCell) -> list[str | Component]:
    said = cell.text if cell.known else html.Span(cell.text, className="note fw-normal")
    return [said, *(html.Small(note, className="limits") for note in cell.notes)]


def _months(atlas: Atlas, unit: Unit) -> list[str]:
    """Of a practice: measures that the snapshot holds for several months."""
    if unit.kind != "practice":
        return []
    every, lines = care.over_time(atlas, unit.key), []
    for key, measure in care.measures(atlas).items():
        mine = every[every["measure"] == key]
        if len(mine) > 1:
            figures = [
                say("page", "month", value=value(measure, number), period=period)
                for number, period in zip(mine["value"], mine["period"], strict=True)
            ]
            said = listed(figures, len(figures))
            lines.append(say("page", "months", measure=measure.label, figures=said))
    return lines


def _notes(atlas: Atlas) -> list[str]:
    known = care.measures(atlas).values()
    return [say("page", "note", measure=one.label, note=one.note) for one in known]


def _folded(name: str, lines: Sequence[str]) -> Component:
    return html.Details(
        [
            html.Summary(say("page", name)),
            html.Ul([html.Li(line) for line in lines], className="note"),
        ],
        className="section",
    )
