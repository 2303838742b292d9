"""Words of the Practices page's exports, which an analyst edits in ``export_texts.toml``."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from dashboard.practices import unusual_text
from layers.atlas import Atlas
from layers.practices import recorded_registers

FILE = Path(__file__).parent / "export_texts.toml"


class Caveat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to take care of, and which figures it is about."""

    about: str
    text: str


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the one-page sheet's table shows: indicators, which ethnic groups may stand for
    ``GROUPS``, at most so many, and shorter labels; and what is said below the sheet's parts."""

    indicators: tuple[str, ...]
    groups: tuple[str, ...]
    most_groups: int
    most_own: int
    labels: dict[str, str]
    said: dict[str, str]


class Registers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Caveats of the modelled areas' figures that do not hold for a practice's own register."""

    not_said: tuple[str, ...]


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    caveats: dict[str, Caveat]
    sheet: Sheet
    registers: Registers


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Texts)


def caveat(atlas: Atlas, name: str) -> tuple[str, str]:
    """What a caveat is about and what it says, with the atlas's own periods, name and marks."""
    found = texts().caveats[name]
    return _filled(atlas, found.about), _filled(atlas, found.text)


def said(atlas: Atlas, name: str, **more: str) -> str:
    """What is said below a part of the sheet, with the atlas's own periods and name, and ``more``
    that its text asks for."""
    return _filled(atlas, texts().sheet.said[name], **more)


def _filled(atlas: Atlas, text: str, **more: str) -> str:
    return text.format(
        counted=atlas.period_of("patients_by_lsoa"),
        listed=atlas.period_of("practice_map"),
        region=atlas.name,
        year=recorded_registers.years(atlas)[-1],
        marks=unusual_text.everywhere(atlas),
        **more,
    )
