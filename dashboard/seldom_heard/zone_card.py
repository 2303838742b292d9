"""One zone of the Seldom-heard page: why each of its areas was found, and whom to approach."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts import age_notes, menus
from dashboard.parts.areas_known import region_known
from dashboard.parts.attributes import data
from dashboard.parts.plans import texts as plans
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard import at_most, ground_card, why_found
from dashboard.seldom_heard.on_the_ground import on_the_ground
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import profile
from layers.targeting.reach import Reach, reach
from layers.targeting.zones import Zone

MOST_PARTNERS = 6
MOST_COMMUNITIES = 8
TAG = "tag ms-2 me-0"


def zone_card(
    atlas: Atlas, made: Handover, number: int, area: str = "", asked: Component | None = None
) -> Component:
    """The card of a zone.

    Parameters
    ----------
    number
        Counted from 0, as :func:`dashboard.seldom_heard.at_most.in_order` has them: one that is not
        taken has no number on the page, and no papers.
    area
        The code of the one asked about, which is marked.
    asked
        Which plans asked there lately; None where that is not said.
    """
    zone, people = at_most.in_order(made)[number]
    is_taken = number < len(made.zones)
    found = handovers.zone_partners(atlas, zone)
    group = atlas.indicators[made.targets.group]
    about = "about " if group.modelled else ""
    found_here = on_the_ground(atlas, zone)
    reached = reach(atlas, zone.areas, group.id)
    return html.Div(
        [
            html.Div(
                [
                    html.H2(
                        f"Zone {number + 1}: {zone.name}"
                        if is_taken
                        else say("zones", "card_left", zone=zone.name)
                    ),
                    html.Button("Close", type="button", className="btn btn-plain", id="zone-close"),
                ],
                # On a phone the page scrolls to it: room for the ring around the button.
                className="d-flex justify-content-between align-items-start gap-2 pt-2 pt-lg-0",
            ),
            html.P(
                [
                    html.Strong(f"{about}{number_text.count(people)} to reach"),
                    f" among {number_text.count(zone.residents)} residents of {len(zone.areas)} "
                    f"{'area' if len(zone.areas) == 1 else 'areas'} in {', '.join(zone.districts)}",
                ],
                className="note",
            ),
            html.P(_how_common(atlas, reached), className="note", id="zone-common"),
            *ground_card.localities(found_here),
            html.Ul(_papers(made, number + 1), className="list-unstyled d-print-none")
            if is_taken
            else None,
            _section(plans.say("lately", "title"), asked, is_open=True) if asked else None,
            *ground_card.sections(found_here),
            _section("Why these areas", _why(atlas, made, zone, area), is_open=True),
            _section("GP practices", _practices(found["practices"])),
            _section("Languages to prepare for", _languages(found["languages"])),
            _section("Ethnic groups in these areas", _communities(found["communities"])),
        ],
        className="profile zone-card border-bottom mb-3 pb-2",
    )


def _papers(made: Handover, number: int) -> list[Component]:
    """Links to the zone's hand-out and to its evidence pack."""
    query = f"{made.targets.query()}&y={number}"
    handout = (f"/targets/handout.pdf{query}", say("ground", "handout"))
    files = [(*handout, say("ground", "handout_what")), *menus.evidence_packs(query)]
    return menus.file_items(files)


def _how_common(atlas: Atlas, reached: Reach) -> str:
    if reached.times != reached.times:
        return ""
    group = atlas.indicators[reached.group]
    return (
        f"{number_text.percent(100 * reached.rate)} of {handovers.base(group)} here, "
        f"{number_text.percent(100 * reached.average)} in {region_known(atlas, group)}: "
        f"{number_text.times(reached.times)} times as common."
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
        told = [] if firm else why_found.doubts(atlas, made.targets, mine)
        lines = [html.Li(why_found.reason(atlas, row)) for _, row in mine.iterrows()]
        items.append(
            html.Li(
                [
                    html.Strong(f"{area['neighbourhood']} · {area['name']}"),
                    html.Span("firm" if firm else "borderline", className=TAG)
                    if made.finding.graded
                    else None,
                    html.Span("You clicked here", className="tag ms-2 me-0")
                    if code == marked
                    else None,
                    *(html.P([html.Strong("Borderline. "), line]) for line in told),
                    html.Ul(lines, className="my-1 ps-3"),
                ],
                className="mb-3 clicked" if code == marked else "mb-3",
                **data(area=code),
            )
        )
    asked = dict.fromkeys(criterion.indicator for criterion in made.targets.criteria)
    told = age_notes.together(atlas, asked, profile.of_areas(atlas, zone.areas))
    notes = [html.P(line, className="note", **data(ages="")) for line in told]
    return html.Div([*notes, html.Ul(items, className="why list-unstyled small")])


def _practices(table: pd.DataFrame) -> Component:
    items = []
    table = table[table["open"]]
    for _, row in table.head(MOST_PARTNERS).iterrows():
        own = (
            ""
            if pd.isna(row["of_list"])
            else (f"; {number_text.percent(100 * row['of_list'], 0)} of its own list lives here")
        )
        network = f" ({row['pcn']})" if row["pcn"] else ""
        items.append(
            html.Li(
                f"{row['name']}{network}: {number_text.percent(100 * row['share'], 0)} of "
                f"registered patients here{own}"
            )
        )
    return html.Ul([*items, *_more(table, MOST_PARTNERS)])


def _more(table: pd.DataFrame, most: int) -> list[Component]:
    """How many there are where a list leaves some out, and where all of them are."""
    every = len(table)
    return (
        [html.Li(f"The largest {most} of {every}; all are in the workbook.")]
        if every > most
        else []
    )


def _languages(table: pd.DataFrame) -> Component:
    parts = [
        html.P(
            [
                html.Strong(f"{district}: "),
                ", ".join(
                    f"{language} ({number_text.count(people)})"
                    for language, people in zip(rows["language"], rows["people"], strict=True)
                ),
            ]
        )
        for district, rows in table.groupby("district")
    ]
    return html.Div(
        [
            *parts,
            html.P(say("ground", "languages_mean"), className="note"),
        ]
    )


def _communities(table: pd.DataFrame) -> Component:
    items = [
        html.Li(
            [
                html.Span(row["group"]),
                html.Span(
                    f"{number_text.count(row['people'])} · {number_text.percent(row['share'])}",
                    className="number",
                ),
            ]
        )
        for _, row in table.head(MOST_COMMUNITIES).iterrows()
    ]
    return html.Ul(items, className="shares list-unstyled small my-2")
