"""The practices of a network, a place or a group on the register that is chosen: recorded against
expected, in the columns of the list."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.repeat.panel import not_repeated
from dashboard.parts.tables import FIGURES
from dashboard.practices import list_compared, recorded_against_expected
from dashboard.practices.list_table import headings
from dashboard.practices.texts import say
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers, units
from layers.table_rows import row_of

# Of more practices than this the table waits to be opened.
MOST_OPEN = 12
COLUMNS = ("ratio", "verdict", "recorded_share", "expected", "usual")


def section(atlas: Atlas, view: PracticesView) -> list[Component]:
    """A row for each practice, the furthest below first, and one for all of them together; nothing
    of a unit with fewer than two practices."""
    unit, register = view.units[0], view.register
    if len(unit.practices) < 2:
        return []
    judged = expected_registers.funnel(atlas, register)
    compared = judged.loc[judged.index.intersection(list(unit.practices))].sort_values("deviation")
    rows = [_row(_link(atlas, str(code), register), row) for code, row in compared.iterrows()]
    apart = [code for code in unit.practices if code not in compared.index]
    rows += [_apart(_link(atlas, code, register)) for code in apart]
    whole = expected_registers.of_group(atlas, unit.practices)
    if register in whole.index:
        rows.append(_row(say("compared", "together"), row_of(whole, register), "is-view"))
    said = headings(atlas, "practice", register)
    head = [html.Th(said["practice"], scope="col")]
    head += [html.Th(said[name], scope="col", className="number") for name in COLUMNS]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className=FIGURES)
    label = recorded_registers.registers(atlas)[register]
    number = number_text.count(len(unit.practices))
    return [
        html.Section(
            html.Details(
                [
                    html.Summary(say("compared", "members", register=label, number=number)),
                    html.P(list_compared.anyway_sentence(len(compared)), className="note"),
                    html.Div(table, className="wide"),
                    not_repeated(say("repeat", "expected"), "table"),
                ],
                className="section",
                open=len(unit.practices) <= MOST_OPEN,
            )
        )
    ]


def _link(atlas: Atlas, code: str, register: str) -> Component:
    one = units.unit(atlas, code)
    href = links.to(f"/practices{PracticesView((one,), register=register).query()}")
    return html.A(one.name, href=href, className="inside")


def _row(name: Component | str, row: pd.Series, kind: str = "") -> Component:
    recorded, expected = list_compared.shares(row)
    cells: list[Component | str] = [
        recorded_against_expected.ratio(row),
        html.Span(list_compared.verdict(row), className=f"verdict {row['verdict']}"),
        number_text.register_percent(recorded),
        number_text.register_percent(expected),
        recorded_against_expected.usual(row),
    ]
    return _cells(name, cells, kind)


def _apart(name: Component) -> Component:
    """A practice that is not compared."""
    none = say("list", "none")
    return _cells(name, [none, say("compared", "not"), none, none, none])


def _cells(name: Component | str, cells: list[Component | str], kind: str = "") -> Component:
    figures = [html.Td(cell, className="number") for cell in cells]
    return html.Tr([html.Th(name, scope="row"), *figures], className=kind)
