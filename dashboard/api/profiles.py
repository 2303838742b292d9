"""The standard profile of any weighting, and how many of a group some areas hold."""

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.api import fields
from dashboard.api.endpoint import Asked, Endpoint, Found, Row, listed
from dashboard.api.indicators import indicator_of
from dashboard.api.problems import unknown, wrong
from dashboard.parts import patients_outside
from layers.atlas import Atlas
from layers.practices import practice_error, profile, units
from layers.practices.profile import Figure
from layers.practices.units import Unit, UnitError
from layers.targeting.reach import reach

MOST_INDICATORS = 60
MOST_GROUPS = 20
# A code, and how much of it is taken: C88048, or E01007317:0.5.
WEIGHTED = r"^[A-Za-z0-9][A-Za-z0-9-]{0,59}(:[0-9]{1,4}(\.[0-9]{1,6})?)?$"
PROFILE = fields.row(
    "Profile", indicator="text", label="text", unit="text", period="text", value="number?",
    lower="number?", upper="number?", numerator="number?", denominator="number?",
    effective_sample="number?", national_percentile="number?", national_decile="whole?",
    known="number", england="number?",
)  # fmt: skip
REACH = fields.row(
    "Reach", group="text", label="text", people="number", of_group="number",
    of_residents="number", rate="number?", average="number?", times="number?", held="number?",
)  # fmt: skip
_FIGURE = (
    "value", "lower", "upper", "numerator", "denominator", "effective_sample",
    "national_percentile", "national_decile",
)  # fmt: skip


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``profile`` and ``reach``."""
    of = {
        "of": fields.codes_of("of", pattern=WEIGHTED, required=True),
        "indicator": fields.ids_of("indicator", MOST_INDICATORS),
    }
    places = {
        "area": fields.codes_of("area", required=True),
        "group": fields.ids_of("group", MOST_GROUPS, required=True),
        "among": fields.codes_of("among"),
    }
    return [
        Endpoint("profile", "/profile", PROFILE, find, of),
        Endpoint("reach", "/reach", REACH, find_reach, places),
    ]


def unit_of(atlas: Atlas, code: str) -> Unit:
    """A practice, network, place, ward, neighbourhood, district or area by its code.

    Raises
    ------
    dashboard.api.problems.Problem
        For any other code.
    """
    try:
        return units.unit(atlas, code)
    except UnitError:
        raise unknown("unit", code) from None


def find(atlas: Atlas, asked: Asked) -> Found:
    """A row for each indicator, over all that is named together.

    What is taken whole is as a group of one's own on the page Practices: what two of them share
    counts once. With weights, each part counts as often as its weight says.
    """
    taken = [_taken(text) for text in asked["of"]]
    parts = [unit_of(atlas, code) for code, _ in taken]
    if "indicator" in asked:
        wanted = [indicator_of(atlas, name) for name in dict.fromkeys(asked["indicator"])]
    else:
        wanted = [one for one in atlas.indicators.values() if one.aggregate != "none"]
    whole = all(weight == 1 for _, weight in taken)
    if whole:
        keys = list(dict.fromkeys(one.key for one in parts))
        unit = parts[0] if len(keys) == 1 else units.unit(atlas, "~".join(["", *keys]))
        weights = units.weights(atlas, unit)
    else:
        unit, weights = _together(parts), _summed(atlas, parts, [weight for _, weight in taken])

    def part(start: int, stop: int) -> list[Row]:
        names = [one.id for one in wanted[start:stop]]
        figures = profile.profile(atlas, names, {unit.key: weights})
        if whole:
            figures = practice_error.ranged(atlas, figures, [unit])
        return [_row(atlas, unit, name, figures[name][unit.key], whole=whole) for name in names]

    return Found(len(wanted), part)


def _taken(text: str) -> tuple[str, float]:
    code, _, weight = text.partition(":")
    number = float(weight) if weight else 1.0
    if number <= 0:
        raise wrong("weight")
    return code, number


def _together(parts: list[Unit]) -> Unit:
    practices = tuple(code for one in parts for code in one.practices)
    areas = tuple(code for one in parts for code in one.areas)
    return Unit("together", "group", "", practices, areas)


def _summed(atlas: Atlas, parts: list[Unit], weights: list[float]) -> pd.Series:
    found = pd.Series(dtype=float)
    for one, weight in zip(parts, weights, strict=True):
        found = found.add(weight * units.weights(atlas, one), fill_value=0.0)
    return found


def _row(atlas: Atlas, unit: Unit, name: str, figure: Figure, *, whole: bool) -> dict[str, Any]:
    definition = atlas.indicators[name]
    if unit.practices and not whole:
        # How far an estimate of so many parts of practices may be out, nobody has checked.
        figure = replace(figure, lower=None, upper=None, effective_sample=None)
    figure, _ = patients_outside.as_known(atlas, unit, name, figure)
    return {part: getattr(figure, part) for part in _FIGURE} | {
        "indicator": name,
        "label": definition.label,
        "unit": definition.unit,
        "period": definition.period,
        "known": 100 * figure.known,
        "england": atlas.england(name).value,
    }


def find_reach(atlas: Atlas, asked: Asked) -> Found:
    """A row for each group: how many of them live in the areas, and how common they are there."""
    here, among = _areas(atlas, asked["area"]), None
    if "among" in asked:
        among = _areas(atlas, asked["among"])
        for code in asked["area"]:
            if not set(among).issuperset(unit_of(atlas, code).areas):
                raise wrong("outside", given=code)
    rows = []
    for name in dict.fromkeys(asked["group"]):
        definition = indicator_of(atlas, name)
        if not definition.counts_people:
            raise wrong("no_people", label=definition.label)
        found = reach(atlas, here, name, among=among)
        rows.append(
            {
                "group": name,
                "label": definition.label,
                "people": found.people,
                "of_group": 100 * found.of_group,
                "of_residents": 100 * found.of_residents,
                "rate": 100 * found.rate,
                "average": 100 * found.average,
                "times": found.times,
                "held": found.held,
            }
        )
    return listed(rows)


def _areas(atlas: Atlas, codes: list[str]) -> list[str]:
    """The areas of some places on the map, each once."""
    found: dict[str, None] = {}
    for code in codes:
        unit = unit_of(atlas, code)
        if not unit.areas:
            raise wrong("no_areas", name=unit.name)
        found |= dict.fromkeys(unit.areas)
    return list(found)
