"""What maps, legends, pictures and files say and show of a figure: ``legend.toml``, read once.

The browser is sent the same (``dashboard/browser_data.py``), so that both say it alike.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from layers import toml_file
from layers.atlas import GROUPING, Atlas

FILE = Path(__file__).parent / "legend.toml"

Texts = dict[str, str]


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an area of a level is called; and of a level that leaves areas out, what is said of one
    of these, and of all of them."""

    one: str
    many: str
    out: str = ""
    outside: str = ""


class Axis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which way an axis of two indicators at once runs, and the names of its thirds."""

    arrow: str
    direction: str
    thirds: tuple[str, str, str]


class Crossed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two indicators at once: nine colours, and words."""

    colours: tuple[str, ...]
    axis: dict[str, Axis]
    title: str
    across: str
    up: str
    note: str
    edge_high: str
    edge_low: str
    england: str
    shared: str
    impossible: str
    both: str
    neither: str
    mixed: str
    only_across: str
    only_up: str


class LegendTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's parts; its comments say what each is."""

    faint: float
    no_figure: str
    fold: Texts
    ramp: dict[str, tuple[str, ...]]
    categories: dict[str, tuple[str, ...]]
    form: Texts
    form_of_one: Texts
    ends_there: Texts
    begins_there: Texts
    in_whole_numbers: Texts
    tenths: Texts
    changes: dict[str, tuple[str, ...]]
    level: dict[str, Level]
    outside: str
    said: Texts
    darker: Texts
    numerals: dict[str, tuple[str, ...]]
    standing: Texts
    often: Texts
    marks: Texts
    label_mark: Texts
    crossed: Crossed
    perturbed: Texts


@lru_cache(maxsize=1)
def texts() -> LegendTexts:
    """The file. An error names what does not fit."""
    return toml_file.read(FILE, LegendTexts)


def level_words(atlas: Atlas, level: str) -> Level:
    """What the areas of a level are called; an organisation's own groups, as its file says."""
    if level != GROUPING or atlas.grouping is None:
        return texts().level[level]
    words, areas = atlas.grouping.words, atlas.areas
    left = areas.loc[areas["grouping_code"] == "", "residents"]
    said = texts().outside.format(
        outside=words.outside, areas=f"{len(left):,}", people=f"{left.sum():,}"
    )
    out = f"{words.outside[0].upper()}{words.outside[1:]}"
    return Level(words.one, words.many, out, said if len(left) else "")


def for_browser(atlas: Atlas) -> dict[str, Any]:
    """The same as plain data, with the words of the atlas's levels."""
    told: dict[str, Any] = msgspec.to_builtins(texts())
    level = {name: msgspec.structs.asdict(level_words(atlas, name)) for name in atlas.levels}
    return told | {"level": {name: _kept(words) for name, words in level.items()}}


def _kept(words: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in words.items() if text}


def corners(first: str, second: str) -> dict[int, str]:
    """What the corners of the square of two at once are, by class.

    Parameters
    ----------
    first, second
        Polarities of the indicators across and up: ``high``, ``low`` or ``none``.
    """
    words = texts().crossed
    (x_least, _, x_most), (y_least, _, y_most) = (words.axis[one].thirds for one in (first, second))
    same = x_most == y_most
    mixed = words.mixed
    found = {
        8: words.both.format(most=x_most) if same else mixed.format(x=x_most, y=y_most),
        2: words.only_across.format(x=x_most),
        6: words.only_up.format(y=y_most),
        0: words.neither.format(least=x_least) if same else mixed.format(x=x_least, y=y_least),
    }
    return {at: f"{text[0].upper()}{text[1:]}" for at, text in found.items()}


def forms(unit: str) -> tuple[str, str]:
    """How a number is written with a unit, and how it is where the number reads 1; the number
    stands where ``{number}`` is for the first time."""
    many = texts().form.get(unit, f"{{number}} {unit}".rstrip())
    return many, texts().form_of_one.get(unit, many)
