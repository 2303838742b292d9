"""Words of a plan's papers, which an analyst edits in ``texts.toml``."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from dashboard.files.about import day
from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: sentences by paper and name, and which questions ask about a protected
    characteristic."""

    papers: Mapping[str, Mapping[str, str]]
    asks: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once. An error names what does not fit."""
    return toml_file.read(FILE, Texts)


def say(paper: str, name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts().papers[paper][name].format(**parts)


def number(paper: str, name: str, count: int, **parts: object) -> str:
    """The text of a number of things: ``<name>_one`` for one, else ``<name>_many``."""
    return say(paper, f"{name}_{'one' if count == 1 else 'many'}", count=f"{count:,}", **parts)


def on(day_: date | None) -> str:
    """A date in words; empty where there is none."""
    return day(day_) if day_ else ""


def between(days: list[date]) -> str:
    """From the first of some days to the last, in words; empty for none."""
    if not days:
        return ""
    first, last = min(days), max(days)
    return on(first) if first == last else say("all", "between", first=on(first), last=on(last))
