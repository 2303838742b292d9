"""The view and its address: what is looked at, to and from the page's query string.

The address owns the view. Whatever a person chooses goes into it, and everything on the page
follows from it, so that back, forward, reload and a pasted link show the same thing again. The
browser reads and writes the same parts (``assets/modules/address.js``), by the table :data:`PARTS`,
which it is sent; this module is for what the server works out: cards, tables and exports.

Old links keep working: a part keeps its letter and its meaning for good; new parts get new ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from dashboard.parts import map_ground
from dashboard.parts.address import DECIMAL, KEY, MOST_SELECTED, Parts, plain, query_of
from layers.atlas import Atlas
from layers.geography.levels import COLUMNS

DEFAULT_INDICATOR = "imd_decile"
DEFAULT_HELD = 80
USUAL_AT_LEAST = 10  # percent of patients, when somebody first asks for a share of them
MOST_COLUMNS = 12
MOST_THRESHOLDS = 6

# How classes are cut: quantile, equal steps, natural breaks, national tenths, own thresholds.
CLASS_KINDS = {"q": "quantile", "e": "equal", "j": "natural", "t": "tenths", "o": "own"}
FEWEST_CLASSES, MOST_CLASSES, USUAL_CLASSES = 3, 7, 5


class Part(NamedTuple):
    """One part of the address.

    Attributes
    ----------
    letter, field
        Its name in the address, and that of what it holds in :class:`ViewState`.
    kind
        ``one`` of what is known, ``many`` of it (joined by points), ``numbers`` (the same, of
        whole numbers), ``number``, ``classes``, ``flag`` (``1`` or nothing), ``marks``
        (``dashboard/parts/map_ground.py``), or ``key`` (of a place that was found).
    what
        What it is, in a sentence about one that cannot be used.
    otherwise
        What it is where the address does not say.
    among
        What is known, as :func:`read_query` names it; ``area`` depends on the level.
    low, high
        The least and the highest number.
    most, many
        Of a list: how many are kept, and what they are called.
    """

    letter: str
    field: str
    kind: Literal["one", "many", "numbers", "number", "classes", "flag", "marks", "key"]
    what: str
    otherwise: Any = ()
    among: str = ""
    low: int = 0
    high: int = 0
    most: int = 0
    many: str = ""


# In the order in which they are written, and read: the level before what depends on it.
PARTS = (
    Part("i", "indicator", "one", "indicator", DEFAULT_INDICATOR, "indicator"),
    Part("j", "second", "one", "indicator", "", "indicator"),
    Part("l", "level", "one", "level", "lsoa", "level"),
    Part("k", "classes", "classes", "way of cutting classes", None),
    Part("d", "districts", "many", "district", among="district"),
    Part("b", "groups", "many", "group", among="grouping"),
    Part("w", "wards", "many", "ward", among="ward"),
    Part("m", "neighbourhoods", "many", "neighbourhood", among="neighbourhood"),
    Part("c", "pcns", "many", "PCN", among="pcn"),
    Part("p", "practices", "many", "practice", among="practice"),
    Part("h", "held", "number", "share of a list", DEFAULT_HELD, low=1, high=100),
    Part("x", "at_least", "number", "share of patients", 0, low=1, high=100),
    Part("u", "rural_urban", "numbers", "rural-urban class", low=0, high=5),
    Part("t", "deciles", "numbers", "decile", low=1, high=10),
    Part("n", "residents", "number", "number of residents", 0, low=1, high=100_000),
    Part("s", "selected", "many", "area", among="area", most=MOST_SELECTED, many="selected areas"),
    Part("f", "columns", "many", "indicator", among="indicator", most=MOST_COLUMNS, many="columns"),
    Part("o", "clusters", "flag", "highlight", False),
    Part(map_ground.LETTER, "marks", "marks", map_ground.WHAT, map_ground.usual(), "mark"),
    Part("y", "found", "key", "place", ""),
)
LETTERS = frozenset(part.letter for part in PARTS)


@dataclass(frozen=True)
class Classes:
    """How an indicator is cut into classes.

    Attributes
    ----------
    kind
        ``quantile``, ``equal``, ``natural`` (Fisher-Jenks), ``tenths`` (national) or ``own``.
    number
        How many classes, 3–7; of no meaning for ``tenths`` and ``own``.
    national
        Whether breaks come from England's areas rather than those of the atlas.
    thresholds
        For ``own``: where a new class begins, rising.
    """

    kind: str = "quantile"
    number: int = 5
    national: bool = False
    thresholds: tuple[float, ...] = ()


@dataclass(frozen=True)
class ViewState:
    """What is looked at; empty means no limit.

    Attributes
    ----------
    indicator, second
        Ids of the indicator on the map, and of the one it is crossed with (or ``""``).
    level
        ``lsoa``, ``msoa`` (neighbourhood), ``ward``, ``grouping`` (an organisation's own groups
        of wards, where the atlas has them) or ``district``.
    classes
        How the indicator is cut; None for what suits it.
    districts, wards, neighbourhoods, pcns, practices
        Codes that the view is limited to.
    held
        A practice or PCN shows the fewest areas that hold this share of its list, in percent …
    at_least
        … or, if set, the areas where it has at least this percentage of registered patients.
    rural_urban
        Places (from 0) in the list of rural-urban classes.
    deciles
        National IMD deciles, 1–10.
    residents
        The fewest residents an area must have.
    selected
        Codes of selected areas of the level, in the order of selection.
    columns
        Ids of the indicators that the table shows besides the one on the map.
    clusters
        Whether the map points out where values stand out from those around them.
    groups
        Codes of an organisation's own groups that the view is limited to.
    marks
        Kinds of marks that the map shows.
    found
        Key of the practice, street, station or the like that was looked for or clicked, which has
        the map's pin, and the card while no area is selected; "" for none. Never a postcode, which
        may be somebody's home.
    """

    indicator: str = DEFAULT_INDICATOR
    second: str = ""
    level: str = "lsoa"
    classes: Classes | None = None
    districts: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    pcns: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    held: int = DEFAULT_HELD
    at_least: int = 0
    rural_urban: tuple[int, ...] = ()
    deciles: tuple[int, ...] = ()
    residents: int = 0
    selected: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    clusters: bool = False
    groups: tuple[str, ...] = ()
    marks: tuple[str, ...] = map_ground.usual()
    found: str = ""

    def query(self) -> str:
        """The query string, with a leading ``?`` unless it is empty; defaults are left out."""
        return query_of({part.letter: _written(part, getattr(self, part.field)) for part in PARTS})


@dataclass(frozen=True)
class Reading:
    """A view read from an address, and sentences about what in it could not be used."""

    view: ViewState
    ignored: tuple[str, ...] = field(default=())


def read_query(query: str, atlas: Atlas) -> Reading:
    """Read a query string; whatever is unknown or hostile is left out and said.

    Parameters
    ----------
    query
        As in the address, with or without the ``?``.
    atlas
        What the ids and codes must be in.
    """
    parts = Parts(query, LETTERS)
    areas, practices = atlas.areas, atlas.practices
    level = parts.text("l") if parts.text("l") in atlas.levels else "lsoa"
    known = {
        "indicator": atlas.indicators,
        "level": atlas.levels,
        "district": atlas.districts,
        "grouping": atlas.grouping.names if atlas.grouping else (),
        "ward": areas["ward_code"],
        "neighbourhood": areas["msoa_code"],
        "pcn": practices["pcn_code"],
        "practice": practices.index,
        "area": areas.index if level == "lsoa" else areas[COLUMNS[level][0]],
    }
    view = ViewState(**{part.field: _read(part, parts, known) for part in PARTS})
    first = parts.text(PARTS[0].letter)
    if view.second and first and first != view.indicator:
        # The usual indicator is no stand-in for one of two: the other is shown by itself.
        view = replace(view, indicator=view.second)
    if view.second == view.indicator:
        view = replace(view, second="")
    return Reading(view, parts.notes)


def _read(part: Part, parts: Parts, known: dict[str, Any]) -> Any:
    letter, what = part.letter, part.what
    if part.kind == "one":
        return parts.one_of(letter, known[part.among], what, part.otherwise)
    if part.kind == "number":
        return parts.number(letter, part.low, part.high, what, part.otherwise)
    if part.kind == "classes":
        return parts.read(letter, _read_classes, what, part.otherwise)
    if part.kind == "marks":
        return map_ground.read(parts)
    if part.kind == "key":
        return parts.read(letter, _read_key, what, part.otherwise)
    if part.kind == "flag":
        return parts.one_of(letter, ("1",), what) == "1"
    if part.kind == "numbers":
        found = parts.many(letter, map(str, range(part.low, part.high + 1)), what)
        return tuple(int(number) for number in found)
    found = parts.many(letter, known[part.among], what)
    return parts.first(found, part.most, part.many) if part.most else found


def _written(part: Part, value: Any) -> str:
    if value == part.otherwise:
        return ""
    if part.kind in ("many", "numbers"):
        return _dotted(value)
    if part.kind == "marks":
        return map_ground.written(value)
    if part.kind == "classes":
        return _write_classes(value)
    return "1" if part.kind == "flag" else str(value)


def _write_classes(classes: Classes) -> str:
    """``q5``, ``nq5`` (national), ``t`` (national tenths), ``o5_10_20`` (own thresholds)."""
    letter = next(k for k, kind in CLASS_KINDS.items() if kind == classes.kind)
    if letter == "t":
        return "t"
    if letter == "o":
        return "o" + "_".join(plain(t) for t in classes.thresholds)
    return f"{'n' if classes.national else ''}{letter}{classes.number}"


def _read_key(text: str) -> str:
    if not re.fullmatch(KEY, text):
        raise ValueError(text)
    return text


def _read_classes(text: str) -> Classes:
    if text == "t":
        return Classes("tenths", 10, national=True)
    if text.startswith("o"):
        parts = text[1:].split("_")
        if len(parts) > MOST_THRESHOLDS or not all(re.fullmatch(DECIMAL, p) for p in parts):
            raise ValueError(text)
        thresholds = tuple(float(p) + 0.0 for p in parts)  # adding nothing takes a zero's minus
        if sorted(set(thresholds)) != list(thresholds):
            raise ValueError(text)
        return Classes("own", len(thresholds) + 1, thresholds=thresholds)
    found = re.fullmatch(f"(n?)([qej])([{FEWEST_CLASSES}-{MOST_CLASSES}])", text)
    if not found:
        raise ValueError(text)
    return Classes(CLASS_KINDS[found[2]], int(found[3]), national=bool(found[1]))


def _dotted(items: Iterable[object]) -> str:
    return ".".join(str(item) for item in items)
