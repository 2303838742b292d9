"""Survey weights for an exercise: a table to join to a file, and how sure it leaves it."""

import csv
import io
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.exports import cells
from dashboard.heard.results import WEIGHABLE
from dashboard.heard.work import Found
from dashboard.words import count
from layers import groupings
from layers.atlas import Atlas
from layers.disclosure import weighable
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
    counts, made = weighable(atlas, found.asked.responses, known, found.shown, wanted, found.rule)
    weights = _unsaid(rake(counts, made), known, wanted)
    return {"said": _said(weights, found.total), "csv": _csv(atlas, known, weights, wanted)}


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


def _said(weights: Weights, total: int) -> list[str]:
    said = [
        f"Design effect {weights.design_effect:.2f}: with these weights, {count(total)} responses "
        f"are as sure as {count(total / weights.design_effect)} from an exercise that needed none.",
        "They are made from counts as they may be shown, so that they give no small one away. "
        "Weighted shares therefore fit the Census nearly, not exactly.",
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
