"""The flags an area or a practice can carry, with their words, from the catalogue."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec
import pandas as pd

from layers.catalogue.definitions import CATALOGUE, CatalogueError


class Flag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to be careful about: a short label, a sentence or two, and whether all areas have it."""

    label: str
    text: str
    everywhere: bool


def load_flags(folder: Path | None = None) -> Mapping[str, Flag]:
    """Flags of areas by id.

    Raises
    ------
    CatalogueError
        When the file is missing or does not fit the schema.
    """
    return _load((folder or CATALOGUE) / "flags.toml")


def told_apart(areas: pd.DataFrame) -> pd.DataFrame:
    """Areas with a flag of their own for fewer and for more patients than residents.

    Parameters
    ----------
    areas
        ``patients``, ``residents`` and ``flag_patients_disagree``, which says that they are far
        apart.
    """
    apart, more = areas["flag_patients_disagree"], areas["patients"] > areas["residents"]
    return areas.assign(flag_patients_fewer=apart & ~more, flag_patients_more=apart & more)


def load_practice_flags(folder: Path | None = None) -> Mapping[str, Flag]:
    """Flags of practices by id.

    Raises
    ------
    CatalogueError
        When the file is missing or does not fit the schema.
    """
    return _load((folder or CATALOGUE) / "practice_flags.toml")


def _load(path: Path) -> Mapping[str, Flag]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return MappingProxyType(msgspec.convert(raw, dict[str, Flag]))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{path.name}: {error}.") from None


def particular(frame: pd.DataFrame, flags: Mapping[str, Flag]) -> list[tuple[str, ...]]:
    """For each row, the ids of the flags it carries, without those that everything carries."""
    ids = [i for i, flag in flags.items() if not flag.everywhere]
    marks = frame[[f"flag_{i}" for i in ids]].to_numpy(dtype=bool)
    return [tuple(i for i, on in zip(ids, row, strict=True) if on) for row in marks]
