"""What an evidence pack says of the people of a place: characteristics, health, drivers.

Read from ``layers/catalogue/equality.toml``, which an analyst edits. The nine protected
characteristics of the Equality Act 2010 each have their place there, with figures or with a gap.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, Catalogue, CatalogueError

FILE = "equality.toml"
# Equality Act 2010, section 4.
PROTECTED = frozenset(
    ("age", "disability", "gender", "marriage", "pregnancy", "race", "religion", "sex",
     "orientation")
)  # fmt: skip


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """People of a characteristic: those of an indicator, or the rest of its denominator.

    The beginning of ``equality.toml`` says what each field is for.
    """

    label: str
    indicator: str = ""
    rest_of: str = ""
    alone: str = ""
    part: bool = False
    unsaid: bool = False

    @property
    def counted_by(self) -> str:
        """The indicator whose people, or the rest of whose people, they are."""
        return self.indicator or self.rest_of


class Characteristic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A heading, its groups, what to know of its figures, and what is missing.

    Attributes
    ----------
    neighbourhoods
        Whether its figures are those of whole neighbourhoods (:mod:`layers.equality.orientation`).
    gap, look
        Why there are no figures, or what they leave out; and where to look. Empty without a gap.
    """

    id: str
    label: str
    protected: bool = False
    neighbourhoods: bool = False
    note: str = ""
    gap: str = ""
    look: str = ""
    group: tuple[Group, ...] = ()


class Health(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of measures of health: shares, scores, and those looked at by deprivation."""

    shares: tuple[str, ...]
    scores: tuple[str, ...]
    gradient: tuple[str, ...]


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of what goes with health."""

    drivers: tuple[str, ...]


class Equality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    characteristic: tuple[Characteristic, ...]
    health: Health
    context: Context

    def indicators(self) -> list[str]:
        """Every indicator that it names, each once."""
        groups = [g.counted_by for one in self.characteristic for g in one.group]
        health = (*self.health.shares, *self.health.scores, *self.health.gradient)
        return list(dict.fromkeys([*groups, *health, *self.context.drivers]))


def load_equality(catalogue: Catalogue, folder: Path | None = None) -> Equality:
    """Read and check the file.

    Raises
    ------
    CatalogueError
        When it does not fit the schema, names an indicator that the catalogue does not define or
        that has no value over several areas, or leaves out one of the protected characteristics.
    """
    try:
        text = ((folder or CATALOGUE) / FILE).read_text("utf-8")
        read = msgspec.convert(tomllib.loads(text), Equality)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None
    for name in read.indicators():
        if name not in catalogue.indicators or catalogue.indicators[name].aggregate == "none":
            raise CatalogueError(f"{FILE}: {name!r} is no indicator with a value over areas.")
    protected = {one.id for one in read.characteristic if one.protected}
    if protected != PROTECTED:
        odd = sorted(protected ^ PROTECTED)[0]
        raise CatalogueError(f"{FILE}: {odd!r} is missing, or is not one of the Act's nine.")
    for one in read.characteristic:
        if not (one.group or one.gap):
            raise CatalogueError(f"{FILE}: {one.id!r} has neither groups nor a gap.")
        if any(bool(g.indicator) == bool(g.rest_of) for g in one.group):
            raise CatalogueError(f"{FILE}, {one.id!r}: a group has indicator or rest_of.")
    return read


@lru_cache(maxsize=2)
def equality_for(atlas: Atlas) -> Equality:
    """The file with what the atlas holds: a group or measure without figures is left out."""
    read = load_equality(atlas.catalogue)

    def there(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in atlas.indicators)

    replace = msgspec.structs.replace
    characteristics = tuple(
        replace(one, group=tuple(g for g in one.group if g.counted_by in atlas.indicators))
        for one in read.characteristic
    )
    health = Health(
        shares=there(read.health.shares),
        scores=there(read.health.scores),
        gradient=there(read.health.gradient),
    )
    context = Context(drivers=there(read.context.drivers))
    return Equality(characteristic=characteristics, health=health, context=context)
