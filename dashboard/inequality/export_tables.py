"""The Inequality page as tables for every format: gradient, results, districts, mix, correlations.

Figures are those of the layers, in full: nothing is rounded.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.files.table import Column, Table
from dashboard.inequality import (
    age_adjustment,
    comparisons,
    gradient_text,
    gradients,
    mix,
)
from dashboard.inequality.correlates import correlate
from dashboard.inequality.correlation import correlated
from dashboard.inequality.measures import measures
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from layers.atlas import Atlas
from layers.inequality import gradient_figures, guards, segregation, slope_direction
from layers.inequality.gap_differences import Contrasts
from layers.inequality.gradient import Gradient


def gradient(atlas: Atlas, view: InequalityView) -> Table:
    """A row for each group; none where a guard refuses the gradient."""
    made = gradients.of_view(atlas, view)
    if not isinstance(made, Gradient):
        return _table("group", [], [Column("group", "Group", "text", [])])
    rows, scale = made.groups, gradient_text.scale_of(atlas, made)
    unit, decimals = scale.unit, scale.decimals
    kind = gradient_figures.group(made)
    line = made.slope.line(made.slope.midpoints)
    numbers = {
        "value": f"Value, {unit}",
        "lower": f"Lower 95% limit, {unit}",
        "upper": f"Upper 95% limit, {unit}",
    }
    columns = [
        Column("group", f"{kind.capitalize()}, 1 the first", "whole", rows.index.tolist()),
        *(_number(name, text, rows[name], decimals) for name, text in numbers.items()),
        _number("fitted", f"Fitted line at its middle, {unit}", line, decimals),
        _number("numerator", "Cases", rows["numerator"]),
        _number("denominator", "Out of", rows["denominator"]),
        _number("population", "People", rows["population"]),
        _number("members", made.over.capitalize(), rows["members"]),
        _number("share", "Share of the people", made.slope.share, 4),
    ]
    if made.adjusted is not None:
        other = made.adjusted.groups
        columns += [
            _number("expected", "Cases expected from ages alone (modelled)", other["expected"], 1),
            *(
                _number(f"{name}_ages", f"{text}, adjusted for age (modelled)",
                        other[name], decimals)
                for name, text in numbers.items()
            ),
        ]  # fmt: skip
    return _table("group", rows.index, columns)


def results(atlas: Atlas, view: InequalityView) -> Table:
    """A row for each measure."""
    made = gradients.of_view(atlas, view)
    found = []
    if isinstance(made, Gradient):
        found = [*measures(atlas, made), *age_adjustment.measures(atlas, made)]
    columns = [
        Column("measure", "Measure", "text", [one.id for one in found]),
        Column("called", "What the field calls it", "text", [one.called for one in found]),
        Column("said", "In words", "text", [one.said for one in found]),
        Column("value", "Value", "number", [one.value for one in found], 3),
        Column("lower", "Lower 95% limit", "number", [one.lower for one in found], 3),
        Column("upper", "Upper 95% limit", "number", [one.upper for one in found], 3),
        Column("unit", "Unit", "text", [one.unit for one in found]),
        Column("phe", "Value in PHE's form", "number", [one.phe for one in found], 3),
    ]
    return _table("measure", [one.id for one in found], columns)


def districts(atlas: Atlas, view: InequalityView) -> Table:
    """The view's indicator inside every district, every two of them, and each year of a register.

    The last row of a register is its last year less its first, over the same practices.

    Districts are in the order of the alphabet. Two districts are a row of their own: the first
    less the second, with limits that allow for all comparisons.
    """
    inside = gradients.by_district(atlas, view)
    each: list[tuple[str, str, Any]] = sorted(
        ((atlas.districts[code], "", made) for code, made in inside.items()),
        key=lambda row: row[0],
    )
    whole = place_gradient.found(atlas, view.indicator, view.ordering, "", view.fit, view.by)
    each.insert(0, (atlas.name, "", whole))
    years = gradients.by_year(atlas, view.indicator, view.ordering, view.within, view.fit)
    where = place_gradient.place(atlas, view.within).name
    later = [(where, year, made) for year, made in years.items()]
    found = comparisons.districts(atlas, view)
    rows = [_district(name, year, made) for name, year, made in each]
    if found is not None:
        rows = [compared(row, found) for row in rows] + pairs(found)
    rows += [_district(name, year, made) for name, year, made in later]
    change = comparisons.changed(atlas, view.indicator, view.ordering, view.within, view.fit)
    if change is not None:
        rows += [row | {"place": where, "year": row["place"]} for row in pairs(change, last=True)]
    heads = {
        "groups": "Groups", "value": "All together", "first": "First group", "last": "Last group",
        "gap": "Absolute gap", "gap_lower": "Gap: lower 95% limit",
        "gap_upper": "Gap: upper 95% limit",
        "gap_compare_lower": "Gap to compare places: lower 95% limit",
        "gap_compare_upper": "Gap to compare places: upper 95% limit",
        "sii": "SII, first end less last",
        "sii_lower": "SII: lower 95% limit", "sii_upper": "SII: upper 95% limit",
        "sii_compare_lower": "SII to compare places: lower 95% limit",
        "sii_compare_upper": "SII to compare places: upper 95% limit",
        "rii": "RII, first end over last", "rii_lower": "RII: lower 95% limit",
        "rii_upper": "RII: upper 95% limit", "sii_phe": "SII in PHE's form",
        "rii_phe": "RII in PHE's form",
        "gap_ages": "Absolute gap, adjusted for age (modelled)",
        "gap_ages_lower": "Gap, adjusted for age: lower 95% limit",
        "gap_ages_upper": "Gap, adjusted for age: upper 95% limit",
        "sii_ages": "SII, adjusted for age (modelled)",
    }  # fmt: skip
    columns = [
        Column("place", "Place, or two places", "text", [row["place"] for row in rows]),
        Column("year", "Year, over the same practices", "text", [row["year"] for row in rows]),
        *(
            _number(name, text, [row.get(name) for row in rows], 0 if name == "groups" else 3)
            for name, text in heads.items()
        ),
        Column("apart", "Told apart by", "text", [row.get("apart") for row in rows]),
        Column("note", "Why there is none", "text", [row.get("note") for row in rows]),
    ]  # fmt: skip
    return _table("place", [row["place"] for row in rows], columns)


def _district(name: str, year: str, made: Any) -> dict[str, Any]:
    if not isinstance(made, Gradient):
        return {"place": name, "year": year, "note": f"{made.label}. {made.text}"}
    first, last = made.groups["value"].iloc[[0, -1]]
    found = {
        "place": name, "year": year, "groups": len(made.groups), "value": made.value,
        "first": float(first), "last": float(last), "gap": made.gap.absolute,
        "gap_lower": made.gap.absolute_lower, "gap_upper": made.gap.absolute_upper,
        "sii_phe": made.slope.sii,
    }  # fmt: skip
    limits = ("", "_lower", "_upper")
    found |= {
        f"sii{part}": x for part, x in zip(limits, slope_direction.slope(made.slope), strict=True)
    }
    ratio = slope_direction.ratio(made.slope)
    if ratio is not None and made.gap.relative is not None:
        found["rii_phe"] = made.slope.rii
        found |= {f"rii{part}": x for part, x in zip(limits, ratio, strict=True)}
    if made.adjusted is not None:
        gap = made.adjusted.gap
        numbers = (gap.absolute, gap.absolute_lower, gap.absolute_upper)
        found |= {f"gap_ages{part}": x for part, x in zip(limits, numbers, strict=True)}
        found["sii_ages"] = slope_direction.slope(made.adjusted.slope).value
    return found


def compared(row: dict[str, Any], found: Contrasts) -> dict[str, Any]:
    """A place's row with its limits for comparing."""
    if row["place"] not in found.places.index:
        return row
    limits = found.places.loc[row["place"]]
    return row | {
        f"{name}_compare_{end}": float(limits[f"{kind}_{end}"])
        for kind, name in (("gap", "gap"), ("slope", "sii"))
        for end in ("lower", "upper")
    }


def pairs(found: Contrasts, *, last: bool = False) -> list[dict[str, Any]]:
    """A row for every two places: the first less the second, or, with ``last``, the other way
    round."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for _, pair in found.pairs.iterrows():
        first, second = pair["first"], pair["second"]
        row = rows.setdefault(
            (first, second),
            {
                "place": f"{second} less {first}" if last else f"{first} less {second}",
                "year": "",
                "apart": "neither",
            },
        )
        name = {"gap": "gap", "slope": "sii"}[pair["measure"]]
        figures = [float(pair[part]) for part in ("difference", "lower", "upper")]
        if last:
            value, lower, upper = (-figure for figure in figures)
            figures = [value, upper, lower]
        columns = (name, f"{name}_compare_lower", f"{name}_compare_upper")
        row |= zip(columns, figures, strict=True)
        if pair["apart"]:
            told = pair["measure"]
            row["apart"] = told if row["apart"] == "neither" else f"{row['apart']} and {told}"
    return list(rows.values())


def segregations(atlas: Atlas) -> Table:
    """Dissimilarity of every group in every district; empty where too few live there."""
    found = mix.dissimilarities(atlas)
    names = found["district_code"].map(atlas.districts)
    notes = [segregation.chance_guard(chance) for chance in found["by_chance"]]
    refused = pd.Series([n is not None and n.level == "refuse" for n in notes], index=found.index)
    columns = [
        Column("district", "District", "text", names.tolist()),
        Column("group", "Group", "text", [atlas.indicators[i].label for i in found["indicator"]]),
        _number("people", "People in the group", found["people"]),
        _number("others", "Everybody else", found["others"]),
        _number("areas", "Areas", found["areas"]),
        _number("dissimilarity", "Dissimilarity, 0 to 1",
                found["dissimilarity"].mask(refused), 3),
        _number("by_chance", "By chance alone", found["by_chance"], 3),
        Column("note", "Take care", "text", [None if n is None else n.label for n in notes]),
    ]  # fmt: skip
    return _table("district", found.index, columns)


def correlations(atlas: Atlas, view: InequalityView) -> Table:
    """Every pair of the chosen indicators."""
    try:
        found = correlated(atlas, view.chosen, view.level, view.within)
    except ValueError:
        # Too few have values of both.
        return _table("pair", [], [Column("a", "Indicator", "text", [])])
    known = guards.load_guards()
    label = {name: correlate(atlas, name).label for name in view.chosen}
    columns = [
        Column("a", "Indicator", "text", found["a"].map(label).tolist()),
        Column("b", "With", "text", found["b"].map(label).tolist()),
        _number("r", "Rank correlation, −1 to 1", found["r"], 3),
        _number("lower", "Lower 95% limit", found["lower"], 3),
        _number("upper", "Upper 95% limit", found["upper"], 3),
        _number("number", f"{view.level.capitalize()}s", found["number"]),
        _number("effective", "Effective number", found["effective"], 1),
        Column("note", "Take care", "text",
               [known[key].label if key else None for key in found["guard"]]),
    ]  # fmt: skip
    return _table("pair", found.index, columns)


def _number(name: str, text: str, values: Sequence[Any] | Any, decimals: int = 0) -> Column:
    return Column(name, text, "number", pd.Series(values, dtype=float).tolist(), decimals)


def _table(level: str, codes: Any, columns: Sequence[Column]) -> Table:
    return Table(level, tuple(str(code) for code in codes), tuple(columns))
