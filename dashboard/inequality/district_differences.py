"""Whether one district's gap is larger than another's, in a sentence and a table of pairs."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.inequality import page_pieces
from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.texts import say
from dashboard.parts.repeat.panel import not_repeated
from dashboard.wording import number_text
from layers.inequality import gradient_figures
from layers.inequality.gap_differences import DRAWS, KINDS, Contrasts
from layers.inequality.gradient import Gradient
from layers.name_lists import listed
from layers.table_rows import cell, row_of


def sentence(found: Contrasts, scale: Scale) -> str:
    """Which places can be told apart; that none can, and by how little the furthest differ."""
    pairs = found.pairs
    apart = pairs[pairs["apart"]]
    if apart.empty:
        none = say("comparing", "none", places=listed(found.places.index.tolist()))
        return f"{none} {_furthest(found, scale)}"
    said = "; ".join(_differ(found, row, scale) for _, row in apart.iterrows())
    rest = len(pairs) - len(apart)
    told = say("comparing", "apart", said=said)
    if not rest:
        return told
    return f"{told} {say('comparing', 'rest', number=rest, all=len(pairs))}"


def about(found: Contrasts, made: Mapping[str, Gradient]) -> list[str]:
    """What the two ranges are for, and what was done to compare like with like."""
    lines = [say("comparing", "about", draws=number_text.count(DRAWS), all=len(found.pairs))]
    lines += cut(found, made)
    few = [str(name) for name in found.places.index[found.places["gap"].isna()]]
    if few:
        members = next(iter(made.values())).over
        lines.append(say("comparing", "few", places=listed(few), members=members))
    return lines


def cut(found: Contrasts, made: Mapping[str, Gradient]) -> list[str]:
    """That places were cut into other groups than their own, where one was."""
    if not found.groups or all(len(one.groups) == found.groups for one in made.values()):
        return []
    return [say("comparing", "cut", group=gradient_figures.GROUPS[found.groups])]


def range_of(found: Contrasts | None, place: str, kind: str, scale: Scale) -> str:
    """A place's range for comparing; a dash where it has none."""
    if found is None or place not in found.places.index:
        return "–"
    lower, upper = (float(cell(found.places, place, f"{kind}_{end}")) for end in ("lower", "upper"))
    return "–" if np.isnan(lower) else scale.between(lower, upper)


def pairs(found: Contrasts, scale: Scale, title: str, *, id: str) -> Component:
    """Every two places, folded away under a title."""
    rows: dict[tuple[str, str], dict[str, pd.Series]] = {}
    for _, row in found.pairs.iterrows():
        rows.setdefault((row["first"], row["second"]), {})[row["measure"]] = row
    heads = ["Two places", "Gap: first less second", "Slope: first less second", "Told apart?"]
    body: list[list[page_pieces.Cell]] = []
    for (first, second), of in rows.items():
        cells: list[page_pieces.Cell] = [_cell(of.get(kind), scale) for kind in KINDS]
        told = [kind for kind in KINDS if kind in of and of[kind]["apart"]]
        body.append([f"{first} and {second}", *cells, f"by {listed(list(told))}" if told else "no"])
    return html.Details(
        [
            html.Summary(title),
            page_pieces.table(heads, body, caption=title),
            not_repeated(say("repeat", "draws"), "table"),
        ],
        className="section",
        id=id,
    )


def _furthest(found: Contrasts, scale: Scale) -> str:
    pairs = found.pairs
    mine = pairs[pairs["measure"] == "gap"]
    mine = pairs if mine.empty else mine
    row = row_of(mine, mine["difference"].abs().idxmax())
    return say("comparing", "furthest", said=_differ(found, row, scale))


def _differ(found: Contrasts, row: pd.Series, scale: Scale) -> str:
    first, second, kind = row["first"], row["second"], row["measure"]
    size, lower, upper = row["difference"], row["lower"], row["upper"]
    if size < 0:
        first, second, size, lower, upper = second, first, -size, -upper, -lower
    a, b = (float(cell(found.places, place, kind)) for place in (first, second))
    return say(
        "comparing",
        "differ",
        measure=kind,
        first=first,
        second=second,
        a=scale.difference(a),
        b=scale.difference(b),
        size=scale.difference_of(a, b, size),
        lower=scale.number(lower),
        upper=scale.number(upper),
    )


def _cell(row: pd.Series | None, scale: Scale) -> page_pieces.Cell:
    if row is None:
        return "–"
    limits = page_pieces.limits(scale.between(row["lower"], row["upper"]))
    return [scale.difference(row["difference"]), limits]
