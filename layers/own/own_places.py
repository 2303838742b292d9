"""The places of a table of own figures: codes and names of areas, and postcodes.

Nothing is guessed: a name that two areas have is none, and what is no place here is told apart by
why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.code_patterns import AREA, CODE, POSTCODE, plain, within
from layers.exercise.places_lived import ELSEWHERE, placed, places, squeezed
from layers.exercise.respondents import load_respondents, normal
from layers.own.area_links import AreaLinks
from layers.own.errors import OwnLayerError
from layers.own.own_layer import Level
from layers.own.texts import say

PlaceKind = Literal["lsoa21", "lsoa11", "msoa", "ward", "postcode", "coordinates"]

# The level of each kind: a postcode is in an area.
LEVELS: Mapping[str, Level] = {
    "lsoa21": "lsoa", "lsoa11": "lsoa", "postcode": "lsoa", "msoa": "msoa", "ward": "ward",
}  # fmt: skip
_NAMED: tuple[PlaceKind, ...] = ("lsoa21", "msoa", "ward")
# The smallest areas first: a file may name larger ones beside them.
SMALLEST_FIRST: tuple[PlaceKind, ...] = ("lsoa21", "postcode", "msoa", "ward")
_CODES: Mapping[str, PlaceKind] = {"E02": "msoa", "E05": "ward"}
_LARGER = {"msoa": 1, "ward": 1, "lsoa21": 0, "lsoa11": 0, "postcode": 0}
_SEVERAL = ""
# Reasons of layers/catalogue/place_codes.toml that are kept as they are. Others are
# pseudo-postcodes.
_KEPT = frozenset(
    ("empty", "no_such_postcode", "letter_for_digit", "part", "total", "form", "unknown",
     "no_such_area", "output_area", "larger", ELSEWHERE)
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One place that a row names, or why it names none.

    Attributes
    ----------
    kind, code
        What it is, with its code as it is looked up (a postcode without spaces); "" for none.
    reason
        Key of the sections "left_out" in ``texts.toml``; "" for a place.
    """

    kind: PlaceKind | Literal[""] = ""
    code: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PlacesRead:
    """The places of a column.

    Attributes
    ----------
    kind
        Of most of them. ``lsoa11`` where areas of 2011 are among them that have ended, and no
        area that is new since.
    places
        One of each cell. Places of another level than most have a reason.
    mixed
        How many are areas of 2011 that have ended, where others are new since; else 0.
    """

    kind: PlaceKind
    places: tuple[Place, ...]
    mixed: int


class PlaceFinder:
    """Looks up what the atlas knows of places."""

    def __init__(self, atlas: Atlas, links: AreaLinks) -> None:
        self._atlas, self._links = atlas, links
        self._known, self._silent = places(atlas), load_respondents()
        areas = atlas.areas
        self._codes = {
            "lsoa21": frozenset(areas.index),
            "msoa": frozenset(areas["msoa_code"]),
            "ward": frozenset(areas["ward_code"]),
        }
        self._names = {
            "lsoa21": self._known.names,
            "msoa": _by_name(areas, "msoa_code", ("neighbourhood", "msoa")),
            "ward": _by_name(areas, "ward_code", ("ward",)),
        }

    def read(self, cells: Sequence[str]) -> PlacesRead:
        """The places of a column.

        Raises
        ------
        OwnLayerError
            Where no cell names a place, or names could be of wards as well as of neighbourhoods.
        """
        rows = Counter(cells)
        coded = {cell: self._of_code(plain(cell)) or self._of_text(cell) for cell in rows}
        named = {cell: self._of_name(cell) for cell, one in coded.items() if one is None}
        kind = _kind_of_most(rows, coded, named)
        found = {cell: one or self._named(cell, named[cell], kind) for cell, one in coded.items()}
        many: Counter[str] = Counter()
        for cell, one in found.items():
            many[one.kind] += rows[cell]
        new = sum(
            rows[cell]
            for cell, one in found.items()
            if one.kind == "lsoa21" and one.code in self._links.before
        )
        old = many["lsoa11"]
        if kind == "lsoa21" and old and not new:
            kind = "lsoa11"
        return PlacesRead(
            kind, tuple(_of_level(found[cell], kind) for cell in cells), old if new else 0
        )

    def kinds(self, cell: str) -> set[PlaceKind]:
        """What kinds of place a cell seems to name, here or elsewhere."""
        text = plain(cell)
        if AREA.fullmatch(text):
            return {"lsoa21"}
        if CODE.fullmatch(text):
            return {_CODES[text[:3]]} if text[:3] in _CODES else set()
        if POSTCODE.fullmatch(text) or POSTCODE.fullmatch(within(cell)):
            return {"postcode"}
        return {kind for kind, code in self._of_name(cell).items() if code != _SEVERAL}

    def why_no_postcode(self, cell: str) -> str:
        """Why a cell has no postcode of the atlas, as a reason of :class:`Place`."""
        found = self._of_code(plain(cell)) or self._of_text(cell)
        return "no_postcode" if found else self._why(cell)

    def _of_code(self, text: str) -> Place | None:
        """What a code or a postcode stands for; None for what is neither."""
        if AREA.fullmatch(text):
            return self._area(text)
        if CODE.fullmatch(text):
            return self._other_code(text)
        if text in self._known.postcodes:
            return Place("postcode", text)
        return None

    def _area(self, code: str) -> Place:
        if code in self._codes["lsoa21"]:
            return Place("lsoa21", code)
        if code in self._links.today:
            return Place("lsoa11", code)
        if code in self._known.ended:
            return Place(reason="old_area")
        if not self._known.is_area(code):
            return Place(reason="no_such_area")
        return Place(reason="wales" if code.startswith("W") else ELSEWHERE)

    def _other_code(self, code: str) -> Place:
        if code.startswith(("E00", "W00")):
            return Place(reason="output_area")
        if code[0] != "E":
            return Place(reason="wales" if code[0] == "W" else "beyond")
        kind = _CODES.get(code[:3])
        if kind is None:
            return Place(reason="larger")
        return Place(kind, code) if code in self._codes[kind] else Place(reason="other_area")

    def _of_text(self, cell: str) -> Place | None:
        """The one code or postcode in a longer text."""
        text = within(cell)
        return self._of_code(text) if text else None

    def _of_name(self, cell: str) -> dict[PlaceKind, str]:
        """By kind the code of the area that a cell names, "" where several have the name."""
        if load_place_codes().is_total(normal(cell)):
            return {}
        keys = dict.fromkeys((squeezed(cell), _without_kinds(cell)))
        found: dict[PlaceKind, str] = {}
        for kind in _NAMED:
            for key in keys:
                if key and key in self._names[kind]:
                    found.setdefault(kind, self._names[kind][key])
        return found

    def _named(
        self, cell: str, names: Mapping[PlaceKind, str], kind: PlaceKind | Literal[""]
    ) -> Place:
        for one in dict.fromkeys((kind, *_NAMED)):
            if one in names and one != "":
                return Place(one, names[one]) if names[one] else Place(reason="several")
        return Place(reason=self._why(cell))

    def _why(self, cell: str) -> str:
        """Why what is no code or name of the atlas is no place."""
        [why] = placed(self._atlas, [cell], self._silent)
        return str(why) if why in _KEPT else "no_address"


def _by_name(areas: pd.DataFrame, code: str, names: Iterable[str]) -> dict[str, str]:
    """Code by name as it is looked up; "" where areas share a name."""
    found: dict[str, str] = {}
    for column in names:
        # A snapshot need not have the official names ("Barnsley 018") of neighbourhoods.
        pairs = areas.reindex(columns=[column, code]).dropna().drop_duplicates()
        for name, one in pairs.itertuples(index=False, name=None):
            if found.setdefault(squeezed(name), one) != one:
                found[squeezed(name)] = _SEVERAL
    return found


def _without_kinds(name: str) -> str:
    """A name as it is looked up, without what kind of place it is: "Stairfoot ward"."""
    rules = load_place_codes()
    return "".join(word for word in normal(name).split() if word not in rules.kinds_of_place)


def _kind_of_most(
    rows: Mapping[str, int],
    coded: Mapping[str, Place | None],
    named: Mapping[str, Mapping[PlaceKind, str]],
) -> PlaceKind:
    found: Counter[PlaceKind] = Counter()
    for cell, one in coded.items():
        if one and one.kind:
            found["lsoa21" if one.kind == "lsoa11" else one.kind] += rows[cell]
    only_named = not found
    for cell, kinds in named.items():
        found.update({kind: rows[cell] for kind, code in kinds.items() if code})
    if not found:
        raise OwnLayerError(say("table", "no_places"))
    # Of two that are as common the smaller areas, whatever the order of rows.
    kind = max(SMALLEST_FIRST, key=lambda one: found[one])
    if only_named and sum(number == found[kind] for number in found.values()) > 1:
        raise OwnLayerError(say("table", "two_levels"))
    return kind


def _of_level(one: Place, kind: PlaceKind) -> Place:
    """A place of another level than most is left out."""
    if not one.kind or LEVELS[one.kind] == LEVELS[kind]:
        return one
    larger = _LARGER[one.kind] > _LARGER[kind]
    smaller = _LARGER[one.kind] < _LARGER[kind]
    return Place(reason="larger" if larger else "smaller" if smaller else "other_level")
