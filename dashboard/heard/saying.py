"""What is said of an exercise in sentences: whom it heard from least, how unlike residents it is."""

import math

import pandas as pd

from dashboard.heard import work
from dashboard.heard.work import Found
from dashboard.words import count
from layers.atlas import Atlas
from layers.representation import FAR, LESS, SILENT_FROM, Dissimilarity
from layers.respondents import Respondents

# Of each level at most one group is named in the finding, and of all levels so many.
MOST_NAMED = 3
PLURALS = {"district": "districts", "ward": "wards", "msoa": "neighbourhoods", "lsoa": "areas"}


def finding(atlas: Atlas, known: Respondents, found: Found) -> str:
    """The finding: who is most under-heard, with how sure that is."""
    heard = f"{count(found.total)} responses came from {atlas.name}."
    named = under_heard(known, found)
    if not named:
        return (
            f"{heard} No group is surely heard from less often than its numbers suggest; groups "
            "with few people asked, or few responses, may still be."
        )
    return f"{heard} Most under-heard: {'; '.join(named)}."


def under_heard(known: Respondents, found: Found) -> list[str]:
    """Groups that are surely heard from too seldom, one of each level, the surest first."""
    rows = []
    for name, frame in found.compared.items():
        whole = name.removesuffix("_parts")
        low = frame[frame["verdict"].isin([FAR, LESS])]
        if whole == work.PLACES[-1] or low.empty:
            continue
        worst = low.loc[low["upper"].idxmin()]
        rows.append((float(worst["upper"]), whole, _named(known, name, worst)))
    said: dict[str, str] = {}
    for _, whole, text in sorted(rows):
        said.setdefault(whole, text)
    return list(said.values())[:MOST_NAMED]


def _named(known: Respondents, name: str, row: pd.Series) -> str:
    label = work.labels(known, name).partition(",")[0]
    what = row["name"] if "fifth of areas" in row["name"] else f"{label}: {row['name']}"
    what = what[0].lower() + what[1:] if what.startswith("The ") else what
    return (
        f"{what}, {ratio(row['ratio'])} as often as its numbers suggest "
        f"({ratio(row['lower'])} to {ratio(row['upper'])})"
    )


def ratio(value: float) -> str:
    """``0.554`` → ``"0.55 times"``."""
    return f"{value:.2f} times"


def apart(one: Dissimilarity) -> str:
    """The index of dissimilarity in words; empty where it may not be told."""
    if math.isnan(one.index):
        return ""
    by_chance = f"chance alone would make it about {100 * one.by_chance:.1f}%"
    return (
        f"Index of dissimilarity {100 * one.index:.1f}%: so many of those who answered would have "
        f"to be others for the groups to be as large as among residents; {by_chance}."
    )


def left_out(atlas: Atlas, found: Found) -> str:
    """Which levels have no table, and why."""
    if not found.left_out:
        return ""
    them = " and ".join(f"single {PLURALS[level]}" for level in found.left_out)
    need = {level: int(SILENT_FROM * _places(atlas, level)) for level in found.left_out}
    most = "; ".join(f"{PLURALS[level]} from {count(n)} responses on" for level, n in need.items())
    return f"There are too few responses to compare {them}. There would be {most}."


def silence(found: Found) -> str:
    """Places where nobody was heard from, in a sentence."""
    what = PLURALS[found.mapped]
    if found.silent.empty:
        return (
            f"No silent {what}: none that can be shown has no response where at least "
            f"{SILENT_FROM:.0f} were to be expected."
        )
    return (
        f"{len(found.silent)} silent {what}: nobody was heard from, where at least "
        f"{SILENT_FROM:.0f} responses were to be expected."
    )


def _places(atlas: Atlas, level: str) -> int:
    column = {"ward": "ward_code", "msoa": "msoa_code"}.get(level)
    return len(atlas.areas) if column is None else int(atlas.areas[column].nunique())
