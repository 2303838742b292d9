"""Places beside each other, near the top of the page: the verdict, and their slopes in a chart."""

from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.slopes import Panel, slopes
from dashboard.inequality import (
    age_adjustment,
    comparisons,
    district_differences,
    gradient_text,
    not_compared,
    verdict,
)
from dashboard.inequality.comparable import comparable
from dashboard.inequality.comparisons import Comparison
from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from dashboard.parts.repeat.panel import not_repeated
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.inequality import gradient_figures
from layers.inequality.gap_differences import DRAWS, Contrasts
from layers.practices import units


def section(atlas: Atlas, view: InequalityView) -> list[Component]:
    """The verdict on the places that a view compares; nothing where it compares none."""
    if not view.compared:
        return []
    if len(view.compared) == 1:
        name = comparable(atlas)[view.compared[0]]
        return [html.P(say("verdict", "second", place=name), className="note", id="comparison")]
    found = comparisons.chosen(atlas, view)
    shown = [] if found.crude is None else _shown(atlas, view, found, found.crude)
    return [
        html.Section(
            [
                html.H2(say("verdict", "title"), className="visually-hidden"),
                *not_compared.shown(atlas, view, found.refused),
                *shown,
            ],
            id="comparison",
        )
    ]


def sentences(atlas: Atlas, view: InequalityView) -> list[str]:
    """What the page says of the places, the first the verdict; for files, which have no chart."""
    found = comparisons.chosen(atlas, view) if len(view.compared) > 1 else None
    if found is None or found.crude is None:
        return []
    scale, one = scale_of(atlas, view, found.crude), next(iter(found.made.values()))
    said = [
        _of_slopes(atlas, view, found.crude, scale),
        verdict.ends(found.crude, scale, one.over),
    ]
    if found.adjusted is None:
        return [*said, _no_ages()]
    return [*said, f"{age_adjustment.TAG}. {_of_ages(found.adjusted, scale)}"]


def scale_of(atlas: Atlas, view: InequalityView, crude: Contrasts) -> Scale:
    """As fine as the slopes' differences are known, so coarser than a place's own figures."""
    half = (crude.pairs["upper"] - crude.pairs["lower"]) / 2
    return Scale.of(atlas.indicators[view.indicator], float(half.min()))


def _shown(
    atlas: Atlas, view: InequalityView, found: Comparison, crude: Contrasts
) -> list[Component]:
    scale, one = scale_of(atlas, view, crude), next(iter(found.made.values()))
    group = gradient_figures.group_of(crude.groups)
    return [
        html.P(_of_slopes(atlas, view, crude, scale), className="finding", id="verdict"),
        html.P(verdict.ends(crude, scale, one.over), className="sentence", id="verdict-ends"),
        _ages(found, scale),
        html.P(say("verdict", "why", group=group), className="note"),
        graph(_chart(atlas, found, crude, scale, group), id="slopes"),
        not_repeated(say("repeat", "draws"), "chart"),
        html.P(" ".join(_about(atlas, view, found, crude)), className="note"),
        district_differences.pairs(crude, scale, say("verdict", "pairs"), id="compared-pairs"),
    ]


def _of_slopes(atlas: Atlas, view: InequalityView, crude: Contrasts, scale: Scale) -> str:
    ends = gradient_text.short_ends(atlas, view.ordering)
    explained = verdict.slope_explained(ends, crude.groups)
    return verdict.sentence(crude, scale, atlas.indicators[view.indicator].label, explained)


def _ages(found: Comparison, scale: Scale) -> Component:
    """The verdict on figures adjusted for age, marked as modelled; or that there are none."""
    if found.adjusted is None:
        return html.P(_no_ages(), className="note", id="verdict-ages")
    tag = html.Span(age_adjustment.TAG, className="tag")
    said = _of_ages(found.adjusted, scale)
    return html.P([tag, " ", said], className="sentence", id="verdict-ages")


def _of_ages(adjusted: Contrasts, scale: Scale) -> str:
    return verdict.sentence(adjusted, scale, say("verdict", "ages"))


def _no_ages() -> str:
    return f"{say('ages', 'none')} {say('verdict', 'no_ages')}"


def _chart(atlas: Atlas, found: Comparison, crude: Contrasts, scale: Scale, group: str) -> dict:
    panels = [Panel(say("verdict", "counted"), crude.lines, crude.points)]
    if found.adjusted is not None:
        more = found.adjusted
        panels.append(Panel(say("verdict", "adjusted"), more.lines, more.points))
    return slopes(
        panels,
        group=group,
        ends=gradient_text.short_ends(atlas, next(iter(found.made.values())).ordering),
        unit=scale.unit,
        decimals=scale.decimals,
    )


def _about(atlas: Atlas, view: InequalityView, found: Comparison, crude: Contrasts) -> list[str]:
    kinds = {units.unit(atlas, key).kind for key in view.compared}
    lines = [
        say("verdict", "about", draws=number_text.count(DRAWS), all=len(crude.pairs)),
        *district_differences.cut(crude, found.made),
        say("verdict", "bands"),
    ]
    register = bool(place_gradient.register_of(atlas, view.indicator))
    if kinds & {"pcn", "place"} and not register:
        lines.append(say("verdict", "footprints"))
    return lines
