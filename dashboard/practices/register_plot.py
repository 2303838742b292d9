"""All registers of a unit in one picture: recorded over expected, each within its usual range.

A list of rows, so that it is read and walked through like one; the table of the page says the same
in numbers (:mod:`dashboard.practices.conditions`).
"""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts import links, ratio_scale
from dashboard.parts.attributes import aria
from dashboard.parts.repeat.panel import not_repeated
from dashboard.practices import recorded_against_expected
from dashboard.practices.texts import say
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers
from layers.practices.units import Unit


def register_plot(atlas: Atlas, unit: Unit, judged: pd.DataFrame) -> Component | None:
    """The registers that can be compared, the least usual first; None where none can.

    Parameters
    ----------
    judged
        Of the unit's practices, from :func:`layers.practices.expected_registers.of_group`.
    """
    ordered = expected_registers.by_distance(judged)
    if ordered.empty:
        return None
    labels = recorded_registers.registers(atlas)
    rows = [_row(unit, str(code), labels[str(code)], row) for code, row in ordered.iterrows()]
    return html.Section(
        [
            html.H2(say("plot", "title")),
            html.P(
                say("plot", "about", year=recorded_registers.years(atlas)[-1]), className="note"
            ),
            html.Div(
                [html.Ol(rows, className="list-unstyled m-0"), _scale()],
                className="register-plot",
            ),
            _key(recorded_against_expected.like(recorded_against_expected.added(judged))),
            not_repeated(say("repeat", "expected"), "chart"),
        ]
    )


def _row(unit: Unit, code: str, label: str, row: pd.Series) -> Component:
    chart = PracticesView((unit,), register=code).query()
    unusual = [] if row["verdict"] == "as_expected" else [recorded_against_expected.chip(row)]
    return html.Li(
        [
            html.A(label, href=links.to(f"/practices{chart}"), className="inside"),
            _picture(row),
            html.Span(recorded_against_expected.ratio(row), className="number"),
            html.Span(unusual),
        ],
        title=in_words(row),
    )


def in_words(row: pd.Series) -> str:
    """All that a register's row shows, in numbers."""
    return say(
        "plot",
        "row",
        recorded=number_text.register_percent(100 * row["observed"] / row["list_size"]),
        observed=number_text.count(row["observed"]),
        list_size=number_text.count(row["list_size"]),
        expected_share=number_text.register_percent(100 * row["expected"] / row["list_size"]),
        expected=number_text.count(row["expected"]),
        ratio=recorded_against_expected.ratio(row),
        limits=recorded_against_expected.limits(row),
        usual=recorded_against_expected.usual(row),
    )


def _picture(row: pd.Series) -> Component:
    beyond = " beyond" if ratio_scale.beyond(row["ratio"]) else ""
    return _marked(f"{row['verdict']}{beyond}", recorded_against_expected.marks(row))


def _marked(kind: str, marks: dict[str, float]) -> Component:
    """A small picture; what it shows stands beside it in words."""
    style = {f"--{name}": at for name, at in marks.items()}
    return html.Span(className=f"interval {kind}", style=style, **aria(hidden="true"))


def _scale() -> Component:
    """The scale under the rows."""
    ticks = [
        html.Span(text, style={"--at": round(ratio_scale.place(at), 1)})
        for at, text in ratio_scale.TICKS.items()
    ]
    return html.Div(
        [html.Span(say("plot", "scale")), html.Span(ticks, className="ticks")],
        className="register-scale note",
        **aria(hidden="true"),
    )


def _key(like: str) -> Component:
    """What each sign of the picture is."""
    middle = {"one": 50.0, "at": 50.0}
    signs = [
        ("range-only", {"low": 10.0, "high": 90.0, "one": 50.0}, say("plot", "range", like=like)),
        ("as_expected", middle | {"from": 20.0, "to": 80.0}, say("plot", "chance")),
        ("lower", {"at": 50.0}, say("verdicts", "lower")),
        ("higher", {"at": 50.0}, say("verdicts", "higher")),
        ("as_expected beyond", {"at": 50.0}, say("plot", "beyond")),
    ]
    return html.Ul(
        [html.Li([_marked(kind, marks), html.Span(said)]) for kind, marks, said in signs],
        className="register-key list-unstyled note",
    )
