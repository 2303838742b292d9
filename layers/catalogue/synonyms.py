"""Other words that people search for, from ``catalogue/synonyms.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from layers.catalogue.definitions import CATALOGUE, CatalogueError


def load_synonyms(folder: Path | None = None) -> Mapping[str, list[str]]:
    """Words of the catalogue (small letters) for each word that people may search for instead.

    Raises
    ------
    CatalogueError
        When the file is missing or is not a list of words for each word.
    """
    path = (folder or CATALOGUE) / "synonyms.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return MappingProxyType(msgspec.convert(raw, dict[str, list[str]]))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"synonyms.toml: {error}.") from None
