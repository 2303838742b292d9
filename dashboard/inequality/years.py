"""A register's gap over the years, at practice level."""

from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.trend import Line, trend
from dashboard.inequality import saying, tables, work
from dashboard.inequality.view import InequalityView
from layers.atlas import Atlas
from layers.gradient import Gradient


def section(atlas: Atlas, view: InequalityView) -> Component | None:
    """How the gap has changed; None for what is no register or has fewer than two years."""
    years = work.by_year(atlas, view.indicator, view.ordering, view.within, view.fit)
    if len(years) < 2:
        return None
    last = list(years.values())[-1]
    scale = saying.scale_of(atlas, last)
    names = [text.capitalize() for text in saying.ends(atlas, last)]
    rows = [_row(year, made, scale) for year, made in years.items()]
    lines = [_line(name, list(years.values()), at) for name, at in zip(names, (0, -1), strict=True)]
    return html.Section(
        [
            html.H2("Year by year"),
            html.P(said(years, scale), className="sentence", id="years-said"),
            html.P(
                f"The same {int(last.groups['members'].sum())} practices in every year, in the "
                "same order. A register counts people who were diagnosed: better finding of cases "
                "changes the gap too.",
                className="note",
            ),
            graph(trend(list(years), lines), id="years"),
            tables.table(
                ["Year", *names, "Gap", "Slope (SII)", "RII"], rows, caption="The gap in each year"
            ),
        ],
        id="years-section",
    )


def said(years: dict[str, Gradient], scale: saying.Scale) -> str:
    """The first year against the last, and whether their likely ranges overlap."""
    (first, was), *_, (last, now) = years.items()
    sizes = [scale.difference(float(made.slope.sii)) for made in (was, now)]
    apart = was.slope.sii_upper < now.slope.sii_lower or now.slope.sii_upper < was.slope.sii_lower
    ending = (
        "The likely ranges lie apart: the gap has changed."
        if apart
        else "The likely ranges overlap, so this may be no change."
    )
    return f"Slope over all groups: {sizes[0]} in {first}, {sizes[1]} in {last}. {ending}"


def _row(year: str, made: Gradient, scale: saying.Scale) -> list[tables.Cell]:
    first, last = made.groups["value"].iloc[[0, -1]]
    gap, slope = made.gap, made.slope
    rii: tables.Cell = "–"
    if slope.ratio_holds:
        rii = [
            f"{slope.rii:.2f}",
            tables.limits(f"{slope.rii_lower:.2f} to {slope.rii_upper:.2f}"),
        ]
    return [
        year,
        scale.value(float(first)),
        scale.value(float(last)),
        [
            scale.difference(gap.absolute),
            tables.limits(scale.between(gap.absolute_lower, gap.absolute_upper)),
        ],
        [
            scale.difference(float(slope.sii)),
            tables.limits(scale.between(float(slope.sii_lower), float(slope.sii_upper))),
        ],
        rii,
    ]


def _line(name: str, made: list[Gradient], at: int) -> Line:
    rows = [one.groups.iloc[at] for one in made]
    return Line(
        name,
        [float(row["value"]) for row in rows],
        above=[float(row["upper"] - row["value"]) for row in rows],
        below=[float(row["value"] - row["lower"]) for row in rows],
    )
