"""The card of the selected areas: the standard profile, in a table and in words."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import payload, words
from dashboard.state import ViewState
from layers import levels, profile
from layers.atlas import Atlas

MOST_PRACTICES = 8


def profile_of(atlas: Atlas, view: ViewState) -> Component:
    """Headline indicators of the selected areas against South Yorkshire and England, ethnic
    groups, and the practices that serve the areas."""
    codes = levels.members(atlas, view.selected, view.level)
    weights = profile.of_areas(atlas, codes)
    return html.Div(
        [
            html.H3("Main figures"),
            _headlines(atlas, weights),
            html.H3("Practices that serve it"),
            _practices(atlas, codes),
        ],
        className="profile",
    )


def _headlines(atlas: Atlas, weights: pd.Series) -> Component:
    everywhere = profile.whole(atlas)
    rows = []
    for definition in atlas.indicators.values():
        if not definition.headline or definition.aggregate == "none":
            continue
        here = profile.figure(atlas, definition.id, weights)
        region = profile.figure(atlas, definition.id, everywhere)
        england = atlas.england(definition.id)
        tag = html.Span("Modelled", className="tag") if definition.modelled else None
        rows.append(
            html.Tr(
                [
                    html.Th([definition.label, tag], scope="row"),
                    html.Td(words.value(here.value, definition), className="number strong"),
                    html.Td(words.value(region.value, definition), className="number"),
                    html.Td(words.value(england.value, definition), className="number"),
                ]
            )
        )
    head = html.Tr(
        [
            html.Th(html.Span("Indicator", className="visually-hidden"), scope="col"),
            html.Th("Here", scope="col", className="number"),
            html.Th(atlas.name, scope="col", className="number"),
            html.Th("England", scope="col", className="number"),
        ]
    )
    return html.Table([html.Thead(head), html.Tbody(rows)], className="figures")


def _practices(atlas: Atlas, codes: pd.Index) -> Component:
    registrations = atlas.registrations
    here = registrations[registrations["lsoa"].isin(codes)]
    patients = here.groupby("practice")["patients"].sum().sort_values(ascending=False)
    total = patients.sum()
    names = atlas.directory["name"]
    items = [
        html.Li(
            [
                html.Span(names[code]),
                html.Span(words.percent(100 * number / total), className="number"),
            ]
        )
        for code, number in patients.head(MOST_PRACTICES).items()
    ]
    others = len(patients) - len(items)
    rest = f" and {words.count(others)} more" if others > 0 else ""
    return html.Div(
        [
            html.Ul(items, className="shares"),
            html.P(
                f"Share of the {words.count(total)} registered patients who live here, "
                f"{payload.period_of(atlas, 'patients_by_lsoa')}: "
                f"{words.count(len(items))} practices{rest}.",
                className="note",
            ),
        ]
    )
