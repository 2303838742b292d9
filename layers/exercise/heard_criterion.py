"""A team's own exercise as a criterion: places that were heard from too seldom.

It holds only what an exercise may show: places of one level, each with its published ratio and the
upper limit of that. An atlas with these values (:func:`with_heard`) can be asked for them as for
any indicator; an area has the value of the place it is in, and none where that is not among them.
"""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

import msgspec
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError, Indicator
from layers.exercise.respondents import Base, load_respondents
from layers.geography.levels import COLUMNS
from layers.targeting.area_search import DefinitionError
from layers.targeting.texts import say

HEARD = "heard"
LONGEST_NAME = 60
LONGEST_WHERE = 240
# Where an exercise asked, for one of which that was not said.
NOT_SAID = "not said"
# What a ratio can be: with more, a place was heard from 100 times as often as its numbers suggest.
LARGEST = 99.99
_LEVELS = {"E01": "lsoa", "E02": "msoa", "E05": "ward", "E08": "district"}
_BRACES = re.compile(r"\{(\w+)\}")
_KINDS = {"lsoa": "areas", "msoa": "neighbourhoods", "ward": "wards", "district": "districts"}


@dataclass(frozen=True, order=True)
class Place:
    """A place, its ratio of responses to those expected, and the upper 95 % limit of that."""

    code: str
    ratio: float
    upper: float


@dataclass(frozen=True)
class Heard:
    """What an exercise says of places that were heard from too seldom.

    Attributes
    ----------
    name
        Of the exercise, as the team calls it.
    asked
        Id of whom it asked, see :class:`layers.exercise.respondents.Base`.
    places
        One or more, all of one level, by code. Ratios to two decimals.
    where
        Where it asked, in words to follow "in"; empty where that was not said.
    without
        Areas of these places where it did not ask: they have no figure. By code.
    """

    name: str
    asked: str
    places: tuple[Place, ...]
    where: str = ""
    without: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """``lsoa``, ``msoa``, ``ward`` or ``district``."""
        return _LEVELS.get(self.places[0].code[:3], "")

    @property
    def base(self) -> Base:
        """Whom the exercise asked."""
        return load_respondents().bases[self.asked]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of an exercise: ``heard.toml``, with the exercise's own words put in."""

    label: str
    short: str
    description: str
    unit: str
    disclosure: str
    told: str
    caveat: str
    unlike: str


def words(heard: Heard | None = None) -> Words:
    """What is said of an exercise; as the file has it when none is given.

    Raises
    ------
    CatalogueError
        When the file is missing or does not fit the schema.
    """
    path = CATALOGUE / "heard.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        if heard is not None:
            raw = {key: _filled(text, heard) for key, text in raw.items()}
        return msgspec.convert(raw, Words)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{path.name}: {error}.") from None


def _filled(text: str, heard: Heard) -> str:
    kind, number = _KINDS[heard.level], len(heard.places)
    said = {
        "kind": kind,
        "places": f"the one {kind[:-1]}" if number == 1 else f"the {number} {kind}",
        "asked": heard.base.label.lower(),
        "where": heard.where or NOT_SAID,
        "name": heard.name,
    }
    # At once, as the words of a link may hold anything, also other braces.
    return _BRACES.sub(lambda found: said.get(found[1], found[0]), text)


def indicator(heard: Heard | None = None) -> Indicator:
    """The criterion's definition, as :mod:`layers.catalogue` gives those of published figures."""
    said = words(heard)
    return Indicator(
        id=HEARD,
        label=said.label,
        short=said.short,
        description=said.description,
        kind="index",
        unit=said.unit,
        polarity="low",
        aggregate="none",
        source="The team's own exercise",
        period="When the exercise was",
        vintage="",
        interval="none",
        disclosure=said.disclosure,
        theme="",
        group="",
        decimals=2,
        # Which column of the areas the values go by.
        column="" if heard is None or heard.level == "lsoa" else COLUMNS[heard.level][0],
        derived="heard",
    )


def check(atlas: Atlas, heard: Heard) -> None:
    """Hold what an exercise must be to be used on an atlas.

    Raises
    ------
    layers.targeting.DefinitionError
        For no place, places of different levels, twice the same or unknown, ratios out of range,
        people asked that are not known, or areas not asked that are of none of its places.
    """
    codes = [place.code for place in heard.places]
    if not codes:
        raise DefinitionError(say("exercise", "no_place"))
    if heard.asked not in load_respondents().bases:
        raise DefinitionError(say("exercise", "asked"))
    levels = {_LEVELS.get(code[:3], "") for code in codes}
    if len(levels) > 1 or len(set(codes)) < len(codes):
        raise DefinitionError(say("exercise", "kinds"))
    missing = set(codes) - set(_place_of(atlas, heard.level)) if heard.level else set(codes)
    if missing:
        raise DefinitionError(say("exercise", "not_here", missing=len(missing), places=len(codes)))
    if not set(heard.without) <= set(_having(atlas, heard).index):
        raise DefinitionError(say("exercise", "without"))
    if not all(0 <= place.ratio <= place.upper <= LARGEST for place in heard.places):
        raise DefinitionError(say("exercise", "ratios", most=LARGEST))


def with_heard(atlas: Atlas, heard: Heard | None) -> Atlas:
    """The atlas with the values of an exercise; the atlas itself without one."""
    if heard is None:
        return atlas
    place_of = _having(atlas, heard).drop(list(heard.without))
    values = {
        "value": place_of.map({place.code: place.ratio for place in heard.places}),
        "upper": place_of.map({place.code: place.upper for place in heard.places}),
    }
    return atlas.with_values(indicator(heard), pd.DataFrame(values, dtype=float))


def place_name(atlas: Atlas, definition: Indicator, area: str) -> str:
    """The name of the place whose figure an area has."""
    row = atlas.areas.loc[area]
    for code, name in COLUMNS.values():
        if code == definition.column:
            return str(row[name])
    return f"{row['neighbourhood']} · {row['name']}"


def _having(atlas: Atlas, heard: Heard) -> pd.Series:
    """The place of each area that is in one of an exercise's places."""
    place_of = _place_of(atlas, heard.level)
    return place_of[place_of.isin([place.code for place in heard.places])]


def _place_of(atlas: Atlas, level: str) -> pd.Series:
    areas = atlas.areas
    return areas.index.to_series() if level == "lsoa" else areas[COLUMNS[level][0]]
