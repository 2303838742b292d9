"""Parts of a plan's page that are a table: what stands over it, and rows that end in a button."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import data
from dashboard.parts.tables import FIGURES, wide
from dashboard.plans.texts import say

Cell = Any


def part(
    section: str,
    name: str,
    acts: Sequence[Component | None],
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
) -> list[Component]:
    """A heading with its buttons, and a table or what to do without one.

    Parameters
    ----------
    section, name
        Of the texts: the part is called ``name``; ``no_<name>`` says what to do without one.
    heads
        Names of its columns' heads there.
    rows
        A cell for each head, and one for the row's button or None.
    """
    title = html.Div(
        [
            html.H3(say(section, name), className="m-0"),
            *(act for act in acts if act is not None),
        ],
        className="d-flex flex-wrap gap-3 align-items-center mt-4 mb-2",
    )
    if not rows:
        return [title, html.P(say(section, f"no_{name}"), className="note")]
    return [title, table(section, name, heads, rows)]


def table(
    section: str, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Component:
    """A table; the last cell of each row is its button, where somebody may use it."""
    acted = any(row[-1] for row in rows)
    head = [html.Th(say(section, one), scope="col") for one in heads]
    if acted:
        head.append(html.Th(html.Span(say("zones", "edit"), className="visually-hidden")))
    names = [say(section, one) for one in heads[1:]] + ([""] if acted else [])
    body = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                # On a phone each cell says its head itself.
                *(html.Td(row[n], **data(head=name)) for n, name in enumerate(names, start=1)),
            ]
        )
        for row in rows
    ]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className=FIGURES)
    return wide(table, say(section, name), "diary border rounded-3")
