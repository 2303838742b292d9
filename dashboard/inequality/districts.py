"""District against district: the gap inside each, beside that of the whole."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.district_ends import ends
from dashboard.inequality import (
    comparisons,
    district_differences,
    gradient_text,
    gradients,
    page_pieces,
)
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.terms import headed
from layers.atlas import Atlas
from layers.inequality import gradient_figures
from layers.inequality.gap_differences import Contrasts
from layers.inequality.gradient import Gradient
from layers.inequality.guards import Guard
from layers.name_lists import listed


def section(atlas: Atlas, view: InequalityView) -> Component | None:
    """The gap inside each district; None where the indicator is refused everywhere."""
    whole = place_gradient.found(atlas, view.indicator, view.ordering, "", view.fit, view.by)
    if isinstance(whole, Guard):
        return None
    each = {
        atlas.districts[code]: made for code, made in gradients.by_district(atlas, view).items()
    }
    made = {name: one for name, one in sorted(each.items()) if isinstance(one, Gradient)}
    refused = {name: one for name, one in each.items() if isinstance(one, Guard)}
    everything = {atlas.name: whole} | made
    scale = gradient_text.scale_of(atlas, whole)
    most, least = gradient_text.short_ends(atlas, whole.ordering)
    first, last = gradient_text.ends(atlas, whole, each="end")
    found = comparisons.districts(atlas, view)
    heads = [
        "Place", "All together", most.capitalize(), least.capitalize(),
        "Gap", "Gap, to compare", "Slope (SII)", "Slope, to compare",
        *([] if whole.adjusted is None else ["Gap adjusted for age (modelled)"]),
    ]  # fmt: skip
    rows = [_row(name, one, found, scale) for name, one in everything.items()]
    english = gradients.england(atlas, whole)
    if english is not None:
        rows.append(["England", scale.value(english), *["–"] * (len(heads) - 2)])
    return html.Section(
        [
            html.H2(headed("District against district", "claims-which-place-has-the-larger-gap")),
            *(
                []
                if found is None
                else [
                    html.P(
                        district_differences.sentence(found, scale),
                        className="sentence",
                        id="compared",
                    )
                ]
            ),
            html.P(_groups(everything), className="note"),
            *(
                html.P([html.Strong(f"{name}: {one.label}. "), one.text], className="flag refused")
                for name, one in refused.items()
            ),
            graph(_chart(everything, (most, least), scale, english), id="districts"),
            page_pieces.table(heads, rows, caption="The gap inside each district"),
            repeat_panel("inequality-districts", "table"),
            *([] if found is None else _comparing(found, made, scale)),
            html.P(say("districts", "slope", most=first, least=last), className="note"),
        ],
        id="districts-section",
    )


def _comparing(
    found: Contrasts, made: dict[str, Gradient], scale: gradient_text.Scale
) -> list[Component]:
    lines = [html.P(line, className="note") for line in district_differences.about(found, made)]
    title = say("districts", "pairs")
    return [*lines, district_differences.pairs(found, scale, title, id="district-pairs")]


def _row(
    name: str, one: Gradient, found: Contrasts | None, scale: gradient_text.Scale
) -> list[page_pieces.Cell]:
    first, last = one.groups["value"].iloc[[0, -1]]
    gap, slope = page_pieces.gap_and_slope(one, scale)
    adjusted = [] if one.adjusted is None else [scale.difference(one.adjusted.gap.absolute)]
    return [
        name,
        scale.value(one.value),
        scale.value(float(first)),
        scale.value(float(last)),
        gap,
        district_differences.range_of(found, name, "gap", scale),
        slope,
        district_differences.range_of(found, name, "slope", scale),
        *adjusted,
    ]


def _chart(
    made: dict[str, Gradient],
    names: tuple[str, str],
    scale: gradient_text.Scale,
    english: float | None,
) -> dict:
    rows = {}
    for name, one in made.items():
        parts = {}
        for end, at in (("first", 0), ("last", -1)):
            row = one.groups.iloc[at]
            parts[end] = float(row["value"])
            parts |= {f"{end}_{limit}": float(row[limit]) for limit in ("lower", "upper")}
        rows[name] = parts
    across = [] if english is None else [("England", english)]
    return ends(
        pd.DataFrame(rows).T, names, unit=scale.unit, decimals=scale.decimals, across=across
    )


def _groups(made: dict[str, Gradient]) -> str:
    """Which groups the ends of each place are."""
    whole = next(iter(made.values()))
    if whole.by == "national":
        return say("districts", "national")
    kinds: dict[str, list[str]] = {"tenth": [], "fifth": []}
    for name, one in made.items():
        kinds[gradient_figures.group(one)].append(name)
    if not kinds["fifth"]:
        return say("districts", "own_tenths")
    which = "; ".join(f"{kind}s in {listed(names)}" for kind, names in kinds.items() if names)
    return say("districts", "own_mixed", which=which, members=whole.over)
