"""Which columns of a table hold places, figures, names and years: a guess, to be confirmed."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from layers.atlas import Atlas
from layers.exercise.code_patterns import is_code as is_place_code
from layers.exercise.lists_of_people import lists_people
from layers.exercise.respondents import has_words, load_respondents, normal
from layers.own.area_links import area_links
from layers.own.column_words import column_words
from layers.own.decimal_commas import is_decimal
from layers.own.own_numbers import count, is_whole, number
from layers.own.own_places import SMALLEST_FIRST, PlaceFinder, PlaceKind
from layers.own.own_years import period
from layers.own.table_cells import column
from layers.own.value_headings import is_no_count

# A value of each area; its numerator and denominator; one row a case, which are counted; places
# that have a position.
Form = Literal["value", "parts", "cases", "points"]

Rest = Literal["", "districts", "all"]
Taken = set[int | None]
# Rows whose cells are looked at, evenly from the whole table: a guess needs no more.
LOOKED_AT = 500
_LONGEST = 200  # characters of a cell that are looked at
# Half of a column's filled cells must be what it is taken for.
_MOSTLY = 0.5
# Where fewer places than this share of the rows are different, each row is a case.
_ONCE = 0.8
# So many numbers, nearly each of which is as much more than the one before, are no figures.
_MANY, _NEARLY_ALL = 10, 0.9


@dataclass(frozen=True)
class Columns:
    """Where in the sheet what is read stands: places of columns from 0 on, None for none.

    Attributes
    ----------
    form
        What a row is.
    place
        The column of areas' codes or names, or of postcodes.
    value, numerator, denominator
        Figures: the first of the form "value", the others of "parts".
    name, easting, northing
        Of points. The last two may be longitude and latitude, which their size tells.
    year, wanted_year
        A column of years or periods, and the label of the one that is read; "" for the newest, and
        of cases for all together (:mod:`layers.own.years_read`).
    rest
        What areas without a row are, where rows are counted or added up: "" for no figure; 0 in the
        districts that have a row, or in all.
    """

    form: Form
    place: int | None
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    name: int | None = None
    easting: int | None = None
    northing: int | None = None
    year: int | None = None
    wanted_year: str = ""
    rest: Rest = ""


def find_columns(atlas: Atlas, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """The best guess at what a table's columns are.

    Parameters
    ----------
    headers
        One of each column.
    rows
        The cells below them, as text; :data:`LOOKED_AT` of them are looked at.
    """
    return _Guess(atlas, headers, rows).columns()


class _Guess:
    def __init__(self, atlas: Atlas, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._headers, self._rows = headers, rows
        seen = rows[:: math.ceil(len(rows) / LOOKED_AT) or 1]
        self._called = column_words().headings
        self._cells = [[one[:_LONGEST] for one in column(seen, at)] for at in range(len(headers))]
        self._finder = PlaceFinder(atlas, area_links(atlas))

    def columns(self) -> Columns:
        place, kind = self._place()
        taken: Taken = {place}
        year = self._named(self._called.year, taken, _is_year, only_called=True)
        taken |= {year}
        figures = self._figures(taken)
        easting = self._named(self._called.easting, taken, _is_number, only_called=True)
        northing = self._named(self._called.northing, taken, _is_number, only_called=True)
        name = self._named(self._called.name, taken, _is_name)
        has_point = easting is not None and northing is not None
        named = name is not None and not lists_people(self._headers, self._cells)
        by_point = has_point and kind in ("", "postcode")
        by_postcode = kind == "postcode" and not figures and self._is_once(name)
        if named and (by_point or by_postcode):
            at = (easting, northing) if has_point else (None, None)
            return Columns("points", place, name=name, easting=at[0], northing=at[1])
        numerator, denominator = self._parts(figures)
        if numerator is not None:
            return Columns("parts", place, numerator=numerator, denominator=denominator, year=year)
        is_once = self._is_once(place, year)
        likely = self._likely(self._called.value, figures)
        if kind != "postcode":
            likely = [*likely, *figures]
        # A postcode mostly stands for somebody: numbers beside it are only taken for counts where
        # they are called so.
        if likely and is_once:
            return Columns("value", place, value=likely[0], year=year)
        return Columns("cases", place, year=year)

    def _place(self) -> tuple[int | None, PlaceKind | Literal[""]]:
        """The column of places, and of what kind most are."""
        fit: dict[PlaceKind, list[tuple[bool, bool, int, int]]] = {
            kind: [] for kind in SMALLEST_FIRST
        }
        elsewhere = load_respondents().other_places
        for at, cells in enumerate(self._cells):
            filled = [cell for cell in cells if cell]
            read = {cell: self._finder.kinds(cell) for cell in set(filled)}
            # Codes with a slip in some rows are still what to go by, rather than names beside them.
            names = sum(map(is_place_code, filled)) <= _MOSTLY * len(filled)
            for kind in SMALLEST_FIRST:
                number_of = sum(kind in read[cell] for cell in filled)
                if number_of > _MOSTLY * len(filled):
                    # A practice's postcode beside that of a home says little of where people live.
                    other = has_words(self._headers[at], elsewhere)
                    fit[kind].append((other, names, -number_of, at))
        for kind in SMALLEST_FIRST:
            if fit[kind]:
                best = min(fit[kind])
                # Names of wards are often names of neighbourhoods, too.
                wards = [one for one in fit["ward"] if one[-1] == best[-1]]
                return best[-1], "ward" if kind == "msoa" and wards and wards[0] < best else kind
        return None, ""

    def _figures(self, taken: Taken) -> list[int]:
        """Columns of numbers, but those that are no figures of an area; a rank only by itself."""
        called = self._called.no_figure
        found = [
            at
            for at, header in enumerate(self._headers)
            if at not in taken
            and normal(header) not in called
            and self._holds(at, _is_figure)
            and any(_is_number(cell) or is_decimal(cell) for cell in self._cells[at])
            and not self._holds_years(at)
            and not self._numbers_rows(at)
        ]
        last = self._called.last_figure
        return [at for at in found if normal(self._headers[at]) not in last] or found

    def _parts(self, figures: Sequence[int]) -> tuple[int | None, int | None]:
        """Numerator and denominator where one of two columns is called so, and they fit."""
        counts = [at for at in figures if self._holds(at, _is_count)]
        for denominator in self._likely(self._called.denominator, counts):
            others = [at for at in counts if at != denominator]
            named = list(self._likely(self._called.numerator, others))
            for numerator in dict.fromkeys([*named, *others]):
                if self._is_part(numerator, denominator):
                    return numerator, denominator
        return None, None

    def _is_part(self, numerator: int, denominator: int) -> bool:
        """Whether one column is mostly less than the other, and hardly ever more."""
        pairs = [
            (a, b)
            for x, y in zip(self._cells[numerator], self._cells[denominator], strict=True)
            if (a := count(x)[0]) is not None and (b := count(y)[0]) is not None
        ]
        less = sum(a < b for a, b in pairs)
        return less > _MOSTLY * len(pairs) and sum(a > b for a, b in pairs) <= 0.1 * len(pairs)

    def _named(
        self,
        words: Sequence[str],
        taken: Taken,
        fits: Callable[[str], bool],
        *,
        only_called: bool = False,
    ) -> int | None:
        free = [
            at
            for at in range(len(self._headers))
            if at not in taken and any(self._cells[at]) and self._holds(at, fits)
        ]
        return next(iter(self._likely(words, free, only_called=only_called)), None)

    def _likely(
        self, words: Sequence[str], among: Sequence[int], *, only_called: bool = False
    ) -> list[int]:
        """Columns that are called one of some words, then those with one in their heading."""
        called = [at for word in words for at in among if normal(self._headers[at]) == word]
        if not only_called:
            called += [
                at for word in words for at in among if has_words(self._headers[at], (word,))
            ]
        return list(dict.fromkeys(called))

    def _holds(self, at: int, fits: Callable[[str], bool]) -> bool:
        filled = [cell for cell in self._cells[at] if cell]
        return sum(map(fits, filled)) > _MOSTLY * len(filled) if filled else False

    def _holds_years(self, at: int) -> bool:
        return normal(self._headers[at]) in self._called.year and self._holds(at, _is_year)

    def _numbers_rows(self, at: int) -> bool:
        """Whether a column that is called nothing of the kind only numbers the rows."""
        called, header = self._called, self._headers[at]
        figures = (*called.value, *called.numerator, *called.denominator)
        if has_words(header, figures) or is_no_count(header):
            return False
        found = [value for cell in self._cells[at] if (value := number(cell)[0]) is not None]
        steps = [after - before for before, after in pairwise(found)]
        return len(steps) >= _MANY and sum(
            step == steps[0] > 0 for step in steps
        ) > _NEARLY_ALL * len(steps)

    def _is_once(self, *at: int | None) -> bool:
        """Whether what stands in some columns together is mostly different from row to row."""
        rows = zip(*(column(self._rows, one) for one in at if one is not None), strict=True)
        filled = [row for row in rows if any(row)]
        return len(set(filled)) >= _ONCE * len(filled)


def _is_number(cell: str) -> bool:
    return number(cell)[0] is not None


def _is_count(cell: str) -> bool:
    value, why = count(cell)
    return is_whole(value) or why in ("hidden", "missing")


def _is_figure(cell: str) -> bool:
    # One with a decimal comma cannot be read as it is; but its row is no case to be counted.
    return number(cell)[1] in ("", "hidden", "missing") or is_decimal(cell)


def _is_year(cell: str) -> bool:
    return period(cell) is not None


def _is_name(cell: str) -> bool:
    return sum(map(str.isalpha, cell)) > len(cell) / 3
