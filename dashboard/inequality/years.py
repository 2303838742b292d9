"""A register's gap over the years, at practice level."""

from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.trend import Line, missing, trend
from dashboard.inequality import (
    comparisons,
    gradient_text,
    gradients,
    page_pieces,
    year_change,
)
from dashboard.inequality.texts import say
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from dashboard.parts.repeat.panel import not_repeated
from dashboard.parts.terms import headed
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.inequality import slope_direction
from layers.inequality.gap_differences import DRAWS
from layers.inequality.gradient import Gradient
from layers.name_lists import listed


def section(atlas: Atlas, view: InequalityView) -> Component | None:
    """How slope and gap have changed; None without a register or with fewer than two years."""
    years = gradients.by_year(atlas, view.indicator, view.ordering, view.within, view.fit)
    if len(years) < 2:
        return None
    last = list(years.values())[-1]
    scale = gradient_text.scale_of(atlas, last)
    names = [text.capitalize() for text in gradient_text.ends(atlas, last)]
    england = gradients.england_by_year(atlas, view.indicator)
    rows = [_row(year, made, england.get(year), scale) for year, made in years.items()]
    lines = [_line(name, list(years.values()), at) for name, at in zip(names, (0, -1), strict=True)]
    lines.append(Line("England", [england.get(year) for year in years]))
    most, least = gradient_text.ends(atlas, last, each="end")
    number = int(last.groups["members"].sum())
    draws = number_text.count(DRAWS)
    about = [say("years", "about", number=number, draws=draws), held(list(years))]
    title, where = "Year by year", place_gradient.place(atlas, view.within).name
    if view.compared:
        title = say("years", "of", place=where)
        about = [say("years", "within", place=where), *about]
    heads = ["Year", *names, "England", "Gap", "Slope (SII)", "RII"]
    return html.Section(
        [
            html.H2(headed(title, "inequality-slope-and-relative-index-of-inequality")),
            html.P(said(atlas, view), className="sentence", id="years-said"),
            html.P(" ".join(about), className="note"),
            graph(trend(list(years), lines), id="years"),
            page_pieces.table(heads, rows, caption="The gap in each year"),
            not_repeated(say("repeat", "years"), "table"),
            html.P(say("years", "slope", most=most, least=least), className="note"),
        ],
        id="years-section",
    )


def held(years: list[str]) -> str:
    """Which years there are, and which between them there are not."""
    said = say("years", "held", held=listed(years))
    absent = list(missing(years).values())
    return f"{said} {say('years', 'missing', missing=listed(absent))}" if absent else said


def said(atlas: Atlas, view: InequalityView) -> str:
    """The last year against the first; "" for what is no register or has fewer than two years."""
    asked = (atlas, view.indicator, view.ordering, view.within, view.fit)
    years, found = gradients.by_year(*asked), comparisons.changed(*asked)
    if found is None:
        return ""
    scale = gradient_text.scale_of(atlas, list(years.values())[-1])
    return year_change.sentence(found, scale, atlas.indicators[view.indicator].label)


def _row(
    year: str, made: Gradient, england: float | None, scale: gradient_text.Scale
) -> list[page_pieces.Cell]:
    ratio = slope_direction.ratio(made.slope)
    rii: page_pieces.Cell = "–"
    if ratio is not None:
        rii = [f"{ratio.value:.2f}", page_pieces.limits(f"{ratio.lower:.2f} to {ratio.upper:.2f}")]
    first, last = made.groups["value"].iloc[[0, -1]]
    return [
        html.Span(year, className="number"),
        scale.value(float(first)),
        scale.value(float(last)),
        "–" if england is None else scale.value(england),
        *page_pieces.gap_and_slope(made, scale),
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
