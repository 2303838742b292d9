"""Charts of a unit made of practices: a register against expected and by year, ages of patients.

They come after the numbers, so that a page stands on the screen before they are drawn.
"""

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.figures import graph
from dashboard.figures.funnel import funnel
from dashboard.figures.pyramid import pyramid
from dashboard.figures.trend import Line, missing, trend
from dashboard.parts.repeat.panel import not_repeated, repeat_panel
from dashboard.practices import unusual_text
from dashboard.practices.key_figures import heading
from dashboard.practices.texts import say
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers
from layers.practices.units import Unit
from layers.table_rows import cell, row_of

# Points along the funnel's limits.
STEPS = 120


def charts(atlas: Atlas, view: PracticesView) -> list[Component]:
    """The charts of the view's one unit; nothing for places on the map."""
    if not view.units[0].practices:
        return []
    return [_funnel(atlas, view), _change(atlas, view), _ages(atlas, view.units[0])]


def _funnel(atlas: Atlas, view: PracticesView) -> Component:
    """The unit's practices among all here: recorded over expected, with control limits."""
    unit, register = view.units[0], view.register
    label = recorded_registers.registers(atlas)[register]
    points = expected_registers.funnel(atlas, register)
    points = points.assign(name=atlas.directory["name"].reindex(points.index))
    usual = expected_registers.usual(atlas, "practice")[register]
    along = np.linspace(points["expected"].min(), points["expected"].max(), STEPS)
    limits = pd.DataFrame(index=along)
    for name, confidence in (("95", expected_registers.WARNING), ("998", expected_registers.ALARM)):
        lower, upper = usual.limits(along, confidence)
        limits[f"lower{name}"], limits[f"upper{name}"] = lower, upper
    return html.Section(
        [
            html.H2(f"{label}: recorded against expected"),
            html.P(_said(atlas, unit, register), className="sentence"),
            html.P(
                "Each dot is a practice. Within the dashed lines lie 95 in 100 of England's "
                "practices of like size; further right, more patients are expected and less is "
                f"left to chance. {unusual_text.of_register(atlas, register, points)} Click a dot "
                "to "
                "open its practice.",
                className="note",
            ),
            graph(funnel(points, limits, unit.practices), id="funnel"),
            not_repeated(say("repeat", "expected"), "chart"),
        ]
    )


def _said(atlas: Atlas, unit: Unit, register: str) -> str:
    judged = expected_registers.of_group(atlas, unit.practices)
    if register not in judged.index or not judged.at[register, "verdict"]:
        return (
            "There is no expected number: too few patients are of the register's ages, their ages "
            "were not published, or most are students, whom age and deprivation do not describe."
        )
    row = row_of(judged, register)
    less = row["observed"] - row["expected"]
    more = "more" if less > 0 else "fewer"
    ending = {
        "lower": "That is further below than practices usually are.",
        "higher": "That is further above than practices usually are.",
        "as_expected": "Practices often differ by as much.",
    }[row["verdict"]]
    return (
        f"{number_text.count(row['observed'])} patients are on the register; at England's rates "
        "for "
        f"their ages and deprivation, {number_text.count(row['expected'])} would be: "
        f"{number_text.count(abs(less))} {more}. {ending}"
    )


def _change(atlas: Atlas, view: PracticesView) -> Component:
    unit, register = view.units[0], view.register
    label = recorded_registers.registers(atlas)[register]
    years = recorded_registers.years(atlas)
    here = recorded_registers.recorded(atlas, unit.practices)
    lower, value, upper = (
        _by_year(here, years, register, c) for c in ("lower", "prevalence", "upper")
    )
    lines = [
        Line(
            heading(unit),
            value,
            above=[(u or 0) - (v or 0) for u, v in zip(upper, value, strict=True)],
            below=[(v or 0) - (low or 0) for v, low in zip(value, lower, strict=True)],
        ),
        Line(atlas.name, _by_year(recorded_registers.region(atlas), years, register, "prevalence")),
        Line("England", _by_year(recorded_registers.england(atlas), years, register, "prevalence")),
    ]
    said = "; ".join(
        f"{year} {number_text.percent(value)}"
        for year, value in zip(years, lines[0].values, strict=True)
        if value is not None
    )
    return html.Section(
        [
            html.H2(f"{label}, year by year"),
            html.P(
                (f"{heading(unit)}: {said}." if said else "It reported no year.") + _absent(years),
                className="note",
            ),
            graph(trend(years, lines), id="trend"),
            repeat_panel("practices-trend", "chart"),
        ]
    )


def _absent(years: list[str]) -> str:
    """What to say of years that the atlas does not hold, between the first and the last."""
    absent = " and ".join(missing(years).values())
    return f" The atlas does not hold {absent}; the lines go straight across." if absent else ""


def _by_year(
    table: pd.DataFrame, years: list[str], register: str, column: str
) -> list[float | None]:
    return [
        float(cell(table, (year, register), column)) if (year, register) in table.index else None
        for year in years
    ]


def _ages(atlas: Atlas, unit: Unit) -> Component:
    here = _by_age(atlas, pd.Index(unit.practices))
    around = _by_age(atlas, atlas.practices.index)
    total = here.to_numpy().sum()
    young, old = (here.loc[bands].to_numpy().sum() / total for bands in (_UNDER_20, _OVER_64))
    return html.Section(
        [
            html.H2("Ages of patients"),
            html.P(
                f"{number_text.percent(100 * young, 0)} are under 20 and "
                f"{number_text.percent(100 * old, 0)} "
                f"are 65 or over. Line: {atlas.name}. {atlas.period_of('practice_ages')}.",
                className="note",
            ),
            graph(pyramid(here, around, atlas.name), id="pyramid"),
            not_repeated(say("repeat", "ages"), "chart"),
        ]
    )


_UNDER_20 = ["0_4", "5_9", "10_14", "15_19"]
_OVER_64 = ["65_69", "70_74", "75_79", "80_84", "85_89", "90_94", "95+"]


def _by_age(atlas: Atlas, practices: pd.Index) -> pd.DataFrame:
    mine = atlas.of_practices("practice_ages", practices)
    table = mine.pivot_table(index="band", columns="sex", values="patients", aggfunc="sum")
    youngest_first = sorted(table.index, key=lambda band: int(str(band).rstrip("+").split("_")[0]))
    return table.reindex(youngest_first)[["female", "male"]].fillna(0)
