"""What somebody says of own figures, put together with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from layers.exercise.plain_characters import on_one_line
from layers.own.errors import OwnLayerError
from layers.own.own_layer import (
    FORM,
    MOST_LINE,
    MOST_SHORT,
    MOST_TEXT,
    Kind,
    OwnLayer,
    Polarity,
    check,
)
from layers.own.resident_rates import PER
from layers.own.texts import say

# The most characters of each.
LONGEST: Mapping[str, int] = {
    **dict.fromkeys(("label", "counted", "out_of", "source", "period", "licence"), MOST_LINE),
    **dict.fromkeys(("short", "unit"), MOST_SHORT),
    "note": MOST_TEXT,
}
NEEDED = ("label", "source", "period")


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a layer, as of :class:`layers.own.own_layer.OwnLayer`.

    Attributes
    ----------
    published
        Whether the figures are published already, so that nothing is hidden.
    people
        Whether they count people.
    kind
        What they are to be: see :attr:`layers.own.own_table.Reading.kinds` for what they can.
    per_residents
        Whether counts are to be rates of an area's residents
        (:mod:`layers.own.resident_rates`); it says nothing of other kinds.
    """

    label: str
    source: str
    period: str
    kind: Kind
    short: str = ""
    unit: str = ""
    polarity: Polarity = "none"
    counted: str = ""
    out_of: str = ""
    licence: str = ""
    note: str = ""
    published: bool = False
    people: bool = False
    per_residents: bool = False


def texts(words: Words) -> dict[str, str]:
    """What is written of it, each on one line.

    Raises
    ------
    OwnLayerError
        For one that is needed and missing, or too long: the message says which.
    """
    found = {name: on_one_line(getattr(words, name)) for name in LONGEST}
    for name, text in found.items():
        if name in NEEDED and not text:
            raise OwnLayerError(say("words", "needed", what=say("words", name)))
        if len(text) > LONGEST[name]:
            what = say("words", name)
            raise OwnLayerError(say("words", "too_long", what=what, most=LONGEST[name]))
    return found


def worded(words: Words, **figures: Any) -> OwnLayer:
    """The layer of figures and words.

    Parameters
    ----------
    **figures
        What else an :class:`~layers.own.own_layer.OwnLayer` has: codes, values and so on; of
        counts that are to be rates of residents, the rates.

    Raises
    ------
    OwnLayerError
        Where words or figures do not fit, or there is more than travels.
    """
    said = texts(words)
    kind = words.kind
    if kind == "share":
        said["unit"] = "%"
    if kind == "count" and words.per_residents:
        kind, said["unit"] = "rate", say("made", "per_residents", per=f"{PER:,}")
        figures["per_residents"] = True
    layer = OwnLayer(
        **cast(dict[str, Any], said),
        kind=kind,
        polarity=words.polarity,
        published=words.published,
        people=words.people,
        **figures,
    )
    check(layer)
    FORM.check_size(layer.written)
    return layer
