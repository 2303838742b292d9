"""What the Seldom-heard page shows of a handover: in words, in tables, and on the map."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import handover as handovers
from dashboard import words
from dashboard.handover import CAVEAT, Handover
from layers.atlas import Atlas
from layers.zones import Zone

MOST_NEAR = 12
MOST_PHARMACIES = 8
MOST_PARTNERS = 6


def nothing_asked() -> dict[str, Any]:
    """What the map is told while there is no definition."""
    return {
        "title": "Nothing asked yet",
        "found": [],
        "firm": [],
        "near": [],
        "zones": [],
        "curve": [],
        "needed": [],
    }


def for_map(atlas: Atlas, made: Handover) -> dict[str, Any]:
    """Places (by position in the list of areas) of what was found, and the curve."""
    place = {code: at for at, code in enumerate(atlas.areas.index)}

    def places(codes: Any) -> list[int]:
        return [place[code] for code in codes]

    return {
        "title": made.targets.name or "Found areas",
        "found": places(made.finding.found),
        "firm": places(made.finding.firm),
        "near": places(dict.fromkeys(made.finding.near["lsoa"])),
        "zones": [{"name": z.name, "areas": places(z.areas)} for z in made.zones],
        "curve": [round(float(v), 5) for v in made.steps["reached"]],
        "needed": [[share, number] for share, number in handovers.fewest(made)],
    }


def said(atlas: Atlas, made: Handover) -> Component:
    """The sentence, how sure, the reach, how many areas it takes, the zones, the near misses."""
    found, firm = len(made.finding.found), len(made.finding.firm)
    parts: list[Component] = [
        html.H2(made.targets.name or "What was found"),
        html.P(made.sentence, className="sentence", id="targets-sentence"),
        *(html.P(line, className="flag") for line in made.advice),
    ]
    if made.modelled:
        parts.append(
            html.P(
                [
                    html.Span("Modelled", className="tag"),
                    "A modelled layer drives this choice: it says where registered patients with "
                    "a condition are likely to live, not how many do.",
                ],
                className="flag",
            )
        )
    if found:
        parts += [
            html.P(
                f"{words.count(firm)} of {words.count(found)} are firm; "
                f"{words.count(found - firm)} are borderline."
            ),
            html.H3("Who is reached"),
            _reach(atlas, made),
            html.H3("How many areas do I need?"),
            html.P(_needed(atlas, made)),
            html.Div(id="curve"),
            html.H3("Zones"),
            html.Ol([_zone_line(n, zone) for n, zone in enumerate(made.zones)], className="top"),
        ]
    parts += _near(atlas, made)
    parts.append(html.P(CAVEAT, className="note"))
    return html.Div(parts)


def _reach(atlas: Atlas, made: Handover) -> Component:
    head = html.Tr(
        [
            html.Th(html.Span("Group", className="visually-hidden"), scope="col"),
            html.Th("People", scope="col", className="number"),
            html.Th(f"Of all in {atlas.name}", scope="col", className="number"),
            html.Th("Compared with chance", scope="col", className="number"),
        ]
    )
    rows = []
    for one in made.reaches:
        definition = atlas.indicators[one.group]
        tag = html.Span("Modelled", className="tag") if definition.modelled else None
        rows.append(
            html.Tr(
                [
                    html.Th([definition.label, tag], scope="row"),
                    html.Td(words.count(one.people), className="number"),
                    html.Td(words.percent(100 * one.of_group), className="number strong"),
                    html.Td(f"× {one.ratio:.1f}", className="number"),
                ]
            )
        )
    return html.Table([html.Thead(head), html.Tbody(rows)], className="figures")


def _needed(atlas: Atlas, made: Handover) -> str:
    label = atlas.indicators[made.targets.group].label
    said_as = {1 / 4: "a quarter", 1 / 3: "a third", 1 / 2: "half", 2 / 3: "two thirds"}
    steps = [f"{words.count(n)} areas hold {said_as[share]}" for share, n in handovers.fewest(made)]
    return f"{label}: taking the areas with most people first, {', '.join(steps)} of the people."


def _zone_line(number: int, zone: Zone) -> Component:
    areas = "area" if len(zone.areas) == 1 else "areas"
    return html.Li(
        html.Button(
            [
                html.Span(f"{number + 1}. {zone.name}"),
                html.Small(f"{', '.join(zone.districts)} · {len(zone.areas)} {areas}"),
                html.Span(words.count(zone.residents), className="number"),
            ],
            type="button",
            className="plain zone-button",
            **{"data-zone": str(number), "aria-pressed": "false"},
        )
    )


def _near(atlas: Atlas, made: Handover) -> list[Component]:
    near = made.finding.near
    if near.empty:
        return []
    names = atlas.areas["neighbourhood"] + " · " + atlas.areas["name"]
    rows = []
    for code, missed in list(near.groupby("lsoa", sort=True))[:MOST_NEAR]:
        by = "; ".join(
            f"{atlas.indicators[i].label} {words.value(v, atlas.indicators[i])}, short by {s:.1f}"
            for i, v, s in zip(
                missed["indicator"], missed["value"], missed["short_by"], strict=True
            )
        )
        rows.append(html.Li([html.Strong(names[code]), f": {by}"]))
    total = near["lsoa"].nunique()
    more = (
        f"The first {MOST_NEAR} of {total}; all are in the spreadsheet."
        if (total > MOST_NEAR)
        else ""
    )
    return [
        html.Details(
            [
                html.Summary(f"Near misses ({total})"),
                html.Ul(rows),
                html.P(more, className="note"),
            ],
            className="section",
        )
    ]


def zone_card(atlas: Atlas, made: Handover, number: int) -> Component:
    """One zone: why each area was found, and whom to approach."""
    zone = made.zones[number]
    found = handovers.zone_partners(atlas, zone)
    return html.Div(
        [
            html.H2(f"Zone {number + 1}: {zone.name}"),
            html.P(
                f"{len(zone.areas)} areas in {', '.join(zone.districts)} · "
                f"{words.count(zone.residents)} residents",
                className="note",
            ),
            _section("Why these areas", _why(atlas, made, zone), is_open=True),
            _section("GP practices", _practices(found["practices"])),
            _section("Pharmacies", _pharmacies(found["pharmacies"])),
            _section("Languages to prepare for", _languages(found["languages"])),
            _section("Communities", _communities(found["communities"])),
        ],
        className="profile zone-card",
    )


def _section(title: str, content: Component, *, is_open: bool = False) -> Component:
    return html.Details([html.Summary(title), content], open=is_open, className="section")


def _why(atlas: Atlas, made: Handover, zone: Zone) -> Component:
    why = made.finding.why
    items = []
    for code in zone.areas:
        area = atlas.areas.loc[code]
        firm = "firm" if code in made.finding.firm else "borderline"
        lines = [
            html.Li(_reason(atlas, made, row)) for _, row in why[why["lsoa"] == code].iterrows()
        ]
        items.append(
            html.Li(
                [
                    html.Strong(f"{area['neighbourhood']} · {area['name']}"),
                    html.Span(firm, className="tag"),
                    html.Ul(lines),
                ]
            )
        )
    return html.Ul(items, className="why")


def _reason(atlas: Atlas, made: Handover, row: pd.Series) -> str:
    definition = atlas.indicators[row["indicator"]]
    value = words.value(row["value"], definition)
    if definition.kind == "decile":
        text = f"{definition.label}: {value}"
    else:
        text = f"{definition.label}: {value}"
        if pd.notna(row["lower"]):
            low, high = (words.value(row[c], definition) for c in ("lower", "upper"))
            text += f" ({low} to {high})"
        if pd.notna(row["national_decile"]):
            text += f", national decile {row['national_decile']:.0f}"
        if pd.notna(row["people"]):
            about = "about " if definition.modelled else ""
            text += f", {about}{words.count(row['people'])} people"
    text += f"; threshold {words.value(row['threshold'], definition)}"
    if row["met"] and definition.kind != "decile" and row["margin"] > 0:
        text += f", passed by {words.percent(100 * row['margin'], 0)}"
    return text if row["met"] else f"{text} (not met)"


def _practices(table: pd.DataFrame) -> Component:
    items = []
    for _, row in table[table["open"]].head(MOST_PARTNERS).iterrows():
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
    return html.Ul(items)


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
    return html.Ul(items)


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
        for _, row in table.head(8).iterrows()
    ]
    return html.Ul(items, className="shares")
