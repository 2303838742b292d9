"""Recorded conditions of a unit that is made of practices: every register, and how it compares."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES
from dashboard.parts.terms import headed
from dashboard.practices import recorded_against_expected, unusual_text
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers, unusual_practices
from layers.practices.units import Unit
from layers.table_rows import cell, row_of

READING = (
    "Fewer than expected may mean people who are not yet diagnosed, and so worth asking; it may "
    "also mean different coding, or people who differ in other ways (ethnicity matters for "
    "diabetes, and is not in the expected number)."
)
# The paragraph of the Methods page.
EXPECTED = "expected-more-than-chance-limits-and-verdicts"


def usual_sentence(practices: int) -> str:
    """What a ratio, its small figures, the usual range and the verdict are, for so many practices.

    Stands above every table that shows them.
    """
    return (
        "A ratio of 1 is what England's rates would give for these ages and this deprivation. It "
        "is called usual where it lies in the usual range, as 95 in 100 of England's "
        f"{recorded_against_expected.like(practices)} of like size do; one in 40 is below, and "
        "one in 40 above. They "
        "differ anyway in how they look for and code conditions, by more than chance (the small "
        "figures) explains."
    )


def registers(atlas: Atlas, unit: Unit) -> Component:
    """Every register of a unit that has practices, beside the region, England and the expected.

    Rows are in the order of the picture above it (:mod:`dashboard.practices.register_plot`). What
    matters most comes first: a telephone shows no more than the first three columns.
    """
    year = recorded_registers.years(atlas)[-1]
    here = recorded_registers.recorded(atlas, unit.practices)
    region, england = recorded_registers.region(atlas), recorded_registers.england(atlas)
    judged = expected_registers.of_group(atlas, unit.practices)
    beside = unusual_practices.beside(atlas, unit.practices, judged)
    place = unusual_text.place(beside)
    out = unusual_practices.stand_out(atlas, unit.practices)
    rows = []
    labels = recorded_registers.registers(atlas)
    for code in recorded_against_expected.in_order(judged, labels):
        if (year, code) not in here.index:
            continue
        row = row_of(here, (year, code))
        chart = PracticesView((unit,), register=code).query()
        cells = [
            *_against_expected(atlas, judged, code, beside, code in out),
            *([_place(beside, code)] if place else []),
            html.Td(
                [
                    number_text.register_percent(row["prevalence"]),
                    html.Small(number_text.between(row["lower"], row["upper"]), className="limits"),
                ],
                className="number fw-semibold",
            ),
            *(
                html.Td(
                    number_text.register_percent(cell(around, (year, code), "prevalence")),
                    className="number",
                )
                for around in (region, england)
            ),
            html.Td(number_text.count(row["on_register"]), className="number"),
        ]
        name = html.A(
            labels[code],
            href=links.to(f"/practices{chart}"),
            className="inside",
            title="Show its charts",
        )
        rows.append(html.Tr([html.Th(name, scope="row"), *cells]))
    heads = ["Recorded ÷ expected", "Usual range"]
    heads += [f"All of {place}"] if place else []
    heads += ["Recorded", atlas.name, "England", "Patients"]
    head = html.Tr(
        [
            html.Th("Register", scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    return html.Section(
        [
            html.H2(headed("Recorded conditions", EXPECTED)),
            html.P(
                f"Counted by practices for {year} (QOF). Choose a register to see its charts "
                "below.",
                className="note",
            ),
            html.P(usual_sentence(recorded_against_expected.added(judged)), className="small"),
            html.Div(
                html.Table([html.Thead(head), html.Tbody(rows)], className=f"{FIGURES} registers"),
                className="wide",
            ),
            repeat_panel("practices-registers", "table"),
            *_notes(atlas, judged, place),
            html.P(READING, className="note"),
        ]
    )


def _notes(atlas: Atlas, judged: pd.DataFrame, place: str) -> list[Component]:
    """What marks are worth: the place's own ratio, marks that a place gathers, and all marks."""
    lines = [unusual_text.everywhere(atlas)] if len(judged) else []
    if place:
        lines.append(
            f"“All of {place}” is recorded ÷ expected of all practices of {place} together: a "
            "whole place often records alike. “PCN” is the same of the network."
        )
    labels = recorded_registers.registers(atlas)
    alone = judged if recorded_against_expected.added(judged) == 1 else judged.iloc[:0]
    for code, verdict in alone["verdict"].items():
        said = (
            unusual_text.gathered(atlas, str(code), verdict)
            if verdict in unusual_text.SIDES
            else ""
        )
        lines += [f"{labels[str(code)]}: {said}"] if said else []
    return [html.P(line, className="note") for line in lines]


def _place(beside: pd.DataFrame, code: str) -> Component:
    """The ratio of the whole place, with the network's."""
    if code not in beside.index:
        return html.Td("–", className="number")
    row = beside.loc[code]
    network = f"PCN {row['network_ratio']:.2f}" if row["network_ratio"] > 0 else ""
    return html.Td(
        [f"{row['place_ratio']:.2f}", html.Small(network, className="limits")], className="number"
    )


def _against_expected(
    atlas: Atlas, judged: pd.DataFrame, code: str, beside: pd.DataFrame, out: bool
) -> list[Component]:
    """Ratio with its interval and the verdict, and the usual range, of one register.

    ``out``: it stands out among all comparisons.
    """
    if not recorded_against_expected.known(judged, code):
        return [html.Td("–", className="number"), html.Td("–", className="number")]
    row = row_of(judged, code)
    more = [html.Small(unusual_text.stands_out(atlas), className="limits")] if out else []
    if row["verdict"] in unusual_text.SIDES and beside.at[code, "in_place"] == "as_expected":
        place = unusual_text.place(beside)
        more.append(html.Small(f"usual for {place}", className="limits"))
    ratio = [
        html.Span(
            [
                html.Strong(recorded_against_expected.ratio(row)),
                html.Small(recorded_against_expected.limits(row), className="limits"),
            ]
        ),
        html.Span([recorded_against_expected.chip(row), *more]),
    ]
    return [
        html.Td(
            html.Div(ratio, className="d-flex flex-row-reverse flex-wrap gap-1"), className="number"
        ),
        html.Td(
            recorded_against_expected.usual(row),
            className="number",
        ),
    ]
