"""A layer of one's own: one figure for each area, with the words that say what it is."""

import math
import re
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

import msgspec

from layers.own.errors import OwnLayerError
from layers.own.saved_form import SavedForm, digest_of
from layers.own.texts import say

# A layer travels with the requests of the page that holds it, so it has bounds.
MOST_BYTES = 40_000
MOST_LAYERS = 5
PREFIX = "own_"
ID = re.compile(rf"{PREFIX}[0-9a-f]{{12}}")
LARGEST = 1e12  # of any number
FORM = SavedForm("seldom-heard-own-layer", "layer", MOST_BYTES, texts="layer")

# The most characters that words are taken with.
MOST_SHORT, MOST_LINE, MOST_TEXT = 40, 120, 600
Short = Annotated[str, msgspec.Meta(max_length=MOST_SHORT)]
Line = Annotated[str, msgspec.Meta(max_length=MOST_LINE)]
Text = Annotated[str, msgspec.Meta(max_length=MOST_TEXT)]
Areas = Annotated[int, msgspec.Meta(ge=0)]

Kind = Literal["share", "count", "rate"]
Level = Literal["lsoa", "msoa", "ward"]
Polarity = Literal["high", "low", "none"]


class OwnLayer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What somebody brought, read and suppressed: nothing in it was not meant to be shown.

    Attributes
    ----------
    label, short, note
        Its name, its name where there is little room, and what else is to be said of it.
    kind
        ``share``: 100 × numerator ÷ denominator, in percent. ``count``: adds up over areas.
        ``rate``: a value of each area that does not add up (an average, a rate, a score).
    unit
        As values are read, "%" or "parcels"; of a share always "%".
    polarity
        Which end means more need: ``high``, ``low``, or ``none``.
    counted, out_of
        What numerator and denominator count ("households that asked for a parcel", "households");
        the first also of a count.
    source, period, licence
        As whoever brought it says; a licence may be "" where nobody said.
    published
        Whether the figures are published already, so that nothing is suppressed.
    people
        Whether they count people: small ones are then hidden unless they are published. Of a rate,
        whether it rests on few people somewhere: it must then be published.
    level
        What areas they were brought for. An area of 2021 then shows the figure of the larger area.
    codes, values, numerators, denominators
        In code order, one of each per area that has a row; a figure that is hidden or not known is
        None. ``values`` is empty of a share, the other two of anything else.
    hidden
        Of how many areas the figure is hidden because it is small.
    carried
        Of how many areas of today the figure was carried over from areas of 2011 that were divided.
    of_places
        There where the figures were worked out here, of places that were brought: a count is how
        many an area has, a share who lives near one, a rate how many are near on average.
    """

    label: Line
    short: Short
    kind: Kind
    unit: Short
    polarity: Polarity
    source: Line
    period: Line
    level: Level = "lsoa"
    codes: tuple[str, ...]
    values: tuple[float | None, ...] = ()
    numerators: tuple[float | None, ...] = ()
    denominators: tuple[float | None, ...] = ()
    counted: Line = ""
    out_of: Line = ""
    note: Text = ""
    licence: Line = ""
    published: bool = False
    people: bool = False
    hidden: Areas = 0
    carried: Areas = 0
    # Left out where it is not so: what was saved before there was any keeps its name.
    of_places: Literal[True] | msgspec.UnsetType = msgspec.UNSET

    @cached_property
    def id(self) -> str:
        """Its name in addresses: it follows from all that it holds, so nothing else has it."""
        return PREFIX + digest_of(self.written)

    @cached_property
    def written(self) -> bytes:
        """The layer as it travels and is kept: JSON, the same for the same layer."""
        return FORM.written(self)


def read_layer(content: bytes) -> OwnLayer:
    """A layer from what :attr:`OwnLayer.written` made of it.

    Raises
    ------
    OwnLayerError
        When it is another file, larger than :data:`MOST_BYTES`, of a later version, or damaged; and
        as :func:`check` does.
    """
    layer = FORM.read(content, OwnLayer)
    check(layer)
    return layer


def check(layer: OwnLayer) -> None:
    """Hold what the words of the class promise of its figures.

    Raises
    ------
    OwnLayerError
        For no area, codes that are none of the level, out of order or twice there, columns of
        another length than the codes or not of the kind, and numbers that cannot be.
    """
    codes, number = layer.codes, len(layer.codes)
    parts = (layer.numerators, layer.denominators)
    wanted, unwanted = (
        (parts, (layer.values,)) if layer.kind == "share" else ((layer.values,), parts)
    )
    numbers = [one for column in (*wanted, *unwanted) for one in column if one is not None]
    if not layer.label.strip() or not codes:
        raise OwnLayerError(say("layer", "empty"))
    if not all(map(_CODES[layer.level].fullmatch, codes)) or any(
        a >= b for a, b in pairwise(codes)
    ):
        raise OwnLayerError(say("layer", "codes"))
    if any(len(column) != number for column in wanted) or any(unwanted):
        raise OwnLayerError(say("layer", "columns"))
    if not all(math.isfinite(one) and abs(one) <= LARGEST for one in numbers):
        raise OwnLayerError(say("layer", "numbers"))
    if layer.kind != "rate" and any(one < 0 for one in numbers):
        raise OwnLayerError(say("layer", "negative"))
    pairs = zip(*parts, strict=True)
    if any(a is not None and b is not None and a > b for a, b in pairs):
        raise OwnLayerError(say("layer", "more_than_all"))


_CODES = {
    "lsoa": re.compile("E01[0-9]{6}"),
    "msoa": re.compile("E02[0-9]{6}"),
    "ward": re.compile("E05[0-9]{6}"),
}
