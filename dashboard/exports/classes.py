"""The classes of the map as the screen shows them, for pictures.

Breaks come from ``layers.breaks``; colours and words are those of ``assets/js/30-map.js``,
``28-classes.js`` and ``45-panels.js``.
"""

from typing import Any, Protocol

import numpy as np

from dashboard.state import ViewState
from layers import levels
from layers.atlas import Atlas
from layers.definitions import Indicator

RAMP = (
    *("#ffffd9", "#e3f4b7", "#b5e2b6", "#73c8bd", "#3aa6c2"),
    *("#2280b4", "#2556a0", "#1d2f83", "#101f5c"),
)
CATEGORIES = ("#44546a", "#8d6e97", "#c98b6b", "#d9b96a", "#8fb67a", "#4b8b6f")
UNITS = {"lsoa": "areas", "msoa": "neighbourhoods", "ward": "wards", "district": "districts"}

Cut = tuple[list[float], list[str], list[str]]


class PictureClasses(Protocol):
    """Gives the classes of a view: where each ends (rising; a value equal to an end is below it),
    its colour, and its label."""

    def __call__(self, atlas: Atlas, view: ViewState) -> Cut:
        """Bounds, colours and labels, one of each per class."""


def screen_classes(atlas: Atlas, view: ViewState) -> Cut:
    """The classes that the screen shows for a view."""
    from layers.breaks import breaks_for

    definition = atlas.indicators[view.indicator]
    asked: dict[str, Any] = {}
    if view.classes:
        asked = {
            "kind": view.classes.kind,
            "number": view.classes.number,
            "national": view.classes.national,
            "thresholds": view.classes.thresholds,
        }
    cut = breaks_for(atlas, view.indicator, view.level, **asked)
    values = levels.table_at(atlas, view.indicator, view.level)["value"].to_numpy(dtype=float)
    if np.isnan(values).all():
        return [], [], []
    place = cut.place(values)
    bounds = list(cut.bounds)
    labels = [_label(definition, values[place == at], bounds, at) for at in range(len(bounds))]
    if cut.from_above:
        # One step below: a value equal to a threshold then lies above the bound.
        bounds[:-1] = [float(np.nextafter(bound, -np.inf)) for bound in bounds[:-1]]
    return bounds, ramp(len(bounds), definition), labels


def ramp(number: int, definition: Indicator) -> list[str]:
    """Colours of classes, darker for more need."""
    if definition.kind == "category":
        return list(CATEGORIES[:number])
    shares = [0.6] if number == 1 else [at / (number - 1) for at in range(number)]
    colours = [_mix(share) for share in shares]
    return colours[::-1] if definition.polarity == "low" else colours


def said(atlas: Atlas, view: ViewState, number: int) -> str:
    """Which kind of groups the classes are, in words; as the screen says it."""
    definition, asked = atlas.indicators[view.indicator], view.classes
    kind = asked.kind if asked else ""
    if definition.kind == "category" or not number:
        return ""
    if definition.kind == "decile" and kind in ("", "tenths"):
        return "National tenths (deciles): each stands for a tenth of all areas in England."
    if kind == "own":
        return "Own thresholds."
    national = bool(asked and asked.national)
    spread = not np.isnan(atlas.england(view.indicator).percentiles).any()
    groups = f"{atlas.name} {UNITS[view.level]}"
    if kind == "tenths" and spread:
        return "National tenths: breaks that cut England's areas into ten equal groups."
    if kind == "equal":
        whose = "England" if national and spread else atlas.name
        return f"{number} steps of equal width over the range of {whose}."
    if kind == "natural" and _has_natural(atlas, view):
        return f"{number} natural groups of {groups}: values within a group are close."
    if national and spread and kind != "natural":
        return f"{number} groups by national breaks: each holds an equal share of England's areas."
    wanted = asked.number if asked else 5
    equal = "equal-sized groups" if number == wanted else "groups, as equal as shared values allow,"
    instead = " (what was asked for is not to be had)" if kind not in ("", "quantile") else ""
    return f"{'Five' if number == 5 else number} {equal} of {groups}{instead}."


def _has_natural(atlas: Atlas, view: ViewState) -> bool:
    at_level = atlas.natural_breaks().get(view.level, {})
    number = view.classes.number if view.classes else 5
    return str(number) in at_level.get(view.indicator, {})


def _label(definition: Indicator, inside: Any, bounds: list[float], at: int) -> str:
    """The lowest and highest value in a class; its limits where nothing is in it."""
    if definition.kind == "category":
        return definition.categories[at]
    if definition.kind == "decile" and len(bounds) == 10 and bounds[at] == at + 1.5:
        ends = {0: "1, most deprived", 9: "10, least deprived"}
        return ends.get(at, str(at + 1))
    if len(inside):
        low, high = float(np.min(inside)), float(np.max(inside))
    elif at:
        low, high = bounds[at - 1], bounds[at]
    else:
        low = high = bounds[0]
    texts = [f"{number:,.{max(definition.decimals, 0)}f}" for number in (low, high)]
    unit = "%" if definition.unit == "%" else ""
    return f"{texts[0]}{unit}" if texts[0] == texts[1] else f"{texts[0]}–{texts[1]}{unit}"


def _mix(share: float) -> str:
    at = share * (len(RAMP) - 1)
    low = int(at)
    high = min(low + 1, len(RAMP) - 1)
    parts = []
    for place in (1, 3, 5):
        a, b = (int(RAMP[i][place : place + 2], 16) for i in (low, high))
        parts.append(int(a + (at - low) * (b - a) + 0.5))
    return "#" + "".join(f"{part:02x}" for part in parts)
