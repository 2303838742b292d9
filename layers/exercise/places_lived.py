"""Where people live: postcodes, codes and names of areas, turned into areas at once.

What is no place of the atlas is told apart by why: a mistake, an area that has ended, a postcode
that the NHS gives to those without one, or somewhere else in the country.
"""

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.place_codes import PlaceCodes, load_place_codes
from layers.exercise.code_patterns import (
    AREA,
    CODE,
    PART,
    POSTCODE,
    is_place,
    plain,
    with_digits,
    within,
)
from layers.exercise.respondents import Respondents, normal

ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Places:
    """What there is.

    Attributes
    ----------
    postcodes
        Area by postcode without spaces, of the atlas.
    sectors
        Sectors ("S12" of "S1 2HE") that the atlas's postcodes lie in.
    sectors_near
        All sectors of the postcode areas that the snapshot knows whole.
    whole
        Those postcode areas ("S").
    areas, names
        Codes of the atlas's areas, and code by name as it is looked up.
    ended
        By code of an area of 2011 that has ended: the area of today that it is all of, or why it
        has no place.
    firsts, lasts
        Codes of areas that there are or were, as runs.
    larger
        Names and codes of wards, neighbourhoods and districts, as they are looked up.
    """

    postcodes: Mapping[str, str]
    sectors: frozenset[str]
    sectors_near: frozenset[str]
    whole: frozenset[str]
    areas: frozenset[str]
    names: Mapping[str, str]
    ended: Mapping[str, str]
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    larger: frozenset[str]

    def is_area(self, code: str) -> bool:
        """Whether there is or was an area with this code anywhere in England or Wales.

        A snapshot that does not say takes every code for one.
        """
        at = bisect.bisect_right(self.firsts, code) - 1
        return not self.firsts or (at >= 0 and code <= self.lasts[at])


@lru_cache(maxsize=1)
def places(atlas: Atlas) -> Places:
    """Those that the snapshot knows."""
    table = atlas.extra("postcodes").reindex(columns=["postcode", "lsoa"])
    postcodes = table["postcode"].astype(str).str.replace(" ", "")
    near = atlas.extra("postcode_sectors").reindex(columns=["sector"])["sector"].tolist()
    ended = atlas.extra("lsoa_ended").reindex(columns=["lsoa11", "change", "lsoa21"])
    runs = atlas.extra("lsoa_codes").reindex(columns=["first", "last"])
    areas = atlas.areas
    larger = {
        squeezed(str(name))
        for column in ("ward", "ward_code", "neighbourhood", "msoa", "district", "district_code")
        if column in areas
        for name in areas[column].unique()
    } | {squeezed(atlas.name)}
    return Places(
        postcodes=dict(zip(postcodes.tolist(), table["lsoa"].tolist(), strict=True)),
        sectors=frozenset(postcodes.str[:-2].tolist()),
        sectors_near=frozenset(near),
        whole=frozenset(_letters(sector) for sector in near),
        areas=frozenset(areas.index),
        names={squeezed(str(name)): str(code) for code, name in areas["name"].items()},
        ended={old: new or change for old, change, new in ended.to_numpy().tolist()},
        firsts=tuple(runs["first"].tolist()),
        lasts=tuple(runs["last"].tolist()),
        larger=frozenset(larger),
    )


def placed(atlas: Atlas, cells: Sequence[str], known: Respondents) -> npt.NDArray[np.object_]:
    """For each cell the code of its area in the atlas, ``ELSEWHERE``, or a key of the reasons in
    ``layers/catalogue/place_codes.toml``.

    Small letters, spaces, signs and what nobody sees make no difference; of a longer text, such as
    an address, the one postcode in it counts. Nothing is guessed: an O for a 0 is a mistake.
    """
    codes, distinct = pd.factorize(np.asarray(cells, dtype=object))
    there, rules, silent = places(atlas), load_place_codes(), frozenset(known.not_said)
    found = np.array([_place(cell, there, rules, silent) for cell in distinct], dtype=object)
    return found[codes]


def seems_place(atlas: Atlas, cell: str) -> bool:
    """Whether a cell has the form of a place's code or names a place of the atlas."""
    if is_place(cell):
        return True
    there, name = places(atlas), squeezed(cell)
    larger = _is_larger(cell, there, load_place_codes())
    return name in there.names or larger or bool(CODE.fullmatch(plain(cell)))


def _place(cell: str, there: Places, rules: PlaceCodes, silent: frozenset[str]) -> str:
    text, words = plain(cell), normal(cell)
    if words in silent or not text:
        return "empty"
    if found := _code(text, there, rules):
        return found
    if squeezed(cell) in there.names:
        return there.names[squeezed(cell)]
    if words in rules.no_fixed_abode:
        return "no_fixed_abode"
    if rules.is_total(words):
        return "total"
    if _is_larger(cell, there, rules):
        return "larger"
    if with_digits(text) in there.postcodes:
        return "letter_for_digit"
    if found := _code(within(cell), there, rules):
        return found
    return "part" if PART.fullmatch(text) else "form"


def _code(text: str, there: Places, rules: PlaceCodes) -> str:
    """What a postcode or a code stands for; empty where it is neither."""
    if AREA.fullmatch(text):
        return _area(text, there)
    if text in there.postcodes:
        return there.postcodes[text]
    if text.startswith("ZZ99"):
        return rules.pseudo.get(text, "pseudo")
    if POSTCODE.fullmatch(text):
        slip = with_digits(text)
        known = slip != text and slip in there.postcodes
        return "letter_for_digit" if known else _elsewhere(text, there, rules)
    if text in rules.odd_postcodes or text.startswith("BFPO"):
        return ELSEWHERE
    if not CODE.fullmatch(text):
        return ""
    if text.startswith(("E00", "W00")):
        return "output_area"
    return "larger" if text[0] == "E" else ELSEWHERE


def _is_larger(cell: str, there: Places, rules: PlaceCodes) -> bool:
    """Whether a cell names a ward, a district or the like: "Stairfoot ward"."""
    words = normal(cell)
    own = "".join(word for word in words.split() if word not in rules.kinds_of_place)
    return bool({own, squeezed(cell)} & there.larger) or words in rules.larger


def squeezed(name: str) -> str:
    """A name as it is looked up: "Barnsley 018A" and "BARNSLEY018 a" are one."""
    return normal(name).replace(" ", "")


def _area(code: str, there: Places) -> str:
    if code in there.areas:
        return code
    if code in there.ended:
        return there.ended[code]
    return ELSEWHERE if there.is_area(code) else "no_such_area"


def _elsewhere(postcode: str, there: Places, rules: PlaceCodes) -> str:
    """A postcode that is not one of the atlas's: elsewhere, not known, or one that cannot be."""
    letters, sector = _letters(postcode), postcode[:-2]
    if letters not in rules.postcode_areas:
        return "no_such_postcode"
    if sector in there.sectors:
        return "unknown"
    if letters in there.whole and sector not in there.sectors_near:
        return "no_such_postcode"
    return ELSEWHERE


def _letters(postcode: str) -> str:
    return postcode[:2] if postcode[1:2].isalpha() else postcode[:1]
