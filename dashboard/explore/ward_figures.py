"""What is said of a figure that is published for wards, over some areas of them."""

import numpy as np
from dash.development.base_component import Component

from dashboard.explore.view_texts import sentence
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.levels import Places


def wards_said(atlas: Atlas, definition: Indicator, places: Places, text: str) -> Component | None:
    """The figure as the ward's, or as that of several; None where it is no figure of wards, or the
    areas are whole wards, of which the people are known.

    Parameters
    ----------
    places
        Of the areas that the figure is over.
    text
        The figure as it is written.
    """
    if not definition.grain:
        return None
    _, of = levels.places_at(atlas, "ward")
    wards = np.unique(of[places])
    whole = np.isin(of, wards)
    if len(places) == whole.sum():
        return None
    if len(wards) > 1:
        return sentence("of_wards", text=text, n=count(len(wards)))
    numbers = (atlas.column(definition.id, part) for part in ("numerator", "denominator"))
    people, residents = (count(float(part[whole].sum())) for part in numbers)
    name = atlas.areas["ward"].iloc[int(places[0])]
    return sentence("of_one_ward", text=text, ward=name, n=people, d=residents)
