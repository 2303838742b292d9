"""Finding a place by what somebody types: streets, estates, postcodes, stations, venues, areas.

What was typed and what is there are made alike first (:mod:`layers.ground.spelling`), and compared
without spaces too, since one writes Sharrow Vale and another Sharrowvale. A place is found by the
beginning of its name, by all words of its name and of where it is in any order, and with one slip:
a letter missing, one too many, another, or two that have changed places (optimal string alignment,
Boytsov 2011, by rapidfuzz). Complete names come first, slips after what fits as it was typed.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from layers.atlas import Atlas
from layers.ground.search_place import KINDS, Outside, Place
from layers.ground.search_postcodes import looked_up
from layers.ground.search_tables import other
from layers.ground.searchable import places
from layers.ground.spelling import load_spellings, plain, words_of

FEWEST, LONGEST = 2, 80  # letters that a place is looked for by
MOST_OF_A_KIND = 8
MOST_WORDS = 8
# How well something fits: lower is better.
EXACT, BEGINS, SLIP, PLACED, WORDS, ANYWHERE, LOOSE, NOT = 0, 1, 2, 3, 4, 5, 6, 99
_CODE = re.compile(r"[A-Z0-9]{6,9}")


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes
    ----------
    places
        The best first, at most eight of a kind.
    number
        How many there are in all.
    outside
        Why what was looked for lies in no area of the atlas; None where it does, or nobody knows.
    """

    places: tuple[Place, ...] = ()
    number: int = 0
    outside: Outside | None = None


def find(atlas: Atlas, text: str, most: int = 20) -> Found:
    """Places that a text names, the likeliest first.

    Parameters
    ----------
    text
        What was typed: anything.
    most
        How many places are wanted.
    """
    text = text.strip()
    words = words_of(text[:LONGEST])[:MOST_WORDS]
    if len("".join(words)) < FEWEST or len(text) > LONGEST:
        return Found()
    index = _index(atlas)
    by_code = index.of_code(re.sub(r"\W", "", text.upper()))
    if by_code:
        return Found(tuple(by_code[:most]), len(by_code))
    coded, outside = looked_up(atlas, text, most)
    outside = outside or index.ended.get(text.upper())
    fits = index.fits(words, _wholes(text, words))
    order = index.order(fits)
    inside = [at for at in order if index.places[at].kind != "beyond"]
    if not outside and not coded:
        outside = index.beyond(order, fits)
    found = [*coded, *(index.places[at] for at in inside)]
    if not found and not outside:
        return _of_its_kind(atlas, text, most)
    return Found(_few_of_a_kind(found, most), len(found), outside)


def _of_its_kind(atlas: Atlas, text: str, most: int) -> Found:
    """What "Burngreave ward" names: people say behind a name of what kind the place is."""
    name, _, last = text.rpartition(" ")
    kind = load_spellings().kinds.get(last.lower(), "")
    if not name or not kind:
        return Found()
    places = tuple(one for one in find(atlas, name, most).places if one.kind == kind)
    return Found(places, len(places))


def by_key(atlas: Atlas, kind: str, key: str) -> Place | None:
    """The place that an address names; None where the snapshot has none."""
    if kind in ("sector", "postcodes"):
        found, _ = looked_up(atlas, key.replace("-", " "), 1)
        return next((one for one in found if one.kind == kind and one.key == key), None)
    return _index(atlas).by_key.get((kind, key))


def _wholes(text: str, words: list[str]) -> set[str]:
    """A name without its spaces: as it is compared, and as it stands ("thedale" for The Dale)."""
    return {"".join(words), plain(text).replace(" ", "")}


def _few_of_a_kind(found: Iterable[Place], most: int) -> tuple[Place, ...]:
    number: defaultdict[str, int] = defaultdict(int)
    kept: list[Place] = []
    for one in found:
        number[one.kind] += 1
        if number[one.kind] <= MOST_OF_A_KIND:
            kept.append(one)
        if len(kept) == most:
            break
    return tuple(kept)


class _Index:
    """What is there, ready to be looked for; made once for an atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self.places = sorted(
            places(atlas), key=lambda one: (KINDS.index(one.kind), -one.weight, one.name, one.key)
        )
        self.by_key = {(one.kind, one.key): one for one in self.places}
        of_name = [words_of(one.name) for one in self.places]
        self._length = np.array([len(words) for words in of_name], dtype=np.int16)
        self._in_name = _postings(of_name)
        self._in_where = _postings(
            [words_of(" ".join((one.where, *one.also))) for one in self.places]
        )
        squeezed = _postings(
            [
                list(_wholes(one.name, words))
                for one, words in zip(self.places, of_name, strict=True)
            ]
        )
        self._whole, self._words = _Vocabulary(squeezed), _Vocabulary(self._in_name)
        self._elsewhere = _Vocabulary(self._in_where)
        self._beyond = np.array([one.kind == "beyond" for one in self.places])
        self._codes: defaultdict[str, list[Place]] = defaultdict(list)
        for one in self.places:
            for code in filter(None, one.also):
                self._codes[code].append(one)
        ended = other(atlas, "lsoa_ended", ["lsoa11", "lsoa21"]).fillna("")
        today = dict(ended.itertuples(index=False, name=None))
        self.ended = {old: Outside("split", old) for old, new in today.items() if not new}
        for old, new in today.items():
            self._codes[old] += self._codes[new] if new else []

    def of_code(self, code: str) -> list[Place]:
        """Those that a code names."""
        return self._codes.get(code, []) if _CODE.fullmatch(code) else []

    def fits(self, words: list[str], wholes: Iterable[str]) -> npt.NDArray[np.int8]:
        """How well each place fits the words, and the whole of what was typed."""
        fits = np.full(len(self.places), NOT, dtype=np.int8)
        self._by_words(words, fits)
        for whole in wholes:
            for name in self._whole.slips(whole):
                _at_most(fits, self._whole.rows[name], SLIP)
            for name in self._whole.beginning(whole):
                _at_most(fits, self._whole.rows[name], BEGINS)
            if whole in self._whole.rows:
                _at_most(fits, self._whole.rows[whole], EXACT)
        return fits

    def _by_words(self, words: list[str], fits: npt.NDArray[np.int8]) -> None:
        """Places that have every word in their name, or in where they are."""
        n = len(self.places)
        whole, named = np.zeros(n, dtype=np.int8), np.zeros(n, dtype=np.int8)
        worst = np.zeros(n, dtype=np.int8)
        for at, word in enumerate(words):
            best = np.full(n, NOT, dtype=np.int8)
            last = at == len(words) - 1
            # An address in another place than its name is the weaker, and a slip the weakest.
            self._spread(self._elsewhere, word, best, ANYWHERE, ANYWHERE if last else LOOSE)
            mine = np.full(n, NOT, dtype=np.int8)
            self._spread(self._words, word, mine, WORDS, WORDS if last else LOOSE)
            named += mine != NOT
            exact = self._in_name.get(word)
            if exact is not None:
                whole[exact] += 1
            worst = np.maximum(worst, np.minimum(best, mine))
        fit = np.where((worst < NOT) & (named > 0), worst, NOT)
        # All of the name, and of where it is: "high street ecclesfield".
        fit[(fit <= ANYWHERE) & (whole >= self._length) & (whole > 0)] = PLACED
        np.minimum(fits, fit, out=fits)

    def _spread(
        self,
        known: "_Vocabulary",
        word: str,
        best: npt.NDArray[np.int8],
        exact: int,
        begins: int,
    ) -> None:
        for near in known.slips(word):
            _at_most(best, known.rows[near], LOOSE)
        for longer in known.beginning(word):
            _at_most(best, known.rows[longer], begins)
        if word in known.rows:
            _at_most(best, known.rows[word], exact)

    def order(self, fits: npt.NDArray[np.int8]) -> list[int]:
        """Rows of what fits, the best first; the places are in their own order already."""
        rows = np.flatnonzero(fits < NOT)
        return rows[np.argsort(fits[rows], kind="stable")].tolist()

    def beyond(self, order: list[int], fits: npt.NDArray[np.int8]) -> Outside | None:
        """A place elsewhere, where its whole name fits better than any name that is here."""
        elsewhere = [at for at in order if self._beyond[at] and fits[at] in (EXACT, SLIP)]
        if not elsewhere:
            return None
        here = min((fits[at] for at in order if not self._beyond[at]), default=NOT)
        best = elsewhere[0]
        if here <= fits[best]:
            return None
        return Outside("beyond", self.places[best].name, self.places[best].where)


class _Vocabulary:
    """Words and the rows that have them: whole, begun, or with one slip."""

    def __init__(self, rows: dict[str, npt.NDArray[np.intp]]) -> None:
        self.rows = rows
        self._sorted = sorted(rows)
        self._of_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._of_length[len(word)].append(word)

    def beginning(self, text: str) -> list[str]:
        """Words that begin with a text."""
        low = bisect.bisect_left(self._sorted, text)
        high = bisect.bisect_left(self._sorted, f"{text}\U0010ffff")
        return self._sorted[low:high]

    def slips(self, text: str) -> list[str]:
        """Words that are one slip away; of short ones too many would be."""
        if len(text) < 4 or not text.isascii() or any(c.isdigit() for c in text):
            return []
        near = range(len(text) - 1, len(text) + 2)
        return [
            word
            for length in near
            for word, _, _ in process.extract(
                text,
                self._of_length.get(length, []),
                scorer=OSA.distance,
                score_cutoff=1,
                limit=None,
            )
        ]


def _postings(of_rows: list[list[str]]) -> dict[str, npt.NDArray[np.intp]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(of_rows):
        for word in dict.fromkeys(words):
            found[word].append(row)
    return {word: np.array(rows) for word, rows in found.items()}


def _at_most(fits: npt.NDArray[np.int8], rows: npt.NDArray[np.intp], value: int) -> None:
    fits[rows] = np.minimum(fits[rows], value)


@lru_cache(maxsize=2)
def _index(atlas: Atlas) -> _Index:
    return _Index(atlas)
