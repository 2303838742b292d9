"""What is written in a kept layer: read, and looked at before it is kept."""

from collections.abc import Callable, Mapping
from typing import Any

from layers.own.errors import OwnLayerError
from layers.own.own_layer import OwnLayer, read_layer
from layers.own.own_points import OwnPoints, read_points
from layers.statistics.small_counts import Rule, is_small
from workspace import fields, sensitive_text
from workspace.errors import BadValues

Own = OwnLayer | OwnPoints
# What each kind is called in the table, and how it is read.
KIND: Mapping[type, str] = {OwnLayer: "layer", OwnPoints: "points"}
_READERS: Mapping[str, Callable[[bytes], Own]] = {"layer": read_layer, "points": read_points}


def read_written(kind: str, text: str) -> Own | None:
    """A layer or points of the text that is kept; None where it cannot be read."""
    try:
        return _READERS[kind](text.encode())
    except (OwnLayerError, KeyError, UnicodeEncodeError):
        return None


def read_sent(text: str) -> Own:
    """A layer or points that somebody sends, to be kept.

    Raises
    ------
    BadValues
        When it is neither, or shows small counts of people that no publication shows.
    """
    faults = []
    for read in _READERS.values():
        try:
            own = read(text.encode("utf-8", "replace"))
        except OwnLayerError as error:
            faults.append(str(error))
        else:
            _no_small_counts(own)
            return own
    raise BadValues({"": faults[0]})


def columns(own: Own) -> dict[str, Any]:
    """What the table says of a layer or points, by column."""
    words = ("label", "source", "period", "licence")
    return {
        "layer_id": own.id,
        "kind": KIND[type(own)],
        "written": own.written.decode(),
        **{name: fields.plain(getattr(own, name)) for name in words},
    }


def warnings(own: Own) -> list[str]:
    """A sentence for each of its texts that could tell who a person is; empty where none does."""
    texts = [(label, getattr(own, name, "")) for name, label in _LOOKED_AT.items()]
    if isinstance(own, OwnPoints):
        those = [name for name in own.names if sensitive_text.found(name)]
        texts.append((_NAMES, "; ".join(those[:_NAMED])))
    return [said for label, text in texts if (said := sensitive_text.warning(label, text))]


def _no_small_counts(own: Own) -> None:
    if isinstance(own, OwnPoints) or not own.people or own.published:
        return
    whole = own.values if own.kind == "count" else ()
    counts = (*own.numerators, *own.denominators, *whole)
    if any(one is not None and is_small(one, Rule()) for one in counts):
        raise BadValues({"": _SMALL})


# Texts that people write themselves, and what they are called.
_LOOKED_AT = {
    "label": "Name",
    "short": "Short name",
    "counted": "What is counted",
    "out_of": "Out of what",
    "source": "Source",
    "period": "Period",
    "licence": "Licence",
    "note": "Note",
}
# So many names of places that hold such a thing are named.
_NAMES, _NAMED = "Names of the places", 3
_SMALL = (
    "These figures show small counts of people, so they are not kept. Make them here from your "
    "table once more: small counts are then hidden."
)
