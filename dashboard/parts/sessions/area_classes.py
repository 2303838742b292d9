"""Classes of areas by the people to reach, for maps of sessions."""

import numpy as np

from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.said import with_figure
from layers.geography.class_breaks import Breaks
from layers.membership import are_among

# Where classes begin: areas of a few people are many, and of hundreds few.
STARTS = (1, 20, 50, 100, 250, 500, 1_000)
MOST = 4


def area_classes(answer: Answer) -> Breaks:
    """At most four classes of areas by people, from round numbers; the first has hardly anybody."""
    people = answer.reach.areas["people"].to_numpy(dtype=float)
    high = float(people.max(initial=1.0))
    # The upper ones: where most of the people are.
    inner = [float(one) for one in STARTS if one < high][-(MOST - 1) :]
    return Breaks((*inner, max(high, 1.0)), from_above=True, kind="own")


def class_of(answer: Answer) -> dict[str, int]:
    """The class of each area whose people are to be reached, by code; −1 of those without a figure,
    where nobody knows how many they are."""
    areas = answer.reach.areas
    places = area_classes(answer).place(np.array(areas["people"]))
    of = np.where(are_among(areas.index, with_figure(answer)), places, -1)
    return dict(zip(areas.index, of.tolist(), strict=True))
