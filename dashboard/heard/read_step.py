"""The read step: an uploaded file becomes counts, and what there is to check about it."""

from typing import Any

from dashboard.heard.decisions import Asking
from dashboard.heard.upload.answers_sheet import read_answers
from dashboard.heard.upload.exercise import Choices, Exercise, exercise_of
from dashboard.heard.wire_format import to_carried
from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet
from layers.atlas import Atlas
from layers.exercise.respondents import Respondents
from layers.statistics.suppression import Rule, about

# Runs of row numbers that are listed for each reason; the page says how many more there are.
MOST_RUNS = 200


def understood(
    content: bytes, atlas: Atlas, known: Respondents, asking: Asking
) -> tuple[Exercise, Sheet]:
    """Read a file with what has been decided about it: what it comes to, and its cells.

    Raises
    ------
    UploadError
    """
    if asking.base and asking.base not in known.bases:
        raise UploadError("Say again who was asked, and try once more.")
    choices = Choices(asking.place, asking.count, asking.columns, asking.meanings)
    sheet = read_answers(content, known, asking.sheet)
    return exercise_of(sheet, atlas, known, known.bases.get(asking.base), choices), sheet


def taken_for(found: Exercise, sheet: Sheet, rule: Rule) -> dict[str, Any]:
    """What a file was taken for, for the person who sent it to check.

    Numbers of rows and responses are told as all counts are: None for a small one, others rounded.
    """
    used = {found.place, found.count, *found.columns.values()}
    return {
        "exercise": to_carried(found.responses),
        "any": found.responses.total > 0,
        "fewer": rule.threshold,
        "placed": about(found.responses.total, rule),
        "elsewhere": about(found.responses.elsewhere, rule),
        "unread": about(len(found.problems), rule),
        "rows": about(found.rows, rule),
        "sheet": sheet.name,
        "sheets": [name for name in (sheet.name, *sheet.others) if name],
        "headers": found.headers,
        "places": found.places,
        "place": found.place,
        "count": found.count,
        "columns": dict(found.columns),
        "unused": [header for header in found.headers if header not in used],
        # A list, because JSON's objects do not keep the order of what looks like numbers. How many
        # gave each answer would tell what the tables hide.
        "meanings": {
            name: [[answer, meaning] for answer, meaning in one.items()]
            for name, one in found.meanings.items()
        },
        "base": found.base.id,
        "problems": _problems(found),
        "notes": found.notes,
    }


def _problems(found: Exercise) -> list[dict[str, Any]]:
    """By reason, most frequent first: how many rows, and which."""
    listed = []
    for reason, rows in found.problems.groupby("reason")["row"]:
        runs = _runs(sorted(rows.tolist()))
        listed.append(
            {"reason": reason, "many": len(rows), "rows": runs[:MOST_RUNS]}
            | {"more": max(len(runs) - MOST_RUNS, 0)}
        )
    return sorted(listed, key=lambda one: -one["many"])


def _runs(rows: list[int]) -> list[str]:
    """``[3, 7, 8, 9]`` → ``["3", "7–9"]``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return [f"{first:,}" if first == last else f"{first:,}–{last:,}" for first, last in runs]
