"""The view and its address: what is looked at, to and from the page's query string.

The address owns the view. Whatever a person chooses goes into it, and everything on the page
follows from it, so that back, forward, reload and a pasted link show the same thing again. The
browser reads and writes the same parts (``assets/js/10-core.js``); this module is for what the
server works out: cards, tables and exports.

Old links keep working: a part keeps its letter and its meaning for good; new parts get new ones.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from layers.atlas import LEVELS, Atlas

T = TypeVar("T")

DEFAULT_INDICATOR = "imd_decile"
DEFAULT_HELD = 80
MOST_SELECTED = 200
MOST_COLUMNS = 12
MOST_THRESHOLDS = 6

# How classes are cut: quantile, equal steps, natural breaks, national tenths, own thresholds.
CLASS_KINDS = {"q": "quantile", "e": "equal", "j": "natural", "t": "tenths", "o": "own"}


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
        ``lsoa``, ``msoa`` (neighbourhood), ``ward`` or ``district``.
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

    def query(self) -> str:
        """The query string, with a leading ``?`` unless it is empty; defaults are left out."""
        pairs = {
            "i": "" if self.indicator == DEFAULT_INDICATOR else self.indicator,
            "j": self.second,
            "l": "" if self.level == "lsoa" else self.level,
            "k": _write_classes(self.classes),
            "d": _dotted(self.districts),
            "w": _dotted(self.wards),
            "m": _dotted(self.neighbourhoods),
            "c": _dotted(self.pcns),
            "p": _dotted(self.practices),
            "h": "" if self.held == DEFAULT_HELD else str(self.held),
            "x": str(self.at_least) if self.at_least else "",
            "u": _dotted(self.rural_urban),
            "t": _dotted(self.deciles),
            "n": str(self.residents) if self.residents else "",
            "s": _dotted(self.selected),
            "f": _dotted(self.columns),
            "o": "1" if self.clusters else "",
        }
        text = urlencode({key: value for key, value in pairs.items() if value})
        return f"?{text}" if text else ""


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
    try:
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return Reading(ViewState(), ("The link had too many parts, so it was not read.",))
    parts = _Parts(pairs)
    areas = atlas.areas
    level = parts.one_of("l", "lsoa", LEVELS, "level")
    of_level = {
        "lsoa": areas.index,
        "msoa": areas["msoa_code"],
        "ward": areas["ward_code"],
        "district": areas["district_code"],
    }[level]
    open_practices = atlas.practices
    indicator = parts.one_of("i", DEFAULT_INDICATOR, atlas.indicators, "indicator")
    selected = parts.many("s", of_level, "area")
    if len(selected) > MOST_SELECTED:
        parts.ignored.append(f"Only the first {MOST_SELECTED} selected areas were kept.")
    view = ViewState(
        indicator=indicator,
        second=parts.one_of("j", "", atlas.indicators, "indicator"),
        level=level,
        classes=parts.read("k", _read_classes, "way of cutting classes", None),
        districts=parts.many("d", atlas.districts, "district"),
        wards=parts.many("w", areas["ward_code"], "ward"),
        neighbourhoods=parts.many("m", areas["msoa_code"], "neighbourhood"),
        pcns=parts.many("c", open_practices["pcn_code"], "PCN"),
        practices=parts.many("p", open_practices.index, "practice"),
        held=parts.read("h", _between(1, 100), "share of a list", DEFAULT_HELD),
        at_least=parts.read("x", _between(1, 100), "share of patients", 0),
        rural_urban=tuple(int(n) for n in parts.many("u", map(str, range(6)), "rural-urban class")),
        deciles=tuple(int(n) for n in parts.many("t", map(str, range(1, 11)), "decile")),
        residents=parts.read("n", _between(1, 100_000), "number of residents", 0),
        selected=selected[:MOST_SELECTED],
        columns=parts.many("f", atlas.indicators, "indicator")[:MOST_COLUMNS],
        clusters=parts.one_of("o", "", ("1",), "highlight") == "1",
    )
    if view.second == view.indicator:
        view = replace(view, second="")
    return Reading(view, tuple([*parts.ignored, *parts.unknown()][:6]))


class _Parts:
    """The parts of a query string, taken one by one; says what it could not use."""

    _KNOWN = frozenset("ijlkdwmcphxutnsfo")

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.values: dict[str, str] = {}
        self.ignored: list[str] = []
        self._strangers: list[str] = []
        for key, value in pairs:
            if key not in self._KNOWN:
                self._strangers.append(key)
            elif key in self.values:
                self.ignored.append(f"“{key}” stands twice in the link; the first was used.")
            else:
                self.values[key] = value

    def unknown(self) -> list[str]:
        return [f"“{_short(key)}” in the link is not known." for key in self._strangers]

    def one_of(self, key: str, default: str, known: Collection[str], what: str) -> str:
        value = self.values.get(key, "")
        if not value or value in known:
            return value or default
        self.ignored.append(f"There is no {what} called “{_short(value)}”.")
        return default

    def many(self, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        given = [code for code in dict.fromkeys(self.values.get(key, "").split(".")) if code]
        codes = set(known) if given else set()
        lost = [code for code in given if code not in codes]
        if lost:
            more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
            self.ignored.append(f"There is no {what} with the code “{_short(lost[0])}”{more}.")
        return tuple(code for code in given if code in codes)

    def read(self, key: str, reader: Callable[[str], T], what: str, default: T) -> T:
        value = self.values.get(key, "")
        if not value:
            return default
        try:
            return reader(value)
        except ValueError:
            self.ignored.append(f"“{_short(value)}” is not a {what}.")
            return default


def _between(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    return read


def _write_classes(classes: Classes | None) -> str:
    """``q5``, ``nq5`` (national), ``t`` (national tenths), ``o5_10_20`` (own thresholds)."""
    if classes is None:
        return ""
    letter = next(k for k, kind in CLASS_KINDS.items() if kind == classes.kind)
    if letter == "t":
        return "t"
    if letter == "o":
        return "o" + "_".join(_plain(t) for t in classes.thresholds)
    return f"{'n' if classes.national else ''}{letter}{classes.number}"


def _plain(threshold: float) -> str:
    """Every digit that :func:`_read_classes` takes, and no more: ``5``, ``2.5``, ``1234567``."""
    return f"{threshold:.4f}".rstrip("0").rstrip(".")


def _read_classes(text: str) -> Classes:
    if text == "t":
        return Classes("tenths", 10, national=True)
    if text.startswith("o"):
        parts = text[1:].split("_")
        if not 1 <= len(parts) <= MOST_THRESHOLDS or not all(
            re.fullmatch(r"-?[0-9]{1,7}(\.[0-9]{1,4})?", p) for p in parts
        ):
            raise ValueError(text)
        thresholds = tuple(float(p) for p in parts)
        if sorted(set(thresholds)) != list(thresholds):
            raise ValueError(text)
        return Classes("own", len(thresholds) + 1, thresholds=thresholds)
    found = re.fullmatch(r"(n?)([qej])([3-7])", text)
    if not found:
        raise ValueError(text)
    return Classes(CLASS_KINDS[found[2]], int(found[3]), national=bool(found[1]))


def _dotted(items: Iterable[object]) -> str:
    return ".".join(str(item) for item in items)


def _short(text: str) -> str:
    """Fit to be shown: no control characters, not long."""
    tidy = "".join(c for c in text if c.isprintable())
    return tidy if len(tidy) <= 40 else f"{tidy[:39]}…"
