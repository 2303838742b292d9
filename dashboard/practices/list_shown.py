"""What the list shows for an address: which rows, how many, and where on the map."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.practices import list_care, list_compared, list_table, map_looks
from dashboard.practices.list_filter import narrowed
from dashboard.practices.texts import say
from dashboard.practices.view import MOST_COMPARED, PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import recorded_registers
from layers.practices.units import Unit

AROUND = 0.01  # degrees that the map shows around the practices of a place or network


def shown(atlas: Atlas, view: PracticesView) -> dict[str, Any]:
    """The list as it is narrowed.

    Returns
    -------
    dict
        ``listed``: practices or networks. ``options`` of the table
        (:mod:`dashboard.practices.list_table`). ``kept``: codes of its rows. ``around``: places
        in code order of the areas that the map is to show; none for all. ``dots``: how practices
        look on it, by code; those that are left out look as all. ``legend``: the map's, as plain
        markup.
    """
    found = narrowed(atlas, view, view.listed)
    kept = [unit.key for unit in found]
    practices = {code for unit in found for code in unit.practices}
    verdicts = _verdicts(atlas, view, found)
    return {
        "listed": view.listed,
        "options": list_table.options(kept if view.narrowed() else None),
        "kept": kept,
        "around": _around(atlas, view) if view.place or view.network else [],
        "dots": map_looks.verdict_dots(verdicts),
        "legend": map_looks.list_legend(
            view.listed,
            len(practices),
            verdicts,
            recorded_registers.registers(atlas)[view.register],
        ),
    }


def figures(atlas: Atlas, view: PracticesView) -> dict[str, Any]:
    """The table's columns, and what stands in them besides what every row has
    (:mod:`dashboard.practices.practice_list`), by code."""
    cells: dict[str, dict[str, Any]] = {}
    if view.columns == "recorded":
        cells = list_compared.cells(atlas, view.listed, view.register)
    elif view.columns == "care":
        cells = list_care.cells(atlas, view.listed)
    return {
        "columns": list_table.columns(atlas, view.listed, view.register, view.columns),
        "cells": cells,
    }


def _verdicts(atlas: Atlas, view: PracticesView, found: Sequence[Unit]) -> dict[str, str]:
    """Of each practice of the list its verdict or its network's, empty where it is not compared;
    nothing while the list does not say them."""
    if view.columns != "recorded":
        return {}
    judged = list_compared.judged(atlas, view)["verdict"]
    return {code: judged.get(unit.key, "") for unit in found for code in unit.practices}


def left(atlas: Atlas, view: PracticesView) -> str:
    """How many rows the list has left, in words."""
    every = len(narrowed(atlas, PracticesView(), view.listed))
    found = len(narrowed(atlas, view, view.listed))
    which = "all" if found == every else "some" if found else "none"
    return say(
        "list",
        f"{which}_{view.listed}",
        found=number_text.count(found),
        number=number_text.count(every),
    )


def ticked(codes: Sequence[str]) -> tuple[str, bool, bool]:
    """What is said of the rows that are ticked, and whether they can be compared and grouped."""
    number = len(codes)
    text = say("list", "ticked", number=number_text.count(number)) if number else ""
    return text or say("list", "tick"), 2 <= number <= MOST_COMPARED, number > 0


def _around(atlas: Atlas, view: PracticesView) -> list[int]:
    """Areas around the practices of the view's place and network, whatever name is typed."""
    whole = PracticesView(listed=view.listed, place=view.place, network=view.network)
    codes = {code for unit in narrowed(atlas, whole, view.listed) for code in unit.practices}
    practices = atlas.practices.loc[sorted(codes)]
    near = pd.Series(True, index=atlas.areas.index)
    for axis in ("longitude", "latitude"):
        low, high = practices[axis].min() - AROUND, practices[axis].max() + AROUND
        near &= atlas.areas[axis].between(low, high)
    return [at for at, is_near in enumerate(near) if is_near]
