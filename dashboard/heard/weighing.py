"""Survey weights for an exercise: a table to join to a file, and how sure it leaves it."""

import csv
import io
from typing import Any

from dashboard.exports import cells
from dashboard.heard.results import WEIGHABLE
from dashboard.heard.work import Found
from dashboard.words import count
from layers import groupings
from layers.atlas import Atlas
from layers.disclosure import margins
from layers.raking import LEAST, MOST, Weights, combinations, rake
from layers.respondents import NOT_SAID, Respondents


def weigh(atlas: Atlas, known: Respondents, found: Found) -> dict[str, Any]:
    """What the weights are worth, in sentences, and the file with them.

    Raises
    ------
    RakingError
        Where there can be no weights; the message says why.
    """
    allowed = {*WEIGHABLE, *known.questions} & set(found.shown)
    wanted = [name for name in dict.fromkeys(found.asked.margins) if name in allowed]
    made = margins(atlas, found.asked.responses, known, found.shown, wanted)
    weights = rake(found.asked.responses.cells["count"], made)
    return {"said": _said(weights, found.total), "csv": _csv(atlas, known, weights, wanted)}


def _said(weights: Weights, total: int) -> list[str]:
    said = [
        f"Design effect {weights.design_effect:.2f}: with these weights, {count(total)} responses "
        f"are as sure as {count(weights.effective)} from an exercise that needed none."
    ]
    if weights.held:
        said.append(
            f"{100 * weights.held:.0f}% of responses have a weight that is held at {LEAST:g} or "
            f"{MOST:g}, so that no answer speaks for a crowd; weighted shares then differ from "
            f"the Census's by up to {weights.gap:.1f} points."
        )
    if not weights.converged:
        said.append("The weights did not settle fully: use fewer margins.")
    said.append("Weights cannot make up for people who were not reached at all.")
    return said


def _csv(atlas: Atlas, known: Respondents, weights: Weights, wanted: list[str]) -> str:
    table = combinations(weights)
    for column, name in zip(list(table.columns), wanted, strict=False):
        table[column] = table[column].map(_names(atlas, known, name))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([*table.columns[:-1], "Weight"])
    writer.writerows(cells.row(row) for row in table.itertuples(index=False))
    return stream.getvalue()


def _names(atlas: Atlas, known: Respondents, name: str) -> dict[str, str]:
    if name in known.questions:
        labels = {one.id: one.label for one in known.questions[name].category}
        return labels | {NOT_SAID: "Not said"}
    return {str(code): str(text) for code, text in groupings.names(atlas, name).items()}
