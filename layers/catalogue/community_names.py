"""How the detailed ethnic groups of the Census are named: ``communities.toml``, checked."""

import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec

from layers.catalogue.definitions import CATALOGUE, CatalogueError


class CommunityNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of groups and headings.

    Attributes
    ----------
    majority, unnamed
        Groups that are counted but not listed as communities to expect.
    headings, names
        By the Census's name, the one that is shown.
    """

    majority: tuple[str, ...]
    unnamed: tuple[str, ...]
    headings: Mapping[str, str]
    names: Mapping[str, str]

    def group(self, published: str) -> str:
        """A group as it is shown."""
        return self.names.get(published, published)

    def heading(self, published: str) -> str:
        """A heading as it is shown."""
        return self.headings.get(published, published)


@cache
def load_community_names() -> CommunityNames:
    """The names.

    Raises
    ------
    CatalogueError
        When the file is missing, does not fit, or sets aside a group that no name leads to.
    """
    try:
        raw = tomllib.loads((CATALOGUE / "communities.toml").read_text(encoding="utf-8"))
        found = msgspec.convert(raw, CommunityNames)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"communities.toml: {error}.") from None
    stray = {*found.majority, *found.unnamed} - set(found.names.values())
    if stray:
        raise CatalogueError(f"communities.toml: no group is named {sorted(stray)[0]!r}.")
    return found
