"""A program that repeats a figure, from a file that an analyst can edit and what a page asks.

The programs stand in ``programs/<name>.py.txt`` and ``programs/<name>.R.txt``. In them
``<<name>>`` stands for what the page puts in: text, a number, or a list of them, written as the
language writes it.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.parts.texts import one_or_many, say
from dashboard.wording.number_text import count
from layers.atlas import Atlas

_PROGRAMS = Path(__file__).parent / "programs"
# What every program begins with: how a table of the atlas is read.
_HEAD = "head"
# How a program of several rows writes them.
_ROWS = "rows"
_PART = re.compile(r"<<([a-z_]+)>>")
LANGUAGES = {"python": "py", "r": "R"}

Given = str | float | Sequence[str] | Sequence[float]


@dataclass(frozen=True)
class Recipe:
    """What is repeated.

    Attributes
    ----------
    program
        The name of its files.
    figure
        What it is, in one line.
    result
        The figure as the page says it, without its unit: what the program prints.
    given
        What is put into the program, by name.
    pieces
        Names of what stands between the head and the program: what several programs share.
    """

    program: str
    figure: str
    result: str
    given: Mapping[str, Given]
    pieces: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """Every text that is put in, those in lists too."""
        for given in self.given.values():
            many = [given] if isinstance(given, str | int | float) else given
            yield from (one for one in many if isinstance(one, str))


def of_rows(
    program: str, figure: str, number: int, given: Mapping[str, Given], *pieces: str
) -> Recipe:
    """A recipe of a table or chart, whose program prints a row for each of its.

    Parameters
    ----------
    program, figure, given, pieces
        As :class:`Recipe` has them; the piece that writes rows is always there.
    number
        Of the rows.
    """
    result = one_or_many("repeat", "rows", number, number=count(number))
    return Recipe(program, figure, result, given, (_ROWS, *pieces))


def chosen(codes: Iterable[str], every: Collection[str]) -> list[str]:
    """Codes as a program is given them: none where they are all that there are.

    Raises
    ------
    ValueError
        When there are no codes: a program would take all for them. There is :func:`nowhere` then.
    """
    taken = list(codes)
    if not taken:
        raise ValueError("a program of no place would be one of all")
    return [] if len(taken) == len(every) else taken


@dataclass(frozen=True)
class NotRepeated:
    """Why a table or chart has no program: a sentence."""

    reason: str


def nowhere() -> NotRepeated:
    """Why a view without a place has no program."""
    return NotRepeated(say("repeat", "nowhere"))


# Finds what is to be repeated in a page's query; None where that has no figure to repeat.
Find = Callable[[Atlas, str], Recipe | NotRepeated | None]


def written(recipe: Recipe, language: str, address: str) -> str:
    """The program, ready to run.

    Parameters
    ----------
    language
        One of :data:`LANGUAGES`.
    address
        Where this atlas is, with a slash at its end.

    Raises
    ------
    KeyError
        When the program wants something that the recipe does not give.
    """
    ending = LANGUAGES[language]
    text = "\n".join(
        (_PROGRAMS / f"{name}.{ending}.txt").read_text("utf-8")
        for name in (_HEAD, *recipe.pieces, recipe.program)
    )
    told = {"figure": _line(recipe.figure), "result": _line(recipe.result)}

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name in told:
            return told[name]
        return _literal(address if name == "address" else recipe.given[name], language)

    return _PART.sub(put, text)


def _line(text: str) -> str:
    """Text that stands in a comment, and cannot leave it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _literal(given: Given, language: str) -> str:
    if isinstance(given, (str, int, float)):
        return json.dumps(given, ensure_ascii=False)
    inside = ", ".join(_literal(one, language) for one in given)
    return f"[{inside}]" if language == "python" else f"c({inside})"
