"""The read step: an uploaded file becomes counts, and what there is to check about it."""

from typing import Any

from dashboard.heard.decisions import Asking
from dashboard.heard.upload.answers_sheet import read_answers
from dashboard.heard.upload.exercise import Choices, Exercise, exercise_of
from dashboard.heard.wire_format import to_carried
from dashboard.parts.rows_left_out import by_reason
from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet
from layers.atlas import Atlas
from layers.exercise.respondents import Respondents
from layers.statistics.suppression import Rule, about


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
        "problems": by_reason(zip(found.problems["row"], found.problems["reason"], strict=True)),
        "notes": found.notes,
    }
