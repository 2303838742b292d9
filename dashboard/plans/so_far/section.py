"""The part of a plan's page on whom it has heard so far, and whom to hear next."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import links, tables
from dashboard.parts.attributes import data
from dashboard.parts.ratio_figures import NONE, picture, with_limits
from dashboard.plans.so_far import sentences
from dashboard.plans.so_far.texts import heads, say
from dashboard.wording.number_text import count
from dashboard.wording.verdict_words import verdicts
from layers.exercise.representation import FAR, LESS
from layers.exercise.so_far import ZONES, SoFar
from layers.exercise.what_next import what_next
from layers.statistics.suppression import cell, rule_text
from workspace.records import Plan

# Where the method is explained.
METHOD = "/methods#exercise-a-plans-visits-over-time"
# Columns of numbers in the tables, counted from the left.
_OF_ZONES, _OF_GROUPS = (2, 3, 6), (2, 3)
_PICTURE = 4
_OF_A_ZONE = ["name", "visits", "last", "people"]


def section(plan: Plan, found: SoFar, today: date) -> list[Component]:
    """All that is shown of whom a plan has heard so far.

    Parameters
    ----------
    found
        What :func:`dashboard.parts.plans.plan_so_far.so_far_of` gives for the plan.
    today
        From which days are counted.
    """
    missing, protects = sentences.not_shown(found), sentences.protects(found)
    words = verdicts(found.groups)
    parts = [
        html.H2(say("title"), id="so-far"),
        html.P(sentences.headline(found), className="sentence", id="so-far-finding"),
        html.P(protects, className="note", id="so-far-protects") if protects else None,
        html.Div([html.H3(say("next")), *_next(found)], id="so-far-next"),
        _zones(found, words, today) if plan.zones and found.visits else None,
        *(_groups(found, name, words) for name in sentences.ordered(found)),
        html.P(missing, className="note") if missing else None,
        _how(plan, found) if found.visits else None,
    ]
    return [part for part in parts if part is not None]


def _next(found: SoFar) -> list[Component]:
    wanted = sentences.next_steps(found)
    if not wanted:
        return [html.P(say("next_none" if found.visits else "next_nobody"))]
    lines = [html.P(say("next_would")), html.Ul([html.Li(line) for line in wanted])]
    return [*lines, html.P(say("next_how"), className="note")] if what_next(found) else lines


def _zones(found: SoFar, words: dict[str, str], today: date) -> Component:
    """When each zone was last visited, and how many were heard there."""
    compared = found.compared.get(ZONES)
    rows = []
    for id, name, visits, last, people in found.zones[_OF_A_ZONE].itertuples():
        when = [count(visits), _last(last, today)]
        if compared is not None and id in compared.index:
            row = compared.loc[id]
            verdict, *figures = _figures(row, words)
            rows.append([name, verdict if visits else say("unvisited"), *figures, *when])
        else:  # of visits to no zone, and of a plan with one
            shown = [NONE, cell(people), NONE, None, NONE]
            rows.append([name or say("no_zone"), *shown, *when])
    frame = _table(say("zones_caption"), heads("zone_columns"), rows, _OF_ZONES)
    return html.Div(frame, id="so-far-zones")


def _groups(found: SoFar, name: str, words: dict[str, str]) -> Component:
    """One question's answers, or one kind of place; open where somebody is heard too seldom."""
    frame, title = found.compared[name], sentences.label(name)
    rows = [[row["name"], *_figures(row, words)] for _, row in frame.iterrows()]
    low = frame["verdict"].isin([FAR, LESS]).any()
    return html.Details(
        [
            html.Summary(title),
            html.P(sentences.rests_on(found, name), className="note"),
            _table(say("groups_caption", level=title), heads("group_columns"), rows, _OF_GROUPS),
        ],
        open=bool(low),
        className="section",
        id=f"so-far-{name.replace('_', '-')}",
    )


def _figures(row: pd.Series, words: dict[str, str]) -> list[Any]:
    """The verdict, the count, what was expected, the ratio as a picture and as text."""
    ratio, lower, upper = (
        None if np.isnan(one) else float(one) for one in row[["ratio", "lower", "upper"]]
    )
    return [
        words[row["verdict"]],
        cell(row["observed"]),
        NONE if np.isnan(row["expected"]) else count(row["expected"]),
        picture(ratio, lower, upper),
        with_limits(ratio, lower, upper),
    ]


def _last(last: Any, today: date) -> str:
    if pd.isna(last):
        return say("never")
    on = last.date()
    ago = (today - on).days
    name = {0: "today", 1: "day"}.get(ago, "days")
    return say(name, date=day(on), days=count(ago)) if ago >= 0 else day(on)


def _table(
    caption: str, names: Sequence[str], rows: Sequence[Sequence[Any]], numbers: Sequence[int]
) -> Component:
    def look(at: int) -> str | None:
        return "number" if at in numbers else "pictured" if at == _PICTURE else None

    head = [html.Th(name, scope="col", className=look(at)) for at, name in enumerate(names)]
    body = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                *(
                    html.Td(one, className=look(at), **data(head=names[at]))
                    for at, one in enumerate(row[1:], start=1)
                ),
            ]
        )
        for row in rows
    ]
    made = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr(head)),
            html.Tbody(body),
        ],
        className=f"{tables.FIGURES} so-far-figures",
    )
    # On a phone a row's cells stand below each other.
    return tables.wide(made, caption, "diary")


def _how(plan: Plan, found: SoFar) -> Component:
    repeats = sum(visit.repeats for visit in plan.activities)
    lines = [say("picture"), *sentences.how(found, bool(plan.zones), repeats)]
    return html.Details(
        [
            html.Summary(say("how")),
            html.Ul([html.Li(line) for line in [*lines, rule_text(found.rule)]]),
            html.P(html.A(say("method"), href=links.to(METHOD))),
        ],
        className="section note",
        id="so-far-how",
    )
