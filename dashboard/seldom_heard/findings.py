"""What the Seldom-heard page shows of a handover: in words and in tables."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.own_notes import own_notes
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import CAVEAT, COMMON, FEW_ARE_FIRM, Handover
from dashboard.parts.targets.texts import say
from dashboard.parts.terms import headed
from dashboard.seldom_heard import areas_needed, why_found
from dashboard.seldom_heard.export_about import asked_indicators, definition_lines
from dashboard.seldom_heard.form import PATH
from dashboard.seldom_heard.texts import say as say_here
from dashboard.seldom_heard.zones_list import zones_list
from dashboard.wording import number_text
from dashboard.wording.label_mark import label_mark
from layers.atlas import Atlas
from layers.exercise.heard_criterion import words as words_of
from layers.targeting.reach import Reach

MOST_NEAR = 12
MEANINGS = {
    "Firm": "still found when every threshold is a tenth stricter and each figure is at the "
    "cautious end of its likely range.",
    "Borderline": "found, but close to a threshold, or resting on so few people that chance may "
    "have decided. Each zone's card says which.",
    "Near miss": "not found, but would be if every threshold were a tenth more lenient.",
    "Likely range": "where the figure most likely lies, allowing for chance in a place this small "
    "(a 95% confidence interval).",
    "Zone": "found areas that touch, put together for a team to visit. The zone with most people "
    "to reach is number 1.",
}
# Those that say how sure an area is.
GRADES = ("Firm", "Borderline")


def head(made: Handover) -> list[Component]:
    """What was found, by its name and in a sentence."""
    return [
        html.H2(made.title),
        html.P(made.sentence, className="sentence", id="targets-sentence"),
    ]


def said(atlas: Atlas, made: Handover) -> Component:
    """How sure, the reach, how many areas it takes, the zones, the near misses."""
    parts: list[Component] = [
        _asked(atlas, made),
        *(html.P(line, className="flag") for line in made.advice),
        *_as_it_is(made),
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
    if made.targets.heard:
        own = html.Span("Own exercise", className="tag")
        parts.append(html.P([own, words_of(made.targets.heard).told], className="flag"))
    parts += [
        html.P(note, className="flag") for note in own_notes(atlas, asked_indicators(atlas, made))
    ]
    if len(made.finding.found):
        parts += [
            *_how_sure(made),
            html.H3(headed("Who is reached", "seldom-heard-reach")),
            _reach(atlas, made),
            repeat_panel("targets-reach", "table"),
            html.H3(headed("How many areas do I need?", "seldom-heard-reach")),
            html.P(handovers.needed(atlas, made)),
            areas_needed.controls(atlas, made),
            repeat_panel("targets-curve", "chart"),
            *zones_list(atlas, made),
            repeat_panel("targets-zones", "list"),
        ]
    parts += _near(atlas, made)
    parts.append(html.P(CAVEAT, className="note"))
    return html.Div(parts)


def _asked(atlas: Atlas, made: Handover) -> Component:
    """On paper, where there is no form: what was asked, as text."""
    lines = [
        part
        for word, text in definition_lines(atlas, made)
        for part in (html.Dt(word), html.Dd(text))
    ]
    return html.Dl(lines, id="asked-in-words", className="d-none d-print-block")


def _as_it_is(made: Handover) -> list[Component]:
    """Where criteria were left out: the way to ask for no more than there is."""
    if not made.targets.lacking:
        return []
    page = links.to(f"{PATH}{replace(made.targets, lacking=0).query()}")
    return [html.P(html.A(say("lacking", "as_it_is"), href=page, className="btn btn-plain"))]


def _how_sure(made: Handover) -> list[Component]:
    found, firm = len(made.taken.found), len(made.taken.firm)
    words = [word for word in MEANINGS if made.finding.graded or word not in GRADES]
    meanings = [part for word in words for part in (html.Dt(word), html.Dd(MEANINGS[word]))]
    told = (
        f"{number_text.count(firm)} of {number_text.count(found)} are firm; "
        f"{number_text.count(found - firm)} are borderline."
        if made.finding.graded
        else say_here("sure", "not_known")
    )
    parts: list[Component] = [html.P(told, id="how-sure")]
    if made.few_firm:
        parts.append(html.P(FEW_ARE_FIRM, className="note", id="few-firm"))
    parts.append(
        html.Details(
            [html.Summary("What do these words mean?"), html.Dl(meanings)],
            className="meanings small",
        )
    )
    return parts


def _reach(atlas: Atlas, made: Handover) -> Component:
    """Each group: how many, of all in the places looked in, and of all in the atlas."""
    there, common = made.reaches_within, COMMON.format(areas=made.areas_called())
    heads = ["How many", *(["Share there"] if there else []), "Share of all"]
    meaning = f"Share there: of all in {made.where}. " if there else ""
    head = html.Tr(
        [
            html.Th(html.Span("Group", className="visually-hidden"), scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    groups = []
    for at, one in enumerate(made.reaches):
        shares = [number_text.percent(100 * r.of_group) for r in (*there[at : at + 1], one)]
        definition = atlas.indicators[one.group]
        mark = label_mark(definition)
        tag = html.Span(mark, className="tag") if mark else None
        # The name stands above its numbers, since both do not fit beside each other.
        name = html.Th(
            [definition.label, " ", tag],
            scope="rowgroup",
            colSpan=len(heads) + 1,
            className="border-0 pb-0",
        )
        numbers = [
            html.Td(
                html.Small(_about(atlas, made, one, *there[at : at + 1]), className="d-block note")
            ),
            html.Td(number_text.count(one.people), className="number"),
            *(html.Td(text, className="number fw-semibold") for text in shares),
        ]
        groups.append(html.Tbody([html.Tr(name), html.Tr(numbers)]))
    return html.Div(
        [
            html.Table([html.Thead(head), *groups], className=f"{FIGURES} reached"),
            html.P(
                f"{meaning}Share of all: of all such people in {atlas.name}. How common: "
                f"{common[0].lower()}{common[1:]}",
                className="note",
            ),
        ]
    )


def _about(atlas: Atlas, made: Handover, one: Reach, *there: Reach) -> str:
    """How much more common the group is in the areas found; of a register, also who is on it."""
    definition = atlas.indicators[one.group]
    often = handovers.how_common(atlas, one, *there, place=made.where, here=made.areas_called())
    if definition.derived == "qof" and one.group == made.targets.group:
        return f"{handovers.who(definition)}; {often}"
    return often


def _near(atlas: Atlas, made: Handover) -> list[Component]:
    near = made.finding.near
    if near.empty:
        return []
    names = atlas.areas["neighbourhood"] + " · " + atlas.areas["name"]
    rows = []
    for code, missed in list(near.groupby("lsoa", sort=True))[:MOST_NEAR]:
        by = "; ".join(why_found.missed(atlas, row) for _, row in missed.iterrows())
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
