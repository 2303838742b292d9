"""The overall index and its domains beside each other: how many areas moved which way."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.change.index_said import label
from dashboard.change.place import Place
from dashboard.change.texts import say
from dashboard.change.view import PATH, ChangeView
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES, wide
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.change import decile_change
from layers.change.domain_indicators import made_of

COLUMNS = ("index", "more", "same", "less", "other")


def section(atlas: Atlas, view: ChangeView, place: Place) -> list[Component]:
    """A row for each, with the way to it; nothing of a place whose areas cannot be compared."""
    moves = decile_change.moves_by_index(atlas, place.areas)
    if not any(one.compared.areas for one in moves.values()):
        return []
    head = [
        html.Th(say("domains", name), scope="col", className="" if name == "index" else "number")
        for name in COLUMNS
    ]
    rows = []
    for index, found in moves.items():
        made = made_of(index)
        cells = [
            *(count(one.areas) for one in (found.more, found.same, found.less)),
            say("domains", "of", other=count(made.other), all=count(made.all)),
        ]
        rows.append(
            html.Tr(
                [_name(view, index), *(html.Td(text, className="number") for text in cells)],
                className="table-active" if index == view.index else "",
            )
        )
    table = html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(rows)], className=f"{FIGURES} domains"
    )
    return [
        html.H2(say("domains", "title"), className="fs-5 mt-4"),
        html.P(say("domains", "about"), className="note"),
        wide(table, say("domains", "label")),
        repeat_panel("change-domains", "table"),
    ]


def _name(view: ChangeView, index: str) -> Component:
    """What is compared now, marked; of the others, the way to them on this page."""
    address = links.to(f"{PATH}{replace(view, index=index).query()}")
    here = aria(current="true") if index == view.index else {}
    return html.Th(html.A(label(index), href=address, className="inside", **here), scope="row")
