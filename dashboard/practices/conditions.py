"""Recorded conditions of a unit that is made of practices: every register, and how it compares."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.practices.view import PracticesView
from layers import expected, recorded
from layers.atlas import Atlas
from layers.units import Unit

VERDICTS = {
    "lower": "Fewer than expected",
    "higher": "More than expected",
    "as_expected": "As expected",
}
READING = (
    "Expected: how many would be on the register if this list had England's rates for its ages and "
    "its deprivation. Fewer may mean people who are not yet diagnosed, and so worth asking; it may "
    "also mean different coding, or people who differ in other ways (ethnicity matters for "
    "diabetes, and is not in the expected number). A verdict is given only where the difference is "
    "larger than practices usually differ."
)


def registers(atlas: Atlas, unit: Unit) -> Component:
    """Every register of a unit that has practices, beside the region, England and the expected."""
    year = recorded.years(atlas)[-1]
    here = recorded.recorded(atlas, unit.practices)
    region, england = recorded.region(atlas).loc[year], recorded.england(atlas).loc[year]
    judged = expected.of_group(atlas, unit.practices)
    rows = []
    for code, label in recorded.registers(atlas).items():
        if (year, code) not in here.index:
            continue
        row = here.loc[(year, code)]
        chart = PracticesView((unit,), register=code).query()
        cells = [
            html.Td(words.count(row["on_register"]), className="number"),
            html.Td(
                [
                    words.register_percent(row["prevalence"]),
                    html.Small(words.between(row["lower"], row["upper"]), className="limits"),
                ],
                className="number strong",
            ),
            *(
                html.Td(words.register_percent(around.at[code, "prevalence"]), className="number")
                for around in (region, england)
            ),
            *_against_expected(judged, code),
        ]
        name = html.A(label, href=f"/practices{chart}", className="inside", title="Show its charts")
        rows.append(html.Tr([html.Th(name, scope="row"), *cells]))
    heads = ["Patients", "Recorded", atlas.name, "England", "Recorded ÷ expected", "Verdict"]
    head = html.Tr(
        [
            html.Th("Register", scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    return html.Section(
        [
            html.H2("Recorded conditions"),
            html.P(
                f"Counted by practices for {year} (QOF). Choose a register to see its charts "
                "below.",
                className="note",
            ),
            html.Div(
                html.Table([html.Thead(head), html.Tbody(rows)], className="figures wide-figures"),
                className="wide",
            ),
            html.P(READING, className="note"),
        ]
    )


def _against_expected(judged: pd.DataFrame, code: str) -> list[Component]:
    """Ratio with its interval, and the verdict, of one register."""
    if code not in judged.index or not judged.at[code, "verdict"]:
        return [html.Td("–", className="number"), html.Td("–", className="number")]
    row = judged.loc[code]
    ratio = [
        f"{row['ratio']:.2f}",
        html.Small(f"{row['lower']:.2f}–{row['upper']:.2f}", className="limits"),
    ]
    chip = html.Span(verdict(row), className=f"verdict {row['verdict']}")
    return [html.Td(ratio, className="number"), html.Td(chip, className="number")]


def verdict(row: pd.Series) -> str:
    """How a register compares, in words: ``Far fewer than expected``; empty where unknown.

    Parameters
    ----------
    row
        Of :func:`layers.expected.of_group`.
    """
    said = f"{'Far ' if row['far'] else ''}{VERDICTS.get(row['verdict'], '')}"
    return said[:1] + said[1:].lower()
