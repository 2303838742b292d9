"""The check step: how a file was understood, and the controls to say that it is otherwise.

Which controls there are depends on the file, so they come with its answer. A change of one goes
back to the server with the file (:mod:`dashboard.heard.decisions`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.heard.answers import answer
from dashboard.heard.decisions import UNKNOWN, Asking
from dashboard.heard.tables_markup import FRAME
from dashboard.heard.texts import say
from dashboard.parts import fields
from dashboard.parts.address_form import Props
from dashboard.parts.rows_left_out import left_out_table
from dashboard.parts.tables import wide
from dashboard.wording.number_text import count
from layers.exercise.respondents import NOT_SAID, Question, Respondents

AGES = "age"
BASE: dict[str, Any] = {"page": "heard", "part": "decide", "of": "base"}
Data = Mapping[str, Any]


def shown(known: Respondents, read: Data, asking: Asking) -> dict[str, Any]:
    """What the page shows of a file that was read.

    Parameters
    ----------
    read
        As :func:`dashboard.heard.read_step.taken_for` gives it.
    asking
        What has been decided about the file.

    Returns
    -------
    dict
        See :func:`dashboard.heard.answers.answer`; beside it the ``exercise`` and its ``base``,
        what is ``decided``, and ``controls``: by name the value that each shows (``value``), and
        what a change of it is (``is``).
    """
    asked = [one for one in known.question if one.id in read["columns"]]
    meanings = [
        _meanings(one, read["meanings"][one.id], asking.meanings.get(one.id, {})) for one in asked
    ]
    youngest = not asking.base and AGES in read["columns"]
    props = [
        Props("heard-read", {"children": _understood(known, read)}),
        Props("heard-youngest", {"hidden": not youngest}),
        Props("heard-meanings", {"children": meanings}),
        Props(BASE, {"value": read["base"]}),
        Props("heard-show", {"disabled": not read["any"]}),
        Props("heard-none-here", {"hidden": read["any"]}),
    ]
    return answer(
        {"heard-status": [say("read_example" if asking.made_up else "read")]},
        props,
        hidden={"heard-check": False},
        exercise=read["exercise"],
        base=read["base"],
        decided=asking.told(),
        controls=_controls(known, read, asked),
    )


def _controls(known: Respondents, read: Data, asked: Sequence[Question]) -> dict[str, Any]:
    made = {
        name: {"value": read[name], "is": {"of": name}}
        for name in ("base", "sheet", "place", "count")
    }
    for one in known.question:
        column = {"of": "column", "question": one.id}
        made[f"column-{one.id}"] = {"value": read["columns"].get(one.id, ""), "is": column}
    for one in asked:
        for n, (text, meaning) in enumerate(read["meanings"][one.id]):
            of = {"of": "meaning", "question": one.id, "answer": text}
            value = UNKNOWN if meaning is None else meaning
            made[f"meaning-{one.id}-{n}"] = {"value": value, "is": of}
    return made


def control(name: Any) -> dict[str, Any]:
    """The id of a control of the check step; with :data:`dash.ALL`, those of all."""
    return BASE | {"of": name}


def _understood(known: Respondents, read: Data) -> list[Component]:
    said: list[Component] = [html.P(_counts(read), id="heard-counts")]
    if read["notes"]:
        notes = [html.Li(text) for text in read["notes"]]
        said.append(html.Ul(notes, id="heard-notes", className="flag ps-4 my-2"))
    if read["problems"]:
        said.append(left_out_table(read["problems"], "heard-problems", FRAME))
    said.append(_columns(known, read))
    if read["unused"]:
        headers = ", ".join(f"“{one}”" for one in read["unused"])
        said.append(html.P(say("unused", headers=headers), id="heard-unused", className="note"))
    return said


def _counts(read: Data) -> list[Any]:
    """The sentence with its numbers in bold."""
    names = ("placed", "elsewhere", "unread", "rows")
    numbers = {name: _some(read[name], read["fewer"]) for name in names}
    said: list[Any] = []
    for piece in say("counts", **{name: f"\0{name}\0" for name in names}).split("\0"):
        bold = piece in names and piece != "rows"
        said.append(html.Strong(numbers[piece]) if bold else numbers.get(piece, piece))
    return said


def _some(number: int | None, fewer: int) -> str:
    """A number of rows or responses as it is told: None for a small one."""
    if number is None:
        return say("count_few", fewer=fewer)
    return say("count_about", number=count(number)) if number else say("count_none")


def _columns(known: Respondents, read: Data) -> Component:
    headers = [(one, one) for one in read["headers"]]
    sheets = [(one, one) for one in read["sheets"]]
    asked = []
    if len(sheets) > 1:
        asked.append(fields.select(control("sheet"), say("sheet"), sheets, read["sheet"]))
    one, none = ("", say("count_one")), ("", say("column_none"))
    asked += [
        fields.select(control("place"), say("place"), headers, read["place"]),
        fields.select(control("count"), say("count"), [one, *headers], read["count"]),
        *(
            fields.select(
                control(f"column-{question.id}"),
                question.label,
                [none, *headers],
                read["columns"].get(question.id, ""),
            )
            for question in known.question
        ),
    ]
    return html.Fieldset(
        [html.Legend(say("columns"), className="fs-5"), *asked], className="heard-columns my-3"
    )


def _meanings(
    question: Question, given: Sequence[Sequence[str | None]], said: Mapping[str, str]
) -> Component:
    """What each different answer of a column counts as.

    First what nobody knows; it stays there once somebody has ``said`` what it means.
    """
    unknown = sum(meaning is None for _, meaning in given)
    known = say("answers_unknown", number=unknown) if unknown else say("answers_known")
    name = "answers_one" if len(given) == 1 else "answers"
    title = say(name, question=question.label, number=len(given), known=known)
    order = sorted(
        range(len(given)), key=lambda n: given[n][1] is not None and given[n][0] not in said
    )
    heads = [html.Th(say(h), scope="col") for h in ("answer_in_file", "answer_counts_as")]
    table = html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody([_meaning(question, n, *given[n]) for n in order])],
        className="table align-middle",
    )
    return html.Details(
        [html.Summary(title), wide(table, say("answers_scroll", question=question.label), FRAME)],
        id=f"heard-meanings-{question.id}",
        className="heard-meanings",
        open=unknown > 0,
    )


def _meaning(question: Question, n: int, text: str | None, meaning: str | None) -> Component:
    of = control(f"meaning-{question.id}-{n}")
    choices = [(NOT_SAID, say("answer_not_said"))]
    if meaning is None:
        choices.insert(0, (UNKNOWN, say("answer_not_known")))
    choices += [
        (one.id, say("answer_part", category=one.label) if one.within else one.label)
        for one in question.category
    ]
    html_id = json.dumps(of, sort_keys=True, separators=(",", ":"))
    value = UNKNOWN if meaning is None else meaning
    label = html.Label(text or say("answer_empty"), htmlFor=html_id)
    select = dbc.Select(
        id=of, options=fields.options(choices), value=value, placeholder=fields.empty(choices)
    )
    return html.Tr([html.Th(label, scope="row"), html.Td(select)])
