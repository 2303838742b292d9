"""The part of the page on disease registers: first and last year, practice by practice."""

import math
from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.change import register_said
from dashboard.change.place import Place
from dashboard.change.register_said import state
from dashboard.change.texts import say
from dashboard.change.view import ChangeView
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES, wide
from dashboard.wording import number_text
from dashboard.wording.number_text import fixed
from layers.atlas import Atlas
from layers.change import register_years
from layers.practices.recorded_registers import registers


def part(atlas: Atlas, view: ChangeView, place: Place) -> list[Component]:
    """All of it; a sentence where there are fewer than two years."""
    ends = register_years.ends(atlas)
    if ends is None or not view.register:
        return [html.P(say("page", "years"), className="flag refused")]
    table = register_years.practices(atlas, view.register, place.practices)
    england = register_years.england_too(atlas, view.register)
    said = register_said.sentences(atlas, view.register, table, england, place)
    apart = register_said.apart(atlas, table)
    notes = [
        say("registers", "recorded"),
        register_said.years_known(atlas),
        say("registers", "interval"),
        *filter(None, [register_said.by_chance(table), register_said.closed_since(table)]),
    ]
    return [
        html.P(" ".join(said), className="sentence", id="finding"),
        *([html.P(apart, className="flag")] if apart else []),
        html.P(" ".join(notes), className="note"),
        *_section(atlas, view, place, table, england, ends),
    ]


def known(table: pd.DataFrame) -> pd.DataFrame:
    """The practices that the table has: with the register in any year, the largest rise first."""
    there = table[table["kind"] != "neither"]
    return there.sort_values("change", ascending=False, kind="stable")


def _section(
    atlas: Atlas,
    view: ChangeView,
    place: Place,
    table: pd.DataFrame,
    england: pd.Series,
    ends: tuple[str, str],
) -> list[Component]:
    shown = known(table)
    if shown.empty:
        return []
    within = register_years.between(atlas)
    columns = ["prevalence_first", *(f"prevalence_{year}" for year in within), "prevalence_last"]
    every = [shown[columns].max().max(), england[columns].max()]
    most = _top(max(float(share) for share in every if share == share))
    first, last = ends
    about = say("registers", "about", first=first, last=last, most=number_text.percent(most, 0))
    heads = [
        (say("registers", "practice"), ""),
        (say("registers", "line", first=first, last=last), "line"),
        (say("registers", "then", first=first), "number"),
        *((say("registers", "year", year=year), "number between") for year in within),
        (say("registers", "now", last=last), "number"),
        (say("registers", "change"), "number"),
        (say("registers", "list"), "number"),
    ]
    head = html.Tr([html.Th(text, scope="col", className=look) for text, look in heads])
    name = html.Strong(say("registers", "england_row"))
    rows = [_row(name, england, most, within, "")]
    for code, row in shown.iterrows():
        told = state(atlas, row)
        # To another page: ``inside`` would keep it on this one.
        title: Component = html.A(row["name"], href=_profile(str(code), view.register))
        if not row["open"]:
            title = html.Span(row["name"])
        rows.append(
            _row(
                html.Span([title, html.Span(f" {row['place']}", className="note")]),
                row,
                most,
                within,
                told,
            )
        )
    label, where = registers(atlas)[view.register], place.practices_of
    made = html.Table([html.Thead(head), html.Tbody(rows)], className=f"{FIGURES} years-apart")
    return [
        html.H2(say("registers", "title", where=where), className="fs-5 mt-4"),
        html.P(about, className="note"),
        wide(made, say("registers", "table", label=label, where=where, first=first, last=last)),
        repeat_panel("change-years", "table"),
    ]


def _profile(code: str, register: str) -> str:
    return links.to(f"/practices?v={code}&r={register}")


def _row(
    name: Component, row: pd.Series, most: float, between: Sequence[str], told: str
) -> Component:
    then, now = row["prevalence_first"], row["prevalence_last"]
    change: list[Component | str] = ["–"]
    if pd.notna(row["change"]):
        text = fixed(row["change"], 2)
        low, high = fixed(row["change_lower"], 2), fixed(row["change_upper"], 2)
        limits = say("registers", "range", lower=low, upper=high)
        sign = "" if text.startswith("−") else "+"
        change = [f"{sign}{text}", html.Span(f" {limits}", className="limits d-block")]
    grown = number_text.change(100 * row["list_change"]) if pd.notna(row["list_change"]) else ""
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(_line(row, most, between), className="line"),
            html.Td("–" if pd.isna(then) else fixed(then, 2), className="number"),
            *(_year(row[f"prevalence_{year}"]) for year in between),
            html.Td("–" if pd.isna(now) else fixed(now, 2), className="number"),
            html.Td(change, className="number"),
            html.Td(
                [grown, html.Span(told, className="limits d-block") if told else ""],
                className="number",
            ),
        ],
        className="" if row["kind"] == "both" else "apart",
    )


def _year(share: float) -> Component:
    return html.Td("–" if math.isnan(share) else fixed(share, 2), className="number between")


def _line(row: pd.Series, most: float, between: Sequence[str]) -> Component:
    """From the first year to the last on the scale, with a stroke for each year between; the table
    beside it says the same."""
    strokes = [
        html.B(style={"--at": f"{100 * row[f'prevalence_{year}'] / most:.2f}"})
        for year in between
        if pd.notna(row[f"prevalence_{year}"])
    ]
    places = {
        name: None if pd.isna(row[f"prevalence_{name}"]) else 100 * row[f"prevalence_{name}"] / most
        for name in ("first", "last")
    }
    known = [at for at in places.values() if at is not None]
    style = {f"--{name}": f"{at:.2f}" for name, at in places.items() if at is not None}
    style |= {"--low": f"{min(known):.2f}", "--high": f"{max(known):.2f}"} if known else {}
    rise = len(known) == 2 and row["change"] > 0
    marks = [html.I(className=f"at-{name}") for name, at in places.items() if at is not None]
    return html.Span(
        [*strokes, *marks],
        className=f"dumbbell {'up' if rise else 'down'}",
        style=style,
        **aria(hidden="true"),
    )


def _top(highest: float) -> float:
    """The end of the scale: the next round number, so that no mark stands on its edge."""
    step = 10 ** math.floor(math.log10(max(highest, 0.01)))
    return math.ceil(highest * 1.02 / step) * step
