"""Survey weights for an exercise: what they are worth, a table of them, and in the file's rows."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from typing import Any

import pandas as pd

from dashboard.files import cells
from dashboard.heard.exercise_tables import Found
from dashboard.heard.results import WEIGHABLE
from dashboard.heard.upload.exercise import Exercise
from dashboard.upload.sheet import Sheet
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.disclosure import categories, weighable
from layers.exercise.places_lived import placed
from layers.exercise.raking import (
    LEAST,
    MOST,
    Fit,
    Weights,
    combinations,
    fit_of,
    rake,
    told_within,
)
from layers.exercise.respondents import NOT_SAID, Respondents
from layers.geography import area_groups

WEIGHT = "Weight"


def weigh(atlas: Atlas, known: Respondents, found: Found) -> dict[str, Any]:
    """What the weights are worth, in sentences, and a table of them as CSV.

    Raises
    ------
    RakingError
        Where there can be no weights; the message says why.
    """
    weights, fit, wanted = _made(atlas, known, found)
    return {"said": _said(weights, fit, found), "csv": _csv(atlas, known, weights, wanted)}


def weighted(
    atlas: Atlas, known: Respondents, found: Found, exercise: Exercise, sheet: Sheet
) -> str:
    """The file that was uploaded, as CSV with a weight in each row that was counted.

    Parameters
    ----------
    exercise, sheet
        The file as it was understood, and its cells.

    Raises
    ------
    RakingError
        Where there can be no weights; the message says why.
    """
    weights, _, wanted = _made(atlas, known, found)
    table = combinations(weights).set_axis([*wanted, WEIGHT], axis="columns")
    lsoa = pd.Series(placed(atlas, sheet.column(exercise.place), known))
    rows = pd.DataFrame(
        {name: _of_rows(atlas, known, exercise, sheet, lsoa, name) for name in wanted}
    )
    given = rows.merge(table, how="left", on=wanted)[WEIGHT]
    given = given.where(~pd.Series(sheet.rows).isin(exercise.problems["row"]))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(cells.row([*sheet.own, WEIGHT]))
    # Column by column: answers are mostly the same few, so each is made safe once.
    columns = [_safe(sheet.column(header)) for header in sheet.own]
    writer.writerows(zip(*columns, cells.row(given.tolist()), strict=True))
    return stream.getvalue()


def _safe(column: Sequence[str]) -> list[str]:
    safe = {cell: cells.text(cell) for cell in set(column)}
    return [safe[cell] for cell in column]


def _of_rows(
    atlas: Atlas,
    known: Respondents,
    exercise: Exercise,
    sheet: Sheet,
    lsoa: pd.Series,
    name: str,
) -> pd.Series:
    """The category of each row in a margin; missing for rows from elsewhere."""
    here = lsoa.isin(atlas.areas.index)
    if name not in known.questions:
        return lsoa.map(area_groups.grouping(atlas, name)).where(here)
    question, meaning = known.questions[name], exercise.meanings[name]
    category = {
        answer: question.broader(means) if means else NOT_SAID for answer, means in meaning.items()
    }
    return pd.Series(sheet.column(exercise.columns[name])).map(category).where(here)


def _made(atlas: Atlas, known: Respondents, found: Found) -> tuple[Weights, Fit, list[str]]:
    """The weights, how they do on the exercise's own rows, and the margins they were made for."""
    allowed = {*WEIGHABLE, *known.questions} & set(found.shown)
    wanted = [name for name in dict.fromkeys(found.asked.margins) if name in allowed]
    responses = found.asked.responses
    counts, made = weighable(atlas, responses, known, found.shown, wanted, found.rule)
    weights = _unsaid(rake(counts, made), known, wanted)
    own = categories(atlas, responses, known, found.shown, wanted)
    return weights, fit_of(weights, own, responses.cells["count"], made), wanted


def _unsaid(weights: Weights, known: Respondents, wanted: list[str]) -> Weights:
    """With a factor of 1 for those too few who did not say to have one of their own."""
    one = pd.Series({NOT_SAID: 1.0})
    factors = {
        label: pd.concat([factor, one])
        if name in known.questions and NOT_SAID not in factor.index
        else factor
        for name, (label, factor) in zip(wanted, weights.factors.items(), strict=True)
    }
    return replace(weights, factors=factors)


def _said(weights: Weights, fit: Fit, found: Found) -> list[str]:
    total, least, most = found.total, weights.weight.min(), weights.weight.max()
    said = [
        f"Design effect {weights.design_effect:.2f}: with these weights, "
        f"{_as_sure_as(weights, total)} from an exercise that needed none.",
        f"Weights run from {least:.2f} to {most:.2f}; 1 is the average.",
        "They are made from counts as they may be shown, so that they give no small one away. "
        f"Weighted shares therefore fit the Census nearly, not exactly{_within(fit, found)}.",
    ]
    if weights.held:
        said.append(
            f"{100 * weights.held:.0f}% of responses have a weight that is held back, so that none "
            f"counts less than {LEAST:g} or more than {MOST:g} times the average one."
        )
    if not weights.converged:
        said.append("The weights did not settle fully: use fewer margins.")
    said.append("Weights cannot make up for people who were not reached at all.")
    return said


def _within(fit: Fit, found: Found) -> str:
    if isnan(found.total):
        return ""
    points = told_within(fit.gap, found.total, found.rule.threshold)
    unit = "point" if points == 1 else "points"
    return f": over the rows of your file, each is within {points} {unit} of it"


def _as_sure_as(weights: Weights, total: float) -> str:
    if isnan(total):
        return f"100 responses are as sure as {count(100 / weights.design_effect)}"
    return f"about {count(total)} responses are as sure as {count(total / weights.design_effect)}"


def _csv(atlas: Atlas, known: Respondents, weights: Weights, wanted: list[str]) -> str:
    table = combinations(weights)
    for column, name in zip(list(table.columns), wanted, strict=False):
        table[column] = table[column].map(_names(atlas, known, name))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([*table.columns[:-1], WEIGHT])
    writer.writerows(cells.row(row) for row in table.itertuples(index=False))
    return stream.getvalue()


def _names(atlas: Atlas, known: Respondents, name: str) -> dict[str, str]:
    if name in known.questions:
        labels = {one.id: one.label for one in known.questions[name].category}
        return labels | {NOT_SAID: "Not said"}
    return {str(code): str(text) for code, text in area_groups.names(atlas, name).items()}
