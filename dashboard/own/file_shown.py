"""Step 2: what a file was taken for, and the lists to say that it is otherwise.

Which there are depends on the file, so they come with its answer, as plain markup. A change of one
goes back to the server with the file (:mod:`dashboard.own.decisions`).
"""

from collections.abc import Sequence
from typing import get_args

from dash import html
from dash.development.base_component import Component

from dashboard.own.guessed_words import is_rate
from dashboard.own.reading import ROLES, OwnFile, label_of
from dashboard.own.texts import one_or_many, say
from dashboard.parts.attributes import data
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.rows_left_out import by_reason, left_out_table
from dashboard.parts.tables import FIGURES, wide
from dashboard.wording.number_text import count, percent
from layers.exercise.plain_characters import shortened
from layers.name_lists import listed
from layers.own.own_columns import Rest
from layers.own.own_table import Reading
from layers.own.reading_notes import rows_note
from layers.own.texts import say as say_of_layers
from layers.own.years_read import ALL

FIRST_ROWS = 5
# Places that are named, to look over; it is said how many more there are.
MOST_NAMES = 100
_LONGEST_CELL = 60
# Of the rows that are meant to be used: more than this part is worth a warning.
MOST_LOST = 0.1
# Reasons of rows that say nothing of their own, or were hidden before the file came here.
ON_PURPOSE = frozenset(("total", "twice", "other_year", "has_row", "hidden"))
FORMS = tuple(ROLES)
RESTS = get_args(Rest)


def shown(file: OwnFile) -> list[Still]:
    """All of it.

    A change of a list goes back to the server with the file: of ``data-decides`` it says what it
    decides, of ``data-column`` which column.
    """
    reading = file.reading
    parts: list[Component] = [
        html.P(_understood(file, reading) if reading else file.why, className=_look(file))
    ]
    if reading:
        parts += _warnings(file, reading)
    notes = [*file.sheet.notes, *(reading.notes if reading else ())]
    if notes:
        parts.append(html.Ul([html.Li(note) for note in notes], className="ps-4"))
    parts.append(html.Div(_lists(file), className="own-columns"))
    parts.append(_first_rows(file))
    if left := _left_out(file):
        parts.append(left_out_table(by_reason(left), "own-left-out"))
    if reading and reading.points:
        parts.append(_names(reading.points.names))
    return still(parts)


def _look(file: OwnFile) -> str:
    return "fw-semibold" if file.reading else "flag"


def _understood(file: OwnFile, reading: Reading) -> str:
    places = say("places", reading.place_kind)
    used = reading.rows - len(reading.left_out) - len(_below(file, reading))
    return one_or_many(
        "read",
        "understood_cases" if reading.columns.form == "cases" else "understood",
        reading.rows,
        places=places,
        carried=count(used),
        rows=count(reading.rows),
    )


def _warnings(file: OwnFile, reading: Reading) -> list[Component]:
    """What may have gone wrong though the file was read."""
    found = {"own-loss": _loss(file, reading), "own-far": " ".join(rows_note("far", reading.far))}
    return [html.P(text, className="flag", id=name) for name, text in found.items() if text]


def _loss(file: OwnFile, reading: Reading) -> str:
    """That a large part of the rows is lost; "" where it is not. Rows that are left out on purpose,
    such as those of other years, are not lost."""
    left = [one.reason for one in reading.left_out] + ["below"] * len(_below(file, reading))
    lost = sum(reason not in ON_PURPOSE for reason in left)
    of = reading.rows - len(left) + lost
    if lost <= MOST_LOST * of:
        return ""
    share = percent(100 * lost / of)
    return one_or_many("read", "loss", lost, lost=count(lost), of=count(of), share=share)


def _lists(file: OwnFile) -> list[Component]:
    """The lists to choose from: sheet, form, columns, year."""
    columns, headers = file.columns, file.sheet.headers
    found = []
    if file.sheet.others:
        names = sorted((file.sheet.name, *file.sheet.others))
        found.append(
            _select("sheet", say("read", "sheet"), [(n, n) for n in names], file.sheet.name)
        )
    forms = [(form, say("forms", form)) for form in FORMS]
    found.append(_select("form", say("read", "form"), forms, columns.form))
    offered = [("", say("read", "none")), *((header, header) for header in headers)]
    found += [
        _select("column", label_of(role, columns.form), offered, file.header(role), role)
        for role in ROLES[columns.form]
    ]
    if (reading := file.reading) and len(years := reading.years) > 1:
        chosen = columns.wanted_year or reading.columns.wanted_year
        offered = [(year, _year(reading, year)) for year in years]
        found.append(_select("year", say("read", "year"), offered, chosen))
    if file.reading and file.reading.added:
        districts = listed(file.reading.districts)
        rest = [(one, say("rest", one or "none", districts=districts)) for one in RESTS]
        found.append(_select("rest", say("read", "rest"), rest, columns.rest))
    return found


def _year(reading: Reading, label: str) -> str:
    if label in reading.financial:
        return say("read", "financial_year", year=label)
    return say("read", "all_years") if label == ALL else label


def _select(
    decides: str, label: str, choices: Sequence[tuple[str, str]], value: str, column: str = ""
) -> Component:
    html_id = f"own-read-{column or decides}"
    options = [html.Option(words, value=one, selected=one == value) for one, words in choices]
    marks = {"decides": decides} | ({"column": column} if column else {})
    select = html.Select(options, id=html_id, className="form-select", **data(**marks))
    return html.Div(
        [html.Label(label, htmlFor=html_id, className="form-label"), select],
        className="field-block",
    )


def _first_rows(file: OwnFile) -> Component:
    """The first rows of the columns that are read, and which are not."""
    roles = [role for role in ROLES[file.columns.form] if file.header(role)]
    heads = [file.header(role) for role in roles]
    cells = [file.sheet.column(head) for head in heads]
    rows = [
        html.Tr([html.Td(shortened(column[at], _LONGEST_CELL)) for column in cells])
        for at in range(min(FIRST_ROWS, len(file.sheet.rows)))
    ]
    head = [
        html.Th(
            [html.Span(label_of(role, file.columns.form), className="note d-block"), name],
            scope="col",
        )
        for role, name in zip(roles, heads, strict=True)
    ]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className=FIGURES)
    inner = [wide(table, say("read", "first_of"))] if roles else []
    if unread := [header for header in file.sheet.headers if header not in heads]:
        named = ", ".join(f"“{header}”" for header in unread)
        inner.append(html.P(say("read", "not_read", headers=named), className="note"))
    return html.Details(
        [html.Summary(say("read", "first")), *inner], id="own-first-rows", open=True
    )


def _left_out(file: OwnFile) -> list[tuple[int, str]]:
    left = [(row, say("read", "too_wide")) for row in file.sheet.wide]
    if file.reading:
        left += [(one.row, say_of_layers("left_out", one.reason)) for one in file.reading.left_out]
        left += [(row, say_of_layers("left_out", "below")) for row in _below(file, file.reading)]
    return left


def _below(file: OwnFile, reading: Reading) -> tuple[int, ...]:
    """Rows with a figure below 0, where the figures seem to be counts."""
    return () if is_rate(file) else reading.below


def _names(names: Sequence[str]) -> Component:
    lines = [html.Li(name) for name in names[:MOST_NAMES]]
    if more := len(names) - len(lines):
        lines.append(html.Li(say("read", "more", number=count(more))))
    return html.Details([html.Summary(say("read", "names")), html.Ul(lines)], id="own-names")
