"""Moves of an area between deciles of deprivation, in words, which an analyst edits in
``moved_words.toml``."""

import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.room_texts import RoomTexts
from layers.targeting.area_search import Criterion

_TEXTS = RoomTexts(__file__, "moved_words.toml")
# Caveats of the catalogue that stand wherever a change is named.
_CAUTIONS = ("iod_change", "iod_change_areas")


def moved(row: pd.Series) -> str:
    """An area's deciles: ``Decile 4 in 2019, 2 in 2025: 2 deciles more deprived``.

    Parameters
    ----------
    row
        Of :func:`layers.change.decile_change.areas`.
    """
    now = f"{row['now']:.0f}"
    if pd.isna(row["moved"]):
        name = "mixed" if row["kind"] == "merged" else row["kind"]
        ends = {end: f"{row[end]:.0f}" for end in ("lowest", "highest")}
        return _TEXTS.say("area", name, now=now, then=ends["lowest"], **ends)
    then = f"{row['then']:.0f}"
    return _TEXTS.say("area", "moved", then=then, now=now, moved=steps(row["moved"]))


def in_short(row: pd.Series) -> str:
    """The same in a few words: ``from decile 4 to 2``."""
    if pd.isna(row["moved"]):
        return _TEXTS.say("area", "not_compared")
    return _TEXTS.say("area", "short", then=f"{row['then']:.0f}", now=f"{row['now']:.0f}")


def steps(by: float) -> str:
    """So many deciles more or less deprived; below 0 is more."""
    if not by:
        return _TEXTS.say("steps", "same")
    number = abs(int(by))
    return _TEXTS.one_or_many("steps", "more" if by < 0 else "less", number, number=number)


def asked_for(criterion: Criterion) -> str:
    """What a criterion asks of a change: ``more deprived by 2 deciles or more``; empty where it
    does not ask for one way alone."""
    amount = criterion.amount
    if (criterion.rule, amount < 0) not in (("at_most", True), ("at_least", False)) or not amount:
        return ""
    way = "more" if amount < 0 else "less"
    return _TEXTS.one_or_many("asked", way, abs(amount), number=f"{abs(amount):g}")


def cautions(atlas: Atlas, definition: Indicator) -> list[str]:
    """How far a change can be trusted, and of which areas it is; none for all else."""
    caveats = atlas.catalogue.caveats
    return [caveats[name] for name in _CAUTIONS if name in definition.caveats]


def asked_of(atlas: Atlas, definition: Indicator) -> str:
    """What to mind of a change as a criterion: the same, and that it makes no area borderline;
    empty for all else."""
    if not (said := cautions(atlas, definition)) or definition.kind != "change":
        return " ".join(said)
    return " ".join([*said, _TEXTS.say("caution", "whole_steps")])
