"""One question spread over several columns, one for each option, as survey tools export tick boxes.

"Ethnic group: Roma", "Ethnic group/Roma", "Ethnic group [Roma]": the options of one question, each
ticked or not. They are read as one column before anybody asks what it means: taken by itself, the
first option would look like the whole question, answered by a few.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.upload.sheet import Sheet, free_name
from layers.exercise.respondents import Question, Respondents, normal, propose, question_of

SEVERAL = "more than one"
JOINED = "“{question}” is spread over {columns} columns, one for each option: read as one answer."
SEVERAL_TICKED = (
    "In {number} of the rows more than one option of “{question}” is ticked; they are counted as "
    "“more than one”, which is not said, unless you choose otherwise."
)
# Between a question and its option.
_OPTION = re.compile(
    r"(?P<question>.*\S)\s*(?::|/|\||>|\s[-–—]\s|[\[(])\s*(?P<option>[^\[\]()]*[^\[\]()\s])\s*[\])]?",
    re.DOTALL,
)
_PLEASE = re.compile(r"\s*[(\[,-]?\s*please [^()\[\]]*[)\]]?\s*$", re.IGNORECASE)
# REDCap writes "(choice=Roma)".
_CHOICE = re.compile(r"choice\s*=\s*", re.IGNORECASE)
_TICKS = frozenset(
    ("1", "1.0", "x", "yes", "y", "true", "t", "ticked", "checked", "selected", "✓", "✔", "☑")
)
_NO_TICKS = frozenset(("", "0", "0.0", "no", "n", "false", "f", "unticked", "unchecked", "-"))
# A column of an option holds ticks, or the option itself; hardly anything else.
_MOSTLY = 0.9


@dataclass(frozen=True)
class _Option:
    """``text`` where what stands in the column is the answer, under "Other (please specify)"."""

    header: str
    question: str
    option: str
    text: bool = False


def joined(sheet: Sheet, known: Respondents) -> Sheet:
    """The sheet with a column more for each question that is spread over several.

    Its answers are the options, "" where none is ticked, and :data:`SEVERAL` where several are.
    """
    groups: dict[str, list[_Option]] = defaultdict(list)
    for header in sheet.headers:
        option = _option(header, known)
        if option:
            groups[normal(option.question)].append(option)
    spread: dict[str, tuple[str, ...]] = {}
    headers, columns, notes = list(sheet.headers), list(sheet.columns), list(sheet.notes)
    for group in groups.values():
        if len(group) < 2 or not all(_holds_ticks(sheet, option) for option in group):
            continue
        group += _others(sheet, group, known)
        answers = _answers(sheet, group)
        name = free_name(group[0].question, headers)
        spread[name] = tuple(option.header for option in group)
        headers.append(name)
        columns.append(answers)
        notes.append(JOINED.format(question=name, columns=len(group)))
        if several := answers.count(SEVERAL):
            notes.append(SEVERAL_TICKED.format(question=name, number=f"{several:,}"))
    if not spread:
        return sheet
    return replace(
        sheet,
        headers=tuple(headers),
        columns=tuple(columns),
        notes=tuple(notes),
        spread=spread,
    )


def is_option(header: str, known: Respondents) -> bool:
    """Whether a header names one option of a question: by itself it never answers the question."""
    return _option(header, known) is not None


def _others(sheet: Sheet, group: Sequence[_Option], known: Respondents) -> list[_Option]:
    """Further options of a question whose answers are not known here: "Age: 45+", or a text."""
    wanted, taken = normal(group[0].question), {option.header for option in group}
    found = []
    for header in sheet.headers:
        plain = _PLEASE.sub("", header)
        if header in taken or (split := _split(plain)) is None or normal(split[0]) != wanted:
            continue
        option = _Option(header, *split)
        if _holds_ticks(sheet, option):
            found.append(option)
        elif plain != header or normal(option.option) in known.other_options:
            found.append(replace(option, text=True))
    return found


def _split(header: str) -> tuple[str, str] | None:
    """A header as what stands before and behind a colon, a slash, a dash or in brackets."""
    match = _OPTION.fullmatch(header)
    return (match["question"], _CHOICE.sub("", match["option"])) if match else None


def _option(header: str, known: Respondents) -> _Option | None:
    """A header as a question and one of its options, if it is that."""
    split = _split(header)
    words = normal(header)
    if split is None or any(words in question.columns for question in known.question):
        return None
    asks, option = split
    question = question_of(known, asks)
    if question is None or not _is_answer(known, known.questions[question], option):
        return None
    return _Option(header, asks, option)


def _is_answer(known: Respondents, question: Question, option: str) -> bool:
    return (
        propose(known, question, [option])[option] is not None
        or normal(option) in known.other_options
    )


def _holds_ticks(sheet: Sheet, option: _Option) -> bool:
    cells = Counter(sheet.column(option.header))
    fit = sum(number for cell, number in cells.items() if _ticked(cell, option) is not None)
    return fit >= _MOSTLY * cells.total()


def _ticked(cell: str, option: _Option) -> bool | None:
    """Whether a cell ticks its option; None for what says something else."""
    text = cell.strip().casefold()
    if text in _NO_TICKS:
        return False
    if text in _TICKS or normal(cell) == normal(option.option):
        return True
    return None


def _answers(sheet: Sheet, group: Sequence[_Option]) -> list[str]:
    found = [""] * len(sheet.rows)
    for option in group:
        if option.text:
            for row, cell in enumerate(sheet.column(option.header)):
                if cell and not found[row]:
                    found[row] = cell
            continue
        ticks: dict[str, bool] = {}
        for row, cell in enumerate(sheet.column(option.header)):
            if cell not in ticks:
                ticks[cell] = _ticked(cell, option) is True
            if ticks[cell]:
                found[row] = SEVERAL if found[row] else option.option
    return found
