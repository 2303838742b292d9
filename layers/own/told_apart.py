"""Figures that each hide small counts of people, and may tell them by their difference."""

from layers.atlas import Atlas
from layers.own.own_layer import OwnLayer, read_layer


def may_tell_apart(atlas: Atlas, layer: OwnLayer) -> list[str]:
    """Labels of the other layers at hand whose difference from a layer may be a small count: both
    count people, neither is published, and their areas and period are the same.

    Which people they count nobody says, so that of all cases and those of men are taken for what
    they may be, and so are figures that have nothing to do with each other.
    """
    if not _counts_people(layer):
        return []
    others = [read_layer(text) for id, text in atlas.own_layers.items() if id != layer.id]
    alike = (layer.level, layer.period)
    return [one.label for one in others if _counts_people(one) and (one.level, one.period) == alike]


def _counts_people(layer: OwnLayer) -> bool:
    return layer.people and not layer.published
