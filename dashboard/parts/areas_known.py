"""Of how many areas there is a figure, in words: what somebody brought may be of some areas only.

Published figures are of all areas but a few, and their own words say of which.
"""

from collections.abc import Iterable

import numpy as np

from dashboard.parts.texts import one_or_many
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography.levels import Places


def places_known(atlas: Atlas, definitions: Iterable[Indicator], places: Places) -> Places:
    """Those of some areas that have a figure of each indicator that is somebody's own."""
    for one in definitions:
        if one.is_own:
            places = places[~np.isnan(atlas.column(one.id, "value")[places])]
    return places


def region_known(atlas: Atlas, definition: Indicator) -> str:
    """The atlas's name, to follow "in"; of what somebody brought for a part of it, its areas with a
    figure."""
    known = len(places_known(atlas, [definition], np.arange(len(atlas.areas))))
    return atlas.name if known == len(atlas.areas) else where_known(atlas.name, known)


def where_known(where: str, known: int, *, both: bool = False, among: bool = False) -> str:
    """The areas of a place that have a figure, to follow "in".

    Parameters
    ----------
    where
        The place, as it follows "in".
    known
        How many of its areas have a figure.
    both
        Whether they have figures of two indicators.
    among
        Whether ``where`` is itself so many areas ("the 8 areas of …").
    """
    name = f"{'among' if among else 'where'}{'_both' if both else ''}"
    return one_or_many("known", name, known, n=count(known), where=where)
