"""How a practice's list has changed since its patients were counted by area, and what that means.

A list that changes by more than a fifth in three years has mostly taken over another one. Past half
as many again, or half as many, it is not the same list: a percentage would be of other people, so
both numbers are said instead. The words stand in ``list_changes.toml``.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec
import pandas as pd

from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import footprints
from layers.table_rows import cell, row_of

FILE = Path(__file__).parent / "list_changes.toml"
# Changes (as shares of the list that was counted by area) that need a word, and that are of another
# list. The first is the one that marks a practice in the build.
LARGE, OTHER = 0.2, 0.5
# Of the patients where a closed practice's patients lived, the least share who are a neighbour's.
NEIGHBOUR = 0.05
FLAG = "list_changed"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    ordinary: str
    large: str
    other: str
    why: str
    more: str
    fewer: str
    closed: str
    then: str
    listed: dict[str, str]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Texts)


def change(practices: pd.DataFrame) -> float | None:
    """By what share (0–1) some practices' lists have changed since patients were counted by area.

    ``practices`` has ``list_size`` (now) and ``list_size_by_area`` (then); None where one of them
    was not there then.
    """
    before = practices["list_size_by_area"].to_numpy(float)
    if not (before > 0).all():
        return None
    return float(practices["list_size"].sum() / before.sum() - 1)


def growth(practices: pd.DataFrame) -> float | None:
    """The same in percent; None also where it is not the same list any more."""
    by = change(practices)
    return None if by is None or abs(by) > OTHER else 100 * by


def since(atlas: Atlas, practices: pd.DataFrame) -> str:
    """What to say of the change beside the number of patients; empty where it is not known."""
    by = change(practices)
    if by is None:
        return ""
    text = texts().other if abs(by) > OTHER else texts().large if abs(by) > LARGE else None
    return (text or texts().ordinary).format(
        change=number_text.change(100 * by),
        before=number_text.count(int(practices["list_size_by_area"].sum())),
        when=atlas.period_of("patients_by_lsoa"),
    )


def why(atlas: Atlas, code: str) -> str:
    """What is known of why a practice's list has changed much; empty for one that has not."""
    row = row_of(atlas.directory, code)
    if FLAG not in row["flags"]:
        return ""
    closed = _closed(atlas, code)
    told = texts().why + (texts().closed if closed else "") + texts().then
    return told.format(
        before=number_text.count(row["list_size_by_area"]),
        now=number_text.count(row["list_size"]),
        when=atlas.period_of("patients_by_lsoa"),
        today=atlas.period_of("practice_map"),
        years=_years(atlas, code),
        maybe=texts().more if row["list_size"] > row["list_size_by_area"] else texts().fewer,
        closed=closed,
    )


def in_list(atlas: Atlas, code: str, growth: str) -> str:
    """A practice's growth as the list says it, with a few words of what may be behind it where the
    list has changed much."""
    row = row_of(atlas.directory, code)
    if FLAG not in row["flags"]:
        return growth
    grown = row["list_size"] > row["list_size_by_area"]
    reason = "closed" if _closed(atlas, code) else "more" if grown else "fewer"
    return texts().listed[reason].format(growth=growth)


def _years(atlas: Atlas, code: str) -> str:
    """The lists that the registers were set against: "1,410 in 2022-23 and 5,957 in 2024-25"."""
    sizes = atlas.of_practices("prevalence", [code]).groupby("year")["list_size"].max()
    told = [f"{number_text.count(size)} in {year}" for year, size in sizes.sort_index().items()]
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]])) or "no published number"


def _closed(atlas: Atlas, code: str) -> str:
    """Practices of the atlas that have closed and had patients in some of a practice's areas."""
    directory = atlas.directory
    gone = directory.index[directory["home"] & ~directory["open"]]
    near = [
        f"{cell(directory, other, 'name')} "
        f"({number_text.count(cell(directory, other, 'list_size_by_area'))} "
        "patients then)"
        for other in gone
        if footprints.overlaps(atlas, [other])["share"].get(code, 0.0) >= NEIGHBOUR
    ]
    return " and ".join(near)
