"""An exercise on its way: the browser carries the counts, the server keeps nothing.

Codes are sent once per column and each row refers to them by place, which keeps 100,000 responses
near 2 MB.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar

import msgspec
import numpy as np
import pandas as pd

from dashboard.heard.places_asked import Where, read_where
from dashboard.heard.upload.count_limits import MOST_RESPONSES, TOO_MANY_RESPONSES
from dashboard.parts.targets.exercise_address import tidy
from dashboard.upload.limits import MOST_ROWS
from layers.atlas import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.places_asked import Extent
from layers.exercise.respondents import NOT_SAID, Base, Respondents
from layers.exercise.responses import REASON, Responses

MOST_WAVES = 6
_Kind = TypeVar("_Kind")
DAMAGED = (
    "What the page sent about the exercise could not be read. Load the page again and choose the "
    "file once more."
)


class CarriedError(ValueError):
    """What came from the browser cannot be used. The message says what to do."""


class Column(msgspec.Struct, forbid_unknown_fields=True):
    """A column of cells: its different codes, and for each row which of them it has."""

    codes: list[str]
    at: list[int]


class Tally(msgspec.Struct, forbid_unknown_fields=True):
    """A table of counts as it travels."""

    columns: dict[str, Column]
    count: list[int]


class Carried(msgspec.Struct, forbid_unknown_fields=True):
    """The counts of an exercise as they travel: :class:`layers.exercise.responses.Responses`."""

    columns: dict[str, Column]
    count: list[int]
    elsewhere: int = 0
    left_out: Tally | None = None


class Request(msgspec.Struct, forbid_unknown_fields=True):
    """What the page asks: the exercise, whom and where it asked, and for weights the margins
    wanted; also whether the exercise is made up, and how many are kept beside it."""

    exercise: Carried
    base: str
    where: Where | None = None
    margins: list[str] = msgspec.field(default_factory=list)
    made_up: bool = False
    kept: Annotated[int, msgspec.Meta(ge=0, le=MOST_WAVES)] = 0


class Wave(msgspec.Struct, forbid_unknown_fields=True):
    """One of several exercises, with what the team calls it."""

    name: str
    exercise: Carried
    base: str
    where: Where | None = None


class WavesRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Several exercises to be laid together, in their order."""

    waves: Annotated[list[Wave], msgspec.Meta(min_length=2, max_length=MOST_WAVES)]


@dataclass(frozen=True)
class Asked:
    """A request that was read and checked; ``where`` is None until somebody has said it."""

    responses: Responses
    base: Base
    margins: list[str] = field(default_factory=list)
    where: Extent | None = None
    made_up: bool = False
    kept: int = 0


def to_carried(responses: Responses) -> dict[str, Any]:
    """The counts as JSON can hold them."""
    left_out = _sent(responses.left_out) if responses.unplaced else None
    return _sent(responses.cells) | {"elsewhere": responses.elsewhere, "left_out": left_out}


def _sent(cells: pd.DataFrame) -> dict[str, Any]:
    columns = {}
    for name in cells.columns.drop("count"):
        at, codes = pd.factorize(cells[name], sort=True)
        columns[name] = {"codes": [str(code) for code in codes], "at": at.tolist()}
    return {"columns": columns, "count": cells["count"].tolist()}


def read_request(body: bytes, atlas: Atlas, known: Respondents) -> Asked:
    """Read what the page sent; believe none of it.

    Raises
    ------
    CarriedError
    layers.exercise.places_asked.ExtentError
        Where the places that were asked are not known.
    """
    read = _decoded(body, Request)
    asked = _asked(read, atlas, known, read.margins)
    return replace(asked, made_up=read.made_up, kept=read.kept)


def read_waves(body: bytes, atlas: Atlas, known: Respondents) -> list[tuple[str, Asked]]:
    """Read several exercises, each with its name; believe none of it.

    Raises
    ------
    CarriedError, layers.exercise.places_asked.ExtentError
    """
    read = _decoded(body, WavesRequest)
    return [
        (tidy(one.name) or f"Exercise {number}", _asked(one, atlas, known))
        for number, one in enumerate(read.waves, start=1)
    ]


def _decoded(body: bytes, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise CarriedError(DAMAGED) from None


def _asked(
    read: Request | Wave, atlas: Atlas, known: Respondents, margins: Sequence[str] = ()
) -> Asked:
    if read.base not in known.bases:
        raise CarriedError(DAMAGED)
    return Asked(
        _responses(read.exercise, atlas, known),
        known.bases[read.base],
        list(margins),
        read_where(atlas, read.where),
    )


def _responses(carried: Carried, atlas: Atlas, known: Respondents) -> Responses:
    if not carried.count or carried.elsewhere < 0:
        raise CarriedError(DAMAGED)
    left = carried.left_out or Tally({REASON: Column([], [])}, [])
    if sum(carried.count) + carried.elsewhere + sum(left.count) > MOST_RESPONSES:
        raise CarriedError(TOO_MANY_RESPONSES)
    whole = _table(carried, "lsoa", set(atlas.areas.index), known)
    unplaced = _table(left, REASON, set(load_place_codes().words), known)
    return Responses(whole, carried.elsewhere, unplaced)


def _table(sent: Carried | Tally, first: str, codes: set[str], known: Respondents) -> pd.DataFrame:
    """A table of counts with a column of known codes and columns of answers, each combination
    once."""
    rows = len(sent.count)
    if rows > MOST_ROWS or first not in sent.columns or any(n < 1 for n in sent.count):
        raise CarriedError(DAMAGED)
    allowed = {first: codes}
    allowed |= {name: {NOT_SAID, *one.categories} for name, one in known.questions.items()}
    cells = {}
    for name, column in sent.columns.items():
        if name not in allowed or not set(column.codes) <= allowed[name]:
            raise CarriedError(DAMAGED)
        cells[name] = _cells(column, rows)
    # In the order of the questions, whichever order they came in.
    frame = {name: cells[name] for name in (first, *known.questions) if name in cells}
    whole = pd.DataFrame(frame).assign(count=np.asarray(sent.count, dtype=np.int64))
    return whole.groupby(list(frame), sort=False)["count"].sum().reset_index()


def _cells(column: Column, rows: int) -> Any:
    at = np.asarray(column.at, dtype=object)
    if len(at) != rows or not all(0 <= one < len(column.codes) for one in column.at):
        raise CarriedError(DAMAGED)
    return np.asarray(column.codes, dtype=object)[at.astype(np.int64)]
