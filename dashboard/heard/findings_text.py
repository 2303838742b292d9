"""What is said of an exercise in sentences: whom it heard from least, how unlike others."""

import math

import pandas as pd

from dashboard.heard import unplaced_text as unplaced
from dashboard.heard.exercise_tables import FEWEST_AREAS, Found
from dashboard.heard.texts import texts
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise import representation
from layers.exercise.representation import FAR, LESS, SILENT_FROM, Dissimilarity
from layers.exercise.respondents import Respondents
from layers.geography import area_groups
from layers.table_rows import row_of

# Of each level at most one group is named in the finding, and of all levels so many.
MOST_NAMED = 3
ONE = {
    "district": "district",
    "ward": "ward",
    "msoa": "neighbourhood",
    "lsoa": "area",
    area_groups.NETWORK: "primary care network",
}
PLURALS = {"district": "districts", "ward": "wards", "msoa": "neighbourhoods", "lsoa": "areas"}


def finding(atlas: Atlas, known: Respondents, found: Found) -> tuple[str, list[str]]:
    """The finding in a sentence or two, and below it how far each group named is from the rest."""
    came = atlas.name if found.extent.everywhere else f"where you asked: {found.extent.label}"
    heard = f"{responses(found.total)} came from {came}."
    named = under_heard(known, found)
    if not named:
        return (
            f"{heard} No group is surely heard from less often than its numbers suggest.",
            ["Groups with few people asked, or few responses, may still be."],
        )
    groups = "; ".join(group for group, _ in named)
    details = [f"{group[0].upper()}{group[1:]}: {detail}" for group, detail in named]
    return f"{heard} Most under-heard: {groups}.", details


def responses(total: float) -> str:
    """How many answered, to begin a sentence."""
    return texts().means["no_total"] if math.isnan(total) else f"About {count(total)} responses"


def under_heard(known: Respondents, found: Found) -> list[tuple[str, str]]:
    """Groups that are surely heard from too seldom, one of each level, the surest first."""
    rows = []
    for name, frame in found.compared.items():
        whole = name.removesuffix("_parts")
        low = representation.under_heard(frame)
        if low.empty:
            continue
        worst = row_of(low, low["upper"].idxmin())
        group = _group(known, whole, str(worst["name"]))
        # Beside the name, so that nobody takes for silent who gave no usable place.
        if care := unplaced.caution(known, found, name, str(worst.name), short=True):
            group = f"{group} ({care})"
        rows.append((float(worst["upper"]), whole, group, _detail(worst)))
    said: dict[str, tuple[str, str]] = {}
    for _, whole, *text in sorted(rows):
        said.setdefault(whole, (text[0], text[1]))
    return list(said.values())[:MOST_NAMED]


def _group(known: Respondents, level: str, name: str) -> str:
    if level in known.questions:
        return f"{known.questions[level].label.lower()} “{name}”"
    if level in (area_groups.DEPRIVATION, area_groups.DEPRIVATION_FIFTH):
        return f"areas in deprivation {name[0].lower()}{name[1:]}"
    if level in area_groups.FIFTHS:
        return f"{name[0].lower()}{name[1:]}"
    return f"{name} ({ONE[level]})"


def _detail(row: pd.Series) -> str:
    if not row["observed"]:
        return f"no response, where {row['expected']:.0f} were expected."
    return (
        f"heard from {row['ratio']:.2f} times as often as expected (95% limits {row['lower']:.2f} "
        f"to {row['upper']:.2f})."
    )


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
    return " ".join(filter(None, [_too_few_responses(atlas, found), _too_few_areas(found)]))


def _too_few_areas(found: Found) -> str:
    if len(found.here.areas) >= FEWEST_AREAS:
        return ""
    return texts().means["few_areas"].replace("{fewest}", str(FEWEST_AREAS))


def _too_few_responses(atlas: Atlas, found: Found) -> str:
    if not found.left_out:
        return ""
    each = [
        f"single {PLURALS[one]} (about {count(SILENT_FROM * _places(atlas, one))} are needed)"
        for one in found.left_out
    ]
    *more, last = each
    them = f"{', '.join(more)} or {last}" if more else last
    return f"There are too few responses to compare {them}."


def silence(found: Found) -> str:
    """Places where nobody was heard from, surely or perhaps by chance, in a sentence or two."""
    what = PLURALS[found.mapped]
    expected = f"where at least {SILENT_FROM:.0f} responses were expected"
    if found.silent.empty:
        return (
            f"No silent {what}: among those whose count is shown, every one {expected} was heard "
            "from."
        )
    sure = len(surely_silent(found))
    said = []
    if sure:
        some = what if sure > 1 else ONE[found.mapped]
        said.append(f"{sure} silent {some}: nobody was heard from, {expected}. That is sure.")
    if others := len(found.silent) - sure:
        some = what if others > 1 else ONE[found.mapped]
        more = "more " if sure else ""
        by_chance = found.silent_by_chance
        about = "fewer than one" if by_chance < 1 else f"about {count(by_chance)}"
        said.append(
            f"{others} {more}{some} gave no response, {expected}; that may be chance. If "
            f"everybody answered alike, chance would leave {about} without a response."
        )
    return " ".join(said)


def surely_silent(found: Found) -> pd.DataFrame:
    """Silent places that are surely heard from too seldom, in the order of the silent."""
    return found.silent.loc[found.silent["verdict"].isin([FAR, LESS])]


def meaning(found: Found) -> str:
    """What the verdicts mean, with how many groups were looked at."""
    return texts().means["verdicts"].replace("{groups}", count(found.groups))


def _places(atlas: Atlas, level: str) -> int:
    column = {"ward": "ward_code", "msoa": "msoa_code"}.get(level)
    return len(atlas.areas) if column is None else int(atlas.areas[column].nunique())
