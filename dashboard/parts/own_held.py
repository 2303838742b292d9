"""Layers of people's own as the browser holds them (``assets/modules/own-held.js``)."""

from layers.own.licences import licence_text
from layers.own.own_layer import OwnLayer
from layers.own.own_points import OwnPoints


def held(own: OwnLayer | OwnPoints) -> dict[str, str]:
    """Its id, label and licence to be read, its text to be sent; ``kind`` of points alone."""
    kind = {"kind": "points"} if isinstance(own, OwnPoints) else {}
    read = {"id": own.id, "label": own.label, "licence": licence_text(own.licence)}
    return read | {"text": own.written.decode(), **kind}
