"""Figures that each hide small counts of people, and may tell them by their difference."""

from layers.atlas import Atlas
from layers.own.own_layer import OwnLayer, read_layer
from layers.own.own_years import may_overlap


def may_tell_apart(atlas: Atlas, layer: OwnLayer) -> list[str]:
    """Labels of the other layers at hand whose difference from a layer may be a small count: both
    count people, neither is published, their areas are the same, and their periods may overlap.

    Which people they count nobody says, so that of all cases and those of men are taken for what
    they may be, and so are figures that have nothing to do with each other. Cases of two years less
    those of one are those of the other, so any time that both may be of is enough.
    """
    if not _counts_people(layer):
        return []
    others = [read_layer(text) for id, text in atlas.own_layers.items() if id != layer.id]
    return [
        one.label
        for one in others
        if _counts_people(one)
        and one.level == layer.level
        and may_overlap(one.period, layer.period)
    ]


def _counts_people(layer: OwnLayer) -> bool:
    return layer.people and not layer.published
