"""The first part of the page: the finding, the gradient, every measure, and what to mind."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.figures import graph
from dashboard.figures.concentration import concentration
from dashboard.figures.gradient import gradient
from dashboard.inequality import finding, saying, tables, work
from dashboard.inequality.measures import measures
from dashboard.inequality.view import InequalityView
from layers import recorded
from layers.atlas import Atlas
from layers.gradient import Gradient
from layers.guards import Guard, load_guards

# Where a warning belongs: beside the sentence, the chart, or the measures. Others: the sentence.
BESIDE_CHART = ("small_group", "spread")
BESIDE_MEASURES = ("below_zero", "no_ratio")
STEPS = np.linspace(0, 1, 41)


def gap_page(atlas: Atlas, view: InequalityView) -> list[Component]:
    """What is known of the view's indicator; where a guard refuses it, why and what to do."""
    made = work.of_view(atlas, view)
    if isinstance(made, Guard):
        return [_refused(atlas, view, made)]
    where = work.place(atlas, view.within)
    said, slope = finding.sentences(atlas, made, where)
    elsewhere = (*BESIDE_CHART, *BESIDE_MEASURES)
    return [
        html.Section(
            [
                html.H2("The finding", className="visually-hidden"),
                html.P(said, className="finding", id="finding"),
                html.P(slope, className="sentence", id="finding-slope"),
                *_why_practices(atlas, view),
                *(tables.guarded(g) for g in made.guards if g.key not in elsewhere),
            ]
        ),
        html.Section(
            [
                html.H2(_title(atlas, made)),
                html.P(_about(atlas, made), className="note"),
                *(tables.guarded(g) for g in made.guards if g.key in BESIDE_CHART),
                html.Div([_chart(atlas, made), _groups(atlas, made)], className="beside"),
            ]
        ),
        html.Section(
            [
                html.H2("How large it is, and how sure"),
                *_fit_note(view, made),
                *(
                    tables.guarded(g, *_offer_logit(atlas, view, g))
                    for g in made.guards
                    if g.key in BESIDE_MEASURES
                ),
                html.Div([_measures(atlas, made), _curve(atlas, made)], className="beside"),
            ]
        ),
    ]


def _refused(atlas: Atlas, view: InequalityView, guard: Guard) -> Component:
    label = atlas.indicators[view.indicator].label
    return html.Section(
        [
            html.H2(f"{label}: not worked out"),
            tables.guarded(guard),
            *_why_practices(atlas, view),
            *(
                [html.P(tables.inside(f"Show all of {atlas.name}", view.query(within="")))]
                if view.within and guard.key in ("few_groups", "few_cases")
                else []
            ),
        ]
    )


def _why_practices(atlas: Atlas, view: InequalityView) -> list[Component]:
    """For a register: that it is worked out over practices, and why."""
    register = work.register_of(atlas, view.indicator)
    if not register:
        return []
    guard, year = load_guards()["attributed"], recorded.years(atlas)[-1]
    text = f"{guard.label}. {guard.text} Registers of {year} (QOF)."
    return [html.P(text, className="note", **{"data-guard": guard.key})]


def _title(atlas: Atlas, made: Gradient) -> str:
    return f"By {saying.group(made)} of {saying.ordered_by(atlas, made.ordering)}"


def _about(atlas: Atlas, made: Gradient) -> str:
    first, last = saying.short_ends(atlas, made.ordering)
    people = {"areas": "residents", "practices": "patients on the register's lists"}[made.over]
    return (
        f"{made.over.capitalize()} in order, cut into groups with the same number of {people}. "
        f"1: {first}; {len(made.groups)}: {last}. Thin lines: where the true "
        "value likely lies."
    )


def _chart(atlas: Atlas, made: Gradient) -> Component:
    scale = saying.scale_of(atlas, made)
    england = None if made.over == "practices" else atlas.england(made.indicator).value
    return graph(
        gradient(
            made.groups,
            (STEPS.tolist(), made.slope.line(STEPS).tolist()),
            group=saying.group(made),
            ends=saying.short_ends(atlas, made.ordering),
            unit=scale.unit,
            decimals=scale.decimals,
            bars=scale.ratio,
            england=england,
        ),
        id="gradient",
    )


def _groups(atlas: Atlas, made: Gradient) -> Component:
    scale, group = saying.scale_of(atlas, made), saying.group(made)
    counted = made.groups["numerator"].notna().all()
    heads = [group.capitalize(), "Value", *(["Cases"] if counted else []), "People"]
    heads.append(made.over.capitalize())
    rows = []
    for number, row in made.groups.iterrows():
        cells = [
            [scale.value(row["value"]), tables.limits(scale.between(row["lower"], row["upper"]))],
            *([words.count(row["numerator"])] if counted else []),
            words.count(row["population"]),
            words.count(row["members"]),
        ]
        rows.append([str(number), *cells])
    return tables.table(heads, rows, caption=f"Each {group} in numbers")


def _measures(atlas: Atlas, made: Gradient) -> Component:
    rows = [
        [
            [one.said, html.Small(one.called, className="limits")],
            [html.Strong(one.shown), tables.limits(one.between)],
        ]
        for one in measures(atlas, made)
    ]
    return tables.table(["In words", "Figure, likely between"], rows, caption="Every measure")


def _fit_note(view: InequalityView, made: Gradient) -> list[Component]:
    if made.slope.transform == view.fit:
        return []
    return [
        html.P(
            "A curve needs at least one case in each group, and not everybody; here the line is "
            "straight instead.",
            className="flag warned",
            **{"data-guard": "fit"},
        )
    ]


def _offer_logit(atlas: Atlas, view: InequalityView, guard: Guard) -> list[str | Component]:
    if guard.key != "below_zero" or not atlas.indicators[view.indicator].is_share:
        return []
    if view.fit != "none":
        return []
    return [" ", tables.inside("Use the curved (logit) fit", view.query(fit="logit"))]


def _curve(atlas: Atlas, made: Gradient) -> Component:
    if made.curve is None:
        return html.Div()
    people, cases = made.curve
    # As many points as can be told apart: the curve has one for each area.
    keep = np.unique(np.linspace(0, len(people) - 1, 121).round().astype(int))
    who = saying.people(atlas, made.indicator)
    end, _ = saying.ends(atlas, made, each="end")
    first, _ = saying.short_ends(atlas, made.ordering)
    half = float(np.interp(0.5, people, cases))
    return html.Div(
        [
            html.P(
                f"The half of {who} nearest the {end} has {100 * half:.0f} in 100 of all cases. "
                "Spread evenly, it would have 50.",
                className="note",
            ),
            graph(
                concentration(people[keep].tolist(), cases[keep].tolist(), who=who, first=first),
                id="concentration",
            ),
        ]
    )
