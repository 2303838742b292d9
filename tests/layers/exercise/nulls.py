"""Exercises in which everybody answers alike, a thousand at a time, as they would be shown.

Every level's counts come from the same responses by area; answers to questions are drawn as
residents' are. Small counts are hidden and others rounded; further counts, which suppression hides
so that no small one is given away, are left as they are: to hide more can name no more, as hidden
counts are taken to be as likely as can be. A test holds that against the whole path.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from layers import Atlas
from layers.exercise.representation import SILENT_FROM, Table
from layers.geography import area_groups
from layers.statistics.suppression import Rule, rounded
from tests.layers.exercise.attack import member
from tests.layers.exercise.exercises import KNOWN, share_of_areas

Floats = npt.NDArray[np.float64]
RULE = Rule()
SMALL_PLACES = ("ward", "msoa", "lsoa")


def kept(tables: dict[str, Table], responses: int) -> dict[str, Table]:
    """Levels that a page has for so many responses: ``dashboard.heard.exercise_tables``."""
    return {
        name: table
        for name, table in tables.items()
        if name not in SMALL_PLACES or responses >= SILENT_FROM * len(table.observed)
    }


def drawn(
    atlas: Atlas,
    tables: dict[str, Table],
    responses: int,
    many: int,
    draw: np.random.Generator,
) -> dict[str, Floats]:
    """Shown counts of many exercises, by level: exercises × groups."""
    by_area = draw.multinomial(responses, share_of_areas(atlas), size=many).astype(float)
    found: dict[str, Floats] = {}
    for name, table in tables.items():
        codes = table.observed.index
        if name == area_groups.NETWORK:
            counts = by_area @ area_groups.network_shares(atlas)[codes].to_numpy()
        elif name in area_groups.PLACES:
            of = area_groups.grouping(atlas, name)
            counts = by_area @ member(of, atlas.areas.index, codes).T
        elif name.endswith("_parts"):
            continue
        else:
            fine = tables.get(f"{name}_parts", table)
            counts = draw.multinomial(responses, fine.share, size=many).astype(float)
            if fine is not table:
                found[f"{name}_parts"] = counts
                broader = KNOWN.questions[name].broader
                whole = np.array([broader(one) for one in fine.observed.index])
                counts = counts @ (whole[:, None] == codes.to_numpy()[None, :]).astype(float)
        found[name] = counts
    return {name: shown(found[name]) for name in tables}


def shown(counts: Floats) -> Floats:
    return np.where((counts > 0) & (counts < RULE.threshold), np.nan, rounded(counts, RULE))


def one_by_one(found: dict[str, Floats]) -> Iterator[dict[str, Floats]]:
    """Each exercise by itself."""
    for at in range(len(next(iter(found.values())))):
        yield {name: values[at] for name, values in found.items()}
