"""An uploaded file as an exercise: what its columns seem to mean, and the responses it counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.uploads import places
from dashboard.uploads.limits import MOST_COUNT, MOST_RESPONSES, TOO_MANY_RESPONSES, UploadError
from dashboard.uploads.sheet import Sheet, read_sheet
from layers.atlas import Atlas
from layers.respondents import NOT_SAID, Base, Question, Respondents, normal, propose, question_of
from layers.responses import Responses

# A question about people has few different answers; ages, one by one, have the most.
MOST_ANSWERS = 200
# Half of a column's filled cells must be understood for it to be taken without being asked.
_MOSTLY = 0.5
# One who answered though not asked, or a slip, does not say whom the exercise asked.
_FEW_TOO_YOUNG = 1
_YOUNGEST = re.compile(r"\d{1,3}(?!\d)")
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
BAD_COUNT = "the count is not a whole number of responses"
LARGE_COUNT = f"the count is more than {MOST_COUNT:,} responses, which is too many for one row"
WIDE_ROW = "the row has more cells than there are headers"


@dataclass(frozen=True)
class Choices:
    """What the person who uploaded the file has decided; the rest is worked out.

    Attributes
    ----------
    place
        Header of the column with places.
    count
        Header of the column with responses per row; ``""`` for one response per row; None where
        not decided.
    columns
        By question: its column's header, ``""`` for none.
    meanings
        By question: categories (or ``""`` for not said) by answer.
    """

    place: str = ""
    count: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Exercise:
    """What was read from a file. Holds counts, never a row of it or a postcode.

    Attributes
    ----------
    responses
        The counts.
    headers
        All of the file's headers.
    places
        Headers that could be the column of places.
    place, count, columns
        The headers that were used, as in :class:`Choices`.
    meanings
        By question: what each different answer was taken for; None where nobody knows, which is
        counted as not said.
    base
        Whom the exercise asked.
    problems
        ``row`` (its number in the file) and ``reason`` of every row that was not counted.
    rows
        Rows that the file has below its headers.
    notes
        What else there is to say about the file, in sentences.
    """

    responses: Responses
    headers: tuple[str, ...]
    places: tuple[str, ...]
    place: str
    count: str
    columns: Mapping[str, str]
    meanings: Mapping[str, Mapping[str, str | None]]
    base: Base
    problems: pd.DataFrame
    rows: int
    notes: tuple[str, ...]


def read_exercise(
    content: bytes,
    atlas: Atlas,
    known: Respondents,
    base: Base | None = None,
    choices: Choices | None = None,
) -> Exercise:
    """Read an uploaded file: CSV or XLSX, see :func:`dashboard.uploads.sheet.read_sheet`.

    See :func:`exercise_of` for the rest.
    """
    return exercise_of(read_sheet(content), atlas, known, base, choices)


def exercise_of(
    sheet: Sheet,
    atlas: Atlas,
    known: Respondents,
    base: Base | None = None,
    choices: Choices | None = None,
) -> Exercise:
    """What the cells of a file that has been read come to.

    Parameters
    ----------
    base
        Whom the exercise asked; None where nobody has said, which is worked out from the youngest
        age in the file.

    Raises
    ------
    UploadError
        When it has no column of places, or not one row that can be counted.
    """
    choices = choices or Choices()
    notes = list(sheet.notes)
    could_be = places.candidates(sheet, known)
    place = choices.place or next(iter(could_be), "")
    if not place:
        raise UploadError(
            "No column holds places. One must have a postcode or the code of an area (LSOA 2021, "
            f"such as {atlas.areas.index[0]}) in more than half of its cells."
        )
    cells = sheet.column(place)
    count = _count_column(sheet, place, known) if choices.count is None else choices.count
    found = places.placed(atlas, cells)
    weight, bad_count, large_count = _weights(sheet, count)
    reason = np.select(
        [np.isin(found, list(places.REASONS)), bad_count, large_count],
        [pd.Series(found).map(places.REASONS).to_numpy(dtype=object), BAD_COUNT, LARGE_COUNT],
        "",
    )
    good = reason == ""
    if weight[good].sum() > MOST_RESPONSES:
        raise UploadError(TOO_MANY_RESPONSES)
    here = good & (found != places.ELSEWHERE)
    used = {place, count}
    base = base or _asked(sheet, used, known, choices)
    columns, meanings = _answers(sheet, used, known, base, choices, notes)
    frame = {"lsoa": found[here]}
    for name, (header, meaning) in meanings.items():
        codes, distinct = pd.factorize(np.asarray(sheet.column(header), dtype=object))
        taken = np.array([meaning.get(value) or NOT_SAID for value in distinct], dtype=object)
        frame[name] = taken[codes][here]
    if not weight[good].sum():
        raise UploadError(_nothing_counted(reason, place))
    return Exercise(
        responses=Responses(_tally(frame, weight[here]), int(weight[good & ~here].sum())),
        headers=sheet.headers,
        places=tuple(could_be),
        place=place,
        count=count,
        columns=columns,
        meanings={name: meaning for name, (_, meaning) in meanings.items()},
        base=base,
        problems=_problems(sheet, reason),
        rows=len(sheet.rows) + len(sheet.wide),
        notes=tuple(notes),
    )


def _count_column(sheet: Sheet, place: str, known: Respondents) -> str:
    """The column that says how many responses a place had, if the file has one row per place."""
    filled = [cell for cell in sheet.column(place) if cell]
    if len(set(filled)) < len(filled):
        return ""
    for header in sheet.headers:
        if header != place and normal(header) in known.count_columns:
            cells = [cell for cell in sheet.column(header) if cell]
            if sum(bool(_COUNT.fullmatch(cell)) for cell in cells) > _MOSTLY * len(cells):
                return header
    return ""


def _weights(
    sheet: Sheet, count: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Responses that each row stands for, whether that cannot be said, and whether too many."""
    if not count:
        none = np.zeros(len(sheet.rows), dtype=bool)
        return np.ones(len(sheet.rows), dtype=np.int64), none, none
    codes, distinct = pd.factorize(np.asarray(sheet.column(count), dtype=object))
    each = np.array([_number(cell) for cell in distinct], dtype=np.int64)[codes]
    large = each > MOST_COUNT
    return np.where(large, 0, np.maximum(each, 0)), each < 0, large


def _number(cell: str) -> int:
    """A count as it is written, no larger than one too large; −1 for what is none."""
    if not _COUNT.fullmatch(cell):
        return -1
    # Of very many digits the number is not worked out.
    return min(int(cell.replace(",", "")), MOST_COUNT + 1) if len(cell) < 12 else MOST_COUNT + 1


def _seeming(sheet: Sheet, used: set[str], known: Respondents) -> dict[str, str]:
    """By question: the first column whose header seems to ask it."""
    found: dict[str, str] = {}
    for header in sheet.headers:
        name = question_of(known, header)
        if name and header not in used:
            found.setdefault(name, header)
    return found


def _asked(sheet: Sheet, used: set[str], known: Respondents, choices: Choices) -> Base:
    """Whom the exercise seems to have asked: people from an age on, by the youngest who answered.

    One answer younger than all others does not decide it. Everybody where the file has no ages.
    """
    bases = sorted(known.bases.values(), key=lambda base: base.first)
    ages = next(question for question in known.questions.values() if question.ages)
    header = choices.columns.get(ages.id, _seeming(sheet, used, known).get(ages.id, ""))
    cells = sheet.column(header) if header else ()
    distinct = set(cells)
    if not cells or len(distinct) > MOST_ANSWERS:
        return bases[0]
    meaning = propose(known, ages, distinct)
    if not _understood(cells, meaning):
        return bases[0]
    youngest_of = {
        # "Under 25" has no youngest.
        answer: int(number[0]) if (number := _YOUNGEST.match(answer)) else 0
        for answer in distinct
        if meaning[answer] != NOT_SAID
    }
    youngest = sorted(youngest_of[cell] for cell in cells if cell in youngest_of)[_FEW_TOO_YOUNG:]
    return max(
        (base for base in bases if youngest and base.first <= youngest[0]),
        key=lambda base: base.first,
        default=bases[0],
    )


def _answers(
    sheet: Sheet,
    used: set[str],
    known: Respondents,
    base: Base,
    choices: Choices,
    notes: list[str],
) -> tuple[dict[str, str], dict[str, tuple[str, dict[str, str | None]]]]:
    """For each question its column's header, and what the answers there mean."""
    seeming = _seeming(sheet, used, known)
    columns: dict[str, str] = {}
    meanings: dict[str, tuple[str, dict[str, str | None]]] = {}
    for name, question in known.questions.items():
        chosen = name in choices.columns
        header = choices.columns[name] if chosen else seeming.get(name, "")
        if not header:
            continue
        cells = sheet.column(header)
        distinct = list(dict.fromkeys(cells))
        if len(distinct) > MOST_ANSWERS or places.holds_postcodes(distinct):
            notes.append(
                f"“{header}” was not used for {question.label.lower()}: it holds places, or more "
                f"than {MOST_ANSWERS} different answers."
            )
            continue
        meaning = _meaning(known, question, distinct, base, choices.meanings.get(name, {}))
        if not chosen and not _understood(cells, meaning):
            notes.append(
                f"“{header}” was not used for {question.label.lower()}: most of its answers are "
                "not known here. Choose it to say what they mean."
            )
            continue
        columns[name] = header
        meanings[name] = (header, meaning)
    return columns, meanings


def _meaning(
    known: Respondents,
    question: Question,
    distinct: Sequence[str],
    base: Base,
    decided: Mapping[str, str],
) -> dict[str, str | None]:
    allowed = {NOT_SAID, *question.categories}
    for answer, category in decided.items():
        if category not in allowed:
            raise UploadError(
                f"“{answer[:60]}” cannot be counted as “{category[:60]}”: "
                f"{question.label.lower()} has no such category. Choose another."
            )
    return {**propose(known, question, distinct, base.first), **_of(decided, distinct)}


def _of(decided: Mapping[str, str], distinct: Sequence[str]) -> dict[str, str]:
    return {answer: decided[answer] for answer in distinct if answer in decided}


def _understood(cells: Sequence[str], meaning: Mapping[str, str | None]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(meaning[cell] is not None for cell in filled) > _MOSTLY * len(filled)


def _tally(
    frame: Mapping[str, npt.NDArray[np.object_]], weight: npt.NDArray[np.int64]
) -> pd.DataFrame:
    """Each combination once, with how many responses have it."""
    key = np.zeros(len(weight), dtype=np.int64)
    levels: dict[str, npt.NDArray[np.object_]] = {}
    for name, values in frame.items():
        codes, distinct = pd.factorize(values, sort=True)
        levels[name] = np.asarray(distinct, dtype=object)
        key = key * len(distinct) + codes
    combinations, at = np.unique(key, return_inverse=True)
    counts = np.bincount(at, weights=weight, minlength=len(combinations)).astype(np.int64)
    table: dict[str, npt.NDArray[np.generic]] = {"count": counts}
    for name in reversed(frame):
        table[name] = levels[name][combinations % len(levels[name])]
        combinations = combinations // len(levels[name])
    cells = pd.DataFrame({name: table[name] for name in [*frame, "count"]})
    return cells[cells["count"] > 0].reset_index(drop=True)


def _problems(sheet: Sheet, reason: npt.NDArray[np.object_]) -> pd.DataFrame:
    bad = np.flatnonzero(reason != "")
    table = pd.DataFrame(
        {
            "row": [*np.asarray(sheet.rows)[bad].tolist(), *sheet.wide],
            "reason": [*reason[bad].tolist(), *([WIDE_ROW] * len(sheet.wide))],
        }
    )
    return table.sort_values("row", ignore_index=True)


def _nothing_counted(reason: npt.NDArray[np.object_], place: str) -> str:
    reasons = pd.Series(reason[reason != ""]).value_counts()
    most = f" Most often: {reasons.index[0]}." if len(reasons) else ""
    return (
        f"Not one response could be counted with “{place[:60]}” as the place.{most} "
        "Choose another column, or correct the file."
    )
