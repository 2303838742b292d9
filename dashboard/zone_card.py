"""One zone of the Seldom-heard page: why each of its areas was found, and whom to approach."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import ageing, reasons, words
from dashboard import handover as handovers
from dashboard.handover import Handover
from layers import profile
from layers.atlas import Atlas
from layers.reach import Reach, reach
from layers.zones import Zone

MOST_PHARMACIES = 8
MOST_PARTNERS = 6
MOST_COMMUNITIES = 8


def zone_card(atlas: Atlas, made: Handover, number: int, area: str = "") -> Component:
    """The card of a zone (counted from 0); ``area``, the code of the one asked about, is marked."""
    zone = made.zones[number]
    found = handovers.zone_partners(atlas, zone)
    group = atlas.indicators[made.targets.group]
    about = "about " if group.modelled else ""
    reached = reach(atlas, zone.areas, group.id)
    return html.Div(
        [
            html.Div(
                [
                    html.H2(f"Zone {number + 1}: {zone.name}"),
                    html.Button("Close", type="button", className="plain", id="zone-close"),
                ],
                className="card-head",
            ),
            html.P(
                [
                    html.Strong(f"{about}{words.count(made.zone_people[number])} to reach"),
                    f" among {words.count(zone.residents)} residents of {len(zone.areas)} "
                    f"{'area' if len(zone.areas) == 1 else 'areas'} in {', '.join(zone.districts)}",
                ],
                className="note",
            ),
            html.P(_how_common(atlas, reached), className="note", id="zone-common"),
            _section("Why these areas", _why(atlas, made, zone, area), is_open=True),
            _section("GP practices", _practices(found["practices"])),
            _section("Pharmacies", _pharmacies(found["pharmacies"])),
            _section("Languages to prepare for", _languages(found["languages"])),
            _section("Communities", _communities(found["communities"])),
        ],
        className="profile zone-card",
    )


def _how_common(atlas: Atlas, reached: Reach) -> str:
    if reached.times != reached.times:
        return ""
    return (
        f"{words.percent(100 * reached.rate)} of "
        f"{handovers.base(atlas.indicators[reached.group])} here, "
        f"{words.percent(100 * reached.average)} in {atlas.name}: "
        f"{words.times(reached.times)} times as common."
    )


def _section(title: str, content: Component, *, is_open: bool = False) -> Component:
    return html.Details([html.Summary(title), content], open=is_open, className="section")


def _why(atlas: Atlas, made: Handover, zone: Zone, marked: str) -> Component:
    why = made.finding.why
    people = atlas.table(made.targets.group)["numerator"].fillna(0.0)
    items = []
    for code in sorted(zone.areas, key=lambda code: (-people[code], code)):
        mine = why[why["lsoa"] == code]
        area = atlas.areas.loc[code]
        firm = code in made.finding.firm
        told = [] if firm else reasons.doubts(atlas, made.targets, mine)
        lines = [html.Li(reasons.reason(atlas, row)) for _, row in mine.iterrows()]
        items.append(
            html.Li(
                [
                    html.Strong(f"{area['neighbourhood']} · {area['name']}"),
                    html.Span("firm" if firm else "borderline", className="tag"),
                    html.Span("You clicked here", className="tag") if code == marked else None,
                    *(html.P([html.Strong("Borderline. "), line]) for line in told),
                    html.Ul(lines),
                ],
                className="clicked" if code == marked else None,
                **{"data-area": code},
            )
        )
    asked = dict.fromkeys(criterion.indicator for criterion in made.targets.criteria)
    told = ageing.together(atlas, asked, profile.of_areas(atlas, zone.areas))
    notes = [html.P(line, className="note", **{"data-ages": ""}) for line in told]
    return html.Div([*notes, html.Ul(items, className="why")])


def _practices(table: pd.DataFrame) -> Component:
    items = []
    table = table[table["open"]]
    for _, row in table.head(MOST_PARTNERS).iterrows():
        own = (
            ""
            if pd.isna(row["of_list"])
            else (f"; {words.percent(100 * row['of_list'], 0)} of its own list lives here")
        )
        network = f" ({row['pcn']})" if row["pcn"] else ""
        items.append(
            html.Li(
                f"{row['name']}{network}: {words.percent(100 * row['share'], 0)} of "
                f"registered patients here{own}"
            )
        )
    return html.Ul([*items, *_more(table, MOST_PARTNERS)])


def _pharmacies(table: pd.DataFrame) -> Component:
    if table.empty:
        return html.P("None within 800 m.")
    items = [
        html.Li(
            f"{row['name']}, {row['address']}, {row['postcode']}"
            f"{'' if row['inside'] else ' (nearby)'}"
        )
        for _, row in table.head(MOST_PHARMACIES).iterrows()
    ]
    return html.Ul([*items, *_more(table, MOST_PHARMACIES)])


def _more(table: pd.DataFrame, most: int) -> list[Component]:
    """How many a list leaves out, and where all of them are."""
    rest = len(table) - most
    return [html.Li(f"and {rest} more, all in the workbook")] if rest > 0 else []


def _languages(table: pd.DataFrame) -> Component:
    parts = [
        html.P(
            [
                html.Strong(f"{district}: "),
                ", ".join(
                    f"{language} ({words.count(people)})"
                    for language, people in zip(rows["language"], rows["people"], strict=True)
                ),
            ]
        )
        for district, rows in table.groupby("district")
    ]
    return html.Div(
        [
            *parts,
            html.P(
                "Published for whole districts only; the mix here can differ.", className="note"
            ),
        ]
    )


def _communities(table: pd.DataFrame) -> Component:
    items = [
        html.Li(
            [
                html.Span(row["group"]),
                html.Span(
                    f"{words.count(row['people'])} · {words.percent(row['share'])}",
                    className="number",
                ),
            ]
        )
        for _, row in table.head(MOST_COMMUNITIES).iterrows()
    ]
    return html.Ul(items, className="shares")
