"""Several exercises laid together: each group's ratios, and whether coverage improved."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import pandas as pd

from dashboard.heard import exercise_tables, findings_text, unplaced_text
from dashboard.heard.exercise_tables import Found
from dashboard.heard.texts import texts
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.representation import Dissimilarity, under_heard
from layers.exercise.respondents import Respondents
from layers.exercise.waves import CLOSER, FURTHER, laid_together


@dataclass(frozen=True)
class Laid:
    """Exercises in their order, and by level what is said of them together; ``where`` says that
    they are compared only where all of them asked, if they asked in different places."""

    names: tuple[str, ...]
    found: tuple[Found, ...]
    levels: dict[str, pd.DataFrame]
    where: str = ""


def lay(named: Sequence[tuple[str, Found]], where: str = "") -> Laid:
    """Lay exercises together at every level that all of them have a table of."""
    names, found = zip(*named, strict=True)
    levels = laid_together([one.shown for one in found])
    return Laid(tuple(names), tuple(found), levels, where)


def results(atlas: Atlas, known: Respondents, laid: Laid, order: Sequence[str]) -> dict[str, Any]:
    """Everything the page needs to show them.

    Parameters
    ----------
    order
        Ids of levels as the page orders them.
    """
    return {
        "names": laid.names,
        "finding": finding(known, laid),
        "notes": notes(known, laid),
        "verdicts": changes(laid),
        "levels": [
            {
                "id": name,
                "label": exercise_tables.labels(known, name),
                "rows": [
                    [title, *(None if pd.isna(n) else round(float(n), 2) for n in numbers), verdict]
                    for title, *numbers, verdict in laid.levels[name].itertuples(index=False)
                ],
                "apart": apart([one.apart[name] for one in laid.found]),
            }
            for name in order
            if name in laid.levels
        ],
    }


def changes(laid: Laid) -> dict[str, str]:
    """Verdicts in words, with how many groups were looked at."""
    return {key: _of(text, laid) for key, text in texts().changes.items()}


def _of(text: str, laid: Laid) -> str:
    return text.replace("{groups}", count(sum(len(frame) for frame in laid.levels.values())))


def apart(each: Sequence[Dissimilarity]) -> str:
    """The index of dissimilarity of every exercise; empty where one may not be told."""
    if any(isnan(one.index) for one in each):
        return ""
    told = ", then ".join(f"{100 * one.index:.1f}%" for one in each)
    chance = ", then ".join(f"{100 * one.by_chance:.1f}%" for one in each)
    return f"Index of dissimilarity: {told}. Chance alone would make it about {chance}."


def finding(known: Respondents, laid: Laid) -> list[str]:
    """For how many groups heard from too seldom at first coverage surely improved, and for how many
    it did not, by each comparison; and for how many of all it got worse."""
    better, same, worse = [], [], []
    for name, frame in laid.levels.items():
        label = exercise_tables.labels(known, name)
        label = f"by {label[0].lower()}{label[1:]}"
        before = under_heard(laid.found[0].compared[name]).index
        low = frame.loc[frame.index.isin(before), "verdict"]
        improved = int((low == CLOSER).sum())
        if improved:
            better.append(f"{improved} of {len(low)} {label}")
        elif len(low):
            same.append(f"{len(low)} {label}")
        if fallen := int((frame["verdict"] == FURTHER).sum()):
            worse.append(f"{fallen} {label}")
    first = f"groups heard from too seldom in “{laid.names[0]}”"
    said = [
        (better, f"Coverage surely improved for {first}: "),
        (same, f"Not surely improved for {first}: "),
        (worse, "Surely got worse for groups: "),
    ]
    return [f"{start}{'; '.join(parts)}." for parts, start in said if parts] or [
        "No group surely changed."
    ]


def notes(known: Respondents, laid: Laid) -> list[str]:
    """What was compared with what, and when not to trust it."""
    first, last, means = laid.names[0], laid.names[-1], texts().means
    asked = [
        f"“{name}”: {small_start(findings_text.responses(one.total))}, compared with "
        f"{one.asked.base.label.lower()} in {one.extent.label}."
        for name, one in zip(laid.names, laid.found, strict=True)
    ]
    return [
        *filter(None, [laid.where]),
        *asked,
        *(
            f"“{name}”: {small_start(text)}"
            for name, one in zip(laid.names, laid.found, strict=True)
            for text in unplaced_text.details(known, one)
        ),
        means["improved"],
        # Not format(): names may hold anything, also braces.
        _of(means["change"], laid).replace("{first}", first).replace("{last}", last),
        means["separate"],
    ]


def small_start(text: str) -> str:
    """A text within a sentence: its first letter small."""
    return f"{text[:1].lower()}{text[1:]}"


def headers(laid: Laid) -> list[str]:
    """Headers of :func:`rows`."""
    ratios = [f"Ratio in {name}" for name in laid.names]
    change = ["Change", "Change, lower 95% limit", "Change, upper 95% limit", "In words"]
    return ["Level", "Code", "Group", *ratios, *change]


def rows(known: Respondents, laid: Laid) -> list[list[object]]:
    """All levels below each other, as files have them."""
    words = changes(laid)
    return [
        [
            exercise_tables.labels(known, name),
            str(code),
            title,
            *(None if pd.isna(n) else round(float(n), 3) for n in numbers),
            words[verdict],
        ]
        for name, frame in laid.levels.items()
        for code, title, *numbers, verdict in frame.itertuples()
    ]
