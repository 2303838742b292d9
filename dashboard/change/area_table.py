"""Area by area: the decile then and now, how far it moved, and whether it can be compared."""

from typing import NamedTuple

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.change.index_said import titled
from dashboard.change.texts import one_or_many, say
from dashboard.change.view import Kept
from dashboard.parts import links
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES, wide
from dashboard.wording import number_text
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.change.decile_change import (
    FIFTH,
    MOVED,
    NOW,
    OVERALL,
    THEN,
    moved_into_fifth,
    moved_out_of_fifth,
    now_of,
)

# Rows on the page; files hold all.
MOST = 100
COLUMNS = ("area", "then", "now", "moved", "fifth", "kind", "residents")


def kept(found: pd.DataFrame, which: Kept) -> pd.DataFrame:
    """The areas of one kind, the furthest towards more deprived first; not compared ones last.

    Parameters
    ----------
    found
        As :func:`layers.change.decile_change.areas` gives them.
    """
    moved = found["moved"]
    keep = {
        "all": pd.Series(True, index=found.index),
        "more": moved < 0,
        "more2": moved <= -2,
        "less": moved > 0,
        "same": moved == 0,
        "into": moved_into_fifth(found),
        "out": moved_out_of_fifth(found),
        "not": moved.isna(),
    }[which]
    return found[keep].sort_values(["moved", "now"], kind="stable")


class Said(NamedTuple):
    """What a row of the table says besides its numbers."""

    fifth: str
    kind: str


def said(row: pd.Series) -> Said:
    """Whether an area is or was in the most deprived fifth, and whether it can be compared."""
    inside = row["now"] <= FIFTH
    if pd.isna(row["moved"]):
        mixed = row["kind"] == "merged"
        name = "mixed" if mixed else row["kind"]
        parts = {end: f"{row[end]:.0f}" for end in ("lowest", "highest")} if mixed else {}
        return Said(
            say("fifth", "unknown" if inside else "unknown_not"), say("kinds", name, **parts)
        )
    before = row["then"] <= FIFTH
    names = {(True, True): "stays", (True, False): "into", (False, True): "out"}
    return Said(say("fifth", names.get((inside, before), "never")), say("kinds", row["kind"]))


def card_of(code: str, index: str = OVERALL) -> str:
    """The address of an area's card on Explore, with its change on the map, or of a domain, whose
    change Explore does not have, its decile today; what stands before any code, of an empty one."""
    shown = MOVED if index == OVERALL else now_of(index)
    return links.to(f"/?i={shown}&s={code}")


def section(
    atlas: Atlas, found: pd.DataFrame, which: Kept, index: str = OVERALL
) -> list[Component]:
    """How many areas are of the kind, and their table."""
    rows = kept(found, which)
    number = len(rows)
    if not number:
        told = say("areas", "listed_none")
    elif number > MOST:
        told = say("areas", "first", most=count(MOST), number=count(number))
    else:
        told = one_or_many("areas", "listed", number, number=count(number))
    parts: list[Component] = [
        html.H2(titled(say("areas", "list_title"), index), className="fs-5 mt-4"),
        html.P(told if index == OVERALL else f"{told} {say('areas', 'leads')}", className="note"),
    ]
    if not number:
        return parts
    return [*parts, _table(atlas, rows.head(MOST), index), repeat_panel("change-areas", "table")]


def _table(atlas: Atlas, rows: pd.DataFrame, index: str) -> Component:
    head = [html.Th(say("columns", name), scope="col", className=_look(name)) for name in COLUMNS]
    names = atlas.areas.loc[rows.index, ["neighbourhood", "name"]]
    definitions = {
        name: atlas.indicators[of] for name, of in (("then", THEN), ("now", NOW), ("moved", MOVED))
    }
    body = []
    for (code, row), (neighbourhood, name) in zip(
        rows.iterrows(), names.itertuples(index=False), strict=True
    ):
        told = said(row)
        cells = {name: number_text.value(row[name], one) for name, one in definitions.items()} | {
            "fifth": told.fifth,
            "kind": told.kind,
            "residents": count(row["residents"]),
        }
        body.append(
            html.Tr(
                [
                    html.Th(
                        [
                            # To another page: ``inside`` would keep it on this one.
                            html.A(neighbourhood, href=card_of(str(code), index)),
                            html.Span(f" {name}", className="note"),
                        ],
                        scope="row",
                    ),
                    *(html.Td(text, className=_look(name)) for name, text in cells.items()),
                ]
            )
        )
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className=FIGURES)
    return wide(table, titled(say("areas", "table"), index))


def _look(name: str) -> str:
    return "" if name in ("area", "fifth", "kind") else "number"
