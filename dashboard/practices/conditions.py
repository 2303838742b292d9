"""Recorded conditions: every register, one register over the years, and the ages of patients."""

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.practices.view import PracticesView
from layers import recorded
from layers.atlas import Atlas
from layers.units import Unit


def sections(atlas: Atlas, view: PracticesView) -> list[Component]:
    """Registers, their change and the age pyramid; nothing for places on the map."""
    unit = view.units[0]
    if not unit.practices:
        return []
    return [_registers(atlas, unit), html.Div(id="practices-charts")]


def _registers(atlas: Atlas, unit: Unit) -> Component:
    year = recorded.years(atlas)[-1]
    here = recorded.recorded(atlas, unit.practices)
    region, england = recorded.region(atlas).loc[year], recorded.england(atlas).loc[year]
    rows = []
    for code, label in recorded.registers(atlas).items():
        if (year, code) not in here.index:
            continue
        row = here.loc[(year, code)]
        limits = f"{row['lower']:.1f}–{row['upper']:.1f}"
        cells = [
            html.Td(words.count(row["on_register"]), className="number"),
            html.Td(
                [words.percent(row["prevalence"]), html.Small(limits, className="limits")],
                className="number strong",
            ),
            *(
                html.Td(words.percent(around.at[code, "prevalence"]), className="number")
                for around in (region, england)
            ),
        ]
        rows.append(html.Tr([html.Th(label, scope="row"), *cells]))
    heads = ["Patients", "Recorded here", atlas.name, "England"]
    head = html.Tr(
        [
            html.Th("Register", scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    return html.Section(
        [
            html.H2("Recorded conditions"),
            html.P(f"Counted by practices for {year} (QOF).", className="note"),
            html.Div(
                html.Table([html.Thead(head), html.Tbody(rows)], className="figures wide-figures"),
                className="wide",
            ),
        ]
    )
