"""What people write where a place is asked for, from ``layers/catalogue/place_codes.toml``."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from layers.catalogue.definitions import CATALOGUE, CatalogueError

FILE = "place_codes.toml"


class PlaceCodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes
    ----------
    postcode_areas
        Letters that a postcode of the United Kingdom can begin with.
    totals, totals_alone
        Words for a row that adds up others, with others beside them or only by themselves.
    no_fixed_abode, larger
        What people write who have no fixed abode, or for a region or country, as
        :func:`layers.exercise.respondents.normal` has it.
    kinds_of_place
        Words that stand beside the name of a ward, district and so on.
    odd_postcodes
        Postcodes unlike all others, plain.
    no_response
        Keys of the reasons for which a row is no response at all.
    pseudo
        Key of a reason by pseudo-postcode without spaces.
    reasons
        Why a response has no place, in words by key.
    other_reasons
        Why a row cannot be counted wherever it is from, in words by key.
    newer_districts
        The newer code of a district that was given one, by the code that the atlas keeps.
    """

    postcode_areas: frozenset[str]
    totals: tuple[str, ...]
    totals_alone: tuple[str, ...]
    no_fixed_abode: frozenset[str]
    larger: frozenset[str]
    kinds_of_place: frozenset[str]
    odd_postcodes: frozenset[str]
    no_response: frozenset[str]
    pseudo: dict[str, str]
    reasons: dict[str, str]
    other_reasons: dict[str, str]
    newer_districts: dict[str, str]

    def is_total(self, words: str) -> bool:
        """Whether words, made plain beforehand, say that a row adds up others."""
        padded = f" {words} "
        return words in self.totals_alone or any(
            padded.startswith(f" {total} ") or padded.endswith(f" {total} ")
            for total in self.totals
        )

    @property
    def words(self) -> dict[str, str]:
        """All reasons."""
        return self.reasons | self.other_reasons


@lru_cache(maxsize=1)
def load_place_codes(folder: Path | None = None) -> PlaceCodes:
    """Read and check the file.

    Raises
    ------
    CatalogueError
        When it is missing, does not fit the schema, or names a reason that is not there.
    """
    path = (folder or CATALOGUE) / FILE
    try:
        read = msgspec.convert(tomllib.loads(path.read_text("utf-8")), PlaceCodes)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None
    named = (*read.pseudo.values(), *read.no_response)
    strange = [key for key in named if key not in read.reasons]
    if strange:
        raise CatalogueError(f"{FILE}: {strange[0]!r} is not among the reasons.")
    return read
