"""The first part of the page: the finding, the gradient, every measure, and what to mind."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.concentration import concentration
from dashboard.figures.gradient import gradient
from dashboard.inequality import (
    age_adjustment,
    comparison,
    finding,
    gradient_text,
    gradients,
    page_pieces,
)
from dashboard.inequality.measures import measures
from dashboard.inequality.texts import say
from dashboard.inequality.view import ORDERING, InequalityView
from dashboard.parts import links, place_gradient
from dashboard.parts.attributes import data
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.terms import explained, headed
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.inequality import gradient_figures
from layers.inequality.gradient import Gradient
from layers.inequality.guards import Guard, load_guards
from layers.statistics.equal_groups import FEWEST_MEMBERS

# Where a warning belongs: beside the sentence, the chart, or the measures. Others: the sentence.
BESIDE_CHART = ("small_group", "spread")
BESIDE_MEASURES = ("below_zero", "no_ratio")
# What may not hold for another place or other groups.
ELSEWHERE = ("few_groups", "few_cases", "no_national_groups", "none_known", "few_known")
STEPS = np.linspace(0, 1, 41)
# Paragraphs of the Methods page.
GROUPS = "inequality-groups"
SLOPE = "inequality-slope-and-relative-index-of-inequality"


def gap_page(atlas: Atlas, view: InequalityView) -> list[Component]:
    """What is known of the view's indicator; where a guard refuses it, why and what to do."""
    made = gradients.of_view(atlas, view)
    if isinstance(made, Guard):
        return [_refused(atlas, view, made)]
    where = place_gradient.place(atlas, view.within)
    said, slope = finding.sentences(atlas, made, where)
    rounded = finding.rounding(atlas, made)
    elsewhere = (*BESIDE_CHART, *BESIDE_MEASURES)
    return [
        *comparison.section(atlas, view),
        html.Section(
            [
                _finding_head(view, where),
                # Beside a comparison it is not the answer, so it does not look like it.
                html.P(said, className="sentence" if view.compared else "finding", id="finding"),
                html.P(slope, className="sentence", id="finding-slope"),
                *([html.P(rounded, className="note")] if rounded else []),
                *age_adjustment.shown(atlas, made),
                *_clusters(atlas, view),
                *page_pieces.own(atlas, [view.indicator]),
                *_few_areas(atlas, made),
                *_why_practices(atlas, view, made),
                *(
                    page_pieces.guarded(g, *finding.known_members(atlas, made, where, g))
                    for g in made.guards
                    if g.key not in elsewhere
                ),
            ]
        ),
        html.Section(
            [
                html.H2(headed(_title(atlas, made), GROUPS)),
                html.P(_about(atlas, made), className="note"),
                *(page_pieces.guarded(g) for g in made.guards if g.key in BESIDE_CHART),
                page_pieces.beside(_chart(atlas, made), _groups(atlas, made)),
                repeat_panel("inequality-groups", "table"),
            ]
        ),
        html.Section(
            [
                html.H2(headed("How large it is, and how sure", SLOPE)),
                *_fit_note(view, made),
                *(
                    page_pieces.guarded(g, *_offer_logit(atlas, view, g))
                    for g in made.guards
                    if g.key in BESIDE_MEASURES
                ),
                page_pieces.beside(_measures(atlas, made), _curve(atlas, made)),
                repeat_panel("inequality-measures", "table"),
                *([] if made.curve is None else [repeat_panel("inequality-curve", "chart")]),
                *([] if made.adjusted is None else [html.P(say("ages", "note"), className="note")]),
            ]
        ),
    ]


def _finding_head(view: InequalityView, where: place_gradient.Place) -> Component:
    """Of which place the finding is: to be seen where others are compared above it."""
    if not view.compared:
        return html.H2("The finding", className="visually-hidden")
    return html.H2(where.name if view.within else say("gap", "whole", place=where.name))


def _few_areas(atlas: Atlas, made: Gradient) -> list[Component]:
    """Whether an end is hardly there: a place has few areas in some of England's tenths."""
    sizes = made.groups["members"].iloc[[0, -1]].astype(int)
    few = [
        (n, end)
        for n, end in zip(sizes, gradient_text.ends(atlas, made), strict=True)
        if n < FEWEST_MEMBERS
    ]
    return [
        html.P(
            say(
                "gap",
                "few_areas",
                number=number,
                end=end,
                places=say("gap", "one_place" if number == 1 else "few_places"),
            ),
            className="flag warned",
            **data(guard="few_areas"),
        )
        for number, end in few
    ]


def _refused(atlas: Atlas, view: InequalityView, guard: Guard) -> Component:
    label = atlas.indicators[view.indicator].label
    return html.Section(
        [
            html.H2(f"{label}: not worked out"),
            page_pieces.guarded(guard),
            *page_pieces.own(atlas, [view.indicator]),
            *_why_practices(atlas, view, None),
            *(html.P(link) for link in _instead(atlas, view, guard)),
        ]
    )


def _instead(atlas: Atlas, view: InequalityView, guard: Guard) -> list[Component]:
    """What can be shown instead of what a guard refuses."""
    if guard.key not in ELSEWHERE:
        return []
    found = []
    if guard.key == "no_national_groups":
        found.append(page_pieces.inside(say("gap", "published"), view.query(ordering=ORDERING)))
    if view.by == "national":
        found.append(page_pieces.inside(say("gap", "local"), view.query(by="local")))
    if view.within and guard.key != "no_national_groups":
        everywhere = say("gap", "all_of", place=atlas.name)
        found.append(page_pieces.inside(everywhere, view.query(within="")))
    return found


def _clusters(atlas: Atlas, view: InequalityView) -> list[Component]:
    """The way to Explore with the indicator's clusters, where there are any."""
    if view.indicator not in atlas.clusters:
        return []
    here = f"&d={view.within}" if view.within in atlas.districts else ""
    if atlas.grouping and view.within in atlas.grouping.names:
        here = f"&b={view.within}"
    address = links.to(f"/?i={view.indicator}{here}&o=1")
    link = html.A(say("gap", "clusters"), href=address, id="to-clusters")
    return [html.P(link)]


def _why_practices(atlas: Atlas, view: InequalityView, made: Gradient | None) -> list[Component]:
    """For a register: that it is worked out over practices, which, and why."""
    if not place_gradient.register_of(atlas, view.indicator):
        return []
    guard = load_guards()["attributed"]
    text = f"{say('gap', 'over_practices')} {guard.text}"
    if made is not None:
        text += f" {finding.practices(atlas, made, view.within)}"
    return [html.P(text, className="note", **data(guard=guard.key))]


def _title(atlas: Atlas, made: Gradient) -> str:
    group, by = gradient_figures.group(made), gradient_text.ordered_by(atlas, made.ordering)
    return f"By England's tenths: {by}" if made.by == "national" else f"By {group} of {by}"


def _about(atlas: Atlas, made: Gradient) -> str:
    first, last = gradient_text.short_ends(atlas, made.ordering)
    people = {"areas": "residents", "practices": "patients on the register's lists"}[made.over]
    said = say(
        "gap",
        f"{'national' if made.by == 'national' else 'own'}_groups",
        members=made.over.capitalize(),
        people=people,
        count=len(made.groups),
        first=first,
        last=last,
    )
    return f"{said} {gradient_text.likely(made, 'lines')}"


def _chart(atlas: Atlas, made: Gradient) -> Component:
    scale = gradient_text.scale_of(atlas, made)
    group = gradient_figures.group(made)
    # England's tenths hold more people or fewer here: the line joins their middles.
    ranks = made.slope.midpoints if made.by == "national" else STEPS
    along = made.groups.index if made.by == "national" else 0.5 + len(made.groups) * STEPS
    return graph(
        gradient(
            made.groups,
            (along.tolist(), made.slope.line(ranks).tolist()),
            group=group,
            legend=gradient_text.likely(made, "legend", group=group),
            hover=gradient_text.likely(made, "hover"),
            ends=gradient_text.short_ends(atlas, made.ordering),
            unit=scale.unit,
            decimals=scale.decimals,
            bars=scale.ratio,
            england=gradients.england(atlas, made),
            adjusted=None
            if made.adjusted is None
            else (say("ages", "legend"), made.adjusted.groups["value"].tolist()),
        ),
        id="gradient",
    )


def _groups(atlas: Atlas, made: Gradient) -> Component:
    scale, group = gradient_text.scale_of(atlas, made), gradient_figures.group(made)
    counted = made.groups["numerator"].notna().all()
    adjusted = None if made.adjusted is None else made.adjusted.groups["value"]
    heads = [group.capitalize(), "Value", *([] if adjusted is None else [say("ages", "head")])]
    people = gradient_text.population(atlas, made.indicator)
    heads += [*(["Cases"] if counted else []), people, made.over.capitalize()]
    rows: list[list[page_pieces.Cell]] = []
    for number, row in made.groups.iterrows():
        cells: list[page_pieces.Cell] = [
            [
                scale.value(row["value"]),
                page_pieces.limits(scale.between(row["lower"], row["upper"])),
            ],
            *([] if adjusted is None else [scale.value(adjusted.loc[int(str(number))])]),
            *([number_text.count(row["numerator"])] if counted else []),
            number_text.count(row["population"]),
            number_text.count(row["members"]),
        ]
        rows.append([str(number), *cells])
    return page_pieces.table(heads, rows, caption=f"Each {group} in numbers")


def _measures(atlas: Atlas, made: Gradient) -> Component:
    rows: list[list[page_pieces.Cell]] = [
        [
            [one.said, html.Small(explained(one.called), className="limits")],
            [html.Strong(one.shown), page_pieces.limits(one.between)],
        ]
        for one in (*measures(atlas, made), *age_adjustment.measures(atlas, made))
    ]
    heads = ["In words", gradient_text.likely(made, "head")]
    return page_pieces.table(heads, rows, caption="Every measure")


def _fit_note(view: InequalityView, made: Gradient) -> list[Component]:
    if made.slope.transform == view.fit:
        return []
    return [html.P(say("gap", "straight"), className="flag warned", **data(guard="fit"))]


def _offer_logit(atlas: Atlas, view: InequalityView, guard: Guard) -> list[str | Component]:
    if guard.key != "below_zero" or not atlas.indicators[view.indicator].is_share:
        return []
    if view.fit != "none":
        return []
    return [" ", page_pieces.inside(say("gap", "logit"), view.query(fit="logit"))]


def _curve(atlas: Atlas, made: Gradient) -> Component:
    if made.curve is None:
        return html.Div()
    people, cases = made.curve
    # As many points as can be told apart: the curve has one for each area.
    keep = np.unique(np.linspace(0, len(people) - 1, 121).round().astype(int))
    who = gradient_text.people(atlas, made.indicator)
    end, _ = gradient_text.ends(atlas, made, each="end")
    first, _ = gradient_text.short_ends(atlas, made.ordering)
    half = float(np.interp(0.5, people, cases))
    return html.Div(
        [
            html.P(
                say("gap", "half", who=who, end=end, share=f"{100 * half:.0f}"), className="note"
            ),
            graph(
                concentration(people[keep].tolist(), cases[keep].tolist(), who=who, first=first),
                id="concentration",
            ),
        ]
    )
