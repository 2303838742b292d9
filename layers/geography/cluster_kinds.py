"""What each mark of a cluster means, from ``catalogue/clusters.toml``."""

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec

from layers.atlas import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError

FILE = "clusters.toml"
# High or low, among high or low.
MARKS = 4


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of cluster: its name, and what it says of the area that has it."""

    name: str
    about: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: tuple[Kind, ...]


@cache
def load_kinds(folder: Path | None = None) -> tuple[Kind, ...]:
    """The kinds in the order of their marks in ``Atlas.clusters``, from 1.

    Raises
    ------
    CatalogueError
        When the file is missing or does not hold a name and a meaning for each mark.
    """
    path = (folder or CATALOGUE) / FILE
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_File).kind
    except (OSError, tomllib.TOMLDecodeError, msgspec.MsgspecError) as error:
        raise CatalogueError(f"{FILE}: {error}.") from None
    if len(found) != MARKS:
        raise CatalogueError(f"{FILE}: there are {len(found)} kinds; give one for each of {MARKS}.")
    return found


def clustered(atlas: Atlas, indicator: str) -> str:
    """The indicator whose clusters stand for those of an indicator: its own, or of a decile or
    rank, which have no average, those of the score that it is made from; empty for none."""
    score = re.sub("_(decile|rank)$", "_score", indicator)
    return next((one for one in (indicator, score) if one in atlas.clusters), "")


def marked(atlas: Atlas, indicator: str) -> dict[str, int]:
    """The mark of each area that stands out, by LSOA code, by the clusters of :func:`clustered`;
    empty for what has none."""
    of = clustered(atlas, indicator)
    if not of:
        return {}
    marks = atlas.clusters[of]
    return {str(code): int(mark) for code, mark in marks[marks > 0].items()}
