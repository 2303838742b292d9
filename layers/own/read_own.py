"""Layers and places of one's own, whichever of both something saved is."""

from layers.own.own_layer import OwnLayer, read_layer
from layers.own.own_points import FORM, OwnPoints, read_points

_FORMAT_WITHIN = 60  # bytes at the start, in which it says what it is


def read_own(content: bytes) -> OwnLayer | OwnPoints:
    """What ``written`` made of a layer, or of places.

    Raises
    ------
    OwnLayerError
        As :func:`layers.own.own_layer.read_layer` and :func:`layers.own.own_points.read_points` do.
    """
    is_points = FORM.format.encode() in content[:_FORMAT_WITHIN]
    return read_points(content) if is_points else read_layer(content)
