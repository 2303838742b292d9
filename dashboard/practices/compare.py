"""Up to six units side by side: the standard profile, and what their practices have recorded."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES
from dashboard.practices import care_section, recorded_against_expected, unusual_text
from dashboard.practices.finding import finding
from dashboard.practices.key_figures import KINDS, heading
from dashboard.practices.members import people
from dashboard.practices.standard_profile import CHECKED, OF_A_PLACE, profile_tables
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers
from layers.practices.profile_sections import sections_for
from layers.practices.units import Unit
from layers.table_rows import row_of


def compare_page(atlas: Atlas, view: PracticesView) -> Component:
    """The page for two to six units."""
    return html.Article(
        [
            html.Header(
                [
                    html.P("Side by side", className="note"),
                    html.H1(", ".join(heading(unit) for unit in view.units), className="fs-3"),
                ],
                className="mt-3",
            ),
            html.Ol(
                [_unit(atlas, view, unit) for unit in view.units],
                className="compared list-unstyled d-flex flex-wrap column-gap-4 row-gap-2 my-2",
            ),
            html.Ul(
                [_finding(atlas, unit) for unit in view.units],
                className="list-unstyled d-flex flex-column row-gap-2",
            ),
            html.Section(
                [
                    html.H2("The communities, side by side"),
                    html.P(
                        "Practices and networks: each patient counts as an average resident of "
                        f"the area where they live. Places, as “Rotherham practices”: {OF_A_PLACE} "
                        "Districts, wards and neighbourhoods: the people who live there. "
                        "The small figures are the likely range: where two overlap, the figures "
                        f"may be no different. For practices and networks: {_small(CHECKED)}",
                        className="note",
                    ),
                    *profile_tables(atlas, view.units, sections_for(atlas)),
                    repeat_panel("practices-profile", "tables"),
                ]
            ),
            *care_section.side_by_side(atlas, view.units),
            *_registers(atlas, view),
        ],
        className="unit",
    )


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _unit(atlas: Atlas, view: PracticesView, unit: Unit) -> Component:
    """A compared unit, with the way to its own page and the way to remove it."""
    others = tuple(one for one in view.units if one.key != unit.key)
    alone = PracticesView((unit,), register=view.register)
    kind = "patients" if unit.practices else "residents"
    return html.Li(
        [
            html.A(heading(unit), href=links.to(f"/practices{alone.query()}"), className="inside"),
            html.Span(
                f"{KINDS[unit.kind]}, {number_text.count(people(atlas, unit))} {kind}",
                className="note",
            ),
            html.A(
                "Remove",
                href=links.to(f"/practices{PracticesView(others, register=view.register).query()}"),
                className="inside d-print-none",
                **aria(label=f"Remove {heading(unit)}"),
            ),
        ],
        className="d-flex flex-column",
    )


def _finding(atlas: Atlas, unit: Unit) -> Component:
    """What is found of a compared unit, as its own page opens with it: who its people are, the
    tables say side by side."""
    found = finding(atlas, unit, expected_registers.of_group(atlas, unit.practices))
    return html.Li([html.Strong(f"{heading(unit)}: "), f"{found.headline} {found.worth}"])


def _registers(atlas: Atlas, view: PracticesView) -> list[Component]:
    """Recorded prevalence and its ratio to the expected, for the units made of practices."""
    shown = [unit for unit in view.units if unit.practices]
    if not shown:
        return []
    year = recorded_registers.years(atlas)[-1]
    tables = [recorded_registers.recorded(atlas, unit.practices) for unit in shown]
    tables += [recorded_registers.region(atlas), recorded_registers.england(atlas)]
    judged = [expected_registers.of_group(atlas, unit.practices) for unit in shown]
    judged += [expected_registers.of_group(atlas, atlas.practices.index), pd.DataFrame()]
    heads = [*(heading(unit) for unit in shown), atlas.name, "England"]
    head = html.Tr(
        [
            html.Th(html.Span("Register", className="visually-hidden"), scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    rows = []
    for code, label in recorded_registers.registers(atlas).items():
        cells = [
            html.Td([*_prevalence(table, (year, code)), *_ratio(one, code)], className="number")
            for table, one in zip(tables, judged, strict=True)
        ]
        rows.append(html.Tr([html.Th(label, scope="row"), *cells]))
    return [
        html.Section(
            [
                html.H2("Recorded conditions"),
                html.P(
                    f"Counted by practices for {year} (QOF), with 95% limits.", className="note"
                ),
                html.P(
                    "Lists differ in age and deprivation, so compare the ratios rather than the "
                    "percentages. “1.13 ×” is 1.13 times the expected: 13% more than England's "
                    "rates for the list's ages and deprivation would give. It is marked where it "
                    "lies outside the range that is usual among England's units of that kind and "
                    "size; its page shows that range.",
                    className="small",
                ),
                html.P(unusual_text.everywhere(atlas), className="note"),
                html.Div(
                    html.Table([html.Thead(head), html.Tbody(rows)], className=FIGURES),
                    className="wide",
                ),
                repeat_panel("practices-beside", "table"),
            ]
        )
    ]


def _prevalence(table: pd.DataFrame, at: tuple[str, str]) -> list[str | Component]:
    if at not in table.index:
        return ["–"]
    row = row_of(table, at)
    return [
        number_text.register_percent(row["prevalence"]),
        html.Small(number_text.between(row["lower"], row["upper"]), className="limits"),
    ]


def _ratio(judged: pd.DataFrame, register: str) -> list[Component]:
    """Recorded over expected, and the verdict where it is not the usual."""
    if not recorded_against_expected.known(judged, register):
        return []
    row = row_of(judged, register)
    said = [f"{recorded_against_expected.ratio(row)} ×"]
    unusual = [] if row["verdict"] == "as_expected" else [recorded_against_expected.chip(row)]
    return [html.Span(said, className="d-block mt-1 fw-semibold"), *unusual]
