"""What a map shows of what the server found, in one shape for every page.

The browser draws it and says what is under the pointer (``assets/modules/found-map.js``,
``FoundMap`` in ``assets/modules/types.d.ts``); which place looks how is worked out here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from layers.atlas import Atlas
from layers.geography import levels


class Look(TypedDict, total=False):
    """How places of one class are drawn.

    Attributes
    ----------
    colour
        Their colour; several for stripes of these; None for that of places without a figure.
    dashed
        With a dashed edge.
    outside
        Outside the view: drawn fainter.
    """

    colour: str | list[str] | None
    dashed: bool
    outside: bool


class Line(TypedDict):
    """A line that is said of each place under the pointer.

    Attributes
    ----------
    texts
        What is said of any place, each once.
    of
        By place: the number of its text; -1 where nothing is said.
    strong
        Said with weight: what the map's colours mean.
    """

    texts: list[str]
    of: list[int]
    strong: bool


class FoundMap(TypedDict):
    """What a map shows. Places are numbered as the browser has them: a level's, by code.

    Attributes
    ----------
    level
        ``lsoa``, ``msoa``, ``ward`` or ``district``.
    looks, of
        How places can look; and by place, which of these it has.
    lines
        What is said of each, from above.
    fit
        Places to show as large as they fit when the map is first drawn.
    drawn
        What the page says of itself (``data-drawn``) when that is on the map.
    """

    level: str
    looks: list[Look]
    of: list[int]
    lines: list[Line]
    fit: list[int]
    drawn: str


def places(atlas: Atlas, level: str) -> dict[str, int]:
    """The browser's numbers of a level's places, by code."""
    codes = sorted(map(str, levels.areas_at(atlas, level).index))
    return {code: at for at, code in enumerate(codes)}


def line(said: Iterable[str | None], *, strong: bool = False) -> Line:
    """A line from what is said of each place in order; None or empty for nothing."""
    number: dict[str, int] = {}
    of = [number.setdefault(text, len(number)) if text else -1 for text in said]
    return {"texts": list(number), "of": of, "strong": strong}


def by_place(place: Mapping[str, int], given: Mapping[str, str]) -> list[str | None]:
    """What is given by code, in the order of places (see :func:`places`)."""
    return [given.get(code) for code in place]


def fitted(*those: Sequence[int]) -> list[int]:
    """The first of several lists of places that has any."""
    return next((list(one) for one in those if len(one)), [])
