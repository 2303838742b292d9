"""The standard profile's sections: which indicators are said of a place, in which order.

Read from ``catalogue/profile.toml``, which an analyst edits.
"""

import tomllib
from pathlib import Path

import msgspec

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, OWN_THEME, Catalogue, CatalogueError

FILE = "profile.toml"


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A heading of the profile, what stands under it, and the ids of its indicators."""

    id: str
    title: str
    about: str
    indicators: tuple[str, ...]


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    section: tuple[Section, ...]


def load_sections(catalogue: Catalogue, folder: Path | None = None) -> tuple[Section, ...]:
    """Read and check the sections.

    Raises
    ------
    CatalogueError
        For a file that does not fit the schema, or that names an indicator that the catalogue
        does not define or that has no value over several areas.
    """
    path = (folder or CATALOGUE) / FILE
    try:
        sections = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File).section
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None
    for section in sections:
        for name in section.indicators:
            if name not in catalogue.indicators:
                raise CatalogueError(
                    f"{FILE}, section {section.id!r}: there is no indicator {name!r}."
                )
            if catalogue.indicators[name].aggregate == "none":
                raise CatalogueError(
                    f"{FILE}, section {section.id!r}: {name!r} has no value over several areas; "
                    "name the score or share that it is made from."
                )
    return sections


def sections_for(atlas: Atlas) -> list[Section]:
    """The sections with the indicators that the atlas holds; last what somebody has brought."""
    found = [
        msgspec.structs.replace(
            section, indicators=tuple(i for i in section.indicators if i in atlas.indicators)
        )
        for section in load_sections(atlas.catalogue)
    ]
    own = own_indicators(atlas)
    theme = next((theme for theme in atlas.catalogue.themes if theme.id == OWN_THEME), None)
    if theme and own:
        found.append(
            Section(id=OWN_THEME, title=theme.label, about=theme.description, indicators=own)
        )
    return found


def own_indicators(atlas: Atlas) -> tuple[str, ...]:
    """Ids of the figures that somebody has brought and that have a value over several areas."""
    return tuple(
        name for name, one in atlas.indicators.items() if one.is_own and one.aggregate != "none"
    )
