"""Rows of an uploaded file that are not used: by reason, with the file's own numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.tables import wide
from dashboard.parts.texts import one_or_many, say
from dashboard.wording.number_text import count

# Runs of row numbers that are told for each reason; it is said how many more there are.
MOST_RUNS = 200
# Runs that are listed until all are asked for.
FIRST = 8


def by_reason(rows: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    """Rows that were left out, the most frequent reason first, then that of the first row.

    Parameters
    ----------
    rows
        The number of each row in its file, and why it was left out.

    Returns
    -------
    list
        ``reason``, how ``many`` rows, ``rows`` (at most :data:`MOST_RUNS` runs of their numbers,
        as text) and how many ``more`` runs there are.
    """
    found: dict[str, list[int]] = {}
    for row, reason in sorted(rows):
        found.setdefault(reason, []).append(row)
    listed = []
    for reason, numbers in found.items():
        runs = _runs(numbers)
        listed.append(
            {"reason": reason, "many": len(numbers), "rows": runs[:MOST_RUNS]}
            | {"more": max(len(runs) - MOST_RUNS, 0)}
        )
    return sorted(listed, key=lambda one: -one["many"])


def left_out_table(listed: Sequence[Mapping[str, Any]], html_id: str, look: str = "") -> Component:
    """The table of them, under a heading that folds it. Only who has the file can look them up.

    Parameters
    ----------
    listed
        As :func:`by_reason` gives it.
    look
        Classes of the table's frame.
    """
    heads = [("why", ""), ("rows", "number"), ("which", "")]
    rows = [
        html.Tr(
            [
                html.Th(f"{one['reason'][:1].upper()}{one['reason'][1:]}", scope="row"),
                html.Td(count(one["many"]), className="number"),
                html.Td(_which(one)),
            ]
        )
        for one in listed
    ]
    table = html.Table(
        [
            html.Thead(
                html.Tr([html.Th(say("rows_left", h), scope="col", className=c) for h, c in heads])
            ),
            html.Tbody(rows),
        ],
        className="table",
    )
    title = say("rows_left", "title")
    return html.Details([html.Summary(title), wide(table, title, look)], id=html_id, open=True)


def left_out_list(rows: Sequence[tuple[int, str, str]], html_id: str, *, opened: bool) -> Component:
    """A line for each row, for a narrow place; folded, unless it is ``opened``.

    Parameters
    ----------
    rows
        The number of each row in its file, the name that it gives ("" for none), and why it was
        left out. Of more than :data:`MOST_RUNS` it is said how many more there are.
    """
    many = len(rows)
    summary = one_or_many("rows_left", "left", many, number=count(many))
    lines = []
    for row, name, why in rows[:MOST_RUNS]:
        number = say("rows_left", "numbers_one", rows=f"{row:,}")
        lines.append(html.Li(f"{', '.join(filter(None, (number, name)))}: {why}."))
    if many > MOST_RUNS:
        lines.append(html.Li(say("rows_left", "and_more", number=count(many - MOST_RUNS))))
    return html.Details([html.Summary(summary), html.Ul(lines)], id=html_id, open=opened)


def _which(one: Mapping[str, Any]) -> list[Any]:
    first, more = one["rows"][:FIRST], one["rows"][FIRST:]
    text = one_or_many("rows_left", "numbers", one["many"], rows=", ".join(first))
    if not more:
        return [text]
    rest = say("rows_left", "runs", number=count(one["more"])) if one["more"] else ""
    others = html.Summary(say("rows_left", "others"))
    return [text, html.Details([others, f"{', '.join(more)}{rest}"])]


def _runs(rows: Sequence[int]) -> list[str]:
    """``[3, 7, 8, 9]`` → ``["3", "7–9"]``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return [f"{first:,}" if first == last else f"{first:,}–{last:,}" for first, last in runs]
