"""An uploaded file as an exercise: what its columns seem to mean, and the responses it counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.heard.upload import counts, place_columns, rows_left_out
from dashboard.heard.upload.answers_sheet import read_answers
from dashboard.heard.upload.count_limits import MOST_RESPONSES, TOO_MANY_RESPONSES
from dashboard.heard.upload.tick_boxes import is_option
from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet
from layers.atlas import Atlas
from layers.catalogue.place_codes import PlaceCodes, load_place_codes
from layers.exercise.code_patterns import holds_postcodes
from layers.exercise.places_lived import ELSEWHERE, placed
from layers.exercise.plain_characters import as_read
from layers.exercise.respondents import (
    NOT_SAID,
    Base,
    Question,
    Respondents,
    columns_of,
    has_words,
    normal,
    propose,
)
from layers.exercise.responses import REASON, Responses

# A question about people has few different answers; ages, one by one, have the most.
MOST_ANSWERS = 200
# Half of a column's filled cells must be understood for it to be taken without being asked.
_MOSTLY = 0.5
# One who answered though not asked, or a slip, does not say whom the exercise asked.
_FEW_TOO_YOUNG = 1
_YOUNGEST = re.compile(r"\d{1,3}(?!\d)")
_NO_YOUNGEST = re.compile(r"\s*(?:under|below|less|younger|up to|<|≤)", re.IGNORECASE)
_MANY = (
    "“{header}” was not used for {question}: it holds places, or more than {most} different "
    "answers."
)
_STRANGE = (
    "“{header}” was not used for {question}: most of its answers are not known here. Choose it to "
    "say what they mean."
)
_PASSED = "“{header}” was not used for {question}: {why}. Choose it to say what its answers mean."
_ONE_OPTION = "it is one of several answers, and says nothing of the others"
_TURNED = "it seems to ask the opposite, so that yes means no"
_OTHERS = "it seems to ask about somebody or something else"
_YES_OR_NO = frozenset(("yes", "no", "y", "n", "true", "false"))


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
    """Read an uploaded file: CSV or XLSX, see :func:`dashboard.upload.any_file.read_sheet`.

    See :func:`exercise_of` for the rest.
    """
    return exercise_of(read_answers(content, known), atlas, known, base, choices)


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
    could_be = place_columns.candidates(atlas, sheet, known)
    place = choices.place or next(iter(could_be), "")
    if not place:
        raise UploadError(
            "No column holds places. One must have a postcode, or the code or name of an area "
            f"(LSOA, such as {atlas.areas.index[0]}), in more than half of its cells."
        )
    count = counts.find_count(sheet, place, known) if choices.count is None else choices.count
    found = placed(atlas, sheet.column(place), known)
    each = counts.counts(sheet, count)
    used = {place, count}
    base = base or _asked(sheet, used, known, choices)
    columns, meanings = _answers(sheet, used, known, base, choices, notes)
    if not count:
        notes += counts.unused_counts(sheet, place, columns.values())
    rules = load_place_codes()
    reason = rows_left_out.reasons(sheet, found, each, [count, *columns.values()], rules)
    good, weight = reason == "", each.responses
    left = ~good & ~np.isin(reason, list(rules.no_response))
    # How many a row stands for whose count cannot be read nobody knows; at least one.
    stands = np.where(each.bad | each.large, 1, weight)
    if weight[good].sum() + stands[left].sum() > MOST_RESPONSES:
        raise UploadError(TOO_MANY_RESPONSES)
    if not weight[good].sum():
        raise UploadError(_nothing_counted(reason, place, rules))
    here = good & (found != ELSEWHERE)
    answers = {
        name: _taken(sheet.column(header), meaning) for name, (header, meaning) in meanings.items()
    }
    # Of how many a row is whose count cannot be read, nobody can say what they answered.
    uncounted = np.isin(reason, list(rules.other_reasons))
    unplaced = {name: np.where(uncounted, NOT_SAID, given) for name, given in answers.items()}
    responses = Responses(
        _tally({"lsoa": found, **answers}, weight, here),
        int(weight[good & ~here].sum()),
        _with_wide(_tally({REASON: reason, **unplaced}, stands, left), len(sheet.wide)),
    )
    return Exercise(
        responses=responses,
        headers=sheet.asking,
        places=tuple(could_be),
        place=place,
        count=count,
        columns=columns,
        meanings={name: meaning for name, (_, meaning) in meanings.items()},
        base=base,
        problems=rows_left_out.listed(sheet, reason, rules),
        rows=len(sheet.rows) + len(sheet.wide),
        notes=tuple(notes),
    )


def _asked(sheet: Sheet, used: set[str], known: Respondents, choices: Choices) -> Base:
    """Whom the exercise seems to have asked: people from an age on, by the youngest who answered.

    One answer younger than all others does not decide it. Everybody where the file has no ages.
    """
    bases = sorted(known.bases.values(), key=lambda base: base.first)
    ages = next(question for question in known.questions.values() if question.ages)
    for header in _columns(sheet, used, known, ages, choices):
        cells = sheet.column(header)
        distinct = set(cells)
        if len(distinct) > MOST_ANSWERS:
            continue
        meaning = propose(known, ages, distinct)
        if not _understood(cells, meaning):
            continue
        youngest_of = {
            answer: _youngest(answer) for answer in distinct if meaning[answer] != NOT_SAID
        }
        youngest = sorted(youngest_of[cell] for cell in cells if cell in youngest_of)
        return max(
            (base for base in bases if youngest[1:] and base.first <= youngest[_FEW_TOO_YOUNG]),
            key=lambda base: base.first,
            default=bases[0],
        )
    return bases[0]


def _youngest(answer: str) -> int:
    """The youngest age that an answer can mean; 0 for "under 25", which has none."""
    text = as_read(answer)
    number = _YOUNGEST.search(text)
    return 0 if _NO_YOUNGEST.match(text) or number is None else int(number[0])


def _columns(
    sheet: Sheet, used: set[str], known: Respondents, question: Question, choices: Choices
) -> list[str]:
    """Headers that may ask a question, the likeliest first; the one that was chosen alone."""
    if question.id in choices.columns:
        return [header for header in (choices.columns[question.id],) if header]
    return [
        header
        for header in columns_of(known, question, sheet.asking)
        if header not in used and not has_words(header, known.other_people)
    ]


def _answers(
    sheet: Sheet,
    used: set[str],
    known: Respondents,
    base: Base,
    choices: Choices,
    notes: list[str],
) -> tuple[dict[str, str], dict[str, tuple[str, dict[str, str | None]]]]:
    """For each question its column's header, and what the answers there mean.

    The likeliest column whose answers are understood is taken; what was passed over is told.
    """
    columns: dict[str, str] = {}
    meanings: dict[str, tuple[str, dict[str, str | None]]] = {}
    for name, question in known.questions.items():
        for header in _columns(sheet, used, known, question, choices):
            cells = sheet.column(header)
            distinct = list(dict.fromkeys(cells))
            label = question.label.lower()
            if len(distinct) > MOST_ANSWERS or holds_postcodes(distinct):
                notes.append(_MANY.format(header=header, question=label, most=MOST_ANSWERS))
                continue
            if name not in choices.columns and (why := _passed(header, distinct, known)):
                notes.append(_PASSED.format(header=header, question=label, why=why))
                continue
            meaning = _meaning(known, question, distinct, base, choices.meanings.get(name, {}))
            if name not in choices.columns and not _understood(cells, meaning):
                notes.append(_STRANGE.format(header=header, question=label))
                continue
            columns[name] = header
            meanings[name] = (header, meaning)
            break
        if name not in columns and name not in choices.columns:
            notes += [
                _PASSED.format(header=header, question=question.label.lower(), why=_OTHERS)
                for header in columns_of(known, question, sheet.asking)
                if header not in used and has_words(header, known.other_people)
            ]
    return columns, meanings


def _passed(header: str, distinct: Sequence[str], known: Respondents) -> str:
    """Why a column does not answer the question that its header resembles; empty if it may."""
    if is_option(header, known):
        return _ONE_OPTION
    turned = has_words(header, known.negations)
    return _TURNED if turned and any(normal(one) in _YES_OR_NO for one in distinct) else ""


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


def _taken(cells: Sequence[str], meaning: Mapping[str, str | None]) -> npt.NDArray[np.object_]:
    """The category that each row's answer is counted as."""
    codes, distinct = pd.factorize(np.asarray(cells, dtype=object))
    return np.array([meaning.get(value) or NOT_SAID for value in distinct], dtype=object)[codes]


def _with_wide(left: pd.DataFrame, rows: int) -> pd.DataFrame:
    """With the rows that are too wide to be read: nobody knows what they answer."""
    if not rows:
        return left
    more = dict.fromkeys(left, NOT_SAID) | {REASON: rows_left_out.WIDE_ROW, "count": rows}
    return pd.concat([left, pd.DataFrame([more])], ignore_index=True)


def _tally(
    whole: Mapping[str, npt.NDArray[np.object_]],
    stands: npt.NDArray[np.int64],
    of: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    """Of some rows each combination once, with how many responses have it."""
    frame, weight = {name: values[of] for name, values in whole.items()}, stands[of]
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


def _nothing_counted(reason: npt.NDArray[np.object_], place: str, rules: PlaceCodes) -> str:
    each = pd.Series(reason[reason != ""]).value_counts()
    most = f" Most often: {rules.words[each.index[0]]}." if len(each) else ""
    return (
        f"Not one response could be counted with “{place[:60]}” as the place.{most} "
        "Choose another column, or correct the file."
    )
