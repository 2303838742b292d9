"""What a file of responses may say about its respondents, in the Census's categories.

Read from ``layers/catalogue/respondents.toml``: whom an exercise asked (bases), what it asked about
them (questions), the categories of each, and the words that files use for them.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError
from layers.exercise.plain_characters import as_read

FILE = "respondents.toml"
NOT_SAID = ""
OLDEST = 150


class Base(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom an exercise asked: residents from an age on."""

    id: str
    label: str
    first: int = msgspec.field(name="from")
    note: str = ""


class Category(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer as the Census counts it; ``within`` names the broader one it is part of."""

    id: str
    label: str
    within: str = ""
    people: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rest_of: str = ""
    words: tuple[str, ...] = ()
    first: int = msgspec.field(name="from", default=-1)
    last: int = msgspec.field(name="to", default=-1)


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What respondents were asked about themselves."""

    id: str
    label: str
    columns: tuple[str, ...]
    category: tuple[Category, ...]
    ages: bool = False
    note: str = ""
    not_said: tuple[str, ...] = ()

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """By id, in the file's order."""
        return MappingProxyType({one.id: one for one in self.category})

    @cached_property
    def broad(self) -> tuple[str, ...]:
        """Ids of the categories that are part of no other."""
        return tuple(one.id for one in self.category if not one.within)

    @cached_property
    def fine(self) -> tuple[str, ...]:
        """Ids of the categories that have no parts."""
        whole = {one.within for one in self.category}
        return tuple(one.id for one in self.category if one.id not in whole)

    def broader(self, category: str) -> str:
        """The broad category that one is part of, or is."""
        return self.categories[category].within or category

    @cached_property
    def lexicon(self) -> Mapping[str, str]:
        """Category by word. A word of a part may have its whole's words in front.

        Raises
        ------
        CatalogueError
            When two broad categories share a word.
        """
        found: dict[str, str] = {}
        for one in self.category:
            for word in () if one.within else _names(one):
                if found.setdefault(word, one.id) != one.id:
                    raise CatalogueError(
                        f"{FILE}, {self.id}: {word!r} stands for {found[word]!r} and {one.id!r}."
                    )
        for one in self.category:
            for word in _names(one) if one.within else ():
                # A plain "other" means the broad group, "asian other" the part.
                found.setdefault(word, one.id)
                for whole in _names(self.categories[one.within]):
                    found.setdefault(f"{whole} {word}", one.id)
        return MappingProxyType(found)


class MadeOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An indicator whose people are those of several categories of a question, none of which is
    part of another."""

    id: str
    label: str
    question: str
    categories: tuple[str, ...]


class Respondents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The whole file."""

    not_said: tuple[str, ...]
    count_columns: tuple[str, ...]
    perhaps_count_columns: tuple[str, ...]
    count_words: tuple[str, ...]
    counted_words: tuple[str, ...]
    place_columns: tuple[str, ...]
    other_places: tuple[str, ...]
    other_people: tuple[str, ...]
    negations: tuple[str, ...]
    second_headers: tuple[str, ...]
    other_options: tuple[str, ...]
    everybody_else: str
    made_of: tuple[MadeOf, ...]
    base: tuple[Base, ...]
    question: tuple[Question, ...]

    @cached_property
    def bases(self) -> Mapping[str, Base]:
        """By id."""
        return MappingProxyType({one.id: one for one in self.base})

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """By id."""
        return MappingProxyType({one.id: one for one in self.question})


@lru_cache(maxsize=4)
def load_respondents(folder: Path | None = None) -> Respondents:
    """Read and check the file.

    Raises
    ------
    CatalogueError
        When it is missing, does not fit the schema, or two categories share a word.
    """
    path = (folder or CATALOGUE) / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        read = msgspec.convert(raw, Respondents)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None
    for question in read.question:
        for one in question.category:
            where = f"{FILE}, {question.id}, category {one.id!r}"
            if one.within and one.within not in question.broad:
                raise CatalogueError(f"{where}: within names {one.within!r}, which is not broad.")
            if bool(one.people) == bool(one.rest_of):
                raise CatalogueError(f"{where}: give either people or rest_of.")
            if question.ages and not 0 <= one.first <= one.last:
                raise CatalogueError(f"{where}: from and to must be ages.")
        _ = question.lexicon
    for made in read.made_of:
        if not {*made.categories} <= {*read.questions[made.question].categories}:
            raise CatalogueError(f"{FILE}, made_of {made.id!r}: not all are categories.")
    return read


def normal(text: str) -> str:
    """A cell as its meaning is looked up: small letters and digits, words one space apart."""
    folded = as_read(text).casefold().replace("&", " and ")
    return re.sub(r"[\W_]+", " ", folded).strip()


def counts_responses(read: Respondents, header: str) -> bool:
    """Whether a header can only mean how many responses a row stands for."""
    words = normal(header)
    each = {word for word in words.split() if not word.isdigit()}
    said, of = each & {*read.count_words}, each & {*read.counted_words}
    return words in read.count_columns or bool(said and of and said | of == each)


def question_of(read: Respondents, header: str) -> str | None:
    """The id of the question that a column's header seems to ask; None if none."""
    wanted = normal(header)
    for asks in (_is_named, _is_about):
        for question in read.question:
            if asks(question, wanted):
                return question.id
    return None


def columns_of(read: Respondents, question: Question, headers: Iterable[str]) -> list[str]:
    """The headers that seem to ask a question, the likeliest first: those that are called just
    so, then those that have its words in them, in the file's order."""
    normals = [(header, normal(header)) for header in headers]
    named = [header for header, words in normals if _is_named(question, words)]
    about = [header for header, _ in normals if question_of(read, header) == question.id]
    return list(dict.fromkeys([*named, *about]))


def has_words(header: str, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a header."""
    padded = f" {normal(header)} "
    return any(f" {word} " in padded for word in words)


def _is_named(question: Question, header: str) -> bool:
    return header in question.columns


def _is_about(question: Question, header: str) -> bool:
    return any(re.search(rf"\b{re.escape(words)}\b", header) for words in question.columns)


def propose(
    read: Respondents, question: Question, values: Iterable[str], first: int = 0
) -> dict[str, str | None]:
    """The category that each distinct value of a column seems to mean.

    Parameters
    ----------
    values
        Cells as the file has them.
    first
        The youngest age that was asked, for bands without a lower end ("under 25").

    Returns
    -------
    dict
        By value: a category's id, ``NOT_SAID``, or None where a person has to decide.
    """
    return {value: _meaning(read, question, value, first) for value in values}


def people(atlas: Atlas, category: Category) -> pd.Series:
    """Residents of a category by area, in code order.

    Raises
    ------
    KeyError
        When the snapshot lacks an indicator that it is made of.
    """
    total = np.zeros(len(atlas.areas))
    for indicator in category.people:
        total = total + atlas.table(indicator)["numerator"].to_numpy()
    for indicator in category.without:
        total = total - atlas.table(indicator)["numerator"].to_numpy()
    if category.rest_of:
        table = atlas.table(category.rest_of)
        total = (table["denominator"] - table["numerator"]).to_numpy()
    return pd.Series(np.nan_to_num(total), index=atlas.areas.index)


# ---- the words of a file ----

# What a form adds to an answer: in brackets, "please specify", the option's number or letter.
_ADDED = re.compile(
    r"\s*(?:\([^()]*\)|[,;:–—-]?\s*\(?please (?:specify|state|describe|write|tell|say)\b.*)", re.I
)
_NUMBERED = re.compile(r"\s*\(?(?:[a-z]\)|[0-9]{1,2}[).])\s+(?=\S)", re.I)
# A code of the NHS with its name, or a number and its option; in ages it is a band.
_CODED = re.compile(r"\s*([a-z]|[0-9]{1,2})\s*([-–—:=.]|\s)\s*(\S.*)", re.I | re.DOTALL)


def _meaning(read: Respondents, question: Question, value: str, first: int) -> str | None:
    """The category of a value, or of what is left of it without what a form adds."""
    plain = _ADDED.sub("", value)
    for text in dict.fromkeys([value, plain, _NUMBERED.sub("", plain, count=1)]):
        found = _word(read, question, text)
        if found is None and question.ages:
            found = _band(question, text, first)
        if found is not None:
            return found
    coded = None if question.ages else _CODED.fullmatch(plain)
    return _of_code(read, question, *coded.groups()) if coded else None


def _word(read: Respondents, question: Question, text: str) -> str | None:
    wanted = normal(text)
    if wanted in question.lexicon:
        return question.lexicon[wanted]
    return NOT_SAID if wanted in {*read.not_said, *question.not_said} else None


def _of_code(read: Respondents, question: Question, code: str, sign: str, name: str) -> str | None:
    """Of "A - British" and the like: the name's own meaning, or else the code's, where the name has
    only words of its category. Behind a space or a full stop both must agree: "N. Irish"."""
    found, category = _word(read, question, name), _word(read, question, code)
    if found is not None:
        return found if sign in "-–—:=" or found == category else None
    if not category:
        return None
    names = {word for one in _names(question.categories[category]) for word in one.split()}
    return category if {*normal(name).split()} <= names else None


def _names(category: Category) -> list[str]:
    return [normal(word) for word in (category.label, category.id, *category.words)]


_AGE = r"(\d{1,3})(?:\.0+)?"
_ON = r"\+|plus|over|(?:or|and) (?:over|older|above|more|up|upwards)|upwards"
# What a band looks like, and the ages it means; None is the youngest that was asked.
_BANDS: tuple[tuple[str, Callable[[int], tuple[int | None, int]]], ...] = (
    (_AGE, lambda age: (age, age)),
    (rf"(?:over|older than|more than|above|>) ?{_AGE}", lambda age: (age + 1, OLDEST)),
    (rf"(?:at least|≥|>=) ?{_AGE}", lambda age: (age, OLDEST)),
    (rf"(?:≤|<=) ?{_AGE}", lambda age: (None, age)),
    (rf"{_AGE} ?(?:{_ON})", lambda age: (age, OLDEST)),
    (rf"(?:under|below|less than|younger than|<) ?{_AGE}", lambda age: (None, age - 1)),
    (rf"up to {_AGE}|{_AGE} (?:and|or) (?:under|younger|below)", lambda age: (None, age)),
)
# Hyphens, dashes and the minus sign, however they are typed.
_DASHES = "-~\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_RANGE = re.compile(rf"{_AGE} ?(?:[{re.escape(_DASHES)}/]|to|and|or) ?{_AGE}")
# A decade of life: "40s", "in my forties" is not read.
_DECADE = re.compile(r"(?:in )?(?:my |their |the )?([1-9])0'?s")


def _band(question: Question, value: str, first: int) -> str | None:
    """The category that an age or a band of ages lies in, the narrowest; None across two."""
    text = as_read(value).casefold().replace("&", " and ")
    if decade := _DECADE.fullmatch(text.strip(" .")):
        text = f"{decade[1]}0-{decade[1]}9"
    text = re.sub(r"(?<=\d)(?:'?s)\b", "", text)  # over 65s
    text = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", text)  # 34yrs
    text = re.sub(r"(?<=[a-z])-(?=\d)", " ", text)  # over-65
    text = re.sub(r"\b(aged?|ages|years?|yrs?|y|yo|olds?|between|from|y o)\b", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" .")
    ages: tuple[int | None, int] | None = None
    if match := _RANGE.fullmatch(text):
        ages = int(match[1]), int(match[2])
    for pattern, meaning in _BANDS:
        if ages is None and (match := re.fullmatch(pattern, text)):
            ages = meaning(int(next(filter(None, match.groups()))))
    if ages is None:
        return None
    low = min(first, ages[1]) if ages[0] is None else ages[0]
    inside = [one for one in question.category if one.first <= low <= ages[1] <= one.last]
    return min(inside, key=lambda one: one.last - one.first).id if inside else None
